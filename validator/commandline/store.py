"""Values kept between the times they are read: once to decide what only all of them decide, then to report."""

import pickle
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar

Value = TypeVar("Value")
HELD = 64 * 1024 * 1024
"""Bytes held in memory; more of them go to a file without a name, which only this process can open."""


class Store(Generic[Value]):
    """Plain values in the order in which they came; ``keep`` them all before reading them."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115  closed by its owner
        self._count = 0

    def close(self) -> None:
        """Forget them all."""
        self._file.close()

    def keep(self, values: Iterable[Value]) -> Iterator[Value]:
        """Pass the values on and keep them."""
        for value in values:
            pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
            self._count += 1
            yield value

    def __iter__(self) -> Iterator[Value]:
        """The values kept; not to be read twice at a time."""
        self._file.seek(0)
        for _ in range(self._count):
            value: Value = pickle.load(self._file)  # noqa: S301  written by this process, to an unlinked file
            yield value
