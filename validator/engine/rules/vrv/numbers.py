"""VRV030 to VRV034: numbers, as text and in binary."""

import math
import re
import struct
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.parts import first_of, ill_formed, parts

DECIMAL = re.compile(
    rb" *+(?:[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)?+ *+"
    rb"(?:\\ *+(?:[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)?+ *+)*+"
)
"""Any number of decimal strings. Possessive: a long value that fails must not be tried twice."""
INTEGER = re.compile(rb" *+(?:[+-]?[0-9]++)?+ *+(?:\\ *+(?:[+-]?[0-9]++)?+ *+)*+")
LONGEST_SAFE = 9
"""Digits which no integer string out of range has so few of."""
LONGEST_CONVERTED = 64
LOWEST, HIGHEST = -(2**31), 2**31 - 1
PADDING_VALUES = frozenset({0x00280122, 0x00280123, 0x00280124, 0x00280125})
"""Float and Double Float Pixel Padding Value and Range Limit, for which not-a-number is in use."""


@rule(
    "VRV030",
    "Not a decimal number",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not a decimal number: digits, one sign, a point and an exponent are allowed. "
    "Correct it at its source.",
    reference="PS3.5 6.2",
)
@reads("DS")
def malformed_decimal(value: Value) -> Iterator[Hit]:
    """A decimal string is a number in fixed point or with an exponent, such as -12.5 or 1.25e-3.

    Why it matters
    Measurements, windows and positions cannot be read; viewers show the image without them or not at all.

    Example
    0,488281 with a comma, 1.5 mm with a unit, or NaN.

    How to fix
    Correct the conversion in the system that writes the number, often a language setting.
    """
    return first_of(ill_formed(value, DECIMAL))


@rule(
    "VRV031",
    "Not an integer",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not an integer: only digits and one sign are allowed. Correct it at its source.",
    reference="PS3.5 6.2",
)
@reads("IS")
def malformed_integer(value: Value) -> Iterator[Hit]:
    """An integer string holds digits and at most one sign in front of them.

    Why it matters
    Series and images are numbered by such values: they are sorted wrongly, or the object is refused.

    Example
    1.0 in (0020,0013) Instance Number.

    How to fix
    Round to a whole number in the system that writes it, or use the attribute that is meant for decimals.
    """
    return first_of(ill_formed(value, INTEGER))


@rule(
    "VRV032",
    "Integer out of range",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is beyond the range of 32 bits (-2147483648 to 2147483647). Correct it at its source.",
    reference="PS3.5 6.2",
)
@reads("IS")
def integer_out_of_range(value: Value) -> Iterator[Hit]:
    """An integer string stands for a number of 32 bits with sign.

    Why it matters
    Programs store it in 32 bits: it overflows into another number, or the object is refused.

    Example
    A Series Number made of date and time: 20240229101500.

    How to fix
    Number within the range in the system that makes the value.
    """
    if len(value.raw) > LONGEST_SAFE:
        yield from first_of(part for part in parts(value) if _is_out_of_range(part.raw.strip(b" ")))


def _is_out_of_range(digits: bytes) -> bool:
    if len(digits) <= LONGEST_SAFE or not INTEGER.fullmatch(digits):
        return False
    # Python itself refuses to convert thousands of digits.
    return len(digits) > LONGEST_CONVERTED or not LOWEST <= int(digits) <= HIGHEST


@rule(
    "VRV033",
    "Not-a-number or infinity",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} holds {values} not a number or infinite. Check the calculation behind it.",
    reference="PS3.5 6.2",
)
@reads("FL", "FD")
def not_finite(value: Value) -> Iterator[Hit]:
    """The binary number is one of the special values of IEEE 754.

    Why it matters
    They are legal and cannot be written in JSON or shown in a table; whatever is calculated with them is lost too.

    Example
    A scale of 0 divided by 0.

    How to fix
    Leave the attribute out where there is no result.
    """
    size, code = (4, "f") if value.vr == "FL" else (8, "d")
    if value.tag in PADDING_VALUES or len(value.raw) % size:
        return
    numbers = struct.unpack(f"{'<' if value.little else '>'}{len(value.raw) // size}{code}", value.raw)
    count = sum(not math.isfinite(number) for number in numbers)
    if count:
        yield Hit({"values": "a value that is" if count == 1 else f"{count} values that are"})


@rule(
    "VRV034",
    "Decimal number that no computer holds",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is a number beyond 1.8e308: programs read it as infinite. Check the exponent.",
    reference="PS3.5 6.2",
)
@reads("DS")
def beyond_double(value: Value) -> Iterator[Hit]:
    """The text has the form of a decimal string, and its exponent is larger than a floating point number can have.

    Why it matters
    The number turns into infinity when it is read, and every measurement that is calculated with it is lost.

    Example
    1e999, written by a program that stands for "no limit" in this way.

    How to fix
    Leave the attribute out where there is no such number.
    """
    if b"E" in value.raw.upper():
        yield from first_of(part for part in parts(value) if _is_infinite(part.raw))


def _is_infinite(digits: bytes) -> bool:
    return DECIMAL.fullmatch(digits) is not None and not math.isfinite(float(digits or b"0"))
