"""The phase ``conclude``: what many pairs decide together, the lines of the report, and the verdict."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.db.models.functions import Now

from validator.engine.compare import impact_of, pattern_of, recognise
from validator.engine.compare.explain import explained
from validator.engine.contract import ExpectationTally, unmet_finding
from validator.engine.model import (
    Change,
    CheckedFile,
    CollectionFinding,
    Facts,
    Finding,
    Lineage,
    Presence,
    Sentence,
    Severity,
)
from validator.engine.report import CaptureSize, DigestReader, plain
from validator.engine.verdict import (
    MOST_SENTENCES,
    RuleTally,
    Unread,
    clean_sentence,
    finding_sentences,
    reconciled_sentences,
    unread_sentences,
    verdict,
)
from validator.engine.verdict import Case as Verdict
from validator.jobs.queue import Lease
from validator.models import Analysis, Capture, File, Group, Instance, Job, Member
from validator.models.analysis import Phase
from validator.services import expectations, packing, tables
from validator.services.captures import chain
from validator.services.comparing import Compared, tallied
from validator.services.explaining import inferred
from validator.services.outcome import Outcome
from validator.services.pairing import Paired, instances_named, lineages, paired, placing
from validator.services.reading import stored
from validator.services.settling import settled, settled_changes
from validator.services.tallies import Key, Tallies

WRITERS_KEPT = 3
"""Of a capture: those who wrote most of its files."""
BATCH = 500
FILES_SHOWN = 50
"""Of a finding over several files: how many of them its example names."""


class Conclusion:
    """The report of one analysis while it is drawn up."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.captures = list(chain(analysis.case_id))
        self.place = {capture.label: capture.position for capture in self.captures}
        self.known: Paired = paired(analysis.pk)
        self.uncompared = _left_behind(analysis, Phase.COMPARE)
        self.tallies = Tallies()
        self.expected = ExpectationTally(expectations.of_run(analysis.pk))
        self.expected.follow(self._compared(), list(self.place), left_out=set(self.uncompared))
        self.presence = [self.expected.judge_presence(entry) for entry in self.known.presence]
        self.verdict = Verdict(self.place, self._lineages(), self.presence, is_compared=self.known.is_compared)
        self.early_facts = tables.facts(analysis)
        """What pairing told of the case; the others are empty."""
        self.digesting = DigestReader(self._sizes(), self.early_facts)
        self.broken = Tallies()
        """By capture and rule, whatever the path: how many files break it."""

    def draw_up(self) -> None:
        """Count everything."""
        changes = map(self.expected.judge, settled_changes(self.analysis.pk))
        for change in self.digesting.changes(changes):
            self._count_change(change)
            self.verdict.add(change)
        for presence in self.presence:
            self._count_presence(presence)
        self._count_findings()
        self._count_collection()
        self._count_unmet()

    def sentences(self) -> list[Sentence]:
        """The verdict: on a chain what its hops did, on a single capture what is wrong with its files."""
        left = [_unread(self.analysis, capture) for capture in self.captures]
        if len(self.captures) > 1:
            return verdict(self.verdict, self.facts, unread=left, uncompared=len(self.uncompared))
        (only,) = left
        # What is not DICOM is a finding of its own here.
        unread = unread_sentences([only._replace(foreign=0)])
        broken = (
            RuleTally(
                only.capture, key.code, Severity(key.severity), tally.members, only.files, self._places_of(key.code)
            )
            for key, tally in self.broken.items()
        )
        lists = [draft.sentence for draft in reconciled_sentences(self.early_facts)]
        told = finding_sentences(broken, room=max(1, MOST_SENTENCES - len(unread) - len(lists)))
        return [*unread, *lists, *(told or [clean_sentence(only.files - only.refused - only.crashed - only.foreign)])]

    def digest(self) -> str:
        """That of the report, which every form of it cites; to be asked once, when everything is counted."""
        return self.digesting.hexdigest(
            self.facts,
            groups=explained(settled(self.analysis.pk).groups, self.late_facts.rules),
            lineages=self._lineages(),
            presence=self.presence,
        )

    def _sizes(self) -> list[CaptureSize]:
        counts = dict(
            Instance.objects.filter(analysis=self.analysis).values_list("capture").annotate(n=Count("pk")).order_by()
        )
        return [CaptureSize(capture.label, counts.get(capture.pk, 0)) for capture in self.captures]

    def _places_of(self, code: str) -> tuple[str, ...]:
        """The paths at which a rule is broken, the most frequent first."""
        found = [(-tally.members, key.path) for key, tally in self.tallies.items() if key.code == code]
        return tuple(path for _, path in sorted(found))

    @cached_property
    def facts(self) -> Facts:
        """All that is told of the case as a whole: what pairing told of it, and what is told at last."""
        return self.early_facts._replace(
            rules=self.late_facts.rules,
            deidentifications=self.late_facts.deidentifications,
            delta=self.late_facts.delta,
            expectations=self.late_facts.expectations,
            methods=tuple(str(capture.method) for capture in self.captures),
            sampling=self.known.sampling,
        )

    @cached_property
    def late_facts(self) -> Facts:
        """Those that were not known before all instances were compared; the others are empty."""
        labels = tuple(self.place)
        return Facts(
            rules=tuple(inferred(self.analysis.pk, labels)),
            deidentifications=recognise(self.tallied.deidentification, labels),
            delta=self.tallied.delta.deltas(),
            expectations=self.expected.results(),
        )

    @cached_property
    def tallied(self) -> Compared:
        """What the jobs that compared counted."""
        return tallied(self.analysis.pk, tuple(self.place))

    def _lineages(self) -> Iterator[Lineage]:
        return lineages(self.analysis.pk, len(self.captures))

    def _compared(self) -> Iterator[Lineage]:
        return (lineage for lineage in self._lineages() if self.known.is_compared(lineage.id))

    def _files(self, numbers: Sequence[int], position: int) -> list[str]:
        """The names of the files that are compared of these lineages at one capture, in their order."""
        found: dict[int, str] = {}
        for start in range(0, len(numbers), BATCH):
            members = Member.objects.filter(analysis=self.analysis, capture=position, rank=0)
            some = members.filter(lineage__in=numbers[start : start + BATCH])
            found.update(some.values_list("lineage", "instance__file__name"))
        return [found[number] for number in numbers]

    def _count_change(self, change: Change) -> None:
        key = Key(
            Group.Scope.CHANGE,
            self.place[change.capture],
            change.kind,
            pattern_of(change.path),
            level=change.level,
            impact=change.impact,
            expected=change.expected is not None,
        )
        tally = self.tallies.of(key)
        tally.count([change.lineage])
        if tally.wants((change.before, change.after)):
            tally.examples.append(
                {
                    name: value
                    for name, value in packing.change_to_json(change).items()
                    if name not in {"capture", "kind", "level", "impact", "keyword"}
                }
            )

    def _count_presence(self, presence: Presence) -> None:
        key = Key(
            Group.Scope.PRESENCE,
            self.place[presence.capture],
            presence.kind,
            "",
            impact=impact_of(presence.kind, 0),
            expected=presence.expected is not None,
        )
        tally = self.tallies.of(key)
        tally.count([presence.lineage])
        if tally.wants(presence.file):
            tally.examples.append({"lineage": presence.lineage, "file": presence.file})

    def _count_findings(self) -> None:
        positions = {capture.pk: capture.position for capture in self.captures}
        capture_of = placing(self.analysis)
        for reading in stored(self.analysis.pk):
            checked = reading.checked
            for finding in checked.findings:
                position = positions[capture_of(reading.ordinal)]
                self._count_finding(position, reading.ordinal, checked, finding)

    def _count_finding(self, position: int, ordinal: int, checked: CheckedFile, finding: Finding) -> None:
        key = Key(Group.Scope.FINDING, position, finding.code, pattern_of(finding.path), severity=finding.severity)
        self.broken.of(key._replace(path="")).count([ordinal])
        tally = self.tallies.of(key)
        tally.count([ordinal])
        if tally.wants((finding.message, finding.value)):
            tally.examples.append(
                {
                    "ordinal": ordinal,
                    "file": checked.file,
                    "path": finding.path,
                    "offset": finding.offset,
                    "message": finding.message,
                    "value": finding.value,
                }
            )

    def _count_collection(self) -> None:
        for position, findings in enumerate(self.known.collection):
            for finding in findings:
                self._count_joint(position, finding)

    def _count_joint(self, position: int, finding: CollectionFinding) -> None:
        key = Key(Group.Scope.COLLECTION, position, finding.code, pattern_of(finding.path), severity=finding.severity)
        found = instances_named(self.analysis, self.captures[position], finding.files, "ordinal")
        ordinals = [ordinal for _, ordinal in found]
        self.broken.of(key._replace(path="")).count(ordinals)
        tally = self.tallies.of(key)
        tally.count(ordinals)
        if tally.wants(finding):
            tally.examples.append(_collection_example(finding))

    def _count_unmet(self) -> None:
        """What was required and did not happen is a finding on the instances that came without it."""
        for result in self.expected.results():
            position = self.place.get(result.capture, 0)
            files = self._files(self.expected.unmet(result.number), position)
            finding = unmet_finding(result, files)
            if finding is not None:
                self._count_joint(position, finding)


def _collection_example(finding: CollectionFinding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "message": finding.message,
        "files": list(finding.files[:FILES_SHOWN]),
        "file_count": len(finding.files),
    }


def _unread(analysis: Analysis, capture: Capture) -> Unread:
    """What of a capture was not read, and why."""
    rows = Instance.objects.filter(analysis=analysis, capture=capture)
    refused = rows.filter(file__state=File.State.REFUSED)
    return Unread(
        capture.label,
        files=rows.count(),
        refused=refused.count(),
        crashed=rows.filter(state=Instance.State.CRASHED).count(),
        foreign=rows.filter(state=Instance.State.NOT_DICOM).exclude(file__state=File.State.REFUSED).count(),
    )


def _left_behind(analysis: Analysis, phase: Phase) -> list[int]:
    """The lineages on which the program failed in this phase."""
    left_behind = Job.objects.filter(analysis=analysis, phase=phase, state=Job.State.FAILED)
    return list(left_behind.order_by("first").values_list("first", flat=True))


def run(lease: Lease) -> Outcome:
    """Draw up the report and declare the analysis done."""
    analysis = Analysis.objects.get(pk=lease.analysis)
    conclusion = Conclusion(analysis)
    conclusion.draw_up()
    sentences = [sentence._asdict() for sentence in conclusion.sentences()]
    summary = totals(analysis, conclusion.tallied.writers) | {
        "sentences": sentences,
        "sampling": plain(conclusion.known.sampling),
        "digest": conclusion.digest(),
    }

    def write() -> None:
        conclusion.tallies.write(analysis)
        tables.write(analysis, conclusion.late_facts, conclusion.place)
        Analysis.objects.filter(pk=analysis.pk, state=Analysis.State.RUNNING).update(
            state=Analysis.State.DONE, finished_at=Now(), summary=summary
        )

    return Outcome(write=write)


def totals(analysis: Analysis, writers: Mapping[str, Counter[str]]) -> dict[str, Any]:
    """What the head of the report counts; ``writers`` tells by capture label who wrote how many files."""
    states = Instance.objects.filter(analysis=analysis).values("capture__position", "state").annotate(n=Count("pk"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in states:
        counts[row["capture__position"]][row["state"]] = row["n"]
    captures = [
        {
            "position": capture.position,
            "label": capture.label,
            "files": sum(counts[capture.position].values()),
            "states": counts[capture.position],
            "writers": [name for name, _ in writers.get(capture.label, Counter()).most_common(WRITERS_KEPT) if name],
        }
        for capture in chain(analysis.case_id)
    ]
    return {
        "captures": captures,
        "lineages": Member.objects.filter(analysis=analysis).values("lineage").distinct().count(),
        "refused": Instance.objects.filter(analysis=analysis, file__state=File.State.REFUSED).count(),
        "not_compared": _left_behind(analysis, Phase.COMPARE),
        "not_explained": _left_behind(analysis, Phase.EXPLAIN),
    }
