"""The child process that decodes, as its parent sees it: started when first asked, killed when it takes too long."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from validator.engine.pixels.decoding.messages import pack, receive

ROOT = Path(__file__).resolve().parents[4]
"""Where the package ``validator`` lies: the child must find it wherever the program was started."""
PROGRAM = "validator.engine.pixels.decoding"
INHERITED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE")
PIPE = 64 * 1024
"""Bytes that go through a pipe at once."""
TOO_LONG = "decoding took too long"
CLOSING = 5.0
"""Seconds that a child has to end by itself before it is killed."""


class Lost(Exception):
    """The child is gone; the text says in plain words what that means for the pair at hand."""


class Child:
    """One process that answers messages. Not for several threads."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command or (sys.executable, "-P", "-m", PROGRAM)
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, head: dict[str, Any], parts: Sequence[bytes] = (), *, until: float) -> dict[str, Any]:
        """The answer to one message; ``until`` is a time of ``time.monotonic``.

        Raises ``Lost`` where the child does not answer by then, or ended: the next call starts another one.
        """
        if self._process is not None and self._process.poll() is not None:
            # It ended between two pairs, for reasons of the machine: the next pair has no part in it.
            self.kill()
        process = self._process or self._start()
        try:
            for part in (pack(head, parts), *parts):
                self._write(process, part, until)
            answer, _ = receive(lambda length: self._read(process, length, until))
        except TimeoutError:
            self.kill()
            raise Lost(TOO_LONG) from None
        except (OSError, EOFError, ValueError):
            self.kill()
            raise Lost("the decoder broke down on this picture") from None
        return answer

    def close(self) -> None:
        """Let the child end by closing its input; kill it where it does not."""
        process = self._process
        if process is None:
            return
        _stdin(process).close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(CLOSING)
        self.kill()

    def kill(self) -> None:
        """End the child at once and give back its pipes."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            _stdin(process).close()
            _stdout(process).close()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=_environment(),
            )
        except OSError:
            raise Lost("the decoder could not be started") from None
        for pipe in (_stdin(process), _stdout(process)):
            os.set_blocking(pipe.fileno(), False)
        self._process = process
        return process

    def _write(self, process: subprocess.Popen[bytes], content: bytes, until: float) -> None:
        view, pipe = memoryview(content), _stdin(process).fileno()
        while view:
            _wait(pipe, select.POLLOUT, until)
            view = view[os.write(pipe, view[:PIPE]) :]

    def _read(self, process: subprocess.Popen[bytes], length: int, until: float) -> bytes:
        content, pipe = b"", _stdout(process).fileno()
        while len(content) < length:
            _wait(pipe, select.POLLIN, until)
            more = os.read(pipe, length - len(content))
            if not more:
                raise EOFError
            content += more
        return content


def _environment() -> dict[str, str]:
    """What the child needs to find its program and its libraries, and nothing else: settings may hold secrets."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
    # The linear algebra of numpy would reserve memory for a thread a core, and nothing here uses it.
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _stdin(process: subprocess.Popen[bytes]) -> Any:
    return process.stdin


def _stdout(process: subprocess.Popen[bytes]) -> Any:
    return process.stdout


def _wait(descriptor: int, event: int, until: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError
