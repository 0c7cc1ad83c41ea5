"""Values as comparison needs them: the VR to read by, the texts, the numbers (PS3.5 6.2)."""

import struct
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from validator.engine.model import Element
from validator.engine.standard import dictionary
from validator.engine.standard.representations import little_endian
from validator.engine.text import UNDELIMITED_VRS, CharacterSet, decode, decode_value
from validator.engine.text.decoding import MEMO_LENGTH, charset_for
from validator.engine.text.display import NUMBERS

LEADING_MATTERS = frozenset({"LT", "PN", "ST", "UC", "UR", "UT"})
"""Character strings whose leading spaces mean something; at the end they never do."""
SHORT = 64
"""Characters of a text that goes along with every change of a hop."""
LENGTH_LIMITS = {
    "AE": 16, "CS": 16, "DS": 16, "IS": 12, "LO": 64, "LT": 10240, "PN": 64, "SH": 16, "ST": 1024, "UI": 64,
}  # fmt: skip
"""Characters of one value; of one component group where the VR is PN (PS3.5 6.2)."""


class Side(NamedTuple):
    """How one of two data sets is to be read, at one level of nesting."""

    charset: CharacterSet
    little: bool
    explicit: bool


def reading_vr(before: Element, after: Element, creator: str = "") -> str:
    """The VR to read both elements by: what either of them knows, else the private dictionary's, else UN."""
    if before.vr_written == after.vr_written not in ("", "UN"):
        return after.vr_written
    known = [vr for vr in (after.vr, before.vr) if vr != "UN"]
    concrete = [vr for vr in known if " or " not in vr]
    if known:
        return (concrete or known)[0]
    row = dictionary.private(creator, after.tag) if creator else None
    return row.vr if row else "UN"


def in_order(element: Element, vr: str, side: Side) -> bytes:
    """The value as it would stand in a little endian data set, read by this VR.

    What was written as UN stays as it is: who does not know the VR cannot turn its words round (PS3.5 6.2.2).
    """
    return little_endian(element.value or b"", "UN" if element.vr_written == "UN" else vr, little=side.little)


def texts(value: bytes, vr: str, side: Side) -> tuple[str, ...]:
    """The values of a character string without insignificant padding; no value at all where it is empty.

    Of person names also trailing empty components and groups are left out (PS3.5 6.2.1.1).
    """
    return (_texts if len(value) <= MEMO_LENGTH else _texts.__wrapped__)(value, vr, charset_for(vr, side.charset))


@lru_cache(maxsize=4096)
def _texts(value: bytes, vr: str, charset: CharacterSet) -> tuple[str, ...]:
    text = decode(value, charset, vr).text
    parts = [text] if vr in UNDELIMITED_VRS else text.split("\\")
    values = tuple(trimmed(part, vr) for part in parts)
    return values if any(values) else ()


def trimmed(text: str, vr: str) -> str:
    """One value without insignificant padding."""
    if vr == "PN":
        groups = [group.rstrip(" \0^") for group in text.split("=")]
        return "=".join(groups).rstrip("=")
    text = text.rstrip(" \0")
    return text if vr in LEADING_MATTERS else text.lstrip(" \0")


def short_text(elements: Iterable[Element], tag: int, charset: CharacterSet) -> str:
    """What the element of a tag says among these, in short; empty where there is none."""
    element = next((element for element in elements if element.tag == tag), None)
    return decode_value(element, charset, limit=SHORT).strip() if element is not None else ""


def decimals(parts: tuple[str, ...]) -> tuple[Decimal, ...] | None:
    """The numbers of a DS or IS, exactly as written; ``None`` where one of them is none."""
    try:
        numbers = tuple(Decimal(part) for part in parts)
    except InvalidOperation:
        return None
    return numbers if all(number.is_finite() for number in numbers) else None


def numbers(value: bytes, vr: str) -> tuple[float, ...] | None:
    """The numbers of a little endian binary value; ``None`` where the VR has none or the length is odd."""
    code = NUMBERS.get(vr)
    if code is None or len(value) % struct.calcsize(code):
        return None
    return struct.unpack(f"<{len(value) // struct.calcsize(code)}{code}", value)
