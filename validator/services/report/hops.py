"""What each hop did, in a few numbers: for the strip of a report and the thumbnails of the list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from validator.models import Group

IMPACTS = ("breaks", "degrades", "cosmetic")
"""The worst first."""
PRESENCE = {
    "instance.missing": "missing",
    "instance.added": "added",
    "instance.duplicated": "duplicated",
    "instance.conflict": "in conflict",
}
"""Words for what can become of an instance at a capture, the worst first."""


class HopCount(NamedTuple):
    """Changes of level meaning at one hop, and what it did to the presence of instances."""

    kinds: int = 0
    changes: int = 0
    impact: str | None = None
    """The worst; ``None`` where nothing but the encoding changed, and that without harm."""
    presence: tuple[tuple[str, int], ...] = ()
    """Kinds of ``instance.*`` with the number of lineages, the worst first."""
    encoding: int = 0
    """Differences of level encoding that do harm: what the receiver can no longer read."""
    expected: int = 0
    """Changes of meaning and of instances that the expectations allow; they are counted nowhere else."""


def hop_counts(analyses: Iterable[int]) -> Mapping[int, Mapping[int, HopCount]]:
    """By analysis and position of the capture that the hop leads to; hops that changed nothing are left out."""
    wanted = list(analyses)
    counted: dict[int, dict[int, HopCount]] = defaultdict(dict)
    changes = Group.objects.filter(analysis__in=wanted, scope=Group.Scope.CHANGE, expected=False)
    meaning = changes.filter(level="meaning").values("analysis", "capture")
    for row in meaning.annotate(kinds=Count("code", distinct=True), changes=Sum("n")).order_by("analysis", "capture"):
        counted[row["analysis"]][row["capture"] or 0] = HopCount(row["kinds"], row["changes"])
    harmless = Q(level="encoding", impact="cosmetic")
    harm = changes.filter(level="encoding").exclude(impact="cosmetic").values_list("analysis", "capture")
    for analysis, capture, entries in harm.annotate(entries=Sum("n")).order_by("analysis", "capture"):
        count = counted[analysis].get(capture or 0, HopCount())
        counted[analysis][capture or 0] = count._replace(encoding=entries)
    _add_presence(wanted, counted)
    both = Group.objects.filter(analysis__in=wanted, scope__in=[Group.Scope.CHANGE, Group.Scope.PRESENCE])
    allowed = both.filter(expected=True).exclude(level="encoding").values_list("analysis", "capture")
    for analysis, capture, entries in allowed.annotate(entries=Sum("n")).order_by("analysis", "capture"):
        count = counted[analysis].get(capture or 0, HopCount())
        counted[analysis][capture or 0] = count._replace(expected=entries)
    impacts = both.filter(expected=False).exclude(harmless).values_list("analysis", "capture", "impact").distinct()
    for analysis, capture, impact in impacts.order_by("analysis", "capture", "impact"):
        count = counted[analysis].get(capture or 0, HopCount())
        counted[analysis][capture or 0] = count._replace(impact=_worse(count.impact, impact))
    return counted


def _add_presence(analyses: list[int], counted: dict[int, dict[int, HopCount]]) -> None:
    found = Group.objects.filter(analysis__in=analyses, scope=Group.Scope.PRESENCE, expected=False)
    sums = found.values_list("analysis", "capture", "code").annotate(lineages=Sum("members"))
    order = list(PRESENCE)
    for analysis, capture, kind, lineages in sorted(sums, key=lambda row: order.index(row[2])):
        count = counted[analysis].get(capture or 0, HopCount())
        counted[analysis][capture or 0] = count._replace(presence=(*count.presence, (kind, lineages)))


def _worse(one: str | None, other: str) -> str | None:
    known = [impact for impact in (one, other) if impact in IMPACTS]
    return min(known, key=IMPACTS.index) if known else None
