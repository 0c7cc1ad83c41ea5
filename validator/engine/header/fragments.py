"""Encapsulated Pixel Data: its offset table and its fragments, without their bytes (PS3.5 A.4)."""

from validator.engine.header.cursor import Cursor
from validator.engine.header.encoding import ITEM, SEQUENCE_DELIMITER, Head, structs
from validator.engine.header.frames import Frame
from validator.engine.model import Element, FaultKind, Fragment
from validator.engine.standard.dictionary import KNOWN_VRS


def read_fragments(cursor: Cursor, frame: Frame, head: Head) -> None:
    """Walk the items of encapsulated Pixel Data without reading their values (PS3.5 A.4)."""
    fragments: list[Fragment] = []
    at = cursor.at + head.size
    layouts = structs(little=frame.encoding.little)
    while cursor.counted + len(fragments) < cursor.limits.elements:
        content = cursor.bytes(at, min(8, max(0, frame.end - at)))
        if len(content) < 8:
            cursor.fault(FaultKind.TRUNCATED, cursor.at, head.tag, detail="the fragments are not ended")
            at = frame.end
            break
        group, number, length = layouts.implicit.unpack(content)
        if group << 16 | number != ITEM:
            if group << 16 | number == SEQUENCE_DELIMITER:
                at += 8
            else:
                cursor.fault(FaultKind.BAD_ITEM, at, head.tag, detail="a fragment must start here")
            break
        fragments.append(Fragment(at, length))
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
