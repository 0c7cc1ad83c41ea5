"""One line of a pair: an element, or the head of an item, with its value on both sides and what was done to it."""

from collections.abc import Sequence
from typing import NamedTuple

from validator.engine.compare import pattern_of
from validator.engine.compare.reading import Side
from validator.engine.compare.side_by_side import Line
from validator.engine.model import Change, Element, Item, Level
from validator.engine.standard.dictionary import private
from validator.engine.text import decode_value
from validator.services.report.cells import EMPTY, note_of, readable
from validator.services.report.difference import Piece, both_sides, inline, visible_pieces
from validator.services.report.sections import path_name

DEEPEST_INDENT = 6
LETTERS_COMPARED = 4096
LETTERS_SHOWN = 256
LETTERS_AHEAD = 24
"""Of a long value, how many characters stand before the first that differs."""
Pieces = tuple[Piece, ...]


class PairLine(NamedTuple):
    """What the page shows of it."""

    path: str
    key: str
    """The path with item numbers left open, as the page of the attribute has it."""
    tag: str
    name: str
    vr: str
    depth: int
    item: bool
    before: Pieces
    after: Pieces
    inline: Pieces
    state: str
    """``same``, ``meaning`` or ``encoding``."""
    lacks: str
    """``before`` or ``after`` where that side has no such element; else empty."""
    impact: str
    kind: str
    note: str
    loud: bool
    """Whether it is one of the changes that a reader steps through."""


def pair_line(path: str, line: Line | None, changes: Sequence[Change], *, loud: bool) -> PairLine:
    """The line at a path; without a ``line``, since the files are gone, what its changes tell."""
    change = min(changes, key=lambda change: change.level is not Level.MEANING, default=None)
    kind = change.kind if change else ""
    if line is not None:
        before, after = _value(line, 0), _value(line, 1)
        lacks = "before" if line.before is None else "after" if line.after is None else ""
    else:
        before, after = (change.before or "", change.after or "") if change else ("", "")
        lacks = "" if change is None else "before" if change.before is None else "after" if change.after is None else ""
    left, right, joined = _pieces(path, before, after, kind=kind, lacks=lacks)
    return PairLine(
        path=path,
        key=pattern_of(path),
        tag=_tag(path),
        name=line_name(path, line),
        vr=_vr(line),
        depth=min(line.depth, DEEPEST_INDENT) if line else 0,
        item=path.endswith("]"),
        before=left,
        after=right,
        inline=joined,
        state="same" if change is None else change.level.value,
        lacks=lacks,
        impact="" if change is None else "expected" if change.expected else str(change.impact),
        kind=kind,
        note=note_of(kind, path, detail=change.detail, expected=change.expected or "") if change else "",
        loud=loud,
    )


def line_name(path: str, line: Line | None) -> str:
    """What the attribute is called; private ones with their creator."""
    if path.endswith("]"):
        return f"Item {path.rpartition('[')[2].rstrip(']')}"
    tag = line.tag if line else None
    if tag is None or not tag & 0x10000:
        return path_name(path) or "Unknown tag"
    if 0x10 <= tag & 0xFFFF <= 0xFF:
        return "Private Creator"
    if line is None or not line.creator:
        return "Private, no creator"
    entry = private(line.creator, tag)
    return f"{entry.name if entry else 'Private'} · {line.creator}"


def _pieces(path: str, before: str, after: str, *, kind: str, lacks: str) -> tuple[Pieces, Pieces, Pieces]:
    """Before, after, and both as one text."""
    if path.endswith("]"):
        return (), (), ()
    if lacks == "before":
        alone = _whole("ins", after)
        return (), alone, alone
    if lacks == "after":
        alone = _whole("del", before)
        return alone, (), alone
    before, after = readable(path, before), readable(path, after)
    if before == after:
        alone = _whole("", before)
        return alone, alone, alone
    before, after = _excerpts(before, after)
    left, right = both_sides(before, after, kind=kind)
    return left or (EMPTY,), right or (EMPTY,), inline(before, after, kind=kind)


def _whole(mark: str, value: str) -> Pieces:
    if not value:
        return (EMPTY,)
    text = value if len(value) <= LETTERS_SHOWN else f"{value[: LETTERS_SHOWN - 1]}…"
    return visible_pieces([Piece(mark, text)])


def _excerpts(before: str, after: str) -> tuple[str, str]:
    """Of two long values the part around the first difference."""
    if max(len(before), len(after)) <= LETTERS_SHOWN:
        return before, after
    alike = (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
    start = max(0, next(alike, min(len(before), len(after))) - LETTERS_AHEAD)
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(value: str, start: int) -> str:
    end = start + LETTERS_SHOWN
    return f"{'…' if start else ''}{value[start:end]}{'…' if end < len(value) else ''}"


def _value(line: Line, at: int) -> str:
    """What one side holds, for display; of an item nothing, since its elements follow."""
    held, side = (line.before, line.after)[at], line.sides[at]
    if held is None or isinstance(held, Item):
        return ""
    return _shown(held, line.vr, side)


def _shown(element: Element, vr: str, side: Side) -> str:
    if element.vr == "UN" and vr != "UN":
        element = element._replace(vr_written=vr)
    return decode_value(element, side.charset, little=side.little, limit=LETTERS_COMPARED)


def _tag(path: str) -> str:
    """The end of a path: a tag, or the number of an item."""
    end = path.rpartition(".")[2]
    return f"[{end.rpartition('[')[2]}" if end.endswith("]") else end


def _vr(line: Line | None) -> str:
    """The VR; both where they are written differently."""
    if line is None:
        return ""
    held = [side for side in (line.before, line.after) if isinstance(side, Element)]
    written = list(dict.fromkeys(element.vr_written or element.vr_known or "UN" for element in held))
    return " → ".join(written)
