"""One IOD: its modules by Information Entity, their attributes, its functional groups."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from validator.engine.model import tag_text
from validator.engine.standard import dictionary, iods
from validator.engine.standard.iods import Group, Iod, Module, Table
from validator.engine.standard.legend import USAGES
from validator.engine.standard.occurrences import row_at
from validator.services.standard.iod_list import SopClass, sop_classes_of
from validator.services.standard.lines import Line, line, lines, part, told
from validator.services.standard.sources import section_address

FUNCTIONAL_GROUPS = (0x52009229, 0x52009230)
"""Shared and Per-frame Functional Groups Sequence."""
DEEPEST = 12
"""How many levels of items a search looks into: where sequences nest in themselves, it must end somewhere."""
FOUND_AT_MOST = 300


class ModulePart(NamedTuple):
    """One module as this IOD uses it."""

    key: str
    name: str
    section: str
    section_address: str
    """Where the standard can be read; empty where the section is not known."""
    usage: str
    usage_word: str
    condition: str
    attributes: int
    """How many attributes it has, filtered or not."""
    lines: tuple[Line, ...]
    is_open: bool


class EntityPart(NamedTuple):
    """The modules of one Information Entity."""

    name: str
    modules: tuple[ModulePart, ...]


class GroupLine(NamedTuple):
    """One functional group of this IOD."""

    tag: str
    keyword: str
    name: str
    usage: str
    usage_word: str
    condition: str
    module: str
    way: str
    """The keywords that lead to its items; empty where the tables do not list them."""


class IodPage(NamedTuple):
    """The whole page."""

    key: str
    name: str
    section: str
    section_address: str
    sop_classes: tuple[SopClass, ...]
    entities: tuple[EntityPart, ...]
    groups: tuple[GroupLine, ...]
    modules: int
    found: int
    """How many attributes hold the sought words."""
    shown: int
    """How many of them stand here."""


def iod_page(key: str, sought: str = "") -> IodPage | None:
    """The IOD of this key; with sought words only what holds them, inside sequences too."""
    iod = iods.iod(key)
    if iod is None:
        return None
    words = tuple(sought.casefold().split())
    parts = [_filtered(iod, module, words) if words else _whole(iod, module) for module in iod.modules]
    shown, found = _cut(parts) if words else (parts, 0)
    return IodPage(
        key=iod.key,
        name=iod.name,
        section=iod.section,
        section_address=section_address(iod.section),
        sop_classes=sop_classes_of(iod),
        entities=tuple(_by_entity(iod, shown)),
        groups=() if words else tuple(_group(iod, group) for group in iod.groups),
        modules=len(iod.modules),
        found=found,
        shown=min(found, FOUND_AT_MOST),
    )


def _whole(iod: Iod, module: Module) -> ModulePart:
    return _part(iod, module, lines(iod, module.table), is_open=False)


def _filtered(iod: Iod, module: Module, words: tuple[str, ...]) -> ModulePart:
    """The attributes that hold the words; all of them, folded, where only the module's name does."""
    found = tuple(_search(iod, module.table, (), words))
    if found or not all(word in module.name.casefold() for word in words):
        return _part(iod, module, found, is_open=True)
    return _whole(iod, module)


def _part(iod: Iod, module: Module, shown: tuple[Line, ...], *, is_open: bool) -> ModulePart:
    return ModulePart(
        key=module.key,
        name=module.name,
        section=module.section,
        section_address=section_address(module.section),
        usage=module.usage,
        usage_word=USAGES[module.usage],
        condition=told(module.condition, iod),
        attributes=len(module.table.rows),
        lines=shown,
        is_open=is_open,
    )


def _search(iod: Iod, table: Table, way: tuple[int, ...], words: tuple[str, ...]) -> Iterator[Line]:
    within = " › ".join(map(dictionary.name, way))
    for row in table.rows:
        if all(word in _text(row.tag) for word in words):
            yield line(iod, row, way, within=within)
        if row.table is not None and row.table is not table and len(way) < DEEPEST:
            yield from _search(iod, row.table, (*way, row.tag), words)


@lru_cache(10_000)
def _text(tag: int) -> str:
    return f"{tag_text(tag)} {tag:08x} {dictionary.keyword(tag)} {dictionary.name(tag)}".casefold()


def _cut(parts: list[ModulePart]) -> tuple[list[ModulePart], int]:
    """Only parts with lines, and of these only so many; and how many attributes were found."""
    found = sum(len(each.lines) for each in parts if each.is_open)
    left = FOUND_AT_MOST
    shown = []
    for each in parts:
        if each.is_open:
            each = each._replace(lines=each.lines[:left])
            left -= len(each.lines)
        if each.lines:
            shown.append(each)
    return shown, found


def _by_entity(iod: Iod, parts: list[ModulePart]) -> Iterator[EntityPart]:
    entities = {module.key: module.entity for module in iod.modules}
    for name in dict.fromkeys(entities.values()):
        modules = tuple(each for each in parts if entities[each.key] == name)
        if modules:
            yield EntityPart(name, modules)


def _group(iod: Iod, group: Group) -> GroupLine:
    module, way = _place_of_group(iod, group)
    return GroupLine(
        tag=tag_text(group.tag),
        keyword=part(group.tag),
        name=group.name,
        usage=group.usage,
        usage_word=USAGES[group.usage],
        condition=told(group.condition, iod),
        module=module,
        way=way,
    )


def _place_of_group(iod: Iod, group: Group) -> tuple[str, str]:
    """The module that holds the functional groups, and the way to the items of this one."""
    for module in iod.modules:
        for holder in FUNCTIONAL_GROUPS:
            row = row_at(module.table, (holder, group.tag))
            if row is not None and row.table is not None:
                return module.key, f"{part(holder)}.{part(group.tag)}"
    return "", ""
