"""What decoding finds: a text, and the places where the bytes are no text under their label."""

from enum import StrEnum
from typing import NamedTuple

MAXIMUM_FAULTS = 64
"""Faults listed of one value; the text shows every one of them."""


class TextFaultKind(StrEnum):
    """Why bytes are not text of the character set in force."""

    UNDECODABLE = "undecodable"
    """The set in force has no character there."""
    CONTROL = "control"
    """A control character of 80H-9FH, which no DICOM character set permits (PS3.5 6.1.3)."""
    TRUNCATED = "truncated"
    """The value ends in the middle of a character."""
    ESCAPE_UNANNOUNCED = "escape-unannounced"
    """An escape sequence although the label announces no code extension (PS3.5 6.1.2.4)."""
    ESCAPE_UNDECLARED = "escape-undeclared"
    """An escape sequence of a set that the label does not list."""
    ESCAPE_UNKNOWN = "escape-unknown"
    """An escape sequence that designates no DICOM character set."""
    NOT_RESET = "not-reset"
    """The sets of value 1 are not active again at a delimiter, a control character or the end (PS3.5 6.1.2.5.3)."""


class TextFault(NamedTuple):
    """One place where the bytes are not text of the character set in force."""

    offset: int
    """In bytes from the start of what was decoded."""
    kind: TextFaultKind
    raw: bytes
    """The bytes at fault; of ``NOT_RESET`` the delimiter (empty at the end)."""


LOSSLESS = frozenset({TextFaultKind.NOT_RESET})
"""Faults which leave no doubt about the characters."""


class Text(NamedTuple):
    """Decoded bytes.

    A byte that is no character stands in the text as ``‹84›``: visible, and another byte looks otherwise. Such a
    text equals no other: compare texts with ``same_text``.
    """

    text: str
    faults: tuple[TextFault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every byte was a character."""
        return all(fault.kind in LOSSLESS for fault in self.faults)


def visible(raw: bytes) -> str:
    """Bytes which are no characters, for display: ``‹84›``."""
    return "".join(f"‹{byte:02X}›" for byte in raw)
