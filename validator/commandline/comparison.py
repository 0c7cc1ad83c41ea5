"""The comparison of captures from end to end, in one process: the order in which the rooms of the engine are called.

Every file is looked at several times: to be paired, to be compared, to be explained. Headers are kept as long as there
is room for them; of the files beyond that, which are scanned anew each time, an outline is held in memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

from validator.commandline.instances import Capture, Instances
from validator.commandline.manifests import Manifests
from validator.commandline.output import progress
from validator.commandline.store import Store
from validator.commandline.troubles import Troubles
from validator.engine.compare import (
    DeidentificationTally,
    Pairing,
    Survey,
    compare_lineage,
    gather_facts,
    pair,
    recognise,
    settle,
    summarise,
    survey,
)
from validator.engine.compare.explain import Observation, Targets, explained, infer, observe, targets
from validator.engine.contract import Expectations, ExpectationTally
from validator.engine.model import Change, ChangeGroup, ExpectationResult, Facts, InferredRule, Level, Sentence
from validator.engine.pixels.decoding import SampleComparer
from validator.engine.report import CaptureSize, CompareReport, is_unexpected
from validator.engine.rules import check_header
from validator.engine.verdict import DeltaTally, attribute_names, sentences


class Comparison:
    """Some captures compared; its report is read while the comparison is open, for ``with``."""

    def __init__(
        self,
        captures: Sequence[Capture],
        troubles: Troubles,
        expectations: Expectations,
        manifests: Manifests | None = None,
    ) -> None:
        self.found = False
        """Whether anything was told that nobody expects; known once the report was read."""
        self._captures = captures
        self._labels = [capture.label for capture in captures]
        self._expectations = expectations
        self._changes: Store[Change] = Store()
        self._observed: Store[Observation] = Store()
        instances = Instances(captures, troubles)
        outlines = instances.outlines()
        self._pairing = pair(outlines)
        surveyed = survey(outlines, self._pairing)
        delta, deidentification = DeltaTally(self._labels), DeidentificationTally()
        self._settlement = settle(
            self._changes.keep(_compared(instances, self._pairing, surveyed, delta, deidentification))
        )
        self._presence = tuple(map(expectations.judge_presence, self._pairing.presence))
        self._facts = gather_facts(outlines, self._pairing, surveyed)._replace(
            rules=tuple(self._inferred(instances, surveyed)),
            deidentifications=recognise(deidentification, self._labels),
            delta=delta.deltas(),
            expectations=self._judged() if expectations.entries else (),
        )
        listed = manifests.facts(captures) if manifests else Facts()
        self._facts = self._facts._replace(reconciled=listed.reconciled, discrepancies=listed.discrepancies)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._changes.close()
        self._observed.close()

    def report(self, *, level: Level | None, run: Mapping[str, Any]) -> CompareReport:
        """The report of all changes, or of those of one level only."""
        unmet = any(result.unmet for result in self._facts.expectations)
        self.found = unmet or bool(self._facts.discrepancies) or any(map(is_unexpected, self._presence))
        return CompareReport(
            captures=tuple(CaptureSize(capture.label, len(capture.paths)) for capture in self._captures),
            lineages=self._pairing.lineages,
            changes=self._settled(level),
            presence=self._presence,
            groups=self._groups(level),
            sentences=self._sentences(),
            run=run,
            facts=self._facts,
            names=attribute_names(self._facts),
        )

    def _inferred(self, instances: Instances, surveyed: Survey) -> list[InferredRule]:
        """The rules behind the changes; the files are looked at again where any value changed."""
        wanted = targets(summarise(map(self._settlement.apply, self._changes)))
        if wanted.by_capture:
            for _ in self._observed.keep(_observed(instances, self._pairing, surveyed, wanted)):
                pass
        return infer(lambda: self._observed, labels=self._labels)

    def _judged(self) -> tuple[ExpectationResult, ...]:
        """What came of every expectation, over all changes."""
        tally = ExpectationTally(self._expectations)
        tally.follow(self._pairing.lineages, self._labels)
        for change in self._changes:
            tally.judge(self._settlement.apply(change))
        for presence in self._pairing.presence:
            tally.judge_presence(presence)
        return tally.results()

    def _settled(self, level: Level | None) -> Iterator[Change]:
        for kept in self._changes:
            change = self._expectations.judge(self._settlement.apply(kept))
            if level in (None, change.level):
                self.found = self.found or is_unexpected(change)
                yield change

    def _groups(self, level: Level | None) -> Iterator[ChangeGroup]:
        yield from explained(summarise(self._settled(level)), self._facts.rules)

    def _sentences(self) -> Iterator[Sentence]:
        yield from sentences(
            self._settled(None),
            labels=self._labels,
            lineages=self._pairing.lineages,
            presence=self._presence,
            facts=self._facts,
        )


def _compared(
    instances: Instances,
    pairing: Pairing,
    surveyed: Survey,
    delta: DeltaTally,
    deidentification: DeidentificationTally,
) -> Iterator[Change]:
    """The changes of every lineage; what becomes of findings and identities is tallied on the way."""
    with SampleComparer() as comparer:
        for lineage in progress(pairing.lineages, "Instances compared:"):
            files = instances.of(lineage)
            samples = comparer.between(files.paths, files.headers)
            changes = compare_lineage(lineage, files.headers, surveyed, outlines=files.outlines, samples=samples)
            yield from changes
            findings = [
                (label, check_header(header, file=files.outlines[label].file).findings)
                for label, header in files.headers.items()
            ]
            delta.add(lineage.id, findings)
            deidentification.add(files.headers, changes, surveyed.labels)


def _observed(instances: Instances, pairing: Pairing, surveyed: Survey, wanted: Targets) -> Iterator[Observation]:
    for lineage in progress(pairing.lineages, "Instances explained:"):
        yield from observe(lineage, instances.of(lineage).headers, surveyed, targets=wanted)
