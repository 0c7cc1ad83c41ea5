"""How elements are written: the VRs and their two length forms, and telling the encodings apart."""

import struct
from typing import NamedTuple

from validator.engine.header.source import Reader
from validator.engine.model import UNDEFINED_LENGTH, Encoding
from validator.engine.standard.dictionary import KNOWN_VRS

SHORT_VRS = {vr.encode(): vr for vr in ("AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US").split()}
"""VRs with a 16-bit length (PS3.5 table 7.1-2), by the bytes that write them."""
LONG_VRS = {vr.encode(): vr for vr in ("OB OD OF OL OV OW SV UC UN UR UT UV").split()}
"""VRs with two reserved bytes and a 32-bit length (PS3.5 table 7.1-1); SQ apart, which has items."""
ALL_VRS = {**SHORT_VRS, **LONG_VRS, b"SQ": "SQ"}
ITEM = 0xFFFEE000
ITEM_DELIMITER = 0xFFFEE00D
SEQUENCE_DELIMITER = 0xFFFEE0DD
PIXEL_DATA = 0x7FE00010


class Structs(NamedTuple):
    """The layouts of one byte order."""

    explicit: struct.Struct
    """group, element, VR, 16-bit length"""
    implicit: struct.Struct
    """group, element, 32-bit length"""
    length: struct.Struct
    """32-bit length"""


LITTLE = Structs(struct.Struct("<HH2sH"), struct.Struct("<HHI"), struct.Struct("<I"))
BIG = Structs(struct.Struct(">HH2sH"), struct.Struct(">HHI"), struct.Struct(">I"))
CANDIDATES = (
    Encoding(explicit=True, little=True),
    Encoding(explicit=False, little=True),
    Encoding(explicit=True, little=False),
    Encoding(explicit=False, little=False),
)
"""In the order in which they are tried; the last is no transfer syntax, but ACR-NEMA files have it."""


def structs(*, little: bool) -> Structs:
    return LITTLE if little else BIG


class Head(NamedTuple):
    """The tag, VR and length of an element, under one reading of its first 8 or 12 bytes."""

    tag: int
    vr: str
    """As written; empty in an implicit reading."""
    length: int
    size: int
    """Of the head itself, in bytes: 8 or 12."""


def read_head(content: bytes, *, encoding: Encoding) -> Head | None:
    """Read the first bytes of an element; ``None`` where no VR of PS3.5 6.2 stands or bytes are missing."""
    if len(content) < 8:
        return None
    layouts = structs(little=encoding.little)
    if not encoding.explicit:
        group, number, length = layouts.implicit.unpack_from(content)
        return Head(group << 16 | number, "", length, 8)
    group, number, vr, length = layouts.explicit.unpack_from(content)
    if vr in SHORT_VRS:
        return Head(group << 16 | number, SHORT_VRS[vr], length, 8)
    if vr not in ALL_VRS or len(content) < 12:
        return None
    return Head(group << 16 | number, ALL_VRS[vr], layouts.length.unpack_from(content, 8)[0], 12)


def is_plausible(reader: Reader, offset: int, *, encoding: Encoding, end: int, run: int = 2) -> bool:
    """Whether ``run`` elements that could be a data set start here (fewer where ``end`` comes first)."""
    last = -1
    for _ in range(run):
        head = read_head(reader.read(offset, 12), encoding=encoding)
        if head is None or head.tag <= last or head.tag >= 0xFFFE0000:
            return False
        if not KNOWN_VRS[head.tag] and (head.tag & 0x1FFFF) < 0x11000:
            return False
        if head.length == UNDEFINED_LENGTH:
            return True
        last, offset = head.tag, offset + head.size + head.length
        if offset >= end:
            return offset == end or last == PIXEL_DATA
    return True


def detect(reader: Reader, offset: int) -> Encoding | None:
    """The encoding that the bytes at ``offset`` bear out; ``None`` where none does."""
    for encoding in CANDIDATES:
        if is_plausible(reader, offset, encoding=encoding, end=reader.size):
            return encoding
    return None


def describe(encoding: Encoding) -> str:
    """``Explicit VR Little Endian``"""
    name = f"{'Explicit' if encoding.explicit else 'Implicit'} VR {'Little' if encoding.little else 'Big'} Endian"
    return f"Deflated {name}" if encoding.deflated else name
