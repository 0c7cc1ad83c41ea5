"""What each phase of an analysis consists of: its jobs, and the phase after it."""

from collections.abc import Iterable, Iterator

from django.db.models import Sum

from validator.jobs.queue import Spec
from validator.models import Analysis, Capture, File, Instance, Member
from validator.models.analysis import Phase
from validator.services import captures, explaining
from validator.services.pairing import paired

ORDER = tuple(Phase)
MOST_IN_CHUNK = 250
"""A chunk takes well under a second then, of which some hundredths are spent on its rows."""
LEAST_IN_CHUNK = 8
CHUNKS = 16
"""Into how many chunks a small case is cut, so that several workers share it."""
BYTES_READ = 2 * 1024**3
"""Pixel data are digested: a chunk of huge files must still end before its time limit."""
BYTES_COMPARED = 256 * 1024**2
"""They may have to be decoded, which takes longer."""


def following(phase: Phase) -> Phase | None:
    index = ORDER.index(phase) + 1
    return ORDER[index] if index < len(ORDER) else None


def plan(analysis: Analysis, phase: Phase) -> list[Spec]:
    """The jobs of a phase; none where there is nothing to do."""
    if phase is Phase.GATHER:
        return [Spec(capture, capture) for capture in folders(analysis)]
    if phase is Phase.UNPACK:
        return [Spec(archive, archive) for archive in archives(analysis)]
    if phase is Phase.READ:
        sizes = Instance.objects.filter(analysis=analysis).order_by("ordinal").values_list("ordinal", "file__size")
        return list(ranges(sizes.iterator(), count=sizes.count(), most_bytes=BYTES_READ))
    if phase is Phase.EXPLAIN and not explaining.targets_of(analysis.pk).by_capture:
        return []
    if phase in (Phase.COMPARE, Phase.EXPLAIN):
        if captures.chain(analysis.case_id).count() < 2:
            return []
        known = paired(analysis.pk)
        members = Member.objects.filter(analysis=analysis, rank=0).order_by("lineage").values("lineage")
        held = members.annotate(bytes=Sum("instance__file__size")).values_list("lineage", "bytes")
        wanted = (row for row in held.iterator() if known.is_compared(row[0]))
        count = len(known.drawn) if known.sampling else held.count()
        return list(ranges(wanted, count=count, most_bytes=BYTES_COMPARED))
    return [Spec()]


def folders(analysis: Analysis) -> Iterable[int]:
    """The positions of the captures that are folders of the server."""
    imported = Capture.objects.filter(case_id=analysis.case_id, kind=Capture.Kind.FOLDER)
    return imported.order_by("position").values_list("position", flat=True)


def archives(analysis: Analysis) -> Iterable[int]:
    waiting = File.objects.filter(capture__case_id=analysis.case_id, state=File.State.ARCHIVE)
    return waiting.order_by("pk").values_list("pk", flat=True)


def chunk_size(count: int) -> int:
    return max(LEAST_IN_CHUNK, min(MOST_IN_CHUNK, -(-count // CHUNKS)))


def ranges(sizes: Iterable[tuple[int, int]], *, count: int, most_bytes: int) -> Iterator[Spec]:
    """Chunks that are small in number and in bytes; ``sizes`` has ordinals or lineages, ascending, with their bytes."""
    most = chunk_size(count)
    first = last = taken = held = 0
    for number, size in sizes:
        if taken and (taken >= most or held + size > most_bytes):
            yield Spec(first, last)
            taken = held = 0
        first = first if taken else number
        last, taken, held = number, taken + 1, held + size
    if taken:
        yield Spec(first, last)
