"""Evaluates the conditions of PS3.3 on an instance: true, false, or unknown (``None``), which is never an error.

An expression is a list that begins with a word; ``tools/standard/grammar.py`` describes what each means. A reference
is a list of how far around to look, then tags: ``[0, tag]`` the same level, ``[1, tag]`` the one around it,
``[ROOT, tag]`` the top of the data set, ``[FRAME, tag]`` a functional group of the same frame.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol

from validator.engine.model import Element

ROOT, FRAME = -1, -2
COMPARISONS: dict[str, Callable[[float, float], bool]] = {"=": eq, "!=": ne, ">": gt, ">=": ge, "<": lt, "<=": le}
Reference = Sequence[int]


class Surroundings(Protocol):
    """What a condition may ask of the place where it is evaluated."""

    def find(self, reference: Reference) -> Element | None:
        """The element that a reference leads to, through first items; ``None`` where it leads nowhere."""

    def texts(self, element: Element) -> tuple[str, ...]:
        """An element's values as text, binary numbers too, without padding."""

    def codes(self, element: Element) -> set[tuple[str, str]]:
        """Code Value and Coding Scheme Designator of each item of a code sequence."""

    def is_unread(self, reference: Reference) -> bool:
        """Whether the element may be there and was only not read."""

    iod: str
    sop_class: str
    encapsulated: bool

    def uses(self, module: str) -> bool | None:
        """Whether a module is in use."""

    def cites(self) -> bool | None:
        """Whether the instance references others, outside the lists of references (PS3.3 C.12.2)."""


def evaluate(expression: Sequence[Any], at: Surroundings) -> bool | None:
    """Whether a condition holds; ``None`` where no machine can tell."""
    return _TESTS[expression[0]](expression, at)


def reason(expression: Sequence[Any], at: Surroundings) -> Sequence[Any]:
    """Why a condition holds: of its alternatives, those that do."""
    if expression[0] == "all":
        return ["all", *(reason(part, at) for part in expression[1:])]
    if expression[0] != "any":
        return expression
    held = [reason(part, at) for part in expression[1:] if evaluate(part, at)]
    return held[0] if len(held) == 1 else ["all", *held]


def valued(expression: Sequence[Any]) -> Iterator[Reference]:
    """The references whose values, not only whose presence, an expression asks for."""
    if expression[0] in ("all", "any", "not"):
        for part in expression[1:]:
            yield from valued(part)
    elif expression[0] in ("is", "is-not", "number", "code"):
        yield expression[1]


def _all(expression: Sequence[Any], at: Surroundings) -> bool | None:
    outcome: bool | None = True
    for part in expression[1:]:
        held = evaluate(part, at)
        if held is False:
            return False
        if held is None:
            outcome = None
    return outcome


def _any(expression: Sequence[Any], at: Surroundings) -> bool | None:
    outcome: bool | None = False
    for part in expression[1:]:
        held = evaluate(part, at)
        if held is True:
            return True
        if held is None:
            outcome = None
    return outcome


def _not(expression: Sequence[Any], at: Surroundings) -> bool | None:
    held = evaluate(expression[1], at)
    return None if held is None else not held


def _present(expression: Sequence[Any], at: Surroundings) -> bool | None:
    if at.find(expression[1]) is not None:
        return True
    return None if at.is_unread(expression[1]) else False


def _filled(expression: Sequence[Any], at: Surroundings) -> bool | None:
    element = at.find(expression[1])
    if element is None:
        return None if at.is_unread(expression[1]) else False
    return is_filled(element)


def _is(expression: Sequence[Any], at: Surroundings) -> bool | None:
    values = _values(expression, at)
    if values is None:
        return None if at.is_unread(expression[1]) else False
    return not set(values).isdisjoint(expression[3])


def _is_not(expression: Sequence[Any], at: Surroundings) -> bool | None:
    values = _values(expression, at)
    return None if not values else not any(value in expression[3] for value in values)


def _number(expression: Sequence[Any], at: Surroundings) -> bool | None:
    _, reference, comparison, bound = expression
    element = at.find(reference)
    if element is None:
        return None if at.is_unread(reference) else False
    texts = at.texts(element)
    if not texts or not texts[0]:
        return False
    try:
        return COMPARISONS[comparison](float(texts[0]), bound)
    except ValueError:
        return None


def _items(expression: Sequence[Any], at: Surroundings) -> bool | None:
    _, reference, comparison, bound = expression
    element = at.find(reference)
    if element is None and at.is_unread(reference):
        return None
    return COMPARISONS[comparison](len(element.items or ()) if element else 0, bound)


def _count(expression: Sequence[Any], at: Surroundings) -> bool | None:
    _, reference, comparison, bound = expression
    element = at.find(reference)
    if element is None and at.is_unread(reference):
        return None
    return COMPARISONS[comparison](len(at.texts(element)) if element else 0, bound)


def _code(expression: Sequence[Any], at: Surroundings) -> bool | None:
    element = at.find(expression[1])
    if element is None:
        return None if at.is_unread(expression[1]) else False
    return any(tuple(code) in at.codes(element) for code in expression[2])


def _values(expression: Sequence[Any], at: Surroundings) -> tuple[str, ...] | None:
    """The values that a test is about; ``None`` where the element is absent."""
    element = at.find(expression[1])
    if element is None:
        return None
    values = at.texts(element)
    position = expression[2]
    return values[position - 1 : position] if position else values


def is_filled(element: Element) -> bool:
    """Whether an element holds a value other than padding, an item or pixel data; where the end of a damaged file cut
    all of it off, it does."""
    if element.items is not None:
        return bool(element.items)
    value = element.value
    if value is None or element.fragments is not None:
        return True
    if not value:
        return element.length > 0
    return bool(value.strip(b" \0")) or element.vr in BINARY


BINARY = frozenset(
    ("US", "SS", "UL", "SL", "UV", "SV", "FL", "FD", "AT", "OB", "OW", "OF", "OD", "OL", "OV", "UN",
     "US or SS", "OB or OW", "US or OW", "US or SS or OW")
)  # fmt: skip
"""Value Representations in which a zero byte is a value, not padding."""
_TESTS: dict[str, Callable[[Sequence[Any], Surroundings], bool | None]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "present": _present,
    "filled": _filled,
    "is": _is,
    "is-not": _is_not,
    "number": _number,
    "items": _items,
    "values": _count,
    "code": _code,
    "iod": lambda expression, at: at.iod in expression[1],
    "class": lambda expression, at: at.sop_class in expression[1],
    "module": lambda expression, at: _any_module(expression[1], at),
    "encapsulated": lambda _, at: at.encapsulated,
    "cites": lambda _, at: at.cites(),
    "unknown": lambda _, __: None,
    "always": lambda _, __: True,
    "never": lambda _, __: False,
    "silent": lambda _, __: False,
}


def _any_module(keys: Sequence[str], at: Surroundings) -> bool | None:
    used = [at.uses(key) for key in keys]
    return True if True in used else None if None in used else False
