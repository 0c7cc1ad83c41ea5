"""From a report to standard output or a file, in the format that was asked for."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from validator.commandline.errors import CommandError
from validator.commandline.output import shows_colour, write
from validator.engine.report import BINARY_FORMATS, FORMATS, CheckReport, CompareReport, check_text, compare_text


def require_writable(form: str, output: Path | None) -> None:
    """Refuse what cannot be written, before any work is done. Raises ``CommandError``."""
    if output is None:
        if form in BINARY_FORMATS and sys.stdout.isatty():
            raise CommandError(f"{form} is not shown on a terminal: name a file with --output FILE, or use a pipe")
        return
    if output.is_dir():
        raise CommandError(f"--output {output}: this is a folder; name a file")
    if not output.absolute().parent.is_dir():
        raise CommandError(f"--output {output}: there is no such folder; make it first")


def write_check(report: CheckReport, form: str, output: Path | None = None) -> None:
    if form == "text":
        _write(check_text(report, colour=output is None and shows_colour()), output, encoding=None)
    else:
        _write(FORMATS[form].check(report), output, encoding="utf-8")


def write_compare(report: CompareReport, form: str, output: Path | None = None) -> None:
    if form in BINARY_FORMATS:
        _write_bytes(BINARY_FORMATS[form].compare(report), output)
    elif form == "text":
        _write(compare_text(report, colour=output is None and shows_colour()), output, encoding=None)
    else:
        _write(FORMATS[form].compare(report), output, encoding="utf-8")


def _write(chunks: Iterable[str], output: Path | None, *, encoding: str | None) -> None:
    if output is None:
        write(chunks, encoding=encoding)
    else:
        _write_bytes((chunk.encode("utf-8", "backslashreplace") for chunk in chunks), output)


def _write_bytes(chunks: Iterable[bytes], output: Path | None) -> None:
    """To a file under its name only when all is written. Raises ``CommandError`` where that cannot be done."""
    if output is None:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with _complaining(output), part.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        with _complaining(output):
            part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _complaining(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandError(f"--output {output}: {error.strerror or error}") from error
