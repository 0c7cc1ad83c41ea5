"""What can be wrong with the encoding itself."""

from enum import StrEnum
from typing import NamedTuple


class FaultKind(StrEnum):
    """What can be wrong with the encoding itself, as far as the bytes tell."""

    NOT_DICOM = "not-dicom"
    TRUNCATED = "truncated"
    """The file ends inside an element, an item or a sequence."""
    LENGTH_PAST_PARENT = "length-past-parent"
    """A length reaches past the end of the item or sequence that holds it."""
    ODD_LENGTH = "odd-length"
    BAD_VR = "bad-vr"
    """Two bytes stand where a VR should, and no VR of PS3.5 6.2 is written so."""
    BAD_ITEM = "bad-item"
    """Something other than an item or a delimiter stands where one must (PS3.5 7.5)."""
    BAD_DELIMITER = "bad-delimiter"
    """A delimiter stands outside any sequence, or has a length other than zero."""
    TAG_ORDER = "tag-order"
    """A tag is not greater than the one before it (PS3.5 7.1)."""
    DUPLICATE_TAG = "duplicate-tag"
    MISPLACED_GROUP = "misplaced-group"
    """An element of group 0000, 0002 or FFFF stands in the data set."""
    IMPLICIT_IN_EXPLICIT = "implicit-in-explicit"
    EXPLICIT_IN_IMPLICIT = "explicit-in-implicit"
    SYNTAX_MISMATCH = "syntax-mismatch"
    """The data set is encoded otherwise than (0002,0010) Transfer Syntax UID says."""
    UNREADABLE = "unreadable"
    """Bytes that belong to no element; reading went on after them."""
    TRAILING_BYTES = "trailing-bytes"
    """Bytes after the last element that are no element."""
    NO_PREAMBLE = "no-preamble"
    NO_META = "no-meta"
    META_GROUP_LENGTH = "meta-group-length"
    """(0002,0000) is missing or does not reach the end of the File Meta Information (PS3.10 7.1)."""
    META_ENCODING = "meta-encoding"
    """The File Meta Information is not Explicit VR Little Endian (PS3.10 7.1)."""
    DEFLATE = "deflate"
    """The deflated data set is corrupt or ends early (PS3.5 A.5)."""
    LENGTH_OVERFLOW = "length-overflow"
    """A 16-bit length cannot be the length of this value: it overflowed when it was written."""
    PIXELS_NOT_RECEIVED = "pixels-not-received"
    """No fault of the file: its sender left the pixel data out, and their digest is the sender's word."""
    LIMIT_DEPTH = "limit-depth"
    LIMIT_ELEMENTS = "limit-elements"
    LIMIT_INFLATED = "limit-inflated"
    LIMIT_BYTES = "limit-bytes"
    """The values together are larger than what is held in memory; later ones stay on disk."""
    LIMIT_TIME = "limit-time"
    LIMIT_FAULTS = "limit-faults"
    """More faults than are worth listing; later ones are not listed."""


class Fault(NamedTuple):
    """One place where the bytes are not what PS3.5 or PS3.10 demand."""

    offset: int
    tag: int | None
    """Of the element at fault, where there is one."""
    kind: FaultKind
    path: str = ""
    """Of the element at fault: ``(0040,0275)[0].(0008,0050)``; empty for the file itself."""
    detail: str = ""
    """A clause that completes the sentence: numbers and encodings, never a value of the data set."""
    length: int = 0
    """How many bytes are concerned, where that can be said."""
