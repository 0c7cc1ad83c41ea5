"""What one level of an instance must and may hold, merged from all modules that define it.

Several modules of an IOD may list the same attribute, each with a type and terms of its own: a plan keeps, for each
tag, every row with the module that it comes from. Plans are compiled when a level is first met, and kept.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from validator.engine.standard.iods import Module, Row, Table
from validator.engine.standard.specialised import ALWAYS

DEMANDING = frozenset(("1", "1C", "2", "2C"))
REMEMBERED = 64
"""For so many sets of modules a plan knows what counts."""


class Demand(NamedTuple):
    """An attribute as one module lists it."""

    row: Row
    module: Module


class Counted(NamedTuple):
    """An attribute that modules in use demand."""

    tag: int
    demands: tuple[Demand, ...]
    is_free: bool
    """Whether nothing forbids it to be there."""
    needs_value: bool
    """Whether it must not be empty, at least under a condition."""


class Plan:
    """The attributes of one level, by tag."""

    def __init__(self, sources: tuple[tuple[Table, Module], ...]) -> None:
        self.rows: dict[int, tuple[Demand, ...]] = {}
        for table, module in sources:
            for row in table.rows:
                self.rows[row.tag] = (*self.rows.get(row.tag, ()), Demand(row, module))
        self._items: dict[int, Plan | None] = {}
        self._counted: dict[frozenset[str] | None, tuple[Counted, ...]] = {}

    def counted(self, used: frozenset[str] | None) -> tuple[Counted, ...]:
        """The attributes that these modules demand, ``None`` for all."""
        counted = self._counted.get(used)
        if counted is None:
            if len(self._counted) >= REMEMBERED:
                self._counted.clear()
            counted = self._counted[used] = tuple(self._count(used))
        return counted

    def _count(self, used: frozenset[str] | None) -> Iterator[Counted]:
        for tag, demands in self.demanding:
            counted = tuple(one for one in demands if used is None or one.module.key in used)
            if counted:
                conditions = [one.row.condition for one in counted]
                is_free = all(condition is None or condition.otherwise == ALWAYS for condition in conditions)
                yield Counted(tag, counted, is_free, any(one.row.type in ("1", "1C") for one in counted))

    @cached_property
    def demanding(self) -> tuple[tuple[int, tuple[Demand, ...]], ...]:
        """The attributes that some module demands, at least under a condition, with those demands."""
        found = (
            (tag, tuple(one for one in demands if one.row.type in DEMANDING)) for tag, demands in self.rows.items()
        )
        return tuple((tag, demands) for tag, demands in found if demands)

    def items(self, tag: int) -> "Plan | None":
        """The plan of a sequence's items; ``None`` where the standard does not list what they hold."""
        if tag not in self._items:
            sources = dict.fromkeys(
                (one.row.table, one.module) for one in self.rows.get(tag, ()) if one.row.table is not None
            )
            self._items[tag] = _merged(tuple(sources)) if sources else None
        return self._items[tag]


@cache
def _merged(sources: tuple[tuple[Table, Module], ...]) -> Plan:
    return Plan(sources)


@cache
def plan_of(modules: tuple[Module, ...]) -> Plan:
    """The plan of the top level, from all modules of an IOD: which of them count is asked later."""
    return Plan(tuple((module.table, module) for module in modules))
