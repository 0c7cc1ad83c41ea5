"""Instances through the captures: how they were paired, which are missing, new, duplicated or in conflict."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from validator.engine.standard.uids import uid
from validator.models import Group, Instance, Member
from validator.services.report import postings
from validator.services.report.filters import Filters
from validator.services.report.hops import IMPACTS, PRESENCE
from validator.services.report.run import Run

LINEAGES_A_PAGE = 100
ORDINALS_A_QUERY = 10_000
PAIRED_BY = {
    "sop-instance-uid": "SOP Instance UID",
    "pixel-digest": "pixel data",
    "acquisition-key": "acquisition",
    "file-name": "file name",
    "single": "one capture only",
}
"""The evidence for a pair, in words."""


class Presence(NamedTuple):
    """One lineage at one capture."""

    instances: tuple[Instance, ...]
    """The one that is compared first."""
    kinds: tuple[str, ...]
    """Kinds of ``instance.*`` at this capture."""
    impact: str = ""
    """The worst that these kinds do."""

    @property
    def words(self) -> str:
        return ", ".join(PRESENCE.get(kind, kind) for kind in self.kinds)


class LineageRow(NamedTuple):
    """One instance through all captures."""

    lineage: int
    sop_class: str
    sop_uid: str
    paired_by: str
    places: tuple[Presence, ...]
    errors: int
    warnings: int


class PresenceCount(NamedTuple):
    """How many lineages a filter would leave."""

    kind: str
    words: str
    lineages: int


class InstanceTable(NamedTuple):
    """A page of it."""

    labels: tuple[str, ...]
    rows: tuple[LineageRow, ...]
    total: int
    page: int
    pages: int
    presence: tuple[PresenceCount, ...]
    group: Group | None
    """The line of the report that the page is narrowed to."""


def instance_table(run: Run, filters: Filters) -> InstanceTable:
    """The lineages that the filters leave, in the order of their numbers."""
    presence = list(Group.objects.filter(analysis=run.analysis, scope=Group.Scope.PRESENCE))
    group = Group.objects.filter(analysis=run.analysis, pk=filters.group).first() if filters.group else None
    wanted = _wanted(run, filters, presence, group)
    page, pages = filters.paged(len(wanted), size=LINEAGES_A_PAGE)
    shown = wanted[(page - 1) * LINEAGES_A_PAGE : page * LINEAGES_A_PAGE]
    rows = _rows(run, shown, presence)
    return InstanceTable(
        tuple(capture.label for capture in run.captures),
        tuple(rows),
        len(wanted),
        page,
        pages,
        tuple(_counts(presence)),
        group,
    )


def _wanted(run: Run, filters: Filters, presence: Sequence[Group], group: Group | None) -> Sequence[int]:
    """The numbers of the lineages, without a query a lineage; a range where nothing narrows."""
    members: QuerySet[Member] = Member.objects.filter(analysis=run.analysis)
    chosen: set[int] | None = None
    if group is not None:
        chosen = _lineages_of(run, group)
    if filters.presence or filters.hop is not None:
        chosen = _both(chosen, _present(filters, presence))
    if filters.capture is not None:
        chosen = _both(chosen, members.filter(capture=filters.capture).values_list("lineage", flat=True).distinct())
    if filters.sought:
        found = members.filter(instance__in=sought_instances(run, filters.sought))
        chosen = _both(chosen, found.values_list("lineage", flat=True).distinct())
    return range(1, run.totals.lineages + 1) if chosen is None else sorted(chosen)


def sought_instances(run: Run, sought: str) -> QuerySet[Instance]:
    """The instances whose name holds these words, or whose SOP Instance UID begins with them."""
    every = Instance.objects.filter(analysis=run.analysis)
    if sought.count(".") > 2 and sought.replace(".", "").isdecimal():
        return every.filter(sop_uid__startswith=sought)
    for word in sought.split():
        every = every.filter(file__name__icontains=word)
    return every


def _lineages_of(run: Run, group: Group) -> set[int]:
    ordinals = postings.members([group.pk])
    if group.scope in (Group.Scope.CHANGE, Group.Scope.PRESENCE):
        return set(ordinals)
    found: set[int] = set()
    for start in range(0, len(ordinals), ORDINALS_A_QUERY):
        some = ordinals[start : start + ORDINALS_A_QUERY]
        members = Member.objects.filter(instance__analysis=run.analysis, instance__ordinal__in=some)
        found.update(members.values_list("lineage", flat=True))
    return found


def _present(filters: Filters, presence: Sequence[Group]) -> list[int]:
    chosen = [
        group.pk
        for group in presence
        if (not filters.presence or group.code == filters.presence)
        and (filters.hop is None or group.capture == filters.hop)
    ]
    return postings.members(chosen)


def _both(chosen: set[int] | None, more: Iterable[int]) -> set[int]:
    return set(more) if chosen is None else chosen & set(more)


def _rows(run: Run, lineages: Sequence[int], presence: Sequence[Group]) -> Iterable[LineageRow]:
    members = Member.objects.filter(analysis=run.analysis, lineage__in=list(lineages)).select_related("instance__file")
    places: dict[int, dict[int, list[Instance]]] = defaultdict(lambda: defaultdict(list))
    paired: dict[int, str] = {}
    for member in members.order_by("lineage", "capture", "rank"):
        places[member.lineage][member.capture].append(member.instance)
        paired[member.lineage] = member.paired_by
    told = _told(lineages, presence)
    for lineage in lineages:
        held = places[lineage]
        first = next((found[0] for _, found in sorted(held.items())), None)
        if first is None:
            continue
        known = uid(first.sop_class)
        yield LineageRow(
            lineage,
            known.name if known else first.sop_class,
            first.sop_uid,
            PAIRED_BY.get(paired[lineage], paired[lineage]),
            tuple(
                _presence(held.get(capture.position, ()), told.get((lineage, capture.position), ()))
                for capture in run.captures
            ),
            max(instance.errors for found in held.values() for instance in found),
            max(instance.warnings for found in held.values() for instance in found),
        )


def _presence(instances: Sequence[Instance], groups: Sequence[Group]) -> Presence:
    impacts = {group.impact for group in groups}
    worst = next((impact for impact in IMPACTS if impact in impacts), "")
    return Presence(tuple(instances), tuple(group.code for group in groups), worst)


def _told(lineages: Sequence[int], presence: Sequence[Group]) -> dict[tuple[int, int], list[Group]]:
    """The groups of presence that tell of a lineage at a capture."""
    shown = set(lineages)
    told: dict[tuple[int, int], list[Group]] = defaultdict(list)
    for group in presence:
        for lineage in shown.intersection(postings.members([group.pk])):
            told[lineage, group.capture or 0].append(group)
    return told


def _counts(presence: Sequence[Group]) -> Iterable[PresenceCount]:
    for kind, words in PRESENCE.items():
        total = sum(group.members for group in presence if group.code == kind)
        if total:
            yield PresenceCount(kind, words, total)
