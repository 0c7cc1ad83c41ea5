"""The phase ``pair``: which files are the same instance, and what shows only when all are seen together."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.db.models import Min

from validator.engine.compare import Outline, Pairing, Survey, gather_facts, pair, survey
from validator.engine.kept import Kept
from validator.engine.model import CollectionFinding, Lineage, Presence, Sampling
from validator.engine.rules import Identity, check_collection
from validator.intake import names
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
    outlines, identities = _read(analysis, captures)
    seen = [(capture.label, outlines[capture.pk]) for capture in captures]
    pairing = pair(seen, kept=Kept(Lineage))
    surveyed = survey(seen, pairing)
    collection = [
        tuple(check_collection(identities[capture.pk], content=partial(_content, analysis, capture)))
        for capture in captures
    ]
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


def _read(
    analysis: Analysis, captures: Iterable[Capture]
) -> tuple[dict[int, Kept[Outline]], dict[int, Kept[Identity]]]:
    """The outlines and identities of the instances of each capture, by its id; on disk, since they may be very many."""
    outlines = {capture.pk: Kept(Outline) for capture in captures}
    identities = {capture.pk: Kept(Identity) for capture in captures}
    place_of = placing(analysis)
    for reading in stored(analysis.pk):
        outline, identity = reading.outline, reading.identity
        if outline is not None and identity is not None:
            capture = place_of(reading.ordinal)
            outlines[capture].append(outline)
            identities[capture].append(identity)
    return outlines, identities


def placing(analysis: Analysis) -> Callable[[int], int]:
    """Tells of an ordinal the id of its capture: they are counted capture by capture."""
    rows = Instance.objects.filter(analysis=analysis).order_by().values_list("capture_id")
    firsts = sorted((first, capture) for capture, first in rows.annotate(first=Min("ordinal")))
    return lambda ordinal: firsts[bisect_right(firsts, ordinal, key=itemgetter(0)) - 1][1]


def _content(analysis: Analysis, capture: Capture, file: str) -> str | None:
    """The digest of the data set of one file; asked for the few that share their SOP Instance UID."""
    found = Instance.objects.filter(analysis=analysis, file__capture=capture, file__name_digest=names.digest(file))
    readings = stored(analysis.pk, set(found.values_list("ordinal", flat=True)))
    return next((reading.outline.data_set_digest for reading in readings if reading.outline is not None), None)


def enter(analysis: Analysis, captures: Sequence[Capture], pairing: Pairing) -> None:
    """Write the members of each lineage. Can be repeated: the same files are paired in the same way."""
    paired_up = iter(pairing.lineages)
    while some := list(islice(paired_up, BATCH)):
        rows = [row for position, capture in enumerate(captures) for row in _members(analysis, capture, position, some)]
        Member.objects.bulk_create(sorted(rows, key=attrgetter("lineage")), ignore_conflicts=True)


def _members(analysis: Analysis, capture: Capture, position: int, some: Iterable[Lineage]) -> Iterator[Member]:
    """Those of some lineages at one capture."""
    places = [(lineage, rank, name) for lineage in some for rank, name in enumerate(lineage.files[position])]
    instance_of = dict(instances_named(analysis, capture, [name for _, _, name in places]))
    for lineage, rank, name in places:
        yield Member(
            analysis=analysis,
            lineage=lineage.id,
            capture=position,
            rank=rank,
            instance_id=instance_of[name],
            paired_by=lineage.paired_by,
            score=lineage.score,
            reasons=list(lineage.reasons),
        )


def instances_named(
    analysis: Analysis, capture: Capture, files: Sequence[str], field: str = "pk"
) -> Iterator[tuple[str, int]]:
    """The names of files of a capture, each with a field of its instance."""
    for start in range(0, len(files), BATCH):
        digests = [names.digest(file) for file in files[start : start + BATCH]]
        rows = Instance.objects.filter(analysis=analysis, file__capture=capture, file__name_digest__in=digests)
        yield from rows.order_by().values_list("file__name", field)


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
