"""Who holds a job: a process that others on the same host can look for."""

import os
import socket
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


def started_at(process: int) -> str:
    """When a process started, in the kernel's ticks since boot; empty where there is no such process.

    Together with the number it names a process for good, for numbers are used again.
    """
    try:
        # The second field, the command in parentheses, may hold spaces and parentheses itself.
        fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in {"Z", "X"} else fields[19]


class Worker(NamedTuple):
    """A process that does jobs, and the one that started it."""

    host: str
    process: str
    start: str
    parent: str = ""
    parent_start: str = ""

    @classmethod
    def of(cls, process: int, parent: int) -> "Worker":
        return cls(here(), str(process), started_at(process), str(parent), started_at(parent))

    @classmethod
    def named(cls, identity: str) -> "Worker | None":
        """From ``host/process/start/parent/start``; ``None`` where it is none of this version."""
        parts = identity.split("/")
        return cls(*parts) if len(parts) == 5 else None

    @property
    def identity(self) -> str:
        return "/".join(self)

    @property
    def is_dead(self) -> bool:
        """Whether it is known to be gone: it ran here, and its process is no more.

        False where that cannot be told: on another host, or on a system without ``/proc``. Then the lease decides.
        """
        return self._is_gone(self.process, self.start)

    @property
    def went_with_its_parent(self) -> bool:
        """Whether all of the program is known to be gone there, so that no file has to be the reason."""
        return self.is_dead and self._is_gone(self.parent, self.parent_start)

    def _is_gone(self, process: str, start: str) -> bool:
        if self.host != here() or not process.isdecimal() or not start:
            return False
        return started_at(int(process)) != start


@lru_cache(maxsize=1)
def here() -> str:
    """This host, and which of its containers: in each the numbers of processes mean others."""
    try:
        space = Path("/proc/self/ns/pid").readlink().name.strip("pid:[]")
    except OSError:
        space = ""
    return f"{socket.gethostname()[:48].replace('/', '-')}:{space}"


def identity() -> str:
    """Of this process."""
    return Worker.of(os.getpid(), os.getppid()).identity


def is_dead(identity: str) -> bool:
    """Whether a worker is known to be gone."""
    worker = Worker.named(identity)
    return worker is not None and worker.is_dead


def is_to_blame(identity: str) -> bool:
    """Whether what a lost worker was doing may be why it was lost: not where everything around it is gone too."""
    worker = Worker.named(identity)
    return worker is None or not worker.went_with_its_parent
