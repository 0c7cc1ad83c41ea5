"""The comparison of captures from end to end, in one process: the order in which the rooms of the engine are called.

Every file is scanned twice, once to be paired and once to be compared: that is faster than keeping headers, and what
is held in memory is an outline a file.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from validator.commandline.changes import ChangeStore
from validator.commandline.output import progress
from validator.commandline.troubles import Troubles
from validator.engine.compare import (
    Outline,
    Pairing,
    compare_lineage,
    outline,
    pair,
    settle,
    summarise,
    survey,
)
from validator.engine.contract import Expectations, ExpectationTally
from validator.engine.header import scan
from validator.engine.model import Change, ChangeGroup, ExpectationResult, Facts, FaultKind, Level, Sentence
from validator.engine.pixels.decoding import SampleComparer
from validator.engine.report import CaptureSize, CompareReport, is_unexpected
from validator.engine.verdict import sentences


class Capture(NamedTuple):
    """The instances taken at one point of the chain."""

    label: str
    paths: Mapping[str, Path]
    """By the name that reports cite."""


class Comparison:
    """Some captures compared: its report is read from ``store``, which must stay open as long."""

    def __init__(
        self, captures: Sequence[Capture], store: ChangeStore, troubles: Troubles, expectations: Expectations
    ) -> None:
        self.found = False
        """Whether anything was told that nobody expects; known once the report was read."""
        self._captures = captures
        self._store = store
        outlines = [(capture.label, list(_outlines(capture, troubles))) for capture in captures]
        self._pairing = pair(outlines)
        self._settlement = settle(store.keep(_changes(captures, outlines, self._pairing, troubles)))
        self._expectations = expectations
        self._presence = tuple(map(expectations.judge_presence, self._pairing.presence))
        self._results = self._judge() if expectations.entries else ()

    def report(self, *, level: Level | None, run: Mapping[str, Any]) -> CompareReport:
        """The report of all changes, or of those of one level only."""
        self.found = any(map(is_unexpected, self._presence)) or any(result.unmet for result in self._results)
        return CompareReport(
            captures=tuple(CaptureSize(capture.label, len(capture.paths)) for capture in self._captures),
            lineages=self._pairing.lineages,
            changes=self._settled(level),
            presence=self._presence,
            groups=self._groups(level),
            sentences=self._sentences(),
            run=run,
            facts=Facts(expectations=self._results),
        )

    def _judge(self) -> tuple[ExpectationResult, ...]:
        """What came of every expectation, over all changes."""
        tally = ExpectationTally(self._expectations)
        tally.follow(self._pairing.lineages, [capture.label for capture in self._captures])
        for change in self._store:
            tally.judge(self._settlement.apply(change))
        for presence in self._pairing.presence:
            tally.judge_presence(presence)
        return tally.results()

    def _settled(self, level: Level | None) -> Iterator[Change]:
        for kept in self._store:
            change = self._expectations.judge(self._settlement.apply(kept))
            if level in (None, change.level):
                self.found = self.found or is_unexpected(change)
                yield change

    def _groups(self, level: Level | None) -> Iterator[ChangeGroup]:
        yield from summarise(self._settled(level))

    def _sentences(self) -> Iterator[Sentence]:
        labels = [capture.label for capture in self._captures]
        yield from sentences(
            self._settled(None), labels=labels, lineages=self._pairing.lineages, presence=self._presence
        )


def _outlines(capture: Capture, troubles: Troubles) -> Iterator[Outline]:
    for name, path in progress(capture.paths.items(), f"{capture.label}: files read:"):
        try:
            header = scan(path)
            if header.is_dicom:
                yield outline(header, path, file=name)
            else:
                kind = next(fault.detail for fault in header.faults if fault.kind is FaultKind.NOT_DICOM)
                troubles.mention(f"{capture.label}/{name}", f"not DICOM ({kind})")
        except OSError as error:
            troubles.note(f"{capture.label}/{name}", error)


def _changes(
    captures: Sequence[Capture],
    outlines: Sequence[tuple[str, Sequence[Outline]]],
    pairing: Pairing,
    troubles: Troubles,
) -> Iterator[Change]:
    facts = survey(outlines, pairing)
    outlined = [{one.file: one for one in ones} for _label, ones in outlines]
    with SampleComparer() as comparer:
        for lineage in progress(pairing.lineages, "Instances compared:"):
            paths, headers, theirs = {}, {}, {}
            for capture, known, names in zip(captures, outlined, lineage.files, strict=True):
                if not names:
                    continue
                path = capture.paths[names[0]]
                try:
                    headers[capture.label] = scan(path)
                    paths[capture.label], theirs[capture.label] = path, known[names[0]]
                except OSError as error:
                    troubles.note(f"{capture.label}/{names[0]}", error)
            samples = comparer.between(paths, headers)
            yield from compare_lineage(lineage, headers, facts, outlines=theirs, samples=samples)
