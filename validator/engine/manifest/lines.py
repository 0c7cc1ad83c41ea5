"""From the bytes of a list to its lines: encoding, separator, quotes; bounded, whatever the file holds."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from validator.engine.manifest.errors import ManifestError

LONGEST_LINE = 1024 * 1024
"""Characters."""
LONGEST_CELL = csv.field_size_limit()
"""Characters (131,072); a quotation mark that is opened and never closed ends there."""
MOST_CELLS = 4096
"""In one line."""
CHUNK = 1024 * 1024
BLANK = b" \t\r\n\0"
HEADS = 50
"""Among so many lines the head line is looked for."""
SEPARATORS = ",;\t|"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16."""
WINDOWS, LATIN = "cp1252", "latin-1"
SPOKEN = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    WINDOWS: "Windows-1252",
    LATIN: "Latin-1 (ISO 8859-1)",
}
"""What an encoding is called."""


class Line(NamedTuple):
    """One line of the list; one record, where a cell goes over several lines of the file."""

    number: int
    """Of its first line in the file, counted from 1."""
    cells: list[str]


class Writing(NamedTuple):
    """How a list is written."""

    encoding: str
    """As Python calls it."""
    separator: str
    guessed: str = ""
    """What was assumed, as a sentence; empty where the bytes say it."""

    @property
    def name(self) -> str:
        return SPOKEN[self.encoding]


def encoding_of(path: Path) -> tuple[str, str]:
    """The encoding of a file, and as a sentence what had to be assumed. Raises ``ManifestError`` for an empty one."""
    with path.open("rb") as file:
        head = file.read(4096)
        if not head.strip(BLANK) and not _has_content(file):
            raise ManifestError("The list is empty: export it again, with a head line that names its columns.")
        for mark, encoding in MARKS:
            if head.startswith(mark):
                return encoding, ""
        without_mark = _utf16_without_mark(head)
        if without_mark:
            return without_mark, "It has no byte order mark; its zero bytes say UTF-16."
        file.seek(0)
        odd = _first_odd_line(file, "utf-8")
        if odd is None:
            return "utf-8", ""
        file.seek(0)
        fallback = LATIN if _first_odd_line(file, WINDOWS) else WINDOWS
    return fallback, f"It is not UTF-8 (line {odd:,}), so it was read as {SPOKEN[fallback]}."


def lines(path: Path, writing: Writing) -> Iterator[Line]:
    """The lines that hold anything. Raises ``ManifestError`` at the first that cannot be read."""
    with _opened(path, writing.encoding) as text:
        reader = csv.reader(_Bounded(text), delimiter=writing.separator)
        before = 0
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise ManifestError(_unreadable(before + 1, reader.line_num)) from error
            if cells is None:
                return
            if len(cells) > MOST_CELLS:
                raise ManifestError(f"Line {before + 1:,} has more than {MOST_CELLS:,} columns: this is no list.")
            if any(cells) and not (before == 0 and cells[0].strip().casefold().startswith("sep=")):
                yield Line(before + 1, cells)
            before = reader.line_num


def separators(path: Path, encoding: str) -> Sequence[str]:
    """Those that the file may have, the likeliest first: the one that it names (``sep=;``), else by frequency."""
    with _opened(path, encoding) as text:
        sample = "".join(islice(_Bounded(text), HEADS))
    first = sample.partition("\n")[0].strip('\r" ')
    if first[:4].casefold() == "sep=" and first[4:5] in SEPARATORS:
        return first[4:5]
    return sorted(SEPARATORS, key=lambda each: -sample.count(each))


class _Bounded:
    """The lines of a text, none longer than ``LONGEST_LINE``."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._number = 0

    def __iter__(self) -> "_Bounded":
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(LONGEST_LINE + 1)
        except UnicodeError as error:
            raise ManifestError(
                f"Line {self._number + 1:,} cannot be read in the encoding of the list: export it again as UTF-8."
            ) from error
        self._number += 1
        if len(line) > LONGEST_LINE:
            raise ManifestError(
                f"Line {self._number:,} is longer than {LONGEST_LINE:,} characters: this is no list with a line for "
                "each study, series or instance. Export it again."
            )
        if not line:
            raise StopIteration
        return line


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
        yield text


def _unreadable(first: int, last: int) -> str:
    return (
        f"Line {first:,}: a cell is longer than {LONGEST_CELL:,} characters. A quotation mark that is opened there"
        f"{f' and not closed by line {last:,}' if last > first else ''} is the usual reason: close or remove it."
    )


def _has_content(file: io.BufferedReader) -> bool:
    while chunk := file.read(CHUNK):
        if chunk.strip(BLANK):
            return True
    return False


def _utf16_without_mark(head: bytes) -> str:
    """By where the zero bytes of plain letters stand."""
    sample = head[: len(head) & ~1]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2
    if odd > 0.7 * most and even < 0.1 * most:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * most and odd < 0.1 * most else ""


def _first_odd_line(file: io.BufferedReader, encoding: str) -> int | None:
    """The first line with bytes that the encoding does not know; ``None`` where there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    number = 1
    while True:
        chunk = file.read(CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return number + error.object[: error.start].count(b"\n") if isinstance(error.object, bytes) else number
        if not chunk:
            return None
        number += chunk.count(b"\n")
