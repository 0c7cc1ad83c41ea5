"""What a rule looks at, and what it yields: ``Value``, ``DataSet`` and ``Hit``; see also ``collection.Collection``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from validator.engine.model import Element, Fault, FaultKind, Header, tag_text
from validator.engine.pixels.description import Description
from validator.engine.rules import tags
from validator.engine.rules.classes import belongs_to_patient, is_standard
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.conformance.judge import UNJUDGED, Judge, Judgement
from validator.engine.rules.level import Hit, Level, integers, text_of
from validator.engine.rules.tags import MEDIA_STORAGE_SOP_CLASS_UID, PIXEL_DATA, SOP_CLASS_UID, SPECIFIC_CHARACTER_SET
from validator.engine.standard import dictionary
from validator.engine.text import label_of

__all__ = [
    "CollectionHit",
    "DataSet",
    "Hit",
    "Level",
    "Value",
    "attribute",
    "describe",
    "reads",
    "text_of",
]

Check = TypeVar("Check", bound=Callable[..., Any])
Kept = TypeVar("Kept")
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
_judge = Judge()
_NOTHING: Mapping[str, object] = {}


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


class Reading(NamedTuple):
    """The values that an element rule looks at."""

    vrs: frozenset[str] = frozenset()
    """Empty for every VR."""
    tag: int | None = None
    beyond_ascii: bool = False

    def covers(self, tag: int, vr: str, *, is_plain: bool) -> bool:
        """Whether the rule looks at such values; ``is_plain`` says that they are ASCII without escape sequences."""
        return (
            (not self.vrs or vr in self.vrs)
            and (self.tag is None or tag == self.tag)
            and not (self.beyond_ascii and is_plain)
        )


READS: dict[Callable[..., Any], Reading] = {}
EVERYTHING = Reading()


def reads(*vrs: str, tag: int | None = None, beyond_ascii: bool = False) -> Callable[[Check], Check]:
    """Say which values an element rule judges; without it the rule sees every value.

    Those of some VRs, or of one attribute; with ``beyond_ascii`` none that consists of ASCII without escape sequences,
    as nearly all texts do.
    """

    def note(check: Check) -> Check:
        READS[check] = Reading(frozenset(vrs), tag, beyond_ascii)
        return check

    return note


class DataSet:
    """One file's header, with the look-ups that rules share."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.little = header.encoding.little
        self._kept: dict[Callable[[DataSet], Any], Any] = {}
        self._faults: dict[FaultKind, list[Hit]] = defaultdict(list)
        for fault in header.faults:
            self._faults[fault.kind].append(Hit(fault_words(fault), path=fault.path, offset=fault.offset))

    def once(self, build: "Callable[[DataSet], Kept]") -> Kept:
        """What ``build`` makes of this data set, which several rules use: made for the first of them, then kept.

        It must be finished when it is returned: what it read of the data set later on would be noted for the rule
        that made it do so, and for no other.
        """
        if build not in self._kept:
            self._kept[build] = build(self)
        kept: Kept = self._kept[build]
        return kept

    @cached_property
    def get(self) -> Callable[[int], Element | None]:
        """The element of a tag at the top level, file meta included: the first question of nearly every rule."""
        return self.header.by_tag.get

    @cached_property
    def top(self) -> Level:
        """The data set as a level: the way into its items."""
        level = Level(self.header.elements, little=self.little)
        level.get = self.get  # every header has it already
        return level

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
    def deviations(self) -> Mapping[Difference, list[Deviation]]:
        """Where the data set differs from what its IOD lists, by the way in which it differs."""
        found: dict[Difference, list[Deviation]] = defaultdict(list)
        for deviation in self.judgement.deviations:
            found[deviation.difference].append(deviation)
        return found

    @cached_property
    def judgement(self) -> Judgement:
        """How the data set was held against its IOD."""
        if not self.header.elements:
            return UNJUDGED
        encapsulated = self.pixels is not None and self.pixels.fragments is not None
        return _judge.judgement(self.top, sop_class=self.sop_class, encapsulated=encapsulated, is_cut=self._is_cut)

    @cached_property
    def charset(self) -> tuple[str, ...]:
        """The values of the top-level Specific Character Set."""
        element = self.header.get(SPECIFIC_CHARACTER_SET)
        return label_of(element) if element else ()

    def text(self, tag: int) -> str | None:
        """A top-level value, one character a byte, without padding: for codes, UIDs and tests of emptiness, not for
        display. ``None`` where the element is absent or not held in memory."""
        return text_of(self.get(tag))

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
        return integers(self.get(tag), little=self.little or tag >> 16 == 2)

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
        """Whether this is an instance of a patient's study, as all but a few kinds of stored objects are. Where the
        standard does not define the class, by whether it names a patient, study or series at all."""
        if is_standard(self.sop_class):
            return bool(self.header.elements) and belongs_to_patient(self.sop_class)
        return any(self.header.get(tag) is not None for tag in tags.OF_A_STUDY)

    def lacks(self, tag: int) -> bool:
        """Whether a top-level element is absent, and not merely beyond the place where reading ended."""
        return self.get(tag) is None and (tag < self._last_tag or not self._is_cut)

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
        element = self.get(tag)
        return Hit(words, path=tag_text(tag), offset=element.offset if element else None)


def fault_words(fault: Fault) -> dict[str, object]:
    """The fields that a message about a fault may use; ``{detail}`` is a clause in brackets, or nothing."""
    return {"detail": f" ({fault.detail})" if fault.detail else "", "length": fault.length}


def attribute(tag: int) -> str:
    """``(0010,0020) Patient ID``"""
    return f"{tag_text(tag)} {dictionary.name(tag)}"


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
