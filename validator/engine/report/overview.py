"""A check read to its end and boiled down to what a person reads: counts, and some examples of each thing.

The memory that it needs depends on how many rules are broken, not on how many files there are.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.model import CheckedFile, Severity, State, Undecided
from validator.engine.report.contents import SEVERITIES, CheckReport

EXAMPLES = 25
"""How many places, files or instances are named for one rule or kind; the rest is counted."""
NAMED = 5
"""How many of the files are named that violate a rule together."""


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
    undecided: Counter[Undecided] = field(default_factory=Counter)
    """In how many files; empty unless it was asked for."""
    violations: list[Violation] = field(default_factory=list)
    """The worst severity first, then by code."""

    @property
    def files(self) -> int:
        return self.states.total()


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
    overview.undecided.update(checked.undecided)
    if checked.state is State.NOT_DICOM and len(overview.strangers) < EXAMPLES:
        overview.strangers.append((checked.file, checked.kind or "something else"))
