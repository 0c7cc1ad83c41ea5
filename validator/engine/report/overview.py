"""A report read to its end and boiled down to what a person reads: counts, and some examples of each thing.

The memory it needs depends on how many rules and kinds are concerned, not on how many files there are.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.model import (
    Change,
    ChangeGroup,
    CheckedFile,
    ExpectationResult,
    Impact,
    Level,
    Presence,
    Sentence,
    Severity,
    State,
)
from validator.engine.report.contents import SEVERITIES, CaptureSize, CheckReport, CompareReport, is_unexpected

EXAMPLES = 25
"""How many places, files or instances are named for one rule or kind; the rest is counted."""
IMPACTS = (Impact.BREAKS, Impact.DEGRADES, Impact.COSMETIC)
"""From the worst down."""
NAMED = 5
"""How many of the files are named that violate a rule together."""
ITEM_NUMBER = re.compile(r"\[\d+\]")


class Place(NamedTuple):
    """One place where a rule is violated; for a collection finding with several files and no offset."""

    files: tuple[str, ...]
    """Those that are named: the first ``NAMED``."""
    path: str
    offset: int | None
    message: str
    values: tuple[str, ...]
    """What stands there; in several files that disagree, what they say."""
    more: int = 0
    """How many files are concerned and not named."""


@dataclass(slots=True)
class Violation:
    """One rule over all files."""

    code: str
    severity: Severity
    count: int = 0
    files: int = 0
    """How many files are concerned; for a rule over the collection, how often files are named."""
    places: list[Place] = field(default_factory=list)
    _last: str | None = None

    def add(self, place: Place) -> None:
        self.count += 1
        if len(place.files) != 1 or place.files[0] != self._last:
            self.files += len(place.files) + place.more
        self._last = place.files[0] if len(place.files) == 1 else None
        if len(self.places) < EXAMPLES:
            self.places.append(place)


@dataclass(slots=True)
class CheckOverview:
    """All files of a check together."""

    states: Counter[State] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    strangers: list[tuple[str, str]] = field(default_factory=list)
    """What is not DICOM, and what it is instead: the first ``EXAMPLES`` of them."""
    violations: list[Violation] = field(default_factory=list)
    """The worst severity first, then by code."""

    @property
    def files(self) -> int:
        return self.states.total()


class Difference(NamedTuple):
    """One kind of change at one place on one hop, over all lineages, with the first change as its example."""

    group: ChangeGroup
    example: Change | None


@dataclass(slots=True)
class HopOverview:
    """The step that leads to one capture."""

    capture: CaptureSize
    meaning: list[Difference] = field(default_factory=list)
    encoding: Counter[str] = field(default_factory=Counter)
    """Changes of encoding by kind: how many elements or data sets."""
    presence: dict[str, list[Presence]] = field(default_factory=dict)
    presence_counts: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    """Changes of meaning and presences that are allowed, by kind: how many instances. They stand nowhere else."""


@dataclass(slots=True)
class CompareOverview:
    """All lineages of a comparison together."""

    lineages: int
    hops: list[HopOverview]
    """One for each capture, the first one included: instances may be in conflict there."""
    sentences: list[Sentence]
    expectations: tuple[ExpectationResult, ...] = ()


def check_overview(report: CheckReport) -> CheckOverview:
    """Read the streams of a check to their end."""
    overview = CheckOverview()
    violations: dict[str, Violation] = {}
    for checked in report.files:
        _count_file(overview, checked)
        for found in checked.findings:
            values = () if found.value is None else (found.value,)
            place = Place((checked.file,), found.path, found.offset, found.message, values)
            violations.setdefault(found.code, Violation(found.code, found.severity)).add(place)
    for joint in report.collection:
        more = max(0, len(joint.files) - NAMED)
        place = Place(joint.files[:NAMED], joint.path, None, joint.message, joint.values, more)
        violations.setdefault(joint.code, Violation(joint.code, joint.severity)).add(place)
    for violation in violations.values():
        overview.severities[violation.severity] += violation.count
    overview.violations = sorted(violations.values(), key=lambda one: (SEVERITIES.index(one.severity), one.code))
    return overview


def _count_file(overview: CheckOverview, checked: CheckedFile) -> None:
    overview.states[checked.state] += 1
    if checked.state is State.NOT_DICOM and len(overview.strangers) < EXAMPLES:
        overview.strangers.append((checked.file, checked.kind or "something else"))


def compare_overview(report: CompareReport) -> CompareOverview:
    """Read the streams of a comparison to their end."""
    hops = {capture.label: HopOverview(capture) for capture in report.captures}
    examples: dict[tuple[str, str, str], Change] = {}
    for change in report.changes:
        if is_unexpected(change):
            examples.setdefault((change.capture, ITEM_NUMBER.sub("[*]", change.path), change.kind), change)
        elif change.level is Level.ENCODING:
            hops[change.capture].encoding[change.kind] += change.count
    for presence in report.presence:
        hop = hops[presence.capture]
        if not is_unexpected(presence):
            hop.expected[presence.kind] += 1
            continue
        hop.presence_counts[presence.kind] += 1
        named = hop.presence.setdefault(presence.kind, [])
        if len(named) < EXAMPLES:
            named.append(presence)
    for group in report.groups:
        if not group.kind.startswith("encoding."):
            _add_group(hops[group.capture], group, examples.get((group.capture, group.path, group.kind)))
    for hop in hops.values():
        hop.meaning.sort(key=_rank)
    return CompareOverview(len(report.lineages), list(hops.values()), list(report.sentences), report.facts.expectations)


def _add_group(hop: HopOverview, group: ChangeGroup, example: Change | None) -> None:
    """Tell what was not expected, and count the rest."""
    hop.expected[group.kind] += group.expected
    unexpected = group._replace(count=group.count - group.expected, expected=0)
    if unexpected.count:
        hop.meaning.append(Difference(unexpected, example))


def _rank(difference: Difference) -> tuple[int, int, str, str]:
    """The worst impact first, then what befell most instances."""
    group, example = difference
    impact = IMPACTS.index(example.impact) if example else len(IMPACTS)
    return impact, -group.count, group.path, group.kind
