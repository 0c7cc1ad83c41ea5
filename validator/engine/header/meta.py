"""The preamble and the File Meta Information (PS3.10 7.1), as far as they are there."""

from typing import NamedTuple

from validator.engine.header.encoding import Head, describe, detect, read_head, structs
from validator.engine.header.heads import PLAIN_HEADS, SIZE, elements_of, read_plain
from validator.engine.header.limits import Limits
from validator.engine.header.source import Reader
from validator.engine.model import (
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    Element,
    Encoding,
    Fault,
    FaultKind,
    tag_text,
)
from validator.engine.standard.dictionary import KNOWN_VRS

PREAMBLE_SIZE = 128
GROUP_LENGTH = 0x00020000
TRANSFER_SYNTAX_UID = 0x00020010
USUAL_SIZE = 4096
"""Bytes of a group 0002 that is read at once."""
MAXIMUM_ELEMENTS = 200
"""The standard knows 17 elements of group 0002."""


class Meta(NamedTuple):
    """What stands before the data set."""

    preamble: bytes | None
    elements: tuple[Element, ...]
    end: int
    """Where the data set starts."""
    declared_syntax: str | None
    faults: tuple[Fault, ...]


def read_meta(reader: Reader, limits: Limits) -> Meta | None:
    """Find the start of the data set; ``None`` where the source cannot be DICOM at all."""
    head = reader.read(0, PREAMBLE_SIZE + 4)
    if head[PREAMBLE_SIZE:] == b"DICM":
        return _read_group(reader, PREAMBLE_SIZE + 4, limits, preamble=head[:PREAMBLE_SIZE])
    if head.startswith(b"DICM"):
        return _read_group(reader, 4, limits, preamble=None)
    start = 0 if detect(reader, 0) else PREAMBLE_SIZE if detect(reader, PREAMBLE_SIZE) else None
    if start is None:
        return None
    return _read_group(reader, start, limits, preamble=head[:start] or None)


def _read_group(reader: Reader, start: int, limits: Limits, *, preamble: bytes | None) -> Meta:
    faults = []
    if preamble is None or reader.read(start - 4, 4) != b"DICM":
        faults.append(Fault(0, None, FaultKind.NO_PREAMBLE))
    encoding = _encoding(reader, start)
    if encoding is None:
        faults.append(Fault(start, None, FaultKind.NO_META))
        return Meta(preamble, (), start, None, tuple(faults))
    if encoding != EXPLICIT_LITTLE:
        faults.append(Fault(start, None, FaultKind.META_ENCODING, detail=describe(encoding)))
    elements, end = _read_elements(reader, start, encoding, limits, faults)
    _check_group_length(elements, end, encoding, faults)
    syntax = next((element.value for element in elements if element.tag == TRANSFER_SYNTAX_UID), None)
    declared = syntax.rstrip(b"\0 ").decode("ascii", "replace") if syntax else None
    return Meta(preamble, tuple(elements), end, declared, tuple(faults))


def _encoding(reader: Reader, start: int) -> Encoding | None:
    """How group 0002 is written here; ``None`` where the data set starts at once."""
    content = reader.read(start, 12)
    for encoding in (EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG):
        head = read_head(content, encoding=encoding)
        if head and head.tag >> 16 == 2 and start + head.size + head.length <= reader.size:
            return encoding
    return None


def _read_elements(
    reader: Reader, start: int, encoding: Encoding, limits: Limits, faults: list[Fault]
) -> tuple[list[Element], int]:
    elements, offset = _read_plain_group(reader, start, encoding)
    last = elements[-1].tag if elements else 0
    while len(elements) < MAXIMUM_ELEMENTS:
        head = read_head(reader.read(offset, 12), encoding=encoding)
        if head is None or head.tag >> 16 != 2:
            break
        value_offset = offset + head.size
        if value_offset + head.length > reader.size:
            faults.append(Fault(offset, head.tag, FaultKind.TRUNCATED, tag_text(head.tag)))
            return [*elements, _element(head, offset, reader, limits)], reader.size
        faults.extend(_order_faults(head, offset, last))
        elements.append(_element(head, offset, reader, limits))
        last, offset = head.tag, value_offset + head.length
    return elements, offset


def _read_plain_group(reader: Reader, start: int, encoding: Encoding) -> tuple[list[Element], int]:
    """The group as far as its own length says and its elements are in order, which is nearly always all of it."""
    head = reader.read(start, 12)
    if encoding != EXPLICIT_LITTLE or head[:8] != b"\x02\x00\x00\x00UL\x04\x00" or len(head) < 12:
        return [], start
    length = 12 + int.from_bytes(head[8:], "little")
    if length > USUAL_SIZE:
        return [], start
    content = reader.read(start, length + SIZE)
    rows, at = read_plain(content, 0, limit=min(length, len(content)), last=0, heads=PLAIN_HEADS[True, True])
    within = [row for row in rows if row[0] >> 16 == 2]
    end = at if len(within) == len(rows) else rows[len(within)][4]
    return list(elements_of(within, start)), start + end


def _element(head: Head, offset: int, reader: Reader, limits: Limits) -> Element:
    start = offset + head.size
    value = reader.read(start, head.length) if head.length <= limits.value else None
    return Element(head.tag, head.vr, KNOWN_VRS[head.tag], head.length, offset, start, value)


def _order_faults(head: Head, offset: int, last: int) -> list[Fault]:
    faults = []
    if head.tag == last:
        faults.append(Fault(offset, head.tag, FaultKind.DUPLICATE_TAG, tag_text(head.tag)))
    elif head.tag < last:
        faults.append(Fault(offset, head.tag, FaultKind.TAG_ORDER, tag_text(head.tag)))
    if head.length & 1:
        faults.append(Fault(offset, head.tag, FaultKind.ODD_LENGTH, tag_text(head.tag), f"length {head.length}"))
    return faults


def _check_group_length(elements: list[Element], end: int, encoding: Encoding, faults: list[Fault]) -> None:
    first = elements[0]
    if first.tag != GROUP_LENGTH or first.value is None or len(first.value) != 4:
        faults.append(Fault(first.offset, GROUP_LENGTH, FaultKind.META_GROUP_LENGTH, "(0002,0000)", "it is missing"))
        return
    (said,) = structs(little=encoding.little).length.unpack(first.value)
    real = end - first.value_offset - 4
    if said != real:
        detail = f"it says {said}, the group has {real} bytes"
        faults.append(Fault(first.offset, GROUP_LENGTH, FaultKind.META_GROUP_LENGTH, "(0002,0000)", detail))
