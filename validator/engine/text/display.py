"""Values for people: every VR as a line of text of bounded length."""

import re
import struct
from collections.abc import Iterator
from functools import lru_cache

from validator.engine.model import Element, tag_text
from validator.engine.text.decoding import MEMO_LENGTH, TEXT_VRS, UNDELIMITED_VRS, decode
from validator.engine.text.faults import visible
from validator.engine.text.label import DEFAULT, CharacterSet

LIMIT = 256
"""Characters of a displayed value, the ellipsis included."""
ELLIPSIS = "…"
NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "UV": "Q", "SV": "q", "FL": "f", "FD": "d"}
"""The ``struct`` code of each binary number VR (PS3.5 6.2)."""
STRING_VRS = TEXT_VRS | {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR"}
"""The VRs whose values are character strings (PS3.5 6.2)."""
AMBIGUOUS = {"US or SS": "US", "US or SS or OW": "US", "US or OW": "US", "OB or OW": "OW"}
"""How a value is shown whose VR other attributes decide."""
WORDS_SHOWN = 16
"""A value of a VR that is numbers or words is shown as numbers up to this many of them."""
CONTROL = re.compile("[\x00-\x1f\x7f]")
TEXT_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""All control characters but TAB, LF, FF and CR, which texts may hold (PS3.5 6.2)."""


def decode_value(
    element: Element, charset: CharacterSet = DEFAULT, *, little: bool = True, limit: int = LIMIT, vr: str = ""
) -> str:
    """What an element holds, for display: at most ``limit`` characters, cut with an ellipsis.

    Numbers in decimal and joined by ``\\``, tags as ``(gggg,eeee)``, sequences as ``2 items``, other binary values
    and what stayed on disk as ``512 bytes``. Padding is left out. A byte that is no character and a control
    character stand as ``‹84›``. ``little`` is the byte order of the data set, ``vr`` what to read by where the element
    itself does not say it.
    """
    if element.items is not None:
        return _count(len(element.items), "item")
    if element.fragments is not None:
        return _count(len(element.fragments), "fragment")
    if element.value is None:
        return _count(element.length, "byte")
    return shorten(_show(element.value, vr or element.vr, charset, little, limit), limit)


def shorten(text: str, limit: int = LIMIT) -> str:
    """At most ``limit`` characters of a text, the last of them an ellipsis where something is left out."""
    return text if len(text) <= limit else text[: limit - 1] + ELLIPSIS


def _show(raw: bytes, vr: str, charset: CharacterSet, little: bool, limit: int) -> str:
    if vr in STRING_VRS:
        return show_text(raw, charset, vr, limit=limit)
    if " or " in vr:
        vr = AMBIGUOUS.get(vr, "OB")
        if len(raw) > 2 * WORDS_SHOWN:
            return _count(len(raw), "byte")
    if vr in NUMBERS:
        return (_numbers if len(raw) <= MEMO_LENGTH else _numbers.__wrapped__)(raw, NUMBERS[vr], little, limit)
    if vr == "AT":
        return _tags(raw, little, limit)
    return _count(len(raw), "byte") if raw else ""


def show_text(raw: bytes, charset: CharacterSet, vr: str, *, limit: int = LIMIT) -> str:
    """A character string for display, without padding; not shortened below what decoding needs."""
    # No character takes more than four bytes and three for an escape sequence before it.
    text = decode(raw[: 8 * limit + 8], charset, vr).text.rstrip(" \0")
    if text.isprintable():
        return text
    controls = TEXT_CONTROL if vr in UNDELIMITED_VRS else CONTROL
    return controls.sub(lambda match: visible(match[0].encode("ascii")), text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


@lru_cache(maxsize=4096)
def _numbers(raw: bytes, code: str, little: bool, limit: int) -> str:
    size = struct.calcsize(code)
    order = "<" if little else ">"
    shown = min(len(raw) // size, limit)
    numbers = struct.unpack_from(f"{order}{shown}{code}", raw)
    write = {"f": _single, "d": repr}.get(code, str)
    texts = [write(number) for number in numbers]
    rest = len(raw) % size
    if rest and shown * size + rest == len(raw):
        texts.append(visible(raw[-rest:]))
    return "\\".join(texts)


def _single(number: float) -> str:
    """The shortest decimal that is this IEEE single: ``0.1``, not ``0.10000000149011612``."""
    texts = (f"{number:.{digits}g}" for digits in range(6, 10))
    packed = struct.pack("<f", number)
    return next((text for text in texts if _packs_to(float(text), packed)), repr(number))


def _packs_to(number: float, packed: bytes) -> bool:
    try:
        return struct.pack("<f", number) == packed
    except OverflowError:  # rounded up past the largest single
        return False


def _tags(raw: bytes, little: bool, limit: int) -> str:
    order = "<" if little else ">"
    shown = min(len(raw) // 4, limit)
    parts = list(_pairs(struct.unpack_from(f"{order}{2 * shown}H", raw)))
    if len(raw) % 4 and shown * 4 + len(raw) % 4 == len(raw):
        parts.append(visible(raw[-(len(raw) % 4) :]))
    return "\\".join(parts)


def _pairs(words: tuple[int, ...]) -> Iterator[str]:
    for index in range(0, len(words), 2):
        yield tag_text(words[index] << 16 | words[index + 1])
