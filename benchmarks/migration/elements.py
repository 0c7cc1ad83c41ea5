"""Data sets as elements that are encoded once: a file is put together from bytes that most of its series shares."""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydicom import DataElement, Dataset
from pydicom.charset import convert_encodings
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element

EXPLICIT, IMPLICIT = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2"
LONG_FORM = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "UC", "UN", "UR", "UT"})
PIXEL_DATA, SEQUENCE_ITEM = 0x7FE00010, 0xFFFEE000
PADDING = {"UI": b"\0", "OB": b"\0", "UN": b"\0"}

Item = dict[int, "Element"]
"""A data set, or an item of a sequence: elements by tag."""


class Element:
    """One value with its VR; of a sequence the items. It is encoded when it is first needed, once for each form."""

    __slots__ = ("_encoded", "items", "value", "vr")

    def __init__(self, vr: str, value: bytes = b"", items: tuple[Item, ...] = ()) -> None:
        self.vr, self.items = vr, items
        self.value = value + PADDING.get(vr, b" ") if len(value) % 2 else value
        self._encoded: dict[tuple[int, bool], bytes] = {}

    def encoded(self, tag: int, *, implicit: bool) -> bytes:
        """Head and value in Implicit or Explicit VR Little Endian; sequences and items with their lengths."""
        known = self._encoded.get((tag, implicit))
        if known is None:
            known = self._encoded[tag, implicit] = self._encode(tag, implicit)
        return known

    def _encode(self, tag: int, implicit: bool) -> bytes:
        value = self.value
        if self.vr == "SQ":
            parts = [encode(item, implicit=implicit) for item in self.items]
            value = b"".join(_head(SEQUENCE_ITEM, len(part)) + part for part in parts)
        if implicit:
            return _head(tag, len(value)) + value
        plain = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + self.vr.encode()
        if self.vr in LONG_FORM:
            return plain + struct.pack("<HI", 0, len(value)) + value
        return plain + struct.pack("<H", len(value)) + value


class Place(NamedTuple):
    """An element somewhere in a data set."""

    path: str
    """As reports print it: ``(0008,1115)[0].(0020,000E)``."""
    tag: int
    element: Element
    item: Item
    """Where it stands."""


def encode(item: Mapping[int, Element], *, implicit: bool = False) -> bytes:
    """All elements of a data set or item in ascending order."""
    return b"".join([item[tag].encoded(tag, implicit=implicit) for tag in sorted(item)])


def file(item: Mapping[int, Element], *, implicit: bool, writer: tuple[str, str]) -> bytes:
    """A Part 10 file; ``writer`` is Implementation Class UID and Implementation Version Name (PS3.10 7.1)."""
    meta = {
        0x00020001: Element("OB", b"\0\1"),
        0x00020002: item[0x00080016],
        0x00020003: item[0x00080018],
        0x00020010: Element("UI", (IMPLICIT if implicit else EXPLICIT).encode()),
        0x00020012: Element("UI", writer[0].encode()),
        0x00020013: Element("SH", writer[1].encode()),
    }
    encoded = encode(meta)
    length = Element("UL", struct.pack("<I", len(encoded))).encoded(0x00020000, implicit=False)
    return bytes(128) + b"DICM" + length + encoded + encode(item, implicit=implicit)


def walk(item: Item, above: str = "") -> Iterator[Place]:
    """Every element with its path, those in sequences behind their sequence."""
    for tag in sorted(item):
        element = item[tag]
        path = f"{above}({tag >> 16:04X},{tag & 0xFFFF:04X})"
        yield Place(path, tag, element, item)
        for number, inner in enumerate(element.items):
            yield from walk(inner, f"{path}[{number}].")


def copied(item: Item) -> Item:
    """The same with sequences of its own, so that what is put into their items changes nothing elsewhere."""
    return {
        tag: Element("SQ", items=tuple(map(copied, element.items))) if element.vr == "SQ" else element
        for tag, element in item.items()
    }


def from_pydicom(dataset: Dataset) -> Item:
    """What pydicom would write, element by element."""
    encodings = convert_encodings(dataset.get("SpecificCharacterSet", "ISO_IR 6"))
    return {
        int(element.tag): Element("SQ", items=tuple(map(from_pydicom, element.value)))
        if element.VR == "SQ"
        else Element(element.VR, _value(element, encodings))
        for element in dataset
    }


def _value(element: DataElement, encodings: list[str]) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, True
    write_data_element(buffer, element, encodings)
    return buffer.getvalue()[8:]


def _head(tag: int, length: int) -> bytes:
    return struct.pack("<HHI", tag >> 16, tag & 0xFFFF, length)
