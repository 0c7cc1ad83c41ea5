"""Child processes: started, watched, started again, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a dead child is started again; doubled with each death …"""
GOOD_LIFE = 30.0
"""… until one has lived so long."""
PATIENCE = 2.0
"""Seconds that a child has for an orderly end."""


class Child:
    """One role as a process, with its own process group, so that its children can be stopped with it."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.due = 0.0
        self.pause = FIRST_PAUSE

    def start(self) -> None:
        command = [sys.executable, "-m", "dicomcheck.supervisor.roles", self.role, str(os.getpid())]
        # What matters is said on stderr; Celery's farewells on stdout would only hide it.
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self.started = time.monotonic()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start it when it is due, and note its death."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        status = self.process.poll()
        if status is None:
            return
        self.signal(signal.SIGKILL)
        self.process = None
        self.pause = FIRST_PAUSE if now - self.started > GOOD_LIFE else min(self.pause * 2, LONGEST_PAUSE)
        self.due = now + self.pause
        say(f"The {self.role} stopped ({_reason(status)}); it is started again in {self.pause:.0f} s.")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and everything that it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def stop(children: Sequence[Child]) -> None:
    """Ask all to end, then make them."""
    for child in children:
        if child.process is not None:
            child.process.terminate()
    end = time.monotonic() + PATIENCE
    while any(child.is_running for child in children) and time.monotonic() < end:
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()


def _reason(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
