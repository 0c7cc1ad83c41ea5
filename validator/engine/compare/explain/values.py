"""Values as rules see them: the whole text, without padding, and when two texts say the same."""

from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache

from validator.engine.compare.moments import moment
from validator.engine.compare.reading import Side, decimals, texts, trimmed
from validator.engine.model import Element
from validator.engine.text import UNDELIMITED_VRS, decode_value
from validator.engine.text.display import NUMBERS, STRING_VRS

DATE_VRS = frozenset({"DA", "DT", "TM"})
NUMBER_VRS = frozenset({"DS", "IS", *NUMBERS, "US or SS"})
EXPLAINED_VRS = STRING_VRS | NUMBER_VRS
"""Texts, UIDs, numbers and dates. What the rest did to its bytes is no matter of a rule for texts."""
LONGEST = 10_240
"""Characters of the longest value that is explained: the limit of LT. Longer ones are reports, not identifiers."""
MEMO_LENGTH = 64


def text_of(element: Element | None, vr: str, side: Side) -> str | None:
    """All values of an element joined by ``\\``; ``None`` where it is absent, on disk or longer than ``LONGEST``."""
    if element is None or element.value is None or element.fragments is not None:
        return None
    if vr in STRING_VRS:
        text = "\\".join(texts(element.value, vr, side))
    else:
        shown = element._replace(vr_written=vr) if element.vr == "UN" else element
        text = decode_value(shown, side.charset, little=side.little, limit=LONGEST)
    return text if len(text) <= LONGEST else None


def is_several(vr: str) -> bool:
    """Whether a backslash delimits the values of this VR."""
    return vr not in UNDELIMITED_VRS


def read_back(text: str, vr: str) -> str:
    """The text as it would be read from a file that holds it: without padding that the VR makes insignificant."""
    if vr not in STRING_VRS:
        return text
    values = [trimmed(part, vr) for part in text.split("\\")] if is_several(vr) else [trimmed(text, vr)]
    return "\\".join(values) if any(values) else ""


def meaning(text: str | None, vr: str) -> Hashable:
    """What tells two texts of different meaning apart: numbers by their value, dates and times by the instant."""
    if not text or not (vr in NUMBER_VRS or vr in DATE_VRS):
        return text
    return (_meaning if len(text) <= MEMO_LENGTH else _meaning.__wrapped__)(text, vr)


@lru_cache(maxsize=16_384)
def _meaning(text: str, vr: str) -> Hashable:
    parts = tuple(text.split("\\"))
    if vr in NUMBER_VRS:
        numbers: tuple[Decimal, ...] | None = decimals(parts)
        return numbers or text
    moments = [moment(part, vr) for part in parts]
    read = [(each.date, each.clock, each.offset) for each in moments if each is not None]
    return tuple(read) if len(read) == len(parts) else text
