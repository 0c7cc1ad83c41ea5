"""The plain values that flow through the engine, from bytes to report.

Nothing here knows how to scan, judge or compare: a value is made in one room and read in the next.
Tags are integers ``0xGGGGEEEE``; offsets are bytes from the start of the file (for a deflated data
set: from the start of the inflated data set, PS3.5 A.5).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

UNDEFINED_LENGTH = 0xFFFFFFFF
"""The length FFFFFFFFH that announces a delimiter (PS3.5 7.1.2, 7.5.1)."""


class Fragment(NamedTuple):
    """One item of encapsulated Pixel Data; the first of them is the Basic Offset Table (PS3.5 A.4)."""

    offset: int
    """Of the item's tag (FFFE,E000)."""
    length: int
    """Of the item's value, in bytes, as written."""


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
        """Whether the group number is odd (PS3.5 7.8)."""
        return bool(self.tag & 0x10000)


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


class Encoding(NamedTuple):
    """How a data set is written (PS3.5 chapter 10 and annex A)."""

    explicit: bool
    little: bool
    deflated: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Everything that one file says before and around its pixel data."""

    size: int
    """Of the whole source, in bytes."""
    preamble: bytes | None
    """The 128 bytes before ``DICM`` (PS3.10 7.1), or ``None`` where there are none."""
    meta: tuple[Element, ...]
    """File Meta Information, group 0002."""
    elements: tuple[Element, ...]
    """The data set, in the order of the file."""
    declared_syntax: str | None
    """(0002,0010) Transfer Syntax UID as written, without padding."""
    encoding: Encoding
    """What the bytes of the data set really are."""
    data_set_offset: int
    """Where the data set starts, in bytes of the file (also for a deflated one)."""
    faults: tuple[Fault, ...]
    _index: dict[int, Element] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_dicom(self) -> bool:
        return not any(fault.kind is FaultKind.NOT_DICOM for fault in self.faults)

    @property
    def actual_syntax(self) -> str | None:
        """The Transfer Syntax UID that the bytes bear out: the declared one where they agree with it."""
        # An encapsulated or unknown syntax is Explicit VR Little Endian on the outside (PS3.5 A.4).
        plain = PLAIN_SYNTAXES.get(self.declared_syntax or "")
        if self.declared_syntax and (plain == self.encoding or (plain is None and self.encoding == EXPLICIT_LITTLE)):
            return self.declared_syntax
        return next((uid for uid, encoding in PLAIN_SYNTAXES.items() if encoding == self.encoding), None)

    def get(self, tag: int) -> Element | None:
        """The element of this tag at the top level (file meta included); the first where it stands twice."""
        index = self._index
        if not index:
            for element in (*reversed(self.elements), *reversed(self.meta)):
                index[element.tag] = element
        return index.get(tag)

    def walk(self) -> Iterator[tuple[str, Element]]:
        """Every element of the data set with its path, parents before their items' elements, in file order."""
        stack: list[tuple[str, Iterator[Element]]] = [("", iter(self.elements))]
        while stack:
            prefix, elements = stack[-1]
            for element in elements:
                path = f"{prefix}{tag_text(element.tag)}"
                yield path, element
                if element.items:
                    for index in range(len(element.items) - 1, -1, -1):
                        stack.append((f"{path}[{index}].", iter(element.items[index].elements)))
                    break
            else:
                stack.pop()


EXPLICIT_LITTLE = Encoding(explicit=True, little=True)
IMPLICIT_LITTLE = Encoding(explicit=False, little=True)
EXPLICIT_BIG = Encoding(explicit=True, little=False)
PLAIN_SYNTAXES = {
    "1.2.840.10008.1.2": IMPLICIT_LITTLE,
    "1.2.840.10008.1.2.1": EXPLICIT_LITTLE,
    "1.2.840.10008.1.2.1.99": Encoding(explicit=True, little=True, deflated=True),
    "1.2.840.10008.1.2.2": EXPLICIT_BIG,
}
"""The transfer syntaxes whose data sets are not Explicit VR Little Endian, and that one itself."""


def tag_text(tag: int) -> str:
    """``0x00100020`` as ``(0010,0020)``."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


class Severity(StrEnum):
    """How bad a finding is; it belongs to the rule, never to the occasion."""

    ERROR = "error"
    """Violates the standard or loses data."""
    WARNING = "warning"
    """Legal, but breaks systems."""
    INFO = "info"


class Level(StrEnum):
    """Whether a difference changes what the receiver is told."""

    MEANING = "meaning"
    ENCODING = "encoding"


class Impact(StrEnum):
    """What a change does to the systems behind the hop."""

    BREAKS = "breaks"
    """Identity, UIDs, references, lost instances, undecodable pixels."""
    DEGRADES = "degrades"
    """Display, routing or matching at risk."""
    COSMETIC = "cosmetic"


class State(StrEnum):
    """What became of one file."""

    CHECKED = "checked"
    DAMAGED = "damaged"
    """It was read as far as possible; its faults say where that ended."""
    NOT_DICOM = "not-dicom"


class Finding(NamedTuple):
    """One violation of one rule at one place of one file."""

    code: str
    severity: Severity
    path: str
    """Of the element; empty where the file as a whole is meant."""
    offset: int | None
    """Of the element's tag or of the byte at fault."""
    message: str
    value: str | None = None
    """What stands there, decoded and at most 256 characters long."""


class CollectionFinding(NamedTuple):
    """One violation that shows only when several files are read together."""

    code: str
    severity: Severity
    path: str
    message: str
    files: tuple[str, ...]
    """Those concerned; where the rest of an entity agrees, the odd ones out."""
    values: tuple[str, ...] = ()
    """What they say, the most frequent first, at most 256 characters each; may identify a patient."""


class CheckedFile(NamedTuple):
    """What was found in one file."""

    file: str
    state: State
    sop_class: str | None
    sop_instance: str | None
    declared_syntax: str | None
    actual_syntax: str | None
    findings: tuple[Finding, ...]
    kind: str | None = None
    """For what is not DICOM: what it is instead (``"JPEG image"``)."""


class Change(NamedTuple):
    """One difference between one instance before and after one hop."""

    capture_before: str
    capture: str
    lineage: int
    file_before: str
    file_after: str
    path: str
    """In the later instance; in the earlier one where the element was removed. Empty: the whole data set."""
    keyword: str
    kind: str
    level: Level
    before: str | None
    after: str | None
    impact: Impact
    also: tuple[str, ...] = ()
    """Further kinds that fit, in their order of precedence."""
    count: int = 1  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many elements the entry stands for (whole data sets: how many of them)."""
    declared: str = "no"
    """``yes``, ``no`` or ``false-record``: whether Original Attributes Sequence tells of it."""
    expected: str | None = None
    writer: str | None = None
    """Who wrote the later file, as far as it tells."""
    detail: str = ""
    """What was done, in a few words: ``cut at 16 characters, the limit of SH``."""
    evidence: tuple[tuple[str, Any], ...] = ()
    """Facts for later rooms, by name: ``("recovered", "Äneas^Rüdiger")``, ``("copied_from", "(0010,0020)")``."""


class Presence(NamedTuple):
    """An instance that a capture lacks, adds, holds twice or holds in two versions."""

    capture: str
    kind: str
    lineage: int
    file: str
    """In the capture named, or in the one before where the instance is missing."""


class Lineage(NamedTuple):
    """One instance followed through the captures."""

    id: int
    """Counted from 1, in an order that does not depend on the order of the files."""
    paired_by: str
    """The weakest evidence used: ``sop-instance-uid``, ``pixel-digest``, ``acquisition-key`` or ``file-name``;
    else ``single``."""
    files: tuple[tuple[str, ...], ...]
    """For each capture in order: its files of this instance, the one that is compared first."""
    reasons: tuple[str, ...] = ()
    """What agreed where no UID did: ``("Instance Number", "Rows")``."""


class ChangeGroup(NamedTuple):
    """The same kind of change at the same path on the same hop, over all lineages."""

    capture: str
    path: str
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    rule: str | None = None
    support: int = 0
    exceptions: int = 0


class Sentence(NamedTuple):
    """One line of the verdict."""

    impact: Impact | None
    """``None`` where all is well."""
    capture: str | None
    """Which hop did it, by the capture it leads to."""
    text: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    total: int
    detail: str = ""
    kinds: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
