"""Rows that are kept on disk, so that very many of them take no memory."""

import os
import pickle
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any, Self, TypeVar, overload
from weakref import finalize

AHEAD = 256 * 1024
"""Bytes that are written, and read in a pass over all rows, at a time."""


RowT = TypeVar("RowT", bound=tuple[Any, ...])
"""A ``NamedTuple``; what it holds has to survive ``pickle``."""


class Kept(Sequence[RowT]):
    """Rows of one class in the order in which they were appended, in a temporary file that has no name.

    A row is read from the file whenever it is asked for: it equals the one that was appended, but is another object.
    What stays in memory is 8 bytes for each row. Closed by its owner, with ``with``, or at the latest when nothing
    refers to it any more. Raises the ``OSError`` of a disk that is full.
    """

    def __init__(self, kind: type[RowT], rows: Iterable[RowT] = ()) -> None:
        self._make: Callable[[Iterable[Any]], RowT] = kind._make  # type: ignore[attr-defined]  # of a NamedTuple
        self._file = TemporaryFile(prefix="dicomcheck-", buffering=0)  # noqa: SIM115  closed by its owner
        self.close = finalize(self, self._file.close)
        """Give the disk its room back; nothing can be read after that."""
        self._ends = array("Q", [0])
        """Where each row ends in the file; before them, where the first begins."""
        self._written = 0
        self._waiting = bytearray()
        self.extend(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, row: RowT) -> None:
        """Add a row at the end; also while the rows before it are read."""
        self._waiting += pickle.dumps(tuple(row), pickle.HIGHEST_PROTOCOL)
        self._ends.append(self._written + len(self._waiting))
        if len(self._waiting) >= AHEAD:
            self._write()

    def extend(self, rows: Iterable[RowT]) -> None:
        """Add rows at the end."""
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> RowT: ...

    @overload
    def __getitem__(self, index: slice) -> list[RowT]: ...

    def __getitem__(self, index: int | slice) -> RowT | list[RowT]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        ends = self._ends
        at = index + len(ends) - 1 if index < 0 else index
        if not 0 <= at < len(ends) - 1:
            raise IndexError(f"there is no row {index} among {len(self)}")
        return self._make(pickle.loads(self._read(ends[at], ends[at + 1])))  # noqa: S301  see _read

    def __iter__(self) -> Iterator[RowT]:
        make, ends, first = self._make, self._ends, 0
        while first < len(self):
            last = min(max(bisect_left(ends, ends[first] + AHEAD, first), first + 1), len(self))
            start = ends[first]
            block = memoryview(self._read(start, ends[last]))
            for at in range(first, last):
                yield make(pickle.loads(block[ends[at] - start : ends[at + 1] - start]))  # noqa: S301  see _read
            first = last

    def _read(self, start: int, end: int) -> bytes:
        """Bytes that this process wrote into a file that no other can open by name."""
        if end > self._written:
            self._write()
        return os.pread(self._file.fileno(), end - start, start)

    def _write(self) -> None:
        waiting = memoryview(self._waiting)
        while waiting:
            waiting = waiting[os.pwrite(self._file.fileno(), waiting, self._ends[-1] - len(waiting)) :]
        self._written = self._ends[-1]
        self._waiting = bytearray()
