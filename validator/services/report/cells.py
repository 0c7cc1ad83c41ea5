"""One cell of a matrix: what a capture holds of an attribute, and what its hop did to it."""

from typing import NamedTuple

from validator.engine.catalogue import KINDS
from validator.engine.pixels.syntaxes import CODECS
from validator.engine.standard.uids import uid
from validator.services.report.difference import LONG_UID, Piece, difference, uid_pieces, visible_pieces

LETTERS_A_CELL = 160
SELF_EVIDENT = ("(0002,0003)", "(0002,0010)")
"""File meta whose new value says it all: it follows the data set, whoever wrote it."""
NAMED_UIDS = ("(0002,0010)", "(0008,0016)", "(0002,0002)")
"""Attributes whose UIDs are shown by their names in PS3.6."""
TITLED = ("uid.", "charset.relabelled", "charset.label-")
"""Kinds whose detail alone does not say what was done."""
EMPTY = Piece("none", "empty")


class Cell(NamedTuple):
    """One attribute at one capture."""

    state: str
    """``"value"``, ``"same"``, ``"changed"``, ``"absent"``, or ``"unknown"`` where nothing was kept."""
    pieces: tuple[Piece, ...] = ()
    note: str = ""
    impact: str = ""
    more: int = 0
    """Further kinds of change at the same place."""


def value_cell(path: str, value: str | None) -> Cell:
    """What the first capture holds."""
    return Cell("absent") if value is None else Cell("value", plain_pieces(readable(path, value)))


def changed_cell(kind: str, path: str, before: str | None, after: str | None, *, impact: str, note: str) -> Cell:
    """The cell of one change: what differs inside the value, and a few words for what was done."""
    if before is None and after is None:
        return Cell("changed", (), note, impact)
    old, new = readable(path, before or ""), readable(path, after or "")
    if after is None:
        return Cell("changed", visible_pieces([Piece("del", _cut(old))]) if old else (), note, impact)
    if not new:
        return Cell("changed", (EMPTY,), note, impact)
    if new != after:
        return Cell("changed", visible_pieces([Piece("", new)]), note, impact)
    if LONG_UID.fullmatch(new):
        return Cell("changed", uid_pieces(new), note, impact)
    return Cell("changed", difference(old, _cut(new), kind=kind), note, impact)


def note_of(kind: str, path: str, *, detail: str, expected: str = "", since: str = "") -> str:
    """What was done, in a few words; ``since`` names the capture before where one in between lacks the instance."""
    known = KINDS.get(kind)
    note = detail or (known.phrase if known else kind)
    if kind == "encoding.file-meta" and path in SELF_EVIDENT:
        note = detail
    if known and detail and kind.startswith(TITLED):
        note = f"{known.title.lower()}, {detail}"
    if since:
        note = f"{note} · since {since}"
    return f"{note} · expected" if expected else note


def readable(path: str, value: str) -> str:
    """A well-known UID by its name, where the attribute is one that people know by name."""
    if not path.endswith(NAMED_UIDS):
        return value
    known = uid(value)
    return CODECS[value].name if value in CODECS else known.name if known else value


def plain_pieces(value: str) -> tuple[Piece, ...]:
    """A value in which nothing is marked; a UID shortened."""
    if not value:
        return (EMPTY,)
    return uid_pieces(value) if LONG_UID.fullmatch(value) else visible_pieces([Piece("", _cut(value))])


def _cut(value: str) -> str:
    return value if len(value) <= LETTERS_A_CELL else value[: LETTERS_A_CELL - 1] + "…"
