"""Who holds a job: a process that others on the same host can look for."""

import os
import socket
from pathlib import Path


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


def identity() -> str:
    """``host/process/start`` of this process."""
    return f"{socket.gethostname()}/{os.getpid()}/{started_at(os.getpid())}"


def is_dead(worker: str) -> bool:
    """Whether a worker is known to be gone: it ran on this host, and its process is no more.

    False where that cannot be told: on another host, or on a system without ``/proc``. Then the lease decides.
    """
    host, process, start = [*worker.rsplit("/", 2), "", ""][:3]
    if host != socket.gethostname() or not process.isdecimal() or not start:
        return False
    return started_at(int(process)) != start
