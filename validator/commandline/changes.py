"""Changes kept between the two times they are read: once to settle what only all of them decide, once to report."""

import pickle
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Self

from validator.engine.model import Change

HELD = 64 * 1024 * 1024
"""Bytes held in memory; more of them go to a file without a name, which only this process can open."""


class ChangeStore:
    """Changes in the order in which they came; ``keep`` them all before reading them."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115  closed by __exit__
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Pass the changes on and keep them."""
        for change in changes:
            pickle.dump(change, self._file, pickle.HIGHEST_PROTOCOL)
            self._count += 1
            yield change

    def __iter__(self) -> Iterator[Change]:
        """The changes kept; not to be read twice at a time."""
        self._file.seek(0)
        for _ in range(self._count):
            change: Change = pickle.load(self._file)  # noqa: S301  written by this process, to an unlinked file
            yield change
