"""Where the tables of PS3.3 list an attribute: in which modules, inside which sequences, for which IODs.

Looked up from the attribute's end: the tables that hold it, the sequences whose items those are, and so on up to the
modules. What is needed for that is read once from all tables.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from validator.engine.standard import iods
from validator.engine.standard.iods import Iod, Module, Row, Table

USAGES = ("M", "C", "U")
TYPES = ("1", "1C", "2", "2C", "3")
"""Usages of modules and types of attributes, the strictest first."""


class Occurrence(NamedTuple):
    """One place in a module where an attribute is listed."""

    module: Module
    """As the first of its IODs uses it: its usage says nothing here."""
    path: tuple[int, ...]
    """The sequences that lead to it; empty at the top level."""
    row: Row


class Definition(NamedTuple):
    """Where an IOD defines an attribute."""

    iod: Iod
    module: Module
    path: tuple[int, ...]
    """The sequences that lead to it."""
    row: Row


class _Maps(NamedTuple):
    """What is found in all tables: the way up from each."""

    holders: dict[int, list[Table]]
    """The tables that list an attribute, by its tag."""
    parents: dict[int, list[tuple[Table, int]]]
    """By the number of a table: which tables hold a sequence with it, and the sequence's tag."""
    modules: dict[int, list[Module]]
    """The modules whose own table it is, by its number."""
    users: dict[str, list[Iod]]
    """The IODs that use a module, by its key."""


def occurrences(tag: int) -> list[Occurrence]:
    """Every place where an attribute is listed, the shallow ones first, then by module."""
    maps = _maps()
    found = [
        Occurrence(module, path, table.by_tag[tag])
        for table in maps.holders.get(tag, ())
        for module, path in _ways(maps, table)
    ]
    return sorted(found, key=lambda each: (len(each.path), each.module.key, each.path))


def users(module: str) -> tuple[Iod, ...]:
    """The IODs that use a module, by their keys."""
    return tuple(_maps().users.get(module, ()))


def listed_tags() -> frozenset[int]:
    """Every attribute that some module lists."""
    return frozenset(_maps().holders)


def definition(iod: Iod, path: Sequence[int]) -> Definition | None:
    """The row for the attribute at the end of a path of tags; of several modules that of the strictest."""
    found = [
        Definition(iod, module, tuple(path[:-1]), row)
        for module in iod.modules
        if (row := row_at(module.table, path)) is not None
    ]
    return min(found, key=_strictness, default=None)


def _strictness(found: Definition) -> tuple[int, int]:
    return USAGES.index(found.module.usage), TYPES.index(found.row.type)


def row_at(table: Table, path: Sequence[int]) -> Row | None:
    """The row at the end of a path of tags that begins in this table."""
    row: Row | None = None
    level: Table | None = table
    for tag in path:
        row = level.by_tag.get(tag) if level is not None else None
        if row is None:
            return None
        level = row.table
    return row


def _ways(maps: _Maps, table: Table) -> Iterator[tuple[Module, tuple[int, ...]]]:
    """The modules that a table is reached from, each with the sequences on the way."""
    for module in maps.modules.get(table.number, ()):
        yield module, ()
    for parent, sequence in maps.parents.get(table.number, ()):
        for module, path in _ways(maps, parent):
            yield module, (*path, sequence)


@cache
def _maps() -> _Maps:
    maps = _Maps(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    seen: set[int] = set()
    for iod in filter(None, map(iods.iod, iods.keys())):
        for module in iod.modules:
            if module.key not in maps.users:
                maps.modules[module.table.number].append(module)
                _gather(maps, module.table, seen)
            maps.users[module.key].append(iod)
    return maps


def _gather(maps: _Maps, table: Table, seen: set[int]) -> None:
    if table.number in seen:
        return
    seen.add(table.number)
    for row in table.rows:
        maps.holders[row.tag].append(table)
        if row.table is not None and row.table is not table:
            maps.parents[row.table.number].append((table, row.tag))
            _gather(maps, row.table, seen)
