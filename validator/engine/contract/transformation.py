"""The rule of an expectation: what a hop may make of a value, and whether it did.

Values are shown shortened (``text.display.LIMIT``). What is left out of them is not guessed: where the shown part
does not decide, neither is it decided here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from validator.engine.contract.fields import nearest
from validator.engine.text.display import ELLIPSIS, LIMIT


class BadRule(Exception):
    """The text is no rule; the message says why, and what to write."""


class Shown(NamedTuple):
    """A value as far as it is known."""

    text: str
    whole: bool = True
    """Whether nothing follows that is not known."""


Operation = Callable[[Shown], Shown | None]
"""Makes the later value of the earlier one; ``None`` where it has nothing to say about it."""


@dataclass(frozen=True, slots=True)
class Transformation:
    """Some operations, one after the other."""

    text: str
    """As people write it: ``prefix GH-, then truncate 16``."""
    operations: tuple[Operation, ...]
    invents: bool = False
    """Whether the result is the same whatever stood there before, and even where nothing did."""

    def holds(self, before: str | None, after: str | None) -> bool | None:
        """Whether it makes ``after`` of ``before``; ``None`` where the values are too long to be known to the end."""
        if after is None or (before is None and not self.invents):
            return False
        value = _shown(before or "")
        for operation in self.operations:
            made = operation(value)
            if made is None:
                return False if value.whole else None
            value = made
        return _agree(value, _shown(after))

    def then(self, other: "Transformation") -> "Transformation":
        """This one, and the other on its result."""
        return Transformation(
            f"{self.text}, then {other.text}", (*self.operations, *other.operations), self.invents or other.invents
        )


def mapped(values: Mapping[str, str], text: str) -> Transformation:
    """The transformation that looks each value up; one that is not listed must not occur."""

    def look_up(value: Shown) -> Shown | None:
        found = values.get(value.text) if value.whole else None
        return None if found is None else Shown(found)

    return Transformation(text, (look_up,))


def transformation_of(text: str) -> Transformation:
    """The transformation that a text such as ``prefix GH-`` names. Raises ``BadRule``.

    What follows the name and one space is taken as it stands.
    """
    name, _, argument = text.lstrip().partition(" ")
    if name in PLAIN:
        if argument.strip():
            raise BadRule(f"{name} takes nothing after it.")
        return Transformation(name, (PLAIN[name],))
    if name in WITH_TEXT:
        if not argument:
            raise BadRule(f"{name} needs the characters after it, as in '{name} GH-'.")
        return Transformation(f"{name} {argument}", (WITH_TEXT[name](argument),), invents=name == "constant")
    if name in WITH_NUMBER:
        make, example, least = WITH_NUMBER[name]
        try:
            number = int(argument)
        except ValueError as error:
            raise BadRule(f"{name} needs a whole number after it, as in '{name} {example}'.") from error
        if not least <= number <= MOST:
            raise BadRule(f"{name} takes a number from {least:,} to {MOST:,}.")
        return Transformation(f"{name} {number}", (make(number),))
    raise BadRule(f"There is no rule {name!r}{nearest(name, NAMES)}")


def _shown(value: str) -> Shown:
    is_cut = len(value) == LIMIT and value.endswith(ELLIPSIS)
    return Shown(value[:-1], whole=False) if is_cut else Shown(value)


def _agree(made: Shown, found: Shown) -> bool | None:
    if made.whole and found.whole:
        # What pads a value to an even length is not shown, and no rule can ask for it (PS3.5 6.2).
        return made.text.rstrip(" ") == found.text.rstrip(" ")
    shorter, longer = sorted((made, found), key=lambda value: len(value.text))
    if not longer.text.startswith(shorter.text) or shorter.whole:
        return False
    return None


def _prefix(argument: str) -> Operation:
    return lambda value: Shown(argument + value.text, value.whole)


def _suffix(argument: str) -> Operation:
    return lambda value: Shown(value.text + argument) if value.whole else value


def _remove_prefix(argument: str) -> Operation:
    return lambda value: Shown(value.text.removeprefix(argument), value.whole)


def _remove_suffix(argument: str) -> Operation:
    def remove(value: Shown) -> Shown:
        # Of a value whose end is not known the suffix may begin in the part that is.
        return Shown(value.text.removesuffix(argument)) if value.whole else Shown(value.text[: -len(argument)], False)

    return remove


def _constant(argument: str) -> Operation:
    return lambda _: Shown(argument)


def _truncate(length: int) -> Operation:
    return lambda value: Shown(value.text[:length]) if value.whole or len(value.text) >= length else value


def _zero_pad(length: int) -> Operation:
    return lambda value: Shown(value.text.rjust(length, "0"), value.whole) if value.text else value


def _shift_days(days: int) -> Operation:
    def shift(value: Shown) -> Shown | None:
        try:
            moved = date.fromisoformat(f"{value.text[:4]}-{value.text[4:6]}-{value.text[6:8]}") + timedelta(days)
        except (ValueError, OverflowError):
            return None
        return Shown(moved.isoformat().replace("-", "") + value.text[8:], value.whole)

    return shift


MOST = 100_000
PLAIN: Mapping[str, Operation] = {
    "upper": lambda value: Shown(value.text.upper(), value.whole),
    "lower": lambda value: Shown(value.text.lower(), value.whole),
    "strip": lambda value: Shown(value.text.strip() if value.whole else value.text.lstrip(), value.whole),
    "strip-zeros": lambda value: Shown(value.text.lstrip("0"), value.whole),
}
WITH_TEXT: Mapping[str, Callable[[str], Operation]] = {
    "prefix": _prefix,
    "suffix": _suffix,
    "remove-prefix": _remove_prefix,
    "remove-suffix": _remove_suffix,
    "constant": _constant,
}
WITH_NUMBER: Mapping[str, tuple[Callable[[int], Operation], int, int]] = {
    "truncate": (_truncate, 16, 0),
    "zero-pad": (_zero_pad, 8, 1),
    "shift-days": (_shift_days, -30, -MOST),
}
"""What makes the operation, a number for an example, and the least number that makes sense."""
NAMES = (*WITH_TEXT, *WITH_NUMBER, *PLAIN, "map")
