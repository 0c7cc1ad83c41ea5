"""Encapsulated Pixel Data: its offset table and its fragments, without their bytes but the first (PS3.5 A.4)."""

from validator.engine.header.cursor import Cursor
from validator.engine.header.encoding import ITEM, SEQUENCE_DELIMITER, Head, structs
from validator.engine.header.frames import Frame
from validator.engine.model import Element, FaultKind, Fragment
from validator.engine.standard.dictionary import KNOWN_VRS

FIRST_HEAD = 1024
"""Bytes kept of the first fragment: the parameters of a codestream stand there, and the tables before them."""
LATER_HEAD = 4
"""Bytes kept of every other one: the marker with which a codestream begins."""


def read_fragments(cursor: Cursor, frame: Frame, head: Head) -> None:
    """Walk the items of encapsulated Pixel Data without reading more of their values than how they begin."""
    fragments: list[Fragment] = []
    kept = (0, FIRST_HEAD)
    beginnings: dict[bytes, bytes] = {}
    at = cursor.at + head.size
    layouts = structs(little=frame.encoding.little)
    while cursor.counted + len(fragments) < cursor.limits.elements:
        room = kept[len(fragments)] if len(fragments) < len(kept) else LATER_HEAD
        content = cursor.bytes(at, min(8 + room, max(0, frame.end - at)))
        if len(content) < 8:
            cursor.fault(FaultKind.TRUNCATED, cursor.at, head.tag, detail="the fragments are not ended")
            at = frame.end
            break
        group, number, length = layouts.implicit.unpack_from(content)
        if group << 16 | number != ITEM:
            if group << 16 | number == SEQUENCE_DELIMITER:
                at += 8
            else:
                cursor.fault(FaultKind.BAD_ITEM, at, head.tag, detail="a fragment must start here")
            break
        beginning = content[8 : 8 + min(room, length)]
        fragments.append(Fragment(at, length, beginnings.setdefault(beginning, beginning)))
        if at + 8 + length > frame.end:
            cursor.fault(FaultKind.TRUNCATED, at, head.tag, detail=f"fragment {len(fragments) - 1} is cut")
            at = frame.end
            break
        at += 8 + length
    table = fragments[0] if fragments else None
    value = cursor.bytes(table.offset + 8, table.length) if table and table.length <= cursor.longest_held else None
    start = cursor.at + head.size
    frame.content.append(
        Element(head.tag, head.vr, KNOWN_VRS[head.tag], head.length, cursor.at, start, value, None, tuple(fragments))
    )
    cursor.advance(frame, last=head.tag, to=at, read=len(value or b""), count=len(fragments) + 1)
