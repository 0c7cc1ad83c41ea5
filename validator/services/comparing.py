"""The phase ``compare``: the lineages of a range, each compared over all its hops."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from django.conf import settings

from validator.engine.compare import DeidentificationTally, compare_lineage
from validator.engine.compare.writer import writer_of
from validator.engine.header import Source
from validator.engine.model import Change, Header, Lineage, SampleComparison, SampleOutcome
from validator.engine.pixels.decoding import SampleComparer
from validator.engine.verdict import DeltaTally
from validator.jobs.limits import CHUNK
from validator.jobs.queue import Lease
from validator.models import Capture, File, Member
from validator.models.analysis import Phase
from validator.services import contents, packing
from validator.services.headers import Headers, batches
from validator.services.outcome import Outcome
from validator.services.pairing import Paired, lineages, paired
from validator.services.reading import stored


@dataclass(slots=True)
class Compared:
    """What one job leaves behind."""

    delta: DeltaTally
    """What became of the findings of these lineages."""
    deidentification: DeidentificationTally = field(default_factory=DeidentificationTally)
    writers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By capture label: who wrote how many of the files."""
    changes: list[tuple[int, list[Change]]] = field(default_factory=list)
    """Lineage and its changes, for each lineage that has any."""

    def pack(self) -> bytes:
        """With the tallies as its head and a row for each lineage: see ``packing.Chunk``."""
        tallies = {
            "delta": self.delta.to_json(),
            "deidentification": self.deidentification.to_json(),
            "writers": self.writers,
        }
        rows = {lineage: list(map(packing.change_to_json, found)) for lineage, found in self.changes}
        return packing.pack_chunk(rows, head=tallies)


class Place(NamedTuple):
    """What is compared of one lineage at one capture."""

    label: str
    ordinal: int
    file: int
    """The id of its row."""

    def stored(self) -> File:
        """The row of the file: asked for only where its bytes are needed."""
        return File.objects.select_related("capture").get(pk=self.file)


class Followed(NamedTuple):
    """A lineage with its headers by capture label."""

    lineage: Lineage
    stands: Sequence[Place]
    headers: dict[str, Header]


@dataclass(frozen=True, slots=True)
class _Samples:
    """Compares the samples of one lineage at two captures; the files themselves are opened only for that."""

    comparer: SampleComparer
    chain: Sequence[Place]
    headers: Mapping[str, Header]

    def __call__(self, before: str, after: str) -> SampleComparison:
        places = {place.label: place for place in self.chain}
        with ExitStack() as files:
            sides: list[tuple[Source, Header]] = []
            for name, label in (("before", before), ("after", after)):
                try:
                    source = files.enter_context(contents.opened(places[label].stored()))
                except contents.Unreachable as error:
                    return SampleComparison(SampleOutcome.UNDECIDED, f"{str(error).rstrip('.')} ({name})")
                sides.append((source, self.headers[label]))
            return self.comparer.compare(*sides)


def run(lease: Lease) -> Outcome:
    """Compare the lineages with these numbers."""
    known = paired(lease.analysis)
    places = places_of(lease)
    wanted = {place.ordinal for stands in places.values() for place in stands}
    readings = {reading.ordinal: reading for reading in stored(lease.analysis, wanted)}
    labels = known.survey.labels
    compared = Compared(DeltaTally(labels))
    # All hops of one lineage together must end before a job has taken too long.
    seconds = settings.JOB_LIMITS.work[CHUNK] / max(1, len(labels) - 1)
    with SampleComparer(seconds=seconds) as comparer:
        for lineage, stands, headers in followed(lease, known, places):
            seen = {
                place.label: outline for place in stands if (outline := readings[place.ordinal].outline) is not None
            }
            samples = _Samples(comparer, stands, headers)
            changes = compare_lineage(lineage, headers, known.survey, outlines=seen, samples=samples)
            if changes:
                compared.changes.append((lineage.id, changes))
            compared.delta.add(
                lineage.id, [(place.label, readings[place.ordinal].checked.findings) for place in stands]
            )
            compared.deidentification.add(headers, changes, labels)
            for label, header in headers.items():
                compared.writers[label][writer_of(header) or ""] += 1
    return Outcome(result=compared.pack())


def raw_changes(analysis: int) -> Iterator[Change]:
    """Every change as the comparison of its lineage left it, lineage by lineage."""
    for chunk in packing.chunks(analysis, Phase.COMPARE):
        for _, changes in chunk.rows():
            yield from map(packing.change_from_json, changes)


def tallied(analysis: int, labels: Iterable[str]) -> Compared:
    """What all jobs together counted; without the changes."""
    total = Compared(DeltaTally(labels))
    for chunk in packing.chunks(analysis, Phase.COMPARE):
        total.delta.merge(DeltaTally.from_json(chunk.head["delta"]))
        total.deidentification.merge(DeidentificationTally.from_json(chunk.head["deidentification"]))
        for label, writers in chunk.head["writers"].items():
            total.writers[label].update(writers)
    return total


def followed(lease: Lease, known: Paired, places: Mapping[int, Sequence[Place]]) -> Iterator[Followed]:
    """The lineages of the range that stand at two captures or more, each with its headers. Raises ``Unreachable``."""
    kept = Headers(lease.analysis)
    read = (
        Followed(lineage, stands, {place.label: kept.read(place.ordinal, place.stored) for place in stands})
        for lineage in lineages(lease.analysis, len(known.survey.labels), first=lease.first, last=lease.last)
        if len(stands := places.get(lineage.id, ())) > 1
    )
    return chain.from_iterable(batches(read, lambda one: one.headers.values()))


def places_of(lease: Lease) -> dict[int, list[Place]]:
    """For each lineage of the range that is compared: the file at each capture that has one."""
    known = paired(lease.analysis)
    labels = dict(Capture.objects.filter(case__analyses=lease.analysis).values_list("position", "label"))
    members = Member.objects.filter(analysis=lease.analysis, lineage__range=(lease.first, lease.last), rank=0)
    rows = members.order_by("lineage", "capture").values_list(
        "lineage", "capture", "instance__ordinal", "instance__file_id"
    )
    places: dict[int, list[Place]] = defaultdict(list)
    for lineage, position, ordinal, file in rows:
        if known.is_compared(lineage):
            places[lineage].append(Place(labels[position], ordinal, file))
    return places
