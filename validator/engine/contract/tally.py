"""What came of each expectation over a whole case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from validator.engine.contract.expectations import Expectation, Expectations
from validator.engine.kept import Marks
from validator.engine.model import Change, ExpectationResult, Lineage, Presence

LINEAGES_TOLD = 20
"""Of those that passed a hop without what is required of it."""


class ExpectationTally:
    """Judges every settled change of a case, once, and counts."""

    def __init__(self, expectations: Expectations) -> None:
        self._expectations = expectations
        self._allowed = [0] * len(expectations.entries)
        self._undecided = [0] * len(expectations.entries)
        self._done = {entry.number: Marks() for entry in expectations if entry.required}
        """By number of what is required: the lineages in which it happened, or may have."""
        self._passed: dict[str, Marks] = defaultdict(Marks)
        """By capture: the lineages that passed the hop to it."""

    def judge(self, change: Change) -> Change:
        """The change with the text of the first entry that allows it."""
        allowing, undecided = self._expectations.judgement(change)
        for entry in allowing:
            self._allowed[entry.number - 1] += 1
            self._happened(entry, change.lineage)
        for entry in undecided:
            self._undecided[entry.number - 1] += 1
            self._happened(entry, change.lineage)
        return change._replace(expected=allowing[0].text) if allowing else change

    def judge_presence(self, presence: Presence) -> Presence:
        for entry in self._expectations.allowing_presence(presence):
            self._allowed[entry.number - 1] += 1
        return self._expectations.judge_presence(presence)

    def follow(self, lineages: Iterable[Lineage], labels: Sequence[str], *, left_out: Collection[int] = ()) -> None:
        """Count who passed each hop: who is at its capture and was at an earlier one.

        ``left_out`` are the lineages that could not be compared, so that nothing is known of them.
        """
        wanted = {entry.capture for entry in self._expectations if entry.required}
        for lineage in lineages:
            if lineage.id in left_out:
                continue
            is_known = False
            for label, files in zip(labels, lineage.files, strict=True):
                if files and is_known and label in wanted:
                    self._passed[label].add(lineage.id)
                is_known = is_known or bool(files)

    def unmet(self, number: int) -> list[int]:
        """The lineages that passed the hop without what the entry with this number requires; empty for others."""
        return list(self._unmet(number))

    def _unmet(self, number: int) -> Iterator[int]:
        if number in self._done:
            passed, done = self._passed[self._expectations.entries[number - 1].capture], self._done[number]
            yield from (lineage for lineage in passed if lineage not in done)

    def results(self) -> tuple[ExpectationResult, ...]:
        """What came of every entry, in the order of the list."""
        return tuple(self._results())

    def _results(self) -> Iterator[ExpectationResult]:
        for entry in self._expectations:
            unmet = self._unmet(entry.number)
            told = tuple(islice(unmet, LINEAGES_TOLD))
            yield ExpectationResult(
                number=entry.number,
                line=entry.line,
                capture=entry.capture,
                path=entry.place.path,
                kind=entry.kind,
                text=entry.text,
                required=entry.required,
                allowed=self._allowed[entry.number - 1],
                undecided=self._undecided[entry.number - 1],
                unmet=len(told) + sum(1 for _ in unmet),
                lineages=told,
            )

    def _happened(self, entry: Expectation, lineage: int) -> None:
        if entry.required:
            self._done[entry.number].add(lineage)
