"""Sorting more than fits in memory: by what is held of each, and group by group by what has to be read."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def in_order(
    numbers: Iterable[int], group: Callable[[int], tuple[Any, ...]], place: Callable[[int], tuple[Any, ...]]
) -> Iterator[int]:
    """Sorted by group, and by place within it; ``place`` is asked for the members of one group at a time."""
    groups: dict[tuple[Any, ...], array[int]] = {}
    for number in numbers:
        key = group(number)
        members = groups.get(key)
        if members is None:
            groups[key] = members = array("I")
        members.append(number)
    for key in sorted(groups):
        yield from sorted(groups.pop(key), key=place)
