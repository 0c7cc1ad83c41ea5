"""A comparison read to its end and boiled down to what a person reads: hop by hop, counts and some examples.

The memory that it needs depends on how many kinds of change there are at how many places, not on the instances.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from validator.engine.model import (
    Ambiguity,
    Change,
    ChangeGroup,
    Deidentification,
    DeltaState,
    EntityCount,
    Evidence,
    ExpectationResult,
    FindingDelta,
    Impact,
    InferredRule,
    Level,
    Presence,
    ReferenceLink,
    ReferenceNode,
    Sentence,
    Topic,
    UidMap,
)
from validator.engine.report.contents import CaptureSize, CompareReport, is_unexpected
from validator.engine.report.overview import EXAMPLES

IMPACTS = (Impact.BREAKS, Impact.DEGRADES, Impact.COSMETIC)
"""From the worst down."""
ITEM_NUMBER = re.compile(r"\[\d+\]")
ENCODING = "encoding."
PRIVATE = "private."
"""Kinds of change that are told together, whatever the place: a vendor's attributes come in hundreds."""
ASTRAY = ("reference.dangling", "reference.context-stale")
"""Kinds of change of which the references that lead astray tell more."""


class Told(NamedTuple):
    """What is told elsewhere than among the changes."""

    demanded: set[Evidence]
    """The changes that a de-identification explains."""
    astray: set[tuple[str, str]]
    """By hop: where references stand that lead astray."""


class Difference(NamedTuple):
    """One kind of change at one place on one hop, over all lineages, with the first change as its example."""

    group: ChangeGroup
    example: Change | None
    rule: InferredRule | None = None
    """Of the changes at this place those that befell most instances have it."""

    @property
    def impact(self) -> Impact | None:
        return self.example.impact if self.example else None

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """For sorting: the worst impact first, then what befell most instances."""
        return _impact_rank(self.impact), -self.group.count, self.group.path, self.group.kind


@dataclass(slots=True)
class Fold:
    """Changes of one kind at several places, told together since each alone says little."""

    kind: str
    impact: Impact | None
    places: int = 0
    most: int = 0
    """How many instances the place has that befell most."""
    origins: dict[str, None] = field(default_factory=dict)
    """What their examples say of where they are from, each once: ``of GEMS_IDEN_01``."""


@dataclass(slots=True)
class HopOverview:
    """The step that leads to one capture."""

    capture: CaptureSize
    meaning: list[Difference] = field(default_factory=list)
    """The worst impact first, then what befell most instances."""
    folds: list[Fold] = field(default_factory=list)
    demanded: Counter[str] = field(default_factory=Counter)
    """Changes that a de-identification explains, by kind: at how many places. They stand nowhere else."""
    encoding: Counter[str] = field(default_factory=Counter)
    """Changes of encoding by kind: how many elements or data sets."""
    presence: dict[str, list[Presence]] = field(default_factory=dict)
    presence_counts: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    """Changes of meaning and presences that are allowed, by kind: how many instances. They stand nowhere else."""
    broken: list[ReferenceLink] = field(default_factory=list)
    """References that lead astray here and did not before; ``count`` is the number of those alone."""
    uids: list[UidMap] = field(default_factory=list)
    """Where something was split, merged, reused or scattered."""
    introduced: list[FindingDelta] = field(default_factory=list)
    fixed: list[FindingDelta] = field(default_factory=list)
    deidentifications: list[Deidentification] = field(default_factory=list)
    ambiguous: list[Ambiguity] = field(default_factory=list)

    def in_order(self, *, most: int) -> Iterator[Difference | Fold]:
        """The first differences, of the same impact before what is told together."""
        told: list[Difference | Fold] = [*self.meaning[:most], *self.folds]
        yield from sorted(told, key=lambda each: _impact_rank(each.impact))


@dataclass(slots=True)
class CompareOverview:
    """All lineages of a comparison together."""

    lineages: int
    hops: list[HopOverview]
    """One for each capture, the first one included: instances may be in conflict there."""
    sentences: list[Sentence]
    expectations: tuple[ExpectationResult, ...]
    uneven: list[EntityCount]
    """Studies and series that are not the same in number at every capture, a study before its series."""
    nodes: dict[int, ReferenceNode]
    groups: list[ChangeGroup]
    allowed: list[ChangeGroup]
    """Those that something allows, in part or wholly."""
    keywords: dict[str, str]
    """By path, of what was expected."""
    changed: int
    """In how many lineages something changed its meaning that nothing allows."""


def compare_overview(report: CompareReport) -> CompareOverview:
    """Read the streams of a comparison to their end."""
    hops = {capture.label: HopOverview(capture) for capture in report.captures}
    examples, keywords, changed = _examples(report.changes, hops)
    for presence in report.presence:
        _add_presence(hops[presence.capture], presence)
    groups = list(report.groups)
    sentences = list(report.sentences)
    _add_facts(report, hops)
    told = Told(
        demanded={line for one in sentences if one.topic is Topic.DEIDENTIFICATION for line in one.evidence},
        astray={(hop.capture.label, place) for hop in hops.values() for link in hop.broken for place in link.places},
    )
    for group in groups:
        if not group.kind.startswith(ENCODING):
            _add_group(hops[group.capture], group, examples.get((group.capture, group.path, group.kind)), told)
    rules = {(rule.capture, rule.path): rule for rule in report.facts.rules}
    for hop in hops.values():
        hop.meaning = _explained(hop, rules)
    return CompareOverview(
        lineages=len(report.lineages),
        hops=list(hops.values()),
        sentences=sentences,
        expectations=report.facts.expectations,
        uneven=[entity for entity in report.facts.studies if _is_uneven(entity)],
        nodes={node.id: node for node in report.facts.references.nodes},
        groups=groups,
        allowed=[group for group in groups if group.expected and not group.kind.startswith(ENCODING)],
        keywords=keywords,
        changed=changed,
    )


def _examples(
    changes: Iterable[Change], hops: dict[str, HopOverview]
) -> tuple[dict[tuple[str, str, str], Change], dict[str, str], int]:
    """The first unexpected change of meaning for each line of the report, and in how many lineages there is one.

    Of expected ones the keywords, by path. Changes of the encoding are counted on the way.
    """
    examples: dict[tuple[str, str, str], Change] = {}
    keywords: dict[str, str] = {}
    changed = last = 0
    for change in changes:
        if is_unexpected(change):
            changed += change.lineage != last
            last = change.lineage
            examples.setdefault((change.capture, ITEM_NUMBER.sub("[*]", change.path), change.kind), change)
        elif change.level is Level.ENCODING:
            hops[change.capture].encoding[change.kind] += change.count
        else:
            keywords.setdefault(ITEM_NUMBER.sub("[*]", change.path), change.keyword)
    return examples, keywords, changed


def _add_presence(hop: HopOverview, presence: Presence) -> None:
    if not is_unexpected(presence):
        hop.expected[presence.kind] += 1
        return
    hop.presence_counts[presence.kind] += 1
    named = hop.presence.setdefault(presence.kind, [])
    if len(named) < EXAMPLES:
        named.append(presence)


def _add_group(hop: HopOverview, group: ChangeGroup, example: Change | None, told: Told) -> None:
    """Tell what was not expected, and count the rest."""
    hop.expected[group.kind] += group.expected
    unexpected = group._replace(count=group.count - group.expected, expected=0)
    if not unexpected.count:
        return
    if Evidence(group.capture, group.kind, group.path) in told.demanded:
        hop.demanded[group.kind] += 1
    elif group.kind.startswith(PRIVATE) or (group.kind in ASTRAY and (group.capture, group.path) in told.astray):
        _fold(hop, unexpected, example)
    else:
        hop.meaning.append(Difference(unexpected, example))


def _fold(hop: HopOverview, group: ChangeGroup, example: Change | None) -> None:
    impact = example.impact if example else None
    fold = next((fold for fold in hop.folds if (fold.kind, fold.impact) == (group.kind, impact)), None)
    if fold is None:
        fold = Fold(group.kind, impact)
        hop.folds.append(fold)
    fold.places += 1
    fold.most = max(fold.most, group.count)
    if example and group.kind.startswith(PRIVATE) and example.detail and len(fold.origins) < EXAMPLES:
        fold.origins[example.detail] = None


def _explained(hop: HopOverview, rules: dict[tuple[str, str], InferredRule]) -> list[Difference]:
    """The differences in their order, each rule with the one that befell most instances at its place."""
    foremost: dict[str, int] = {}
    for difference in hop.meaning:
        foremost[difference.group.path] = max(foremost.get(difference.group.path, 0), difference.group.count)
    told = []
    for difference in sorted(hop.meaning, key=attrgetter("rank")):
        group = difference.group
        if group.count == foremost.get(group.path):
            del foremost[group.path]
            difference = difference._replace(rule=rules.get((group.capture, group.path)))
        told.append(difference)
    return told


def _add_facts(report: CompareReport, hops: dict[str, HopOverview]) -> None:
    """What is told of the case as a whole, each at its hop."""
    facts = report.facts
    for link in facts.references.newly_broken(tuple(hops)):
        hops[link.capture].broken.append(link)
    for uids in facts.uids:
        if uids.split or uids.merged or uids.reused or uids.scattered:
            hops[uids.capture].uids.append(uids)
    for delta in facts.delta:
        if delta.state is DeltaState.INTRODUCED:
            hops[delta.capture].introduced.append(delta)
        elif delta.state is DeltaState.FIXED:
            hops[delta.capture].fixed.append(delta)
    for one in facts.deidentifications:
        hops[one.capture].deidentifications.append(one)
    for ambiguity in facts.ambiguous:
        hops[ambiguity.capture].ambiguous.append(ambiguity)


def _is_uneven(entity: EntityCount) -> bool:
    """Whether instances came, went or are there more than once: the same number may be of other instances."""
    return any(entity.missing) or any(entity.added) or entity.files != entity.counts or len(set(entity.counts)) > 1


def _impact_rank(impact: Impact | None) -> int:
    return IMPACTS.index(impact) if impact else len(IMPACTS)
