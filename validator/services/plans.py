"""What each phase of an analysis consists of: its jobs, and the phase after it."""

from collections.abc import Iterable, Iterator

from django.db.models import Max

from validator.jobs.queue import Spec
from validator.models import Analysis, Capture, File, Instance, Member
from validator.models.analysis import Phase
from validator.services import explaining

ORDER = tuple(Phase)
MOST_IN_CHUNK = 100
LEAST_IN_CHUNK = 8
CHUNKS = 16
"""Into how many chunks a small case is cut, so that several workers share it."""
BYTES_IN_CHUNK = 2 * 1024**3
"""Pixel data are digested: a chunk of huge files must still end before its time limit."""


def following(phase: Phase) -> Phase | None:
    index = ORDER.index(phase) + 1
    return ORDER[index] if index < len(ORDER) else None


def plan(analysis: Analysis, phase: Phase) -> list[Spec]:
    """The jobs of a phase; none where there is nothing to do."""
    if phase is Phase.UNPACK:
        return [Spec(archive, archive) for archive in archives(analysis)]
    if phase is Phase.READ:
        sizes = Instance.objects.filter(analysis=analysis).order_by("ordinal").values_list("file__size", flat=True)
        return list(ranges_of_files(list(sizes)))
    if phase is Phase.EXPLAIN and not explaining.targets_of(analysis.pk).by_capture:
        return []
    if phase in (Phase.COMPARE, Phase.EXPLAIN):
        if Capture.objects.filter(case_id=analysis.case_id).count() < 2:
            return []
        last = Member.objects.filter(analysis=analysis).aggregate(last=Max("lineage"))["last"] or 0
        return list(ranges(1, last))
    return [Spec()]


def archives(analysis: Analysis) -> Iterable[int]:
    waiting = File.objects.filter(capture__case_id=analysis.case_id, state=File.State.ARCHIVE)
    return waiting.order_by("pk").values_list("pk", flat=True)


def chunk_size(count: int) -> int:
    return max(LEAST_IN_CHUNK, min(MOST_IN_CHUNK, -(-count // CHUNKS)))


def ranges(first: int, last: int) -> Iterator[Spec]:
    """All numbers from first to last, both included, in chunks."""
    step = chunk_size(last - first + 1)
    for start in range(first, last + 1, step):
        yield Spec(start, min(last, start + step - 1))


def ranges_of_files(sizes: list[int]) -> Iterator[Spec]:
    """The ordinals from 0, in chunks that are small in number and in bytes."""
    most = chunk_size(len(sizes))
    start = held = 0
    for ordinal, size in enumerate(sizes):
        if ordinal > start and (ordinal - start >= most or held + size > BYTES_IN_CHUNK):
            yield Spec(start, ordinal - 1)
            start, held = ordinal, 0
        held += size
    if sizes:
        yield Spec(start, len(sizes) - 1)
