"""All IODs of the tables, sorted by what they describe, and searched."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from validator.engine.standard import iods
from validator.engine.standard.iods import Iod
from validator.engine.standard.uids import uid

SOP_COMMON = "sop-common"
FEWEST = 4
"""An Information Entity with fewer IODs than this has no heading of its own."""
OTHERS = "Other"


class SopClass(NamedTuple):
    """A Storage SOP Class."""

    uid: str
    name: str


class IodEntry(NamedTuple):
    """One line of the list."""

    key: str
    name: str
    section: str
    sop_classes: tuple[SopClass, ...]
    modules: int


class IodSection(NamedTuple):
    """The IODs that share a heading."""

    title: str
    iods: tuple[IodEntry, ...]


def iod_sections(sought: str = "") -> list[IodSection]:
    """The IODs by the Information Entity that an instance of them is; only those that hold the sought words."""
    words = sought.casefold().split()
    sections = []
    for title, entries in _sections():
        found = tuple(entry for entry in entries if all(word in _text(entry) for word in words))
        if found:
            sections.append(IodSection(title, found))
    return sections


def sop_classes_of(iod: Iod) -> tuple[SopClass, ...]:
    """The SOP Classes of an IOD with their names."""
    return tuple(SopClass(text, entry.name if (entry := uid(text)) else text) for text in iod.sop_classes)


@cache
def _sections() -> tuple[IodSection, ...]:
    by_entity: dict[str, list[IodEntry]] = defaultdict(list)
    for iod in filter(None, map(iods.iod, iods.keys())):
        entry = IodEntry(iod.key, iod.name, iod.section, sop_classes_of(iod), len(iod.modules))
        by_entity[_entity(iod)].append(entry)
    titles: dict[str, list[IodEntry]] = defaultdict(list)
    for entity, entries in by_entity.items():
        titles[entity if len(entries) >= FEWEST else OTHERS].extend(entries)
    order = sorted(titles, key=lambda title: (title == OTHERS, -len(titles[title]), title))
    return tuple(
        IodSection(title, tuple(sorted(titles[title], key=lambda entry: entry.name.casefold()))) for title in order
    )


def _entity(iod: Iod) -> str:
    """The Information Entity of the instance itself: that of its SOP Common Module."""
    return next((module.entity for module in iod.modules if module.key == SOP_COMMON), OTHERS)


@cache
def _text(entry: IodEntry) -> str:
    classes = " ".join(f"{each.uid} {each.name}" for each in entry.sop_classes)
    return f"{entry.key} {entry.name} {entry.section} {classes}".casefold()
