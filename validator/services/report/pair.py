"""Two files of one instance, element by element: before and after a hop, or one copy beside another."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from validator.engine.compare.side_by_side import Line, side_by_side
from validator.engine.model import Change, Element, Header, Level
from validator.models import Instance
from validator.services.headers import header_of
from validator.services.report.cells import note_of
from validator.services.report.hop_detail import Bytes
from validator.services.report.pair_choice import ALL, PairChoice
from validator.services.report.pair_line import PairLine, line_name, pair_line
from validator.services.report.shelf import hex_dump

STEP = re.compile(r"[\[.]")
"""Where a path goes into a sequence, and where into an item."""
LINES_A_PAGE = 500
MOST_LINES = 60_000
"""So many lines of two files are looked at: more than anybody looks through."""


class PairFile(NamedTuple):
    """One of the two files."""

    capture: str
    instance: Instance


class PairNote(NamedTuple):
    """What changed in the writing of the data set as a whole."""

    kind: str
    before: str
    after: str
    note: str
    elements: int


class Jump(NamedTuple):
    """The nearest change on another page."""

    first: int
    """Of the page."""
    path: str


class PairTable(NamedTuple):
    """The lines that are shown."""

    lines: tuple[PairLine, ...]
    total: int
    """How many lines the choice leaves."""
    first: int
    previous: int | None
    next: int | None
    """The first lines of the pages around; ``None`` where there is none."""
    previous_change: Jump | None
    next_change: Jump | None
    changes: int
    """Changes of meaning between the two."""
    encoding: int
    notes: tuple[PairNote, ...]
    chosen: str
    """The name of the attribute whose bytes are shown."""
    bytes: tuple[Bytes, ...]
    gone: bool
    """Whether a file is not kept any more, so that only its changes can be shown."""
    cut: bool
    """Whether the files have more lines than were looked at."""

    @property
    def last(self) -> int:
        return self.first + len(self.lines)


class _Row(NamedTuple):
    path: str
    line: Line | None
    changes: Sequence[Change]
    loud: bool


def pair_table(before: PairFile, after: PairFile, changes: Sequence[Change], choice: PairChoice) -> PairTable:
    """Two files side by side, with what the comparison says of each line."""
    headers = _headers(before, after)
    rows = list(islice(_rows(headers, changes, whole=choice.show == ALL), MOST_LINES + 1))
    cut = len(rows) > MOST_LINES
    chosen = next((row for row in rows if row.path == choice.at), None) if choice.at else None
    shown = [row for row in rows[:MOST_LINES] if row.changes or choice.show == ALL]
    first = min(choice.first, max(0, len(shown) - 1)) // LINES_A_PAGE * LINES_A_PAGE
    end = first + LINES_A_PAGE
    loud = [at for at, row in enumerate(shown) if row.loud]
    return PairTable(
        lines=tuple(pair_line(row.path, row.line, row.changes, loud=row.loud) for row in shown[first:end]),
        total=len(shown),
        first=first,
        previous=first - LINES_A_PAGE if first else None,
        next=end if end < len(shown) else None,
        previous_change=_jump(shown, max((at for at in loud if at < first), default=None)),
        next_change=_jump(shown, min((at for at in loud if at >= end), default=None)),
        changes=sum(change.level is Level.MEANING for change in changes),
        encoding=sum(change.level is Level.ENCODING for change in changes),
        notes=tuple(_note(change) for change in changes if not change.path),
        chosen=line_name(chosen.path, chosen.line) if chosen else "",
        bytes=_bytes(before, after, headers, chosen.line) if headers and chosen and chosen.line else (),
        gone=headers is None,
        cut=cut,
    )


def _headers(before: PairFile, after: PairFile) -> tuple[Header, Header] | None:
    try:
        return header_of(before.instance), header_of(after.instance)
    except FileNotFoundError:
        return None


def _rows(headers: tuple[Header, Header] | None, changes: Sequence[Change], *, whole: bool) -> Iterator[_Row]:
    """Every line of both files with its changes; where a file is gone, the changes alone.

    Unless the files are wanted whole, sequences without a change in them are not gone into.
    """
    placed = [change for change in changes if change.path]
    # Where the meaning stayed, the differences of encoding are what there is to step through.
    wanted = Level.MEANING if any(change.level is Level.MEANING for change in placed) else Level.ENCODING
    marks: dict[tuple[str, bool], list[Change]] = {}
    for change in placed:
        marks.setdefault((change.path, change.after is None), []).append(change)
    if headers is None:
        for (path, _), found in marks.items():
            yield _Row(path, None, found, any(change.level is wanted for change in found))
        return
    around = {path[: match.start()] for path, _ in marks for match in STEP.finditer(path)}
    for line in _aligned(
        headers, changes, enters=lambda line: whole or line.path in around or line.path_before in around
    ):
        found = marks.get((line.path, line.after is None), [])
        yield _Row(line.path, line, found, any(change.level is wanted for change in found))


def _aligned(
    headers: tuple[Header, Header], changes: Sequence[Change], *, enters: Callable[[Line], bool]
) -> Iterator[Line]:
    """The lines as the comparison aligned them: which UID became which, its changes tell."""
    became: dict[str, str] = {}
    for change in changes:
        if change.kind.startswith(("uid.", "reference.")) and change.before and change.after:
            for old, new in zip(change.before.split("\\"), change.after.split("\\"), strict=False):
                became.setdefault(old, new)
    return side_by_side(*headers, lambda uid: became.get(uid, uid), enters=enters)


def _jump(rows: Sequence[_Row], at: int | None) -> Jump | None:
    return None if at is None else Jump(at // LINES_A_PAGE * LINES_A_PAGE, rows[at].path)


def _note(change: Change) -> PairNote:
    note = note_of(change.kind, "", detail=change.detail, expected=change.expected or "")
    return PairNote(change.kind, change.before or "", change.after or "", note, change.count)


def _bytes(before: PairFile, after: PairFile, headers: tuple[Header, Header], line: Line) -> tuple[Bytes, ...]:
    """The element as it lies in both files; of an item nothing, its elements have theirs."""
    found = []
    for file, header, held in zip((before, after), headers, (line.before, line.after), strict=True):
        dump = hex_dump(file.instance, header, held) if isinstance(held, Element) else None
        found.append(Bytes(file.capture, dump))
    return tuple(found)
