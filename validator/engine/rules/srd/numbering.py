"""Numbers by which items of one sequence are told apart, and by which items of others cite them."""

from collections.abc import Iterable, Iterator

from validator.engine.model import Element
from validator.engine.rules.level import Level


def repeated(levels: Iterable[Level], tag: int) -> Iterator[Level]:
    """The levels whose number an earlier one has already."""
    seen: set[int] = set()
    for level in levels:
        number = level.number(tag)
        if number is not None and number in seen:
            yield level
        elif number is not None:
            seen.add(number)


def numbers_of(levels: Iterable[Level], tag: int) -> set[int]:
    """The numbers that these levels have."""
    return {number for level in levels if (number := level.number(tag)) is not None}


def strangers(levels: Iterable[Level], tag: int, known: set[int]) -> Iterator[Level]:
    """The levels that cite a number which is not known."""
    for level in levels:
        number = level.number(tag)
        if number is not None and number not in known:
            yield level


def count_of(element: Element | None, *, size: int = 0) -> int | None:
    """How many values an element has: of text by its backslashes, of numbers of ``size`` bytes by its length.

    ``None`` where that cannot be told: the element is absent, or is text that stays on disk.
    """
    if element is None:
        return None
    if size:
        return None if element.length % size or element.items is not None else element.length // size
    if element.value is None:
        return None
    return element.value.count(b"\\") + 1 if element.value.strip(b" \0") else 0
