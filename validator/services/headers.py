"""Headers read again: from the pack that was made when the file was read, or from the file where there is none."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import TypeVar

from validator.engine.header import Excerpt, Source, scan
from validator.engine.model import Header
from validator.intake import pack, spool
from validator.models import File, Instance, Pack
from validator.services import contents
from validator.services.contents import Unreachable
from validator.services.memory import Memory

Row = TypeVar("Row")
BATCH = 64
"""Headers of which each step of the work is done before the next: file by file, reading took a fourth more time."""
BYTES_IN_BATCH = 16 * 1024**2
"""As they are in the files; in memory headers are at most some fifteen times as large."""
BLOCKS_HELD = 64 * 1024**2
"""Bytes of unpacked blocks that a process remembers."""
INDEXES_HELD = 200_000
"""Instances of which a process remembers where in their pack they are."""
GONE = "Its header cannot be read from the spool any more: send the file again in a new run."


class Headers:
    """The headers that a run keeps, by ordinal. Made for one job, or with ``only`` for one instance."""

    def __init__(self, analysis: int, *, only: int | None = None) -> None:
        rows = Pack.objects.filter(analysis=analysis).order_by("first")
        if only is not None:
            rows = rows.filter(first__lte=only, last__gte=only)
        self._packs = list(rows.values_list("first", "last", "sha256"))
        self._firsts = [first for first, _, _ in self._packs]

    def excerpt(self, ordinal: int) -> Excerpt | None:
        """What is kept of an instance; ``None`` where that would be too much, or it is no instance."""
        place = bisect_right(self._firsts, ordinal) - 1
        if place < 0 or self._packs[place][1] < ordinal:
            return None
        packed = _content(self._packs[place][2], ordinal)
        return None if packed is None else Excerpt.unpack(packed)

    @contextmanager
    def opened(self, ordinal: int, file: Callable[[], File]) -> Iterator[Source]:
        """What the header is read from; ``file`` is asked for only where no excerpt is kept. Raises ``Unreachable``."""
        kept = self.excerpt(ordinal)
        if kept is not None:
            yield kept
            return
        with contents.opened(file()) as source:
            yield source

    def read(self, ordinal: int, file: Callable[[], File]) -> Header:
        """The header of an instance. Raises ``Unreachable``."""
        with self.opened(ordinal, file) as source:
            return scan(source)


def held(header: Header) -> int:
    """Bytes of its file that a header has in memory: those up to what stayed on disk, mostly pixel data at the end."""
    left = (element for element in reversed(header.elements) if element.value is None and element.items is None)
    last = next(left, None)
    return header.size if last is None else last.offset


def batches(rows: Iterable[Row], headers_of: Callable[[Row], Iterable[Header]]) -> Iterator[list[Row]]:
    """Rows that hold headers, so many together as are worth it and may be in memory at a time."""
    batch: list[Row] = []
    count = taken = 0
    for row in rows:
        batch.append(row)
        for header in headers_of(row):
            count += 1
            taken += held(header)
        if count >= BATCH or taken >= BYTES_IN_BATCH:
            yield batch
            batch, count, taken = [], 0, 0
    if batch:
        yield batch


@contextmanager
def opened(instance: Instance) -> Iterator[Source]:
    """What one instance is read from: its excerpt, or the file. Raises ``Unreachable``."""
    kept = Headers(instance.analysis_id, only=instance.ordinal)
    with kept.opened(instance.ordinal, lambda: instance.file) as source:
        yield source


def header_of(instance: Instance) -> Header:
    """The header of one instance, as a page shows it. Raises ``Unreachable``."""
    with opened(instance) as source:
        return scan(source)


INDEXES: Memory[pack.Index] = Memory(INDEXES_HELD)
BLOCKS: Memory[pack.Block] = Memory(BLOCKS_HELD)


def forget() -> None:
    """Remember nothing of what was read."""
    INDEXES.clear()
    BLOCKS.clear()


def _content(sha256: str, ordinal: int) -> bytes | None:
    """The packed excerpt of an instance; ``None`` where the pack has none. Raises ``Unreachable``."""
    try:
        place = INDEXES.get(sha256, lambda: _index(sha256), size=len).get(ordinal)
        if place is None:
            return None
        return BLOCKS.get((sha256, place.offset), lambda: _block(sha256, place), size=attrgetter("size")).content(
            ordinal
        )
    except (FileNotFoundError, pack.PackDamaged) as error:
        raise Unreachable(GONE) from error


def _index(sha256: str) -> pack.Index:
    with spool.local(sha256) as path:
        return pack.read_index(path)


def _block(sha256: str, place: pack.Place) -> pack.Block:
    with spool.local(sha256) as path:
        return pack.read_block(path, place)
