r"""Packs: the headers of many instances in one object, from which each is read alone.

Neighbours say nearly the same. An excerpt is cut where its elements begin, and of equal pieces in a block one is kept;
the blocks are compressed one by one. A pack is written from the front to the back::

    block, block, …            each a stream of LZMA (.xz, with its checksum)
    index                      JSON, deflated: [[bytes of the block, [ordinal, …]], …] in the order of the blocks
    8 bytes   b"DICMPCK1"
    4 bytes   uint32, little endian: the length of the index

A block holds, as uint32 in little endian: how many entries and how many pieces; the number of pieces of each entry;
the length of each piece; for all entries in order where each of their pieces is, 0 for the next piece that was not yet
used, else one more than the number of the piece. Then come the pieces.
"""

import json
import lzma
import os
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable
from itertools import accumulate, count, pairwise
from pathlib import Path
from typing import NamedTuple

MAGIC = b"DICMPCK1"
TAIL = len(MAGIC) + 4
MOST_ENTRIES = 64
"""In a block: so many are unpacked to read one of them."""
MOST_BYTES = 512 * 1024
"""In a block, of different pieces; a single entry may have more."""
LARGEST_WINDOW = 8 * 1024**2
SMALLEST_WINDOW = 64 * 1024
LARGEST_BLOCK = 64 * 1024**2
"""Bytes, unpacked: entries are bounded (``MOST_KEPT``), so no block that was written here is larger."""


class Entry(NamedTuple):
    """What is packed of one instance."""

    ordinal: int
    content: bytes
    cuts: Iterable[int]
    """Offsets at which something begins that other entries may have too, ascending."""


class PackDamaged(ValueError):
    """The bytes are no pack, or not the whole of it."""


class Writer:
    """Packs entries one after the other; ``write`` gets the bytes as they are ready."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._index: list[tuple[int, list[int]]] = []
        self._begin()

    def add(self, entry: Entry) -> None:
        """Put in one more."""
        before = len(self._places)
        for piece in _pieces(entry):
            known = self._known.get(piece)
            if known is None:
                self._known[piece] = len(self._known) + 1
                self._bytes += len(piece)
            self._places.append(known or 0)
        self._counts.append(len(self._places) - before)
        self._ordinals.append(entry.ordinal)
        if len(self._ordinals) >= MOST_ENTRIES or self._bytes >= MOST_BYTES:
            self._end_block()

    def finish(self) -> None:
        """Write what is left and the index; nothing may be added any more."""
        self._end_block()
        index = zlib.compress(json.dumps(self._index, separators=(",", ":")).encode())
        self._write(b"".join((index, MAGIC, len(index).to_bytes(4, "little"))))

    def _begin(self) -> None:
        self._known: dict[bytes, int] = {}
        """The pieces of this block, each with its number, counted from 1."""
        self._bytes = 0
        self._ordinals: list[int] = []
        self._counts: list[int] = []
        self._places: list[int] = []

    def _end_block(self) -> None:
        if not self._ordinals:
            return
        numbers = [len(self._ordinals), len(self._known), *self._counts, *map(len, self._known), *self._places]
        block = _compressed(b"".join((_packed(numbers), *self._known)))
        self._write(block)
        self._index.append((len(block), self._ordinals))
        self._begin()


class Block(NamedTuple):
    """Some entries that share their pieces."""

    pieces: tuple[bytes, ...]
    entries: dict[int, tuple[int, ...]]
    """By ordinal: the numbers of its pieces, counted from 0."""

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        numbers = sum(map(len, self.entries.values()))
        return sum(map(len, self.pieces)) + 40 * len(self.pieces) + 8 * numbers

    def content(self, ordinal: int) -> bytes:
        """Raises ``KeyError``."""
        return b"".join([self.pieces[number] for number in self.entries[ordinal]])


class Place(NamedTuple):
    """Where a block is in its pack."""

    offset: int
    length: int
    """In bytes."""
    ordinals: tuple[int, ...]
    """Whose entries it holds, in order."""


Index = dict[int, Place]
"""Where the entry of each ordinal is."""


def read_index(path: Path) -> Index:
    """What a pack, as a file, holds. Raises ``PackDamaged``, and the ``OSError`` of a file that cannot be read."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - TAIL))
        tail = file.read(TAIL)
        length = int.from_bytes(tail[len(MAGIC) :], "little")
        if tail[: len(MAGIC)] != MAGIC or length > end - TAIL:
            raise PackDamaged("this is no pack of headers")
        file.seek(end - TAIL - length)
        packed = file.read(length)
    try:
        blocks = json.loads(zlib.decompress(packed))
        starts = accumulate((size for size, _ in blocks), initial=0)
        places = [Place(at, size, tuple(ordinals)) for at, (size, ordinals) in zip(starts, blocks, strict=False)]
    except (ValueError, TypeError, zlib.error) as error:
        raise PackDamaged("the index of this pack of headers cannot be read") from error
    return {ordinal: place for place in places for ordinal in place.ordinals}


def read_block(path: Path, place: Place) -> Block:
    """The block at a place. Raises ``PackDamaged``, and the ``OSError`` of a file that cannot be read."""
    with path.open("rb") as file:
        file.seek(place.offset)
        packed = file.read(place.length)
    stream = lzma.LZMADecompressor(lzma.FORMAT_XZ)
    try:
        content = stream.decompress(packed, LARGEST_BLOCK)
    except lzma.LZMAError as error:
        raise PackDamaged("a block of this pack of headers cannot be read") from error
    if not stream.eof:
        raise PackDamaged("a block of this pack of headers ends early")
    return _unpacked(content, place.ordinals)


def _pieces(entry: Entry) -> list[bytes]:
    content = entry.content
    ends = [0, *[cut for cut in entry.cuts if 0 < cut < len(content)], len(content)]
    return [content[start:end] for start, end in pairwise(ends) if start < end]


def _compressed(content: bytes) -> bytes:
    """The fastest preset, with a window over the whole block: what repeats may be far away, and rarely is long."""
    window = min(LARGEST_WINDOW, max(SMALLEST_WINDOW, 1 << len(content).bit_length()))
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": window}]
    return lzma.compress(content, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=filters)


def _unpacked(content: bytes, ordinals: tuple[int, ...]) -> Block:
    entries, pieces = _numbers(content, 0, 2)
    if entries != len(ordinals):
        raise PackDamaged("a block of this pack of headers holds other instances than its index says")
    counts = _numbers(content, 2, entries)
    lengths = _numbers(content, 2 + entries, pieces)
    places = _numbers(content, 2 + entries + pieces, sum(counts))
    starts = accumulate(lengths, initial=4 * (2 + entries + pieces + len(places)))
    following = count()
    # Where a piece was not yet used, it is the next one.
    numbers = [place - 1 if place else next(following) for place in places]
    return Block(
        tuple(content[start:end] for start, end in pairwise(starts)),
        {
            ordinal: tuple(numbers[start:end])
            for ordinal, (start, end) in zip(ordinals, pairwise(accumulate(counts, initial=0)), strict=True)
        },
    )


def _packed(numbers: Iterable[int]) -> bytes:
    words = array("I", numbers)
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()


def _numbers(content: bytes, first: int, length: int) -> list[int]:
    """So many numbers from the ``first`` on. Raises ``PackDamaged`` where there are fewer."""
    stored = content[4 * first : 4 * (first + length)]
    if len(stored) != 4 * length:
        raise PackDamaged("a block of this pack of headers ends early")
    words = array("I", stored)
    if sys.byteorder == "big":
        words.byteswap()
    return words.tolist()
