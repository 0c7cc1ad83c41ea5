"""How the bytes at the cursor read as the head of an element, when they do not read as they should."""

from validator.engine.header.cursor import Cursor
from validator.engine.header.encoding import (
    ITEM,
    ITEM_DELIMITER,
    SEQUENCE_DELIMITER,
    Head,
    is_plausible,
    read_head,
    structs,
)
from validator.engine.header.frames import Frame
from validator.engine.model import UNDEFINED_LENGTH, FaultKind
from validator.engine.standard.dictionary import KNOWN_VRS

ITEM_WORDS = (0xE000FFFE, 0xFFFEE000, 0xE0DDFFFE, 0xFFFEE0DD)
"""Item tag and sequence delimiter as one 32-bit word, in either byte order."""


def read_here(cursor: Cursor, frame: Frame, content: bytes) -> Head | None:
    """The head that stands here, under the container's encoding or, failing that, another one."""
    encoding = frame.encoding
    head = read_head(content, encoding=encoding)
    if head is not None and (encoding.explicit or _is_likely(cursor, frame, head)):
        return head
    other = _other_reading(cursor, frame, content)
    if other is not None or head is None or head.tag <= frame.last:
        return other
    # An implicit element that no dictionary knows and that overruns: a length to be cut, or no element at all.
    return head if KNOWN_VRS[head.tag] else None


def _is_likely(cursor: Cursor, frame: Frame, head: Head) -> bool:
    if head.length == UNDEFINED_LENGTH:
        return bool(KNOWN_VRS[head.tag]) or head.tag > frame.last
    if head.tag > frame.last and (KNOWN_VRS[head.tag] or head.tag & 0x10000):
        return cursor.at + head.size + head.length <= frame.end
    return _is_followed(cursor, frame, head)


def _other_reading(cursor: Cursor, frame: Frame, content: bytes) -> Head | None:
    """The first of the other ways to read this element after which another element plausibly follows."""
    if len(content) < 8:
        return None
    layouts = structs(little=frame.encoding.little)
    if not frame.encoding.explicit:
        head = read_head(content, encoding=frame.encoding._replace(explicit=True))
        if head and head.tag > frame.last and _is_followed(cursor, frame, head):
            cursor.fault(FaultKind.EXPLICIT_IN_IMPLICIT, cursor.at, head.tag)
            return head
        return None
    group, number, vr, short = layouts.explicit.unpack_from(content)
    tag = group << 16 | number
    if tag <= frame.last:
        return None
    implicit = Head(tag, "", layouts.implicit.unpack_from(content)[2], 8)
    written = [Head(tag, vr.decode("latin-1"), short, 8)]
    if len(content) >= 12:
        written.append(Head(tag, vr.decode("latin-1"), layouts.length.unpack_from(content, 8)[0], 12))
    is_vr = vr.isalpha() and vr.isupper()
    for head in (*written, implicit) if is_vr else (implicit, *written):
        if _is_followed(cursor, frame, head):
            kind = FaultKind.BAD_VR if head.vr else FaultKind.IMPLICIT_IN_EXPLICIT
            cursor.fault(kind, cursor.at, tag, detail=f"{vr!r}"[1:] if head.vr else "")
            return head
    return None


def _is_followed(cursor: Cursor, frame: Frame, head: Head) -> bool:
    """Whether this reading ends at the container's end, at a delimiter or before a plausible element."""
    stop = cursor.at + head.size + head.length
    if head.length == UNDEFINED_LENGTH:
        return has_item(cursor, frame, cursor.at + head.size)
    if stop >= frame.end:
        return stop == frame.end
    group, number, _ = structs(little=frame.encoding.little).implicit.unpack(cursor.bytes(stop, 8).ljust(8, b"\0"))
    tag = group << 16 | number
    if tag in (ITEM, ITEM_DELIMITER, SEQUENCE_DELIMITER):
        return len(cursor.frames) > 1
    both = (frame.encoding, frame.encoding._replace(explicit=not frame.encoding.explicit))
    return tag > head.tag and any(
        is_plausible(cursor.reader, stop, encoding=encoding, end=frame.end, run=1) for encoding in both
    )


def has_item(cursor: Cursor, frame: Frame, offset: int) -> bool:
    """Whether an item, or the end of a sequence, stands at ``offset``."""
    word = cursor.bytes(offset, 4).ljust(4, b"\0")
    return structs(little=frame.encoding.little).length.unpack(word)[0] in ITEM_WORDS


def is_sequence(cursor: Cursor, head: Head) -> bool:
    """Whether the element at the cursor has items, by its VR, by the dictionary, or (UN) by its bytes too."""
    if head.vr == "SQ" or (not head.vr and KNOWN_VRS[head.tag] == "SQ"):
        return True
    # PS3.5 6.2.2: a sequence of unknown VR has items in Implicit VR Little Endian.
    return (
        head.vr == "UN"
        and KNOWN_VRS[head.tag] == "SQ"
        and (head.length == 0 or cursor.bytes(cursor.at + head.size, 4) == b"\xfe\xff\x00\xe0")
    )
