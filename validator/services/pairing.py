"""The phase ``pair``: which files are the same instance, and what shows only when all are seen together."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from validator.engine.compare import Outline, Pairing, Survey, gather_facts, pair, survey
from validator.engine.model import CollectionFinding, Lineage, Presence, Sampling
from validator.engine.rules import Identity, check_collection
from validator.jobs.queue import Lease
from validator.models import Analysis, Capture, ChunkResult, Instance, Member
from validator.models.analysis import Phase
from validator.services import packing, tables
from validator.services.captures import chain
from validator.services.outcome import Outcome
from validator.services.reading import stored
from validator.services.reconciling import Unreadable, reconcile
from validator.services.sampling import Sample, draw

BATCH = 500


class Paired(NamedTuple):
    """What this phase leaves to the next ones; the lineages themselves are the rows of ``Member``."""

    survey: Survey
    presence: tuple[Presence, ...]
    collection: tuple[tuple[CollectionFinding, ...], ...]
    """For each capture in order."""
    sampling: Sampling | None
    """``None`` where all lineages are compared."""
    drawn: frozenset[int]
    """The numbers of the lineages that are compared, where that is a sample."""

    def is_compared(self, lineage: int) -> bool:
        """Whether this lineage is one of those that are compared."""
        return self.sampling is None or lineage in self.drawn

    @classmethod
    def unpack(cls, blob: bytes | memoryview) -> "Paired":
        presence, surveyed, collection, sampling, drawn = packing.unpack(blob)
        return cls(
            Survey.from_json(surveyed),
            Pairing.from_json([[], presence, []]).presence,
            tuple(tuple(map(packing.collection_from_json, capture)) for capture in collection),
            Sampling(*sampling) if sampling else None,
            frozenset(drawn),
        )


def _packed(
    pairing: Pairing, surveyed: Survey, collection: Iterable[Iterable[CollectionFinding]], sample: Sample | None
) -> bytes:
    """See ``Paired``."""
    findings = [[packing.collection_to_json(finding) for finding in capture] for capture in collection]
    sampling, drawn = (list(sample.sampling), sample.drawn) if sample else (None, ())
    return packing.pack([list(map(list, pairing.presence)), surveyed.to_json(), findings, sampling, drawn])


def run(lease: Lease) -> Outcome:
    """Pair all instances of an analysis and look at each capture as a whole."""
    analysis = Analysis.objects.get(pk=lease.analysis)
    captures = list(chain(analysis.case_id))
    outlines: dict[int, list[Outline]] = {capture.pk: [] for capture in captures}
    identities: dict[int, list[Identity]] = {capture.pk: [] for capture in captures}
    capture_of = dict(Instance.objects.filter(analysis=analysis).values_list("ordinal", "capture_id"))
    for reading in stored(analysis.pk):
        outline, identity = reading.outline, reading.identity
        if outline is not None and identity is not None:
            outlines[capture_of[reading.ordinal]].append(outline)
            identities[capture_of[reading.ordinal]].append(identity)
    seen = [(capture.label, outlines[capture.pk]) for capture in captures]
    pairing = pair(seen)
    surveyed = survey(seen, pairing)
    collection = [_judge_together(identities[capture.pk], outlines[capture.pk]) for capture in captures]
    enter(analysis, captures, pairing)
    try:
        reconciled = reconcile(lease, analysis)
    except Unreadable as refusal:
        return _failed(analysis, str(refusal))
    facts = gather_facts(seen, pairing, surveyed)._replace(reconciled=reconciled)
    place = {capture.label: capture.position for capture in captures}
    sample = None if analysis.sample is None else draw(pairing.lineages, analysis.sample, seed=analysis.inputs_digest)
    return Outcome(
        result=_packed(pairing, surveyed, collection, sample), write=lambda: tables.write(analysis, facts, place)
    )


def _failed(run: Analysis, sentence: str) -> Outcome:
    # Imported here, since what starts an analysis plans its phases, and that needs what they left.
    from validator.services import analysis

    return Outcome(write=lambda: analysis.fail(run.pk, sentence))


def _judge_together(identities: list[Identity], outlines: list[Outline]) -> tuple[CollectionFinding, ...]:
    contents = {outline.file: outline.data_set_digest for outline in outlines}
    return tuple(check_collection(identities, content=contents.get))


def enter(analysis: Analysis, captures: list[Capture], pairing: Pairing) -> None:
    """Write the members of each lineage. Can be repeated: the same files are paired in the same way."""
    place = {capture.pk: position for position, capture in enumerate(captures)}
    rows = Instance.objects.filter(analysis=analysis).values_list("capture_id", "file__name", "pk")
    instance_of = {(place[capture], name): instance for capture, name, instance in rows}
    members = (
        Member(
            analysis=analysis,
            lineage=lineage.id,
            capture=position,
            rank=rank,
            instance_id=instance_of[position, name],
            paired_by=lineage.paired_by,
            score=lineage.score,
            reasons=list(lineage.reasons),
        )
        for lineage in pairing.lineages
        for position, names in enumerate(lineage.files)
        for rank, name in enumerate(names)
    )
    while some := list(islice(members, BATCH)):
        Member.objects.bulk_create(some, ignore_conflicts=True)


def lineages(analysis: int, captures: int, *, first: int = 1, last: int | None = None) -> Iterator[Lineage]:
    """Those with these numbers, both ends included, in order; ``captures`` is how many there are."""
    members = Member.objects.filter(analysis=analysis, lineage__gte=first)
    if last is not None:
        members = members.filter(lineage__lte=last)
    rows = members.order_by("lineage", "capture", "rank").values_list(
        "lineage", "paired_by", "reasons", "score", "capture", "instance__file__name"
    )
    for number, lineage in groupby(rows.iterator(chunk_size=2000), itemgetter(0)):
        files: list[list[str]] = [[] for _ in range(captures)]
        for _, paired_by, reasons, score, capture, name in lineage:  # noqa: B007  the last ones are those of all
            files[capture].append(name)
        yield Lineage(number, paired_by, tuple(map(tuple, files)), tuple(reasons), score)


@lru_cache(maxsize=2)
def paired(analysis: int) -> Paired:
    """What was paired, read once by each process: every chunk of lineages needs it, and it never changes."""
    result = ChunkResult.objects.get(job__analysis_id=analysis, job__phase=Phase.PAIR)
    return Paired.unpack(result.blob)
