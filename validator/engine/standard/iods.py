"""The Information Object Definitions of PS3.3: IODs, modules, attributes with types and conditions, functional groups.

The tables are generated (``tools/standard`` says from what) and interned: equal tables of items are one, and a table is
made into rows when it is first asked for, so that a check pays for the IODs it meets and for no others.
"""

import json
from functools import cache, cached_property
from typing import Any, NamedTuple

from validator.engine.standard.dictionary import DATA

Expression = list[Any]
"""A condition as nested lists; ``standard.conditions`` evaluates it and ``standard.wording`` says it."""
SELF = -2
"""In the artefact: the items of this sequence have the table that the sequence stands in (SR content, PS3.3 C.17.3)."""


class Condition(NamedTuple):
    """When something is required (Type 1C, 2C; usage C), and whether it may be there otherwise (PS3.5 7.4)."""

    required: Expression
    otherwise: Expression


class Values(NamedTuple):
    """Enumerated Values or Defined Terms of an attribute (PS3.3 5.4)."""

    kind: str
    """``"enumerated"`` or ``"defined"``."""
    position: int
    """Which value they are for, counted from 1; 0 for every value."""
    terms: tuple[str, ...]
    condition: Expression | None
    """When they hold; ``None`` for always."""


class Row(NamedTuple):
    """One attribute of a module, or of the items of a sequence."""

    tag: int
    type: str
    """``"1"``, ``"1C"``, ``"2"``, ``"2C"``, ``"3"``"""
    condition: Condition | None
    values: tuple[Values, ...]
    items: tuple[int, int | None] | None
    """How few and how many items a sequence may have; ``None`` where the standard does not say."""
    table: "Table | None"
    """Of a sequence's items; ``None`` for other attributes and where the standard does not list it."""


class Table:
    """The attributes that a module, or an item of a sequence, may hold."""

    def __init__(self, number: int) -> None:
        self.number = number

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """In the order of the standard."""
        return tuple(self._row(*row) for row in _data()["tables"][self.number])

    @cached_property
    def by_tag(self) -> dict[int, Row]:
        return {row.tag: row for row in self.rows}

    def _row(self, tag: int, type_: str, condition: int, values: int, items: list[Any] | None, table: int) -> Row:
        return Row(
            tag,
            type_,
            condition_at(condition),
            _values_at(values),
            (items[0], items[1]) if items else None,
            self if table == SELF else table_at(table),
        )


class Module(NamedTuple):
    """A module as one IOD uses it (PS3.3 A.1.3). There is one of each kind of use: equal is what is the same."""

    key: str
    """``general-image``"""
    name: str
    """``General Image``"""
    section: str
    """``PS3.3 C.7.6.1``; of a module that is newer than the source of sections, ``PS3.3``."""
    entity: str
    """The Information Entity: ``"Patient"``, ``"Study"``, ``"Series"``, ``"Image"`` …"""
    usage: str
    """``"M"``, ``"C"`` or ``"U"``"""
    condition: Condition | None
    in_use: Expression | None
    """When a module that need not be there is taken to be in use; ``None`` where an attribute of its own decides."""
    table: Table

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


class Group(NamedTuple):
    """A functional group macro as one IOD uses it (PS3.3 C.7.6.16)."""

    tag: int
    """Of its sequence."""
    name: str
    usage: str
    condition: Condition | None


class Iod(NamedTuple):
    """One Information Object Definition of PS3.3 annex A; equal is what is the same."""

    key: str
    """``ct-image``"""
    name: str
    """``CT Image``"""
    section: str
    sop_classes: tuple[str, ...]
    modules: tuple[Module, ...]
    groups: tuple[Group, ...]
    retired: frozenset[int]
    """Attributes at the top level that an earlier edition had in a module of this IOD and this one has no more."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


def keys() -> tuple[str, ...]:
    """Every IOD, by its key, sorted."""
    return tuple(_data()["iods"])


@cache
def iod(key: str) -> Iod | None:
    """The IOD of this key; ``None`` where there is none."""
    data = _data()
    row = data["iods"].get(key)
    if row is None:
        return None
    name, section, modules, groups, retired = row
    return Iod(
        key,
        name,
        section,
        tuple(uid for uid, owner in data["sop_classes"].items() if owner == key),
        tuple(_module(*module) for module in modules),
        tuple(Group(tag, name, usage, condition_at(condition)) for tag, name, usage, condition in groups),
        frozenset(retired),
    )


def iod_of(sop_class: str) -> Iod | None:
    """The IOD of a Storage SOP Class (PS3.4 B.5); ``None`` for private and unknown classes."""
    key = _data()["sop_classes"].get(sop_class)
    return iod(key) if key else None


def sop_classes() -> dict[str, str]:
    """The IOD of each Storage SOP Class, by UID."""
    return dict(_data()["sop_classes"])


def module_name(key: str) -> str | None:
    """``General Image``; ``None`` for keys that are no module's."""
    row = _data()["modules"].get(key)
    return str(row[0]) if row else None


def sources() -> tuple[str, ...]:
    """What the tables were made from, each with its edition."""
    return tuple(_data()["sources"])


@cache
def table_at(number: int) -> Table | None:
    """The table of this number; ``None`` for -1."""
    return Table(number) if number >= 0 else None


@cache
def condition_at(number: int) -> Condition | None:
    """The condition of this number; ``None`` for -1."""
    return Condition(*_data()["conditions"][number]) if number >= 0 else None


@cache
def _values_at(number: int) -> tuple[Values, ...]:
    if number < 0:
        return ()
    return tuple(
        Values(kind, position, tuple(terms), condition)
        for kind, position, terms, condition in _data()["values"][number]
    )


@cache
def _module(key: str, usage: str, entity: str, condition: int) -> Module:
    data = _data()
    name, section, in_use, table = data["modules"][key]
    return Module(key, name, section, entity, usage, condition_at(condition), in_use, table_at(table) or Table(table))


@cache
def _data() -> Any:
    return json.loads((DATA / "iods.json").read_bytes())
