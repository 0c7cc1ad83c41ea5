"""What every hop did to the findings, counted lineage by lineage."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, Self

from validator.engine.compare import pattern_of
from validator.engine.model import DeltaState, Finding, FindingDelta, Severity

MOST_LINEAGES = 10
"""So many lineages are named for each line."""


class Fate(NamedTuple):
    """What a line of the delta is about; the order of the fields is that of JSON."""

    capture_before: str
    capture: str
    state: DeltaState
    severity: Severity
    code: str
    path: str


@dataclass(slots=True)
class _Line:
    count: int = 0
    lineages: list[int] = field(default_factory=list)
    """The smallest numbers, sorted."""

    def add(self, lineages: Sequence[int], *, count: int) -> None:
        self.count += count
        if len(self.lineages) < MOST_LINEAGES or min(lineages) < self.lineages[-1]:
            self.lineages = sorted({*self.lineages, *lineages})[:MOST_LINEAGES]


class DeltaTally:
    """The findings of each lineage before and after each hop; ``add`` every lineage once, in any order.

    Tallies of different lineages of one case can be merged. The memory that it takes does not grow with the lineages.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        self._order = {label: position for position, label in enumerate(labels)}
        self._lines: dict[Fate, _Line] = {}

    def add(self, lineage: int, captures: Sequence[tuple[str, Iterable[Finding]]]) -> None:
        """Count one lineage: by capture in their order the findings in its file, without captures that lack it.

        A rule that is broken at more places of the same kind than before was introduced at some and inherited at
        others; likewise for one that is broken at fewer.
        """
        placed = [(label, _places(findings)) for label, findings in captures]
        for before, after in pairwise(placed):
            for fate in _fates(*before, *after):
                self._line(fate).add([lineage], count=1)

    def merge(self, other: "DeltaTally") -> None:
        """Add what another tally counted of other lineages."""
        for fate, line in other._lines.items():
            self._line(fate).add(line.lineages, count=line.count)

    def deltas(self) -> tuple[FindingDelta, ...]:
        """Along the chain; on each hop what it introduced first, then what it fixed; errors first, then by number."""
        return tuple(
            FindingDelta(
                *(fate.capture_before, fate.capture, fate.code, fate.severity, fate.path, fate.state),
                count=line.count,
                lineages=tuple(line.lineages),
            )
            for fate, line in sorted(self._lines.items(), key=self._place)
        )

    def to_json(self) -> dict[str, Any]:
        """A form that survives JSON."""
        return {
            "labels": list(self._order),
            "lines": [[*fate, line.count, line.lineages] for fate, line in self._lines.items()],
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        tally = cls(plain["labels"])
        for capture_before, capture, state, severity, code, path, count, lineages in plain["lines"]:
            fate = Fate(capture_before, capture, DeltaState(state), Severity(severity), code, path)
            tally._lines[fate] = _Line(count, lineages)
        return tally

    def _line(self, fate: Fate) -> _Line:
        line = self._lines.get(fate)
        if line is None:
            line = self._lines[fate] = _Line()
        return line

    def _place(self, counted: tuple[Fate, _Line]) -> tuple[int, int, int, int, str, str, int]:
        fate, line = counted
        return (
            self._order[fate.capture],
            list(DeltaState).index(fate.state),
            list(Severity).index(fate.severity),
            -line.count,
            fate.code,
            fate.path,
            -self._order[fate.capture_before],
        )


Place = tuple[Severity, str, str]
"""Which rule is broken, and where: severity, code and path with its item numbers left open."""


def _places(findings: Iterable[Finding]) -> tuple[Place, ...]:
    """Where each rule is broken, once for each finding."""
    return tuple([(severity, code, pattern_of(path)) for code, severity, path, *_ in findings])


@lru_cache(maxsize=1024)
def _fates(capture_before: str, before: tuple[Place, ...], capture: str, after: tuple[Place, ...]) -> tuple[Fate, ...]:
    """What became of the findings at one hop; the same in most instances of a series."""
    counts = Counter(before), Counter(after)
    return tuple(
        Fate(capture_before, capture, state, *place)
        for place in counts[0].keys() | counts[1].keys()
        for state in _states(counts[0][place], counts[1][place])
    )


def _states(before: int, after: int) -> Iterable[DeltaState]:
    if before and after:
        yield DeltaState.INHERITED
    if after > before:
        yield DeltaState.INTRODUCED
    if before > after:
        yield DeltaState.FIXED
