"""Data elements, items and fragments as they stand in the bytes."""

from typing import NamedTuple

UNDEFINED_LENGTH = 0xFFFFFFFF
"""The length FFFFFFFFH that announces a delimiter (PS3.5 7.1.2, 7.5.1)."""
PIXEL_DATA = (0x7FE00010, 0x7FE00008, 0x7FE00009)
"""Pixel Data, Float Pixel Data, Double Float Pixel Data: at most one of them stands in a data set (PS3.3 C.7.6.3)."""


class Fragment(NamedTuple):
    """One item of encapsulated Pixel Data; the first of them is the Basic Offset Table (PS3.5 A.4)."""

    offset: int
    """Of the item's tag (FFFE,E000)."""
    length: int
    """Of the item's value, in bytes, as written."""
    head: bytes = b""
    """The first bytes of the item's value: of the fragment behind the Basic Offset Table as many as usually tell how
    the frame is compressed, of those after it enough to know the beginning of a codestream."""


class Item(NamedTuple):
    """One item of a sequence (PS3.5 7.5)."""

    offset: int
    """Of the item's tag (FFFE,E000)."""
    length: int
    """As written; ``UNDEFINED_LENGTH`` where a delimiter ends the item."""
    elements: "tuple[Element, ...]"


class Element(NamedTuple):
    """One Data Element as it stands in the file (PS3.5 7.1)."""

    tag: int
    vr_written: str
    """The two characters of an explicit VR; empty where the encoding is implicit."""
    vr_known: str
    """By the dictionary: ``"LO"``, ambiguous ``"US or SS"``, empty where the tag is unknown."""
    length: int
    """As written; ``UNDEFINED_LENGTH`` where a delimiter ends the value."""
    offset: int
    """Of the element's tag."""
    value_offset: int
    value: bytes | None
    """The raw bytes, padding included. ``None`` for sequences and where the value stays on disk.
    Of encapsulated Pixel Data: the bytes of its Basic Offset Table."""
    items: tuple[Item, ...] | None = None
    """The items of a sequence (also of one written as UN); ``None`` for every other element."""
    fragments: tuple[Fragment, ...] | None = None
    """The items of encapsulated Pixel Data; ``None`` for every other element."""

    @property
    def vr(self) -> str:
        """The VR to read the value by: the one written unless that is absent or UN, else the dictionary's."""
        if self.vr_written and self.vr_written != "UN":
            return self.vr_written
        return self.vr_known or "UN"

    @property
    def group(self) -> int:
        return self.tag >> 16

    @property
    def is_private(self) -> bool:
        return is_private(self.tag)


def is_private(tag: int) -> bool:
    """Whether the group number is odd (PS3.5 7.8)."""
    return bool(tag & 0x10000)


def tag_text(tag: int) -> str:
    """``0x00100020`` as ``(0010,0020)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
