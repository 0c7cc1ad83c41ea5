"""What a rule looks at, and what it yields: ``Value``, ``DataSet``, ``Collection`` and ``Hit``."""

import re
import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from validator.engine.model import Element, Fault, FaultKind, Header, tag_text
from validator.engine.pixels.description import Description
from validator.engine.rules import tags
from validator.engine.rules.classes import belongs_to_patient
from validator.engine.rules.identity import Identity
from validator.engine.rules.tags import MEDIA_STORAGE_SOP_CLASS_UID, PIXEL_DATA, SOP_CLASS_UID, SPECIFIC_CHARACTER_SET
from validator.engine.standard import dictionary
from validator.engine.text import label_of

Check = TypeVar("Check", bound=Callable[..., Any])
UNREAD = frozenset(
    {
        FaultKind.TRUNCATED,
        FaultKind.LENGTH_PAST_PARENT,
        FaultKind.LENGTH_OVERFLOW,
        FaultKind.BAD_ITEM,
        FaultKind.UNREADABLE,
        FaultKind.DEFLATE,
        FaultKind.LIMIT_DEPTH,
        FaultKind.LIMIT_ELEMENTS,
        FaultKind.LIMIT_INFLATED,
        FaultKind.LIMIT_TIME,
    }
)
"""The faults behind which something of the file could not be read, or only guessed."""
INTEGERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "US or SS": "H", "UV": "Q", "SV": "q"}
Groups = dict[tuple[str, ...], "list[Identity]"]
INTEGER_STRING = re.compile(rb"[+-]?[0-9]{1,12}")
"""One value of IS (PS3.5 6.2)."""
_NOTHING: Mapping[str, object] = {}


class Hit(NamedTuple):
    """One place where a rule does not hold, before it becomes a finding.

    What an element rule yields needs no path: it is the element's. Its ``offset`` counts from the first byte of
    the value; without one the element's own offset is reported. In a data-set rule both are absolute.
    """

    words: Mapping[str, object] = _NOTHING
    """The fields of the rule's message; never a value of the data set, only what may leave the house."""
    value: str | None = None
    """What stands there, where that is something else than the element's whole value."""
    path: str = ""
    offset: int | None = None


class CollectionHit(NamedTuple):
    """One violation that shows only when several instances are read together."""

    files: tuple[str, ...]
    """Those concerned; where the rest of an entity agrees, the odd ones out."""
    path: str = ""
    words: Mapping[str, object] = _NOTHING
    """As in ``Hit``."""
    values: tuple[str, ...] = ()
    """The values that disagree, the most frequent first."""


class Value(NamedTuple):
    """One element's value, cut loose from its file, so that one judgement serves all files that repeat it."""

    tag: int
    vr: str
    """The VR to read the value by; ambiguous (``"US or SS"``) where only the dictionary knows it."""
    vr_written: str
    """The two characters of an explicit VR; empty where the encoding is implicit."""
    raw: bytes
    """As it stands in the file, padding included."""
    charset: tuple[str, ...]
    """The values of the Specific Character Set in force, spaces stripped; empty where there is none."""
    little: bool


READS: dict[Callable[..., Any], frozenset[str]] = {}


def reads(*vrs: str) -> Callable[[Check], Check]:
    """Say that an element rule judges values of these VRs only; without it the rule sees every value."""

    def note(check: Check) -> Check:
        READS[check] = frozenset(vrs)
        return check

    return note


class DataSet:
    """One file's header, with the look-ups that rules share."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.little = header.encoding.little
        self._faults: dict[FaultKind, list[Hit]] = defaultdict(list)
        for fault in header.faults:
            self._faults[fault.kind].append(Hit(fault_words(fault), path=fault.path, offset=fault.offset))

    def get(self, tag: int) -> Element | None:
        """The element of this tag at the top level, file meta included."""
        return self.header.get(tag)

    @cached_property
    def places(self) -> tuple[tuple[str, Element], ...]:
        """Every element of the data set with its path, in file order."""
        return tuple(self.header.walk())

    @cached_property
    def sequences(self) -> tuple[tuple[str, Element], ...]:
        """Every sequence of the data set with its path, at any depth; cheaper than ``places``."""
        found: list[tuple[str, Element]] = []
        stack = [("", self.header.elements)]
        while stack:
            prefix, elements = stack.pop()
            for element in elements:
                if element.items is not None:
                    path = f"{prefix}{tag_text(element.tag)}"
                    found.append((path, element))
                    stack.extend((f"{path}[{index}].", item.elements) for index, item in enumerate(element.items))
        return tuple(found)

    @cached_property
    def charset(self) -> tuple[str, ...]:
        """The values of the top-level Specific Character Set."""
        element = self.header.get(SPECIFIC_CHARACTER_SET)
        return label_of(element) if element else ()

    def text(self, tag: int) -> str | None:
        """A top-level value, one character a byte, without padding: for codes, UIDs and tests of emptiness, not for
        display. ``None`` where the element is absent or not held in memory."""
        return text_of(self.header.get(tag))

    def values(self, tag: int) -> tuple[str, ...]:
        """A top-level value's parts between backslashes, each without padding; empty where there is no value."""
        text = self.text(tag)
        return tuple(part.strip(" \0") for part in text.split("\\")) if text else ()

    def number(self, tag: int) -> int | None:
        """The first integer of a top-level US, SS, UL, SL or IS element; ``None`` where there is none."""
        numbers = self.numbers(tag)
        return numbers[0] if numbers else None

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All integers of a top-level element; empty where there are none or they cannot be read."""
        return integers(self.header.get(tag), little=self.little or tag >> 16 == 2)

    @cached_property
    def sop_class(self) -> str:
        """The SOP Class UID, of the data set or else of the file meta; empty where neither has one."""
        return self.text(SOP_CLASS_UID) or self.text(MEDIA_STORAGE_SOP_CLASS_UID) or ""

    @cached_property
    def pixels(self) -> Element | None:
        """Pixel Data, native or encapsulated."""
        return self.get(PIXEL_DATA)

    @cached_property
    def description(self) -> Description | None:
        """What the attributes say of the pixels; ``None`` where there are no Pixel Data to speak of."""
        return describe(self.get, little=self.little) if self.pixels is not None else None

    @cached_property
    def is_patients(self) -> bool:
        """Whether this is an instance of a patient's study, as all but a few kinds of stored objects are."""
        return bool(self.header.elements) and belongs_to_patient(self.sop_class)

    def lacks(self, tag: int) -> bool:
        """Whether a top-level element is absent, and not merely beyond the place where reading ended."""
        return self.header.get(tag) is None and (tag < self._last_tag or not self._is_cut)

    def is_empty(self, tag: int) -> bool:
        """Whether a top-level element is there and holds nothing but padding."""
        return self.text(tag) == ""

    @cached_property
    def _last_tag(self) -> int:
        return max((element.tag for element in self.header.elements), default=0)

    @cached_property
    def _is_cut(self) -> bool:
        return any(kind in UNREAD or kind is FaultKind.TRAILING_BYTES for kind in self._faults)

    def faulty(self, kind: FaultKind) -> Iterable[Hit]:
        """A hit for each fault of this kind that the scanner met."""
        return self._faults.get(kind, ())

    def at(self, tag: int, **words: object) -> Hit:
        """A hit at a top-level element; at the place where it is missed when it is absent."""
        element = self.header.get(tag)
        return Hit(words, path=tag_text(tag), offset=element.offset if element else None)


Content = Callable[[str], str | None]
"""A digest of all that a file holds, its values on disk included, by the name that its identity cites; ``None`` where
the file cannot be read any more. Only asked of files that their headers do not tell apart."""


def unknown_content(_file: str) -> None:
    """The ``Content`` of files that are not there any more."""


class Collection:
    """The identities of all instances of one capture, grouped as rules need them."""

    def __init__(self, identities: Iterable[Identity], content: Content = unknown_content) -> None:
        self.identities = tuple(identities)
        self.content = cache(content)
        self._groups: dict[tuple[str, ...], Groups] = {}

    def by(self, *fields: str) -> Iterator[tuple[tuple[str, ...], list[Identity]]]:
        """Groups of identities with the same values of these fields, in order of first appearance; an identity that
        lacks the first of them belongs to none."""
        groups = self._groups.get(fields)
        if groups is None:
            groups = self._groups[fields] = self._grouped(fields)
        yield from groups.items()

    def _grouped(self, fields: tuple[str, ...]) -> Groups:
        groups: Groups = {}
        columns = [[value or "" for value in map(attrgetter(field), self.identities)] for field in fields]
        for identity, key in zip(self.identities, zip(*columns, strict=True), strict=True):
            if key[0]:
                groups.setdefault(key, []).append(identity)
        return groups


def fault_words(fault: Fault) -> dict[str, object]:
    """The fields that a message about a fault may use; ``{detail}`` is a clause in brackets, or nothing."""
    return {"detail": f" ({fault.detail})" if fault.detail else "", "length": fault.length}


def attribute(tag: int) -> str:
    """``(0010,0020) Patient ID``"""
    return f"{tag_text(tag)} {dictionary.name(tag)}"


def text_of(element: Element | None) -> str | None:
    """An element's value, one character a byte, without padding; ``None`` where it is absent or not in memory."""
    if element is None or element.value is None:
        return None
    return element.value.decode("latin-1").strip(" \0")


def describe(get: Callable[[int], Element | None], *, little: bool) -> Description:
    """The Image Pixel attributes among the elements that ``get`` finds, of a data set or of an icon's item."""

    def number(tag: int) -> int | None:
        numbers = integers(get(tag), little=little)
        return numbers[0] if numbers else None

    frames = get(tags.NUMBER_OF_FRAMES)
    return Description(
        rows=number(tags.ROWS),
        columns=number(tags.COLUMNS),
        samples=number(tags.SAMPLES_PER_PIXEL),
        photometric=text_of(get(tags.PHOTOMETRIC_INTERPRETATION)),
        allocated=number(tags.BITS_ALLOCATED),
        stored=number(tags.BITS_STORED),
        high_bit=number(tags.HIGH_BIT),
        representation=number(tags.PIXEL_REPRESENTATION),
        planar=number(tags.PLANAR_CONFIGURATION),
        frames=1 if frames is None else number(tags.NUMBER_OF_FRAMES) or 0,
    )


def integers(element: Element | None, *, little: bool) -> tuple[int, ...]:
    """The integers of a binary or IS element; empty where there are none or the length does not fit."""
    if element is None or not element.value:
        return ()
    form = INTEGERS.get(element.vr)
    if form:
        if len(element.value) % struct.calcsize("<" + form):
            return ()
        count = len(element.value) // struct.calcsize("<" + form)
        return struct.unpack(f"{'<' if little else '>'}{count}{form}", element.value)
    if element.vr != "IS":
        return ()
    parts = [part.strip(b" ") for part in element.value.rstrip(b"\0").split(b"\\")]
    return tuple(map(int, parts)) if all(map(INTEGER_STRING.fullmatch, parts)) else ()
