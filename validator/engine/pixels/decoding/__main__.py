"""The child: decodes pairs of frames that come over its input and answers with what differs, until its input ends.

Errors of content are answers in plain words; values of headers are never part of them. What the C libraries print goes
nowhere. A crash, a kill or a limit ends the process, which the parent sees.
"""

import contextlib
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

from validator.engine.pixels.decoding.limits import MEMORY, MIB
from validator.engine.pixels.decoding.messages import pack, receive

MARGIN = 5
"""Seconds of CPU time beyond the wall clock that the parent grants: the limit for a child whose parent is gone."""


def main() -> None:
    source, target = sys.stdin.buffer, os.dup(sys.stdout.fileno())
    # Nothing that a library prints may come between the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit()
    answer = _answering()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            _send(target, answer(*receive(lambda length: _exactly(source.read(length), length))))


def _limit() -> None:
    # The parent is the one who is interrupted; it then closes the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _grant(seconds: float) -> None:
    """CPU time from now on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + MARGIN
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answering() -> Callable[[dict[str, Any], list[bytes]], dict[str, Any]]:
    """The answer to each message, one picture pair after the other."""
    warnings.simplefilter("ignore")
    from validator.engine.pixels.decoding.pair import Pair
    from validator.engine.pixels.decoding.picture import Undecodable

    pair: Pair | None = None

    def answer(head: dict[str, Any], parts: list[bytes]) -> dict[str, Any]:
        nonlocal pair
        if "begin" in head:
            _grant(head["seconds"])
            pair = Pair(head["begin"])
        elif pair is None:
            return {"refused": "no picture was begun"}
        elif "frame" in head:
            pair.add(head["frame"], parts)
        else:
            return pair.result(head["end"])
        return {}

    def guarded(head: dict[str, Any], parts: list[bytes]) -> dict[str, Any]:
        try:
            return answer(head, parts)
        except Undecodable as reason:
            return {"refused": str(reason)}
        except MemoryError:
            return {"refused": f"decoding needs more than {MEMORY // MIB:,} MiB of memory"}

    return guarded


def _exactly(content: bytes, length: int) -> bytes:
    if len(content) < length:
        raise EOFError
    return content


def _send(target: int, head: dict[str, Any]) -> None:
    content = pack(head)
    while content:
        content = content[os.write(target, content) :]


if __name__ == "__main__":
    main()
