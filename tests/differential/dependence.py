"""Which attributes decide whether another one is required, allowed or of a given value (PS3.3, PS3.5 7.4)."""

import re
from collections.abc import Iterator
from functools import cache

from validator.engine.standard import iods, occurrences

_STEP = re.compile(r"\(([0-9A-F]{4}),([0-9A-F]{4})\)")
_Expression = list[object]


def tags_of(path: str) -> tuple[int, ...]:
    """The tags on the way to an attribute, its own at the end."""
    return tuple(int(group + element, 16) for group, element in _STEP.findall(path))


@cache
def deciders(sop_class: str, path: tuple[int, ...]) -> frozenset[int]:
    """The attributes that the conditions of an attribute, and of its values, read in any module of the IOD."""
    iod = iods.iod_of(sop_class)
    if iod is None:
        return frozenset()
    found: set[int] = set()
    for module in iod.modules:
        row = occurrences.row_at(module.table, path)
        if row is None:
            continue
        if row.condition is not None:
            found.update(_read_by(row.condition.required))
        if module.condition is not None:
            found.update(_read_by(module.condition.required))
        for values in row.values:
            found.update(_read_by(values.condition) if values.condition else ())
    return frozenset(found)


@cache
def rows(sop_class: str, path: tuple[int, ...]) -> tuple[iods.Row, ...]:
    """What the modules of the IOD say of an attribute."""
    iod = iods.iod_of(sop_class)
    found = (occurrences.row_at(module.table, path) for module in iod.modules) if iod else ()
    return tuple(row for row in found if row is not None)


def _read_by(expression: _Expression) -> Iterator[int]:
    """The last tag of every reference in an expression: a list of how far to look, then tags."""
    for part in expression:
        if not isinstance(part, list) or not part:
            continue
        if isinstance(part[0], int):
            yield part[-1]
        else:
            yield from _read_by(part)
