"""The steps that read a value as a date, a time or a number."""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import StrEnum
from typing import ClassVar

from validator.engine.compare.explain.steps import KIND, Step, number_cost, plural

_DATE = re.compile(r"(\d{4})(\.?)(\d{2})\2(\d{2})(.*)")
_TIME = re.compile(r"(\d{8})?(\d{2})(:?)(\d{2})((?::?\d{2})?(?:\.\d+)?(?:[+-]\d{4})?)")
MINUTES_A_DAY = 24 * 60
DIGITS = 30
"""Of the longest number that is reckoned with; DS has 16 characters."""
WIDE = Context(prec=4 * DIGITS)
"""In which sums and differences of such numbers are exact."""


@dataclass(frozen=True, slots=True)
class ShiftDays(Step):
    """The date of a DA or DT moved; a time behind it stays."""

    parameters: ClassVar[int] = 1
    days: int

    @property
    def cost(self) -> int:
        return KIND + 1 + number_cost(self.days)

    @property
    def text(self) -> str:
        return f"moved by {_signed(self.days, 'day')}"

    def practice(self, name: str) -> str:
        return f"moves {name} by {_signed(self.days, 'day')}"

    def one(self, value: str) -> str:
        found = _DATE.fullmatch(value)
        if found is None:
            return value
        year, dot, month, day, rest = found.groups()
        try:
            moved = datetime.date(int(year), int(month), int(day)) + datetime.timedelta(self.days)
        except (ValueError, OverflowError):
            return value
        return f"{moved.year:04d}{dot}{moved.month:02d}{dot}{moved.day:02d}{rest}"


@dataclass(frozen=True, slots=True)
class ShiftMinutes(Step):
    """The time of a TM moved round the clock, that of a DT together with its date."""

    parameters: ClassVar[int] = 1
    minutes: int

    @property
    def cost(self) -> int:
        return KIND + 1 + number_cost(self.minutes)

    @property
    def text(self) -> str:
        return f"moved by {_signed(self.minutes, 'minute')}"

    def practice(self, name: str) -> str:
        return f"moves {name} by {_signed(self.minutes, 'minute')}"

    def one(self, value: str) -> str:
        found = _TIME.fullmatch(value)
        if found is None:
            return value
        date, hours, colon, minutes, rest = found.groups()
        moved = int(hours) * 60 + int(minutes) + self.minutes
        days, clock = divmod(moved, MINUTES_A_DAY)
        day = ShiftDays(days).one(date) if date else ""
        return f"{day}{clock // 60:02d}{colon}{clock % 60:02d}{rest}"


def _signed(number: int, noun: str) -> str:
    return f"{number:+d} {noun}" + ("s" if abs(number) != 1 else "")


class Rounding(StrEnum):
    HALF_UP = ROUND_HALF_UP
    HALF_EVEN = ROUND_HALF_EVEN
    DOWN = ROUND_DOWN


@dataclass(frozen=True, slots=True)
class Round(Step):
    """A number with so many decimals, or with so many significant digits."""

    parameters: ClassVar[int] = 1
    digits: int
    rounding: Rounding = Rounding.HALF_UP
    significant: bool = False

    @property
    def cost(self) -> int:
        return KIND + 3 + number_cost(self.digits)

    @property
    def text(self) -> str:
        verb = "cut" if self.rounding is Rounding.DOWN else "rounded"
        return f"{verb} to {self._digits}"

    def practice(self, name: str) -> str:
        verb = "cuts" if self.rounding is Rounding.DOWN else "rounds"
        return f"{verb} {name} to {self._digits}"

    @property
    def _digits(self) -> str:
        return plural(self.digits, "significant digit" if self.significant else "decimal")

    def one(self, value: str) -> str:
        number = decimal_of(value)
        if number is None:
            return value
        last = number.adjusted() - self.digits + 1 if self.significant else -self.digits
        if not number or exponent_of(number) >= last:
            return value
        return f"{number.quantize(Decimal((0, (1,), last)), str(self.rounding), WIDE):f}"


@dataclass(frozen=True, slots=True)
class Add(Step):
    """A number with another one added to it."""

    parameters: ClassVar[int] = 1
    number: int

    @property
    def cost(self) -> int:
        return KIND + 1 + number_cost(self.number)

    @property
    def text(self) -> str:
        return f"{abs(self.number)} {'added' if self.number > 0 else 'subtracted'}"

    def practice(self, name: str) -> str:
        return f"adds {self.number} to {name}" if self.number > 0 else f"subtracts {-self.number} from {name}"

    def one(self, value: str) -> str:
        number = decimal_of(value)
        return value if number is None else f"{WIDE.add(number, Decimal(self.number)):f}"


def decimal_of(text: str) -> Decimal | None:
    """The number that is written, where it is finite and of a size that can be reckoned with."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    fits = number.is_finite() and abs(number.adjusted()) < DIGITS and len(number.as_tuple().digits) < DIGITS
    return number if fits else None


def exponent_of(number: Decimal) -> int:
    """The power of ten of the last digit as it is written."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
