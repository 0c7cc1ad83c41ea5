"""The acquisition key: what an instance says of how it was made, for pairing without UIDs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from validator.engine.model import Header
from validator.engine.text.decoding import MEMO_LENGTH

AcquisitionKey = tuple[str, ...]
"""One text for each of ``ATTRIBUTES``, empty where the instance has none."""


class Attribute(NamedTuple):
    """One part of the key."""

    tag: int
    name: str
    """As a reason: ``Instance Number``."""
    weight: int
    """What its agreement is worth."""
    own: bool = False
    """Whether it tells apart the instances of one series."""
    anchor: bool = False
    """Whether it tells apart studies, even those of one scanner and protocol."""
    number: bool = False
    renewed: bool = False
    """Whether hops renew it together with the SOP Instance UID: then its disagreement says nothing."""


ATTRIBUTES = (
    Attribute(0x00080016, "SOP Class", 2),
    Attribute(0x00080060, "Modality", 1),
    Attribute(0x00100020, "Patient ID", 1, anchor=True),
    Attribute(0x00080050, "Accession Number", 1, anchor=True),
    Attribute(0x0020000D, "Study Instance UID", 2, anchor=True, renewed=True),
    Attribute(0x0020000E, "Series Instance UID", 2, anchor=True, renewed=True),
    Attribute(0x00080020, "Study Date", 1),
    Attribute(0x00080030, "Study Time", 2, anchor=True),
    Attribute(0x00080031, "Series Time", 2, anchor=True),
    Attribute(0x0008103E, "Series Description", 1),
    Attribute(0x00181000, "Device Serial Number", 1),
    Attribute(0x00200011, "Series Number", 2, number=True),
    Attribute(0x00200012, "Acquisition Number", 1, number=True),
    Attribute(0x00280010, "Rows", 1),
    Attribute(0x00280011, "Columns", 1),
    Attribute(0x00280008, "Number of Frames", 1, number=True),
    Attribute(0x00080012, "Instance Creation Date", 1),
    Attribute(0x00080013, "Instance Creation Time", 2, own=True, anchor=True),
    Attribute(0x00080032, "Acquisition Time", 2, own=True, anchor=True),
    Attribute(0x0008002A, "Acquisition DateTime", 3, own=True, anchor=True),
    Attribute(0x00080033, "Content Time", 2, own=True, anchor=True),
    Attribute(0x00200013, "Instance Number", 4, own=True, number=True),
    Attribute(0x00200032, "Image Position (Patient)", 4, own=True, number=True),
    Attribute(0x00201041, "Slice Location", 2, own=True, number=True),
)
MODALITY, INSTANCE_NUMBER = 0x00080060, 0x00200013
LEAST_AGREEMENT = 8
"""So much weight must agree before two instances can be the same one."""
GREATEST_DISAGREEMENT = 0.3
"""At most this part of the weight that both instances know may disagree."""


class Likeness(NamedTuple):
    """How far two keys agree."""

    agreed: int
    disagreed: int
    reasons: tuple[str, ...]
    """The names of what agrees, in the order of ``ATTRIBUTES``."""
    own: bool
    """Whether something agrees that tells apart the instances of one series."""
    anchored: bool
    """Whether something agrees that tells apart studies."""
    numbered_otherwise: bool
    """Whether they differ in Instance Number: neighbours, however alike."""

    @property
    def score(self) -> int:
        return self.agreed - self.disagreed

    @property
    def share(self) -> float:
        """Of the weight that both keys know, the part that agrees; 0 where they know nothing in common."""
        return self.agreed / max(self.agreed + self.disagreed, 1)

    @property
    def convinces(self) -> bool:
        """Whether the agreement is enough to call the two instances one."""
        return self.own and self.anchored and self.is_enough

    @property
    def is_enough(self) -> bool:
        """Whether much agrees and little contradicts, though it may be what any two such instances have in common."""
        known = self.agreed + self.disagreed
        return (
            not self.numbered_otherwise
            and self.agreed >= LEAST_AGREEMENT
            and self.disagreed <= GREATEST_DISAGREEMENT * known
        )


def acquisition_key(header: Header) -> AcquisitionKey:
    """The key of one instance; numbers and times are written one way, so that ``-125.000000`` equals ``-125``."""
    return tuple(_text(header, attribute) for attribute in ATTRIBUTES)


def _text(header: Header, attribute: Attribute) -> str:
    element = header.get(attribute.tag)
    if element is None or not element.value:
        return ""
    if element.vr == "US":
        return str(int.from_bytes(element.value[:2], "little" if header.encoding.little else "big"))
    one_way = _written_one_way if len(element.value) <= MEMO_LENGTH else _written_one_way.__wrapped__
    return one_way(element.value, element.vr, number=attribute.number)


@lru_cache(maxsize=4096)
def _written_one_way(value: bytes, vr: str, *, number: bool) -> str:
    text = value.decode("latin-1").strip(" \0")
    if vr in ("TM", "DT"):
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "\\".join(_number(part) for part in text.split("\\")) if number and text else text


def _number(text: str) -> str:
    try:
        return str(int(text)) if text.strip().lstrip("+-").isdecimal() else f"{float(text):.6g}"
    except ValueError:
        return text


def likeness(one: AcquisitionKey, other: AcquisitionKey) -> Likeness:
    """Weigh two keys against each other; what either does not know counts neither way."""
    agreed = disagreed = 0
    reasons = []
    own = anchored = numbered_otherwise = False
    for (tag, name, weight, is_own, is_anchor, _, is_renewed), left, right in zip(ATTRIBUTES, one, other, strict=False):
        if not left or not right:
            continue
        if left == right:
            agreed += weight
            own = own or is_own
            anchored = anchored or is_anchor
            reasons.append(name)
        elif not is_renewed:
            disagreed += weight
            numbered_otherwise = numbered_otherwise or tag == INSTANCE_NUMBER
    return Likeness(agreed, disagreed, tuple(reasons), own, anchored, numbered_otherwise)


def agreement(keys: Sequence[AcquisitionKey]) -> tuple[str, ...]:
    """The names of the attributes that all these keys have, with the same text."""
    texts = ({key[at] if key else "" for key in keys} for at in range(len(ATTRIBUTES)))
    return tuple(each.name for each, found in zip(ATTRIBUTES, texts, strict=True) if len(found) == 1 and any(found))


def part(key: AcquisitionKey, tag: int) -> str:
    """The text of an attribute; empty where it is unknown."""
    return key[POSITIONS[tag]] if key else ""


def numbered(key: AcquisitionKey, tag: int) -> tuple[int, int, str]:
    """For sorting by a number: what is one comes first, in its order, then any other text."""
    text = part(key, tag)
    try:
        return 0, int(text), text
    except ValueError:  # no number, or one of more digits than Python converts
        return 1, 0, text


POSITIONS = {attribute.tag: position for position, attribute in enumerate(ATTRIBUTES)}
