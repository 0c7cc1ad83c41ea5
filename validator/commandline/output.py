"""Standard output and standard error: encodings, chunks, colour, and a line that tells of progress."""

import io
import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value")
INTERVAL = 0.2
"""Seconds between two lines of progress."""


def set_up_output() -> None:
    """Let no character of a value or a file name stop the output, whatever the terminal can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write(chunks: Iterable[str], *, encoding: str | None = None) -> None:
    """Write to standard output, in the encoding that the format declares."""
    if encoding and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding)
    for chunk in chunks:
        sys.stdout.write(chunk)


def discard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not fail on it when it ends."""
    try:
        descriptor = sys.stdout.fileno()
    except io.UnsupportedOperation:
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def shows_colour() -> bool:
    """Whether standard output is a terminal whose user has not opted out (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def progress(
    values: Iterable[Value], doing: str, *, total: int | None = None, streaming: bool = False
) -> Iterator[Value]:
    """Pass the values on and count them on standard error while a person waits there.

    Told are also how many pass in a second and, where ``total`` is known, what is left. Where the report is
    ``streaming`` to the same terminal, it shows the progress itself.
    """
    if not sys.stderr.isatty() or (streaming and sys.stdout.isatty()):
        yield from values
        return
    count, started = 0, time.monotonic()
    due = started + INTERVAL
    try:
        for value in values:
            yield value
            count += 1
            if (now := time.monotonic()) >= due:
                sys.stderr.write(f"\r{doing} {_told(count, total, seconds=now - started)}\x1b[K")
                sys.stderr.flush()
                due = now + INTERVAL
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _told(count: int, total: int | None, *, seconds: float) -> str:
    """``1,200 of 20,000, 850/s, 22 s left``"""
    rate = count / seconds if seconds else 0
    if total is None or not rate:
        return f"{count:,}, {rate:,.0f}/s"
    minutes, left = divmod(round((total - count) / rate), 60)
    return f"{count:,} of {total:,}, {rate:,.0f}/s, {f'{minutes} min ' if minutes else ''}{left} s left"
