"""What workers made, kept as they sent it: chunk by chunk, in a file that has no name."""

import os
import pickle
from array import array
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


def packed(values: Sequence[ValueT]) -> bytes:
    """Some values as a ``Store`` keeps them: together they take a fraction of the time and room of each by itself."""
    return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)


class Store(Generic[ValueT]):
    """Chunks of values in the order in which they came; 8 bytes of memory for each chunk."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="dicomcheck-", buffering=0)  # noqa: SIM115  closed by its owner
        self._ends = array("Q", [0])

    def close(self) -> None:
        """Forget them all."""
        self._file.close()

    def keep(self, chunk: bytes) -> None:
        """Add values, as ``packed`` has them."""
        left = memoryview(chunk)
        while left:
            left = left[os.pwrite(self._file.fileno(), left, self._ends[-1] + len(chunk) - len(left)) :]
        self._ends.append(self._ends[-1] + len(chunk))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> Sequence[ValueT]:
        """The values of one chunk; raises ``IndexError`` behind the last."""
        start, end = self._ends[number], self._ends[number + 1]
        values: Sequence[ValueT] = pickle.loads(os.pread(self._file.fileno(), end - start, start))  # noqa: S301  our own
        return values

    def __iter__(self) -> Iterator[ValueT]:
        """All values."""
        for number in range(len(self)):
            yield from self[number]
