"""How far two elements are equal: in meaning, though perhaps not in encoding, or not at all."""

import struct
from functools import lru_cache
from math import isnan

from validator.engine.compare.classify.charset_kinds import ENCODING_CHARSET
from validator.engine.compare.classify.encoding_kinds import (
    DATE_FORMAT,
    NUMBER_FORMAT,
    PADDING,
    TIME_FORMAT,
    VR,
    VR_UNKNOWN,
)
from validator.engine.compare.moments import moment
from validator.engine.compare.reading import Side, decimals, in_order, numbers, texts
from validator.engine.model import Element
from validator.engine.text import TEXT_VRS, decode, same_text
from validator.engine.text.decoding import MEMO_LENGTH
from validator.engine.text.display import STRING_VRS

SAME = ""
"""Equal in every way that one element can be: no kind is needed."""
OPAQUE_VRS = frozenset({"OB", "OW", "UN", "OB or OW"})
"""Their odd number of bytes is made even by one zero byte (PS3.5 6.2)."""


def equality(before: Element, after: Element, vr: str, sides: tuple[Side, Side]) -> str | None:
    """The ``encoding.*`` kind that tells two elements of the same meaning apart, ``SAME`` where none is needed.

    ``None`` where the two say different things. Both values must be at hand; ``vr`` is what they are read by.
    """
    raw = before.value or b"", after.value or b""
    if raw[0] == raw[1] and sides[0].little and sides[0][:2] == sides[1][:2]:
        return vr_equality(before, after)
    if vr in STRING_VRS:
        is_short = len(raw[0]) + len(raw[1]) <= MEMO_LENGTH
        kind = (_strings if is_short else _strings.__wrapped__)(raw, vr, sides)
    else:
        kind = _binaries((in_order(before, vr, sides[0]), in_order(after, vr, sides[1])), vr)
    if kind == SAME:
        return vr_equality(before, after)
    return kind


def vr_equality(before: Element, after: Element) -> str | None:
    """The same for two elements with equal bytes, by the VRs that were written.

    Where one of them is implicit nothing is said of this element alone: the whole data set was written so.
    """
    written = before.vr_written, after.vr_written
    if written[0] == written[1]:
        return SAME
    read = before.vr, after.vr
    if "UN" in written or ("UN" in read and read[0] != read[1]):
        return VR_UNKNOWN
    if "" in written:
        return SAME
    if set(written) == {"US", "SS"} and " or " not in after.vr_known and _sign_matters(before):
        return None
    return VR


def _sign_matters(element: Element) -> bool:
    """Whether a signed and an unsigned reading of the words differ."""
    value = element.value or b""
    words = struct.unpack(f"<{len(value) // 2}H", value[: len(value) // 2 * 2])
    return any(word & 0x8080 for word in words)


def _binaries(values: tuple[bytes, bytes], vr: str) -> str | None:
    if values[0] == values[1]:
        return SAME
    longer, shorter = sorted(values, key=len, reverse=True)
    if vr in OPAQUE_VRS and len(shorter) % 2 and longer == shorter + b"\0":
        return PADDING
    if vr in ("FL", "FD") and _same_floats(numbers(values[0], vr), numbers(values[1], vr)):
        return NUMBER_FORMAT
    return None


def _same_floats(before: tuple[float, ...] | None, after: tuple[float, ...] | None) -> bool:
    """Whether binary numbers are the same ones: -0 is 0, and what is no number equals what is none."""
    if before is None or after is None or len(before) != len(after):
        return False
    return all(one == other or (isnan(one) and isnan(other)) for one, other in zip(before, after, strict=True))


@lru_cache(maxsize=4096)
def _strings(raw: tuple[bytes, bytes], vr: str, sides: tuple[Side, Side]) -> str | None:
    same_label = vr not in TEXT_VRS or sides[0].charset == sides[1].charset
    if same_label and raw[0].rstrip(b" \0") == raw[1].rstrip(b" \0"):
        return SAME if raw[0] == raw[1] else PADDING
    # An undecodable byte differs from everything: what it stood for cannot be known.
    decoded = decode(raw[0], sides[0].charset, vr), decode(raw[1], sides[1].charset, vr)
    if raw[0] == raw[1]:
        return SAME if same_text(*decoded) else None
    values = texts(raw[0], vr, sides[0]), texts(raw[1], vr, sides[1])
    if not (decoded[0].sound and decoded[1].sound):
        return None
    if values[0] == values[1]:
        recoded = not same_label and not (raw[0].isascii() and raw[1].isascii())
        return ENCODING_CHARSET if recoded or b"\x1b" in raw[0] + raw[1] else PADDING
    if vr in ("DS", "IS"):
        return NUMBER_FORMAT if _same_numbers(*values) else None
    if vr in ("DA", "TM", "DT"):
        return _moments(*values, vr)
    return None


def _same_numbers(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    numbers = decimals(before), decimals(after)
    return bool(numbers[0]) and numbers[0] == numbers[1]


def _moments(before: tuple[str, ...], after: tuple[str, ...], vr: str) -> str | None:
    """Whether all values are the same day and instant, written otherwise."""
    if len(before) != len(after) or not before:
        return None
    for one, other in zip(before, after, strict=True):
        left, right = moment(one, vr), moment(other, vr)
        if left is None or right is None:
            return None
        if (left.date, left.clock, left.offset) != (right.date, right.clock, right.offset):
            return None
    return DATE_FORMAT if vr == "DA" else TIME_FORMAT
