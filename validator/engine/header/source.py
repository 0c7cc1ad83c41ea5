"""Where the bytes come from: a file, bytes at hand, an excerpt, or the inflated rest of any of them."""

import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, Protocol

from validator.engine.header.excerpt import LARGEST, MAGIC, Excerpt, is_excerpt
from validator.engine.header.limits import MIB

Source = bytes | Path | BinaryIO | Excerpt
"""A file's content, its path, an open seekable binary file, or what was kept of a file."""
HEAD_SIZE = 64 * 1024
"""Bytes read at once from the start of a file; most headers end within them."""
INFLATE_STEP = 256 * 1024
HELD_INFLATED = 8 * MIB
"""An inflated data set up to this size, in bytes, is held; a larger one is inflated again as it is read."""


class Reader(Protocol):
    """Bytes by absolute offset."""

    size: int

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at ``offset``; fewer than ``length`` only where the source ends."""


class BytesReader:
    """Reads bytes at hand."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)

    def read(self, offset: int, length: int) -> bytes:
        return self.content[offset : offset + length]


class DescriptorReader:
    """Reads a file by its descriptor. A file that shrinks meanwhile reads as short, never as an error."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        self._head = os.pread(descriptor, HEAD_SIZE, 0)

    def read(self, offset: int, length: int) -> bytes:
        length = max(0, min(length, self.size - offset))
        if offset + length <= len(self._head):
            return self._head[offset : offset + length]
        content = os.pread(self.descriptor, length, offset)
        while len(content) < length:
            more = os.pread(self.descriptor, length - len(content), offset + len(content))
            if not more:
                break
            content += more
        return content


class FileReader:
    """Reads an open seekable file, such as a storage backend gives."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = file.seek(0, os.SEEK_END)

    def read(self, offset: int, length: int) -> bytes:
        self.file.seek(offset)
        return self.file.read(length)


class ExcerptReader:
    """Reads an excerpt as if it were the file; what was left out reads as zeros."""

    def __init__(self, excerpt: Excerpt) -> None:
        self.excerpt = excerpt
        self.size = excerpt.size
        self._starts = [0, *(at + length for at, length in excerpt.gaps)]
        """Where each kept stretch begins in the file; the first one may be empty."""
        self._ends = [*(at for at, _ in excerpt.gaps), excerpt.size]
        lengths = (end - start for start, end in zip(self._starts, self._ends, strict=True))
        self._at = list(accumulate(lengths, initial=0))
        """Where each stretch begins among the kept bytes."""

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at ``offset``; fewer than ``length`` only where the file ends."""
        end = min(offset + length, self.size)
        number = bisect_right(self._starts, offset) - 1
        if end <= self._ends[number]:
            at = self._at[number] + offset - self._starts[number]
            return self.excerpt.kept[at : at + max(0, end - offset)]
        return b"".join(self._pieces(number, offset, end))

    def holds(self, offset: int, length: int) -> bool:
        """Whether none of these bytes was left out."""
        number = bisect_right(self._starts, offset) - 1
        return min(offset + length, self.size) <= self._ends[number]

    def _pieces(self, number: int, offset: int, end: int) -> Iterator[bytes]:
        while offset < end:
            start, stop, at = self._starts[number], self._ends[number], self._at[number]
            if offset < stop:
                yield self.excerpt.kept[at + offset - start : at + min(stop, end) - start]
            following = self._starts[number + 1] if number + 1 < len(self._starts) else self.size
            yield bytes(max(0, min(following, end) - max(stop, offset)))
            offset, number = following, number + 1


class NotKept(OSError):
    """These bytes of the file were left out of the excerpt."""

    def __init__(self) -> None:
        super().__init__("these bytes were not kept")


class InflatingReader:
    """Reads a deflated data set (PS3.5 A.5) as if it were inflated, forward, in bounded memory.

    Offsets count from the start of the inflated data set. ``complete`` is false where the stream is corrupt
    or ends early; ``limited`` where it is larger than ``limit`` and the rest is not read. ``end`` is the offset
    behind the stream, and ``left_over`` says how many bytes follow there, one NUL of padding apart.
    """

    def __init__(self, compressed: Reader, start: int, limit: int) -> None:
        self.compressed = compressed
        self.start = start
        self.limit = limit
        self.complete = True
        self.limited = False
        self.end = start
        self.left_over = 0
        self._chunks = self._inflate()
        self._held, self._held_at = b"", 0
        self.size = self._measure()

    def read(self, offset: int, length: int) -> bytes:
        if self.size <= HELD_INFLATED:
            return self._held[offset : offset + length]
        if offset < self._held_at:
            self._chunks, self._held, self._held_at = self._inflate(), b"", 0
        end = min(offset + length, self.size)
        reach = self._held_at + len(self._held)
        if reach < end:
            kept = min(max(0, offset - self._held_at), len(self._held))
            pieces, self._held_at = [self._held[kept:]], self._held_at + kept
            while reach < end and (chunk := next(self._chunks, b"")):
                if reach <= offset:
                    pieces, self._held_at = [], reach
                pieces.append(chunk)
                reach += len(chunk)
            self._held = b"".join(pieces)
            del pieces  # as large as what they were joined to
        return self._held[max(0, offset - self._held_at) : end - self._held_at]

    def _measure(self) -> int:
        size, held = 0, []
        for chunk in self._chunks:
            size += len(chunk)
            if size <= HELD_INFLATED:
                held.append(chunk)
        if size <= HELD_INFLATED:
            self._held = b"".join(held)
        else:
            self._chunks = self._inflate()
        return size

    def _inflate(self) -> Iterator[bytes]:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        at, given = self.start, 0
        pending = b""
        while not inflater.eof:
            if not pending:
                pending = self.compressed.read(at, INFLATE_STEP)
                at += len(pending)
                if not pending:
                    self.complete = False
                    return
            try:
                chunk = inflater.decompress(pending, INFLATE_STEP)
            except zlib.error:
                self.complete = False
                return
            pending = inflater.unconsumed_tail
            if given + len(chunk) > self.limit:
                self.limited = True
                chunk = chunk[: self.limit - given]
            given += len(chunk)
            if chunk:
                yield chunk
            if self.limited:
                return
        self.end = at - len(inflater.unused_data)
        is_padded = self.compressed.read(self.end, 1) == b"\0"
        self.left_over = self.compressed.size - self.end - is_padded


@contextmanager
def open_reader(source: Source) -> Iterator[Reader]:
    """A reader over ``source``; raises the ``OSError`` of a file that cannot be opened.

    A file that is an excerpt reads as the file that it was made of.
    """
    if isinstance(source, Excerpt):
        yield ExcerptReader(source)
    elif isinstance(source, bytes):
        yield _looked_into(BytesReader(source))
    elif isinstance(source, Path):
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            yield _looked_into(DescriptorReader(descriptor))
        finally:
            os.close(descriptor)
    else:
        yield _looked_into(FileReader(source))


def _looked_into(reader: Reader) -> Reader:
    """The reader of the file that an excerpt was made of, where this is one; one that is broken is no DICOM file."""
    if not is_excerpt(reader.read(0, len(MAGIC))) or reader.size > LARGEST:
        return reader
    try:
        # Whatever the excerpt says: it came as a file, and so the digest is the word of who sent it.
        return ExcerptReader(Excerpt.unpack(reader.read(0, reader.size))._replace(is_claimed=True))
    except ValueError:
        return reader
