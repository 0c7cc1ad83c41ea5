"""Seats for the jobs of large cases: one process of each worker is always free for a small case.

A seat is a lock on one byte of a file that the processes of a worker share. The kernel takes it back from a process
that dies, however it dies.
"""

import errno
import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

TAKEN = {errno.EACCES, errno.EAGAIN}


class Seats:
    """So many seats; made before the processes that share them are started."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (it lasts as long as the worker does)

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Hold a seat while the block lasts; whether there was one."""
        place = next((place for place in range(self.count) if self._take(place)), None)
        try:
            yield place is not None
        finally:
            if place is not None:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _take(self, place: int) -> bool:
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except OSError as error:
            if error.errno in TAKEN:
                return False
            raise
        return True


_provided: list[Seats] = []


def provide(count: int) -> None:
    """From now on this process, and those that it starts, have so many seats together."""
    _provided[:] = [Seats(count)]


@contextmanager
def seat() -> Iterator[bool]:
    """Hold a seat while the block lasts; whether there was one. Who works alone always has one."""
    if not _provided:
        yield True
        return
    with _provided[0].one() as found:
        yield found
