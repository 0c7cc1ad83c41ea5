"""What the migration report is arranged from: a comparison boiled down to counts, lines and the first of each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from validator.engine.model import (
    BreakdownLine,
    DeltaState,
    Dimension,
    Discrepancy,
    EntityCount,
    ExpectationResult,
    FindingDelta,
    Impact,
    InferredRule,
    Reconciliation,
    Sampling,
    Sentence,
)
from validator.engine.report.contents import CaptureSize, CompareReport, Provenance
from validator.engine.report.digest import DigestReader
from validator.engine.report.hops import IMPACTS, CompareOverview, Difference, compare_overview
from validator.engine.report.telling import fold_line
from validator.engine.report.wording import count_of

FIRST = 50
"""So many lines of a list are shown; the rest is counted."""


class ChangeLine(NamedTuple):
    """The same kind of change at the same place on the same hop."""

    capture: str
    path: str
    name: str
    """Of the attribute; empty where it is not known."""
    kind: str
    impact: Impact | None
    instances: int
    """In so many instances."""
    before: str | None = None
    """Of the first one; see ``is_shown``."""
    after: str | None = None
    detail: str = ""
    rule: InferredRule | None = None
    is_shown: bool = False
    """Whether ``before`` and ``after`` are known."""

    @property
    def rank(self) -> tuple[int, int, str, str, str]:
        """For sorting: the worst impact first, then what befell most instances."""
        impact = IMPACTS.index(self.impact) if self.impact else len(IMPACTS)
        return impact, -self.instances, self.capture, self.path, self.kind


class Material(NamedTuple):
    """Everything that is told, once."""

    captures: tuple[CaptureSize, ...]
    sentences: tuple[Sentence, ...]
    breakdown: Sequence[BreakdownLine]
    """The first of each dimension."""
    breakdown_counts: Mapping[Dimension, int]
    """How many lines each dimension has."""
    uneven: Sequence[EntityCount]
    """The first studies and series whose instances are not the same at every capture."""
    uneven_count: int
    expected: Sequence[ChangeLine]
    """The first; those that befell most instances come first."""
    expected_count: int
    unexpected: Sequence[ChangeLine]
    """The first; the worst impact comes first, then what befell most instances."""
    unexpected_count: int
    changed: int
    """Instances with an unexpected change of meaning."""
    encoding: int
    """Changes that touch the encoding only."""
    expectations: Sequence[ExpectationResult]
    delta: Sequence[FindingDelta]
    """The first of each state."""
    delta_counts: Mapping[DeltaState, int]
    sampling: Sampling | None
    reconciled: Sequence[Reconciliation]
    discrepancies: Sequence[Discrepancy]
    discrepancy_count: int
    provenance: Provenance
    digest: str
    """Of the report; empty where it was not computed."""


class Reading(NamedTuple):
    """A comparison read to its end."""

    overview: CompareOverview
    material: Material


def read(report: CompareReport) -> Reading:
    """Read the streams of a comparison, once; the memory that it needs does not depend on the instances."""
    reader = DigestReader(report.captures, report.facts)
    overview = compare_overview(report._replace(changes=reader.changes(report.changes)))
    digest = reader.hexdigest(report.facts, groups=overview.groups, lineages=report.lineages, presence=report.presence)
    return Reading(overview, _material(report, overview, digest))


def _material(report: CompareReport, overview: CompareOverview, digest: str) -> Material:
    facts = report.facts
    rules = {(rule.capture, rule.path): rule for rule in facts.rules}
    unexpected = sorted(_unexpected(overview, report.names), key=attrgetter("rank"))
    expected = sorted(overview.allowed, key=lambda group: (-group.expected, group.capture, group.path, group.kind))
    return Material(
        captures=report.captures,
        sentences=tuple(overview.sentences),
        breakdown=facts.breakdown,
        breakdown_counts=Counter(line.dimension for line in facts.breakdown),
        uneven=overview.uneven[:FIRST],
        uneven_count=len(overview.uneven),
        expected=[
            ChangeLine(
                *(group.capture, group.path, report.names.get(group.path) or overview.keywords.get(group.path, "")),
                *(group.kind, None, group.expected),
                rule=rules.get((group.capture, group.path)),
            )
            for group in expected[:FIRST]
        ],
        expected_count=len(expected),
        unexpected=unexpected[:FIRST],
        unexpected_count=len(unexpected),
        changed=overview.changed,
        encoding=sum(hop.encoding.total() for hop in overview.hops),
        expectations=facts.expectations,
        delta=facts.delta,
        delta_counts=Counter(each.state for each in facts.delta),
        sampling=facts.sampling,
        reconciled=facts.reconciled,
        discrepancies=tuple(islice(facts.discrepancies, FIRST)),
        discrepancy_count=len(facts.discrepancies),
        provenance=report.provenance,
        digest=digest,
    )


def _line(difference: Difference, names: Mapping[str, str]) -> ChangeLine:
    group, example = difference.group, difference.example
    line = ChangeLine(
        capture=group.capture,
        path=group.path,
        name=names.get(group.path, "") or (example.keyword if example else ""),
        kind=group.kind,
        impact=difference.impact,
        instances=group.count,
        rule=difference.rule,
    )
    if example is None:
        return line
    return line._replace(before=example.before, after=example.after, detail=example.detail, is_shown=True)


def _unexpected(overview: CompareOverview, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for hop in overview.hops:
        yield from (_line(difference, names) for difference in hop.meaning)
        for fold in hop.folds:
            yield ChangeLine(hop.capture.label, "", fold_line(fold), fold.kind, fold.impact, fold.most)
        if hop.demanded:
            words = f"at {count_of(hop.demanded.total(), 'place')}, as a de-identification demands"
            most = max((one.count for one in hop.deidentifications), default=0)
            yield ChangeLine(hop.capture.label, "", words, "de-identification", None, most)
