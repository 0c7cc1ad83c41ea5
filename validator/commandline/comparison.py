"""The comparison of captures from end to end: the order in which the rooms of the engine are called.

Every file is read twice, by workers: to be paired, and with the other files of its lineage to be compared. What is
known of single files and lineages is kept on disk; in memory stays what is told of the case as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import fspath
from typing import Any, NamedTuple, Self

from validator.commandline.instances import Capture, outlines_of
from validator.commandline.lineages import CompareLineages, File, Following, ObserveLineages
from validator.commandline.manifests import Manifests
from validator.commandline.output import progress
from validator.commandline.store import Store
from validator.commandline.troubles import Troubles
from validator.commandline.workers import chunked, work_off
from validator.engine.compare import (
    DeidentificationTally,
    InputsDigest,
    Summary,
    gather_facts,
    pair,
    recognise,
    settle,
    settles,
    summarise,
    survey,
)
from validator.engine.compare.chains import Chain, chains_of
from validator.engine.compare.explain import Observation, Targets, explained, infer, targets
from validator.engine.contract import Expectations, ExpectationTally
from validator.engine.kept import Kept
from validator.engine.model import (
    Change,
    ChangeGroup,
    ExpectationResult,
    Facts,
    InferredRule,
    Level,
    Lineage,
    Sentence,
)
from validator.engine.report import CaptureSize, CompareReport, is_unexpected
from validator.engine.verdict import DeltaTally, attribute_names, sentences

CHUNK = 128
"""Lineages that a worker is given at a time."""


class Part(NamedTuple):
    """What is remembered of the lineages that one worker compared at a time; their changes are in the ``Store``."""

    first: int
    """The index of the first of them."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    groups: tuple[ChangeGroup, ...]
    settles: bool
    looked_for: Targets


class Comparison:
    """Some captures compared; its report is read while the comparison is open, for ``with``."""

    def __init__(
        self,
        captures: Sequence[Capture],
        troubles: Troubles,
        expectations: Expectations,
        manifests: Manifests | None = None,
        *,
        jobs: int = 1,
    ) -> None:
        self.found = False
        """Whether anything was told that nobody expects; known once the report was read."""
        self._captures = captures
        self._labels = [capture.label for capture in captures]
        self._expectations = expectations
        self._troubles = troubles
        self._jobs = jobs
        self._changes: Store[Change] = Store()
        self._observed: Store[Observation] = Store()
        self._parts: list[Part] = []
        self._known = Targets({})
        self._delta, self._deidentification = DeltaTally(self._labels), DeidentificationTally()
        self._inputs = InputsDigest()
        self._outlines = outlines_of(captures, troubles, jobs=jobs, inputs=self._inputs)
        self._pairing = pair(self._outlines, kept=Kept(Lineage))
        self._survey = survey(self._outlines, self._pairing)
        self._compare()
        self._settlement = settle(self._unsettled())
        self._presence = tuple(map(expectations.judge_presence, self._pairing.presence))
        self._facts = gather_facts(self._outlines, self._pairing, self._survey)._replace(
            rules=tuple(self._inferred()),
            deidentifications=recognise(self._deidentification, self._labels),
            delta=self._delta.deltas(),
            expectations=self._judged() if expectations.entries else (),
        )
        listed = manifests.facts(captures) if manifests else Facts()
        self._facts = self._facts._replace(reconciled=listed.reconciled, discrepancies=listed.discrepancies)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._changes.close()
        self._observed.close()

    @property
    def inputs_digest(self) -> str:
        """Of the names and contents of everything that is DICOM; see ``InputsDigest``."""
        return self._inputs.hexdigest()

    def report(self, *, level: Level | None, run: Mapping[str, Any]) -> CompareReport:
        """The report of all changes, or of those of one level only."""
        unmet = any(result.unmet for result in self._facts.expectations)
        self.found = unmet or bool(self._facts.discrepancies) or any(map(is_unexpected, self._presence))
        summary = Summary()
        return CompareReport(
            captures=tuple(CaptureSize(capture.label, len(capture.paths)) for capture in self._captures),
            lineages=self._pairing.lineages,
            changes=self._summed(level, summary),
            presence=self._presence,
            groups=self._groups(summary),
            sentences=self._sentences(),
            run=run,
            facts=self._facts,
            names=attribute_names(self._facts),
        )

    def _compare(self) -> None:
        """Read the files of every lineage, and keep what was found in them."""
        total = len(self._pairing.lineages)
        chunks = chunked(progress(self._followings(), "Instances compared:", total=total), CHUNK)
        task = CompareLineages(self._survey)
        for compared in work_off(task, chunks, jobs=self._jobs, lost=self._lose, said=lambda: self._known):
            self._troubles.tell(compared.troubles)
            self._changes.keep(compared.changes)
            self._observed.keep(compared.observed)
            self._delta.merge(compared.delta)
            self._deidentification.merge(compared.deidentification)
            self._known = self._known.joined(compared.looked_for)
            part = Part(compared.first, compared.count, tuple(compared.groups), compared.settles, compared.looked_for)
            self._parts.append(part)

    def _followings(self, first: int = 0, end: int | None = None) -> Iterator[Following]:
        """The lineages with these indices, each with its files."""
        paths = [capture.paths for capture in self._captures]
        lineages: Iterable[Lineage] = self._pairing.lineages
        chains: Iterable[Chain] = chains_of(self._outlines, self._pairing)
        if end is not None:
            lineages, chains = self._pairing.lineages[first:end], chains_of(self._outlines, self._pairing)[first:end]
        for lineage, outlines in zip(lineages, chains, strict=True):
            files = tuple(
                File(label, fspath(known[outline.file]), outline)
                for label, known, outline in zip(self._labels, paths, outlines, strict=True)
                if outline is not None
            )
            yield Following(lineage, files)

    def _lose(self, following: Following) -> None:
        for label, _, outline in following.files:
            self._troubles.lose(f"{label}/{outline.file}")

    def _lose_again(self, item: tuple[Following, Targets]) -> None:
        self._lose(item[0])

    def _unsettled(self) -> Iterator[Change]:
        """The changes that only all of them together decide."""
        for number, part in enumerate(self._parts):
            if part.settles:
                yield from filter(settles, self._changes[number])

    def _inferred(self) -> list[InferredRule]:
        """The rules behind the changes."""
        wanted = targets(self._settled_groups())
        self._look_again(wanted)
        foreign = {
            (capture, target.path) for capture, found in wanted.by_capture.items() for target in found if target.foreign
        }

        def read() -> Iterator[Observation]:
            for seen in self._observed:
                # Others thought that it may come from elsewhere, before everything was settled.
                yield seen if (seen.capture, seen.path) in foreign or not seen.sources else seen._replace(sources=())

        return infer(read, labels=self._labels)

    def _settled_groups(self) -> Iterator[ChangeGroup]:
        for number, part in enumerate(self._parts):
            if part.settles:
                yield from summarise(map(self._settlement.apply, self._changes[number]))
            else:
                yield from part.groups

    def _look_again(self, wanted: Targets) -> None:
        """Observe what turned out to be a target after lineages had been compared."""
        items = (
            (following, missed)
            for part in self._parts
            if (missed := wanted.without(part.looked_for)).by_capture
            for following in self._followings(part.first, part.first + part.count)
        )
        chunks = chunked(progress(items, "Instances explained:"), CHUNK)
        for observed in work_off(ObserveLineages(self._survey), chunks, jobs=self._jobs, lost=self._lose_again):
            self._observed.keep(observed)

    def _judged(self) -> tuple[ExpectationResult, ...]:
        """What came of every expectation, over all changes."""
        tally = ExpectationTally(self._expectations)
        tally.follow(self._pairing.lineages, self._labels)
        for change in self._settled():
            tally.judge(change)
        for presence in self._pairing.presence:
            tally.judge_presence(presence)
        return tally.results()

    def _settled(self) -> Iterator[Change]:
        """Every change as all of them together decide, expected or not."""
        for number, part in enumerate(self._parts):
            changes = self._changes[number]
            yield from map(self._settlement.apply, changes) if part.settles else changes

    def _told(self, level: Level | None) -> Iterator[Change]:
        """The changes of a level, each with what allows it."""
        changes = self._settled()
        for change in map(self._expectations.judge, changes) if self._expectations.entries else changes:
            if level in (None, change.level):
                self.found = self.found or is_unexpected(change)
                yield change

    def _summed(self, level: Level | None, summary: Summary) -> Iterator[Change]:
        for change in self._told(level):
            summary.add(change)
            yield change

    def _groups(self, summary: Summary) -> Iterator[ChangeGroup]:
        yield from explained(summary.groups(), self._facts.rules)

    def _sentences(self) -> Iterator[Sentence]:
        yield from sentences(
            self._told(None),
            labels=self._labels,
            lineages=self._pairing.lineages,
            presence=self._presence,
            facts=self._facts,
        )
