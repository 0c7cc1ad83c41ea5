"""Runs a command and watches every process of it: how much memory each holds at most, and what all of them cost."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

INTERVAL = 0.25
"""Seconds between two looks."""
TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1 << 20
ROLES = "dicomcheck.supervisor.roles"
"""The module whose processes are named by the role that they are given."""


class Process(NamedTuple):
    """One process of a command."""

    identifier: int
    parent: bool
    """Whether it is the command itself, not one of its children."""
    role: str
    """Of the processes of an installation: ``web``, ``worker``, ``reconciler``; of others the name of the program."""
    cpu: float
    """Seconds, as they were at the last look."""
    peak: int
    """The largest resident set, in bytes (VmHWM)."""
    private: int
    """The largest part of it that is not shared with other processes (Pss of what is anonymous), in bytes."""


class Cost(NamedTuple):
    """What a command came to."""

    status: int
    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of all processes."""
    processes: tuple[Process, ...]
    """The command first."""

    @property
    def peak(self) -> int:
        """The largest resident set of any one process, in bytes."""
        return max(process.peak for process in self.processes)


def run(command: Sequence[str], output: Path, errors: Path) -> Cost:
    """Run a command to its end, its output in files."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    with (
        output.open("wb") as out,
        errors.open("wb") as err,
        subprocess.Popen(command, stdout=out, stderr=err) as running,
    ):
        watch = Watch(running.pid)
        watch.start()
        status = running.wait()
        watch.stop()
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(status, wall, cpu, watch.processes())


class Watch(threading.Thread):
    """Looks at a process and all that descend from it until it is stopped."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._stopped = threading.Event()
        self._peaks: dict[int, int] = {}
        self._private: dict[int, int] = {}
        self._roles: dict[int, str] = {}
        self._cpu: dict[int, float] = {}

    def run(self) -> None:
        while not self._stopped.wait(INTERVAL):
            for process in descendants(self._root):
                self._look(process)

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self.join()

    def processes(self) -> tuple[Process, ...]:
        """All that were seen, the root first."""
        found = [
            Process(
                identifier,
                identifier == self._root,
                self._roles[identifier],
                self._cpu[identifier],
                peak,
                self._private[identifier],
            )
            for identifier, peak in self._peaks.items()
        ]
        return tuple(sorted(found, key=lambda process: (not process.parent, process.identifier)))

    def _look(self, process: int) -> None:
        try:
            status = Path(f"/proc/{process}/status").read_text()
            user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
            role = _role(Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace").split("\0"))
            private = _kilobytes(Path(f"/proc/{process}/smaps_rollup").read_text(), "Pss_Anon:")
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return  # It has ended.
        if "VmHWM:" in status:
            self._peaks[process] = max(self._peaks.get(process, 0), _kilobytes(status, "VmHWM:"))
            self._private[process] = max(self._private.get(process, 0), private)
            self._roles[process], self._cpu[process] = role, (int(user) + int(system)) / TICKS


def descendants(root: int) -> list[int]:
    """A process and all that it started, and what these started."""
    children: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                after_name = Path(entry.path, "stat").read_text().rpartition(")")[2]
            except (FileNotFoundError, ProcessLookupError):
                continue
            children.setdefault(int(after_name.split()[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], ())
    return found


def _role(arguments: list[str]) -> str:
    if ROLES in arguments[:-1]:
        return arguments[arguments.index(ROLES) + 1]
    return arguments[2] if arguments[1:2] == ["-m"] else Path(arguments[0]).name


def _kilobytes(text: str, name: str) -> int:
    """The size that a line of a file under /proc gives, in bytes."""
    return int(text.partition(name)[2].split(maxsplit=1)[0]) * 1024
