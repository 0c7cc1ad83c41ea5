"""The attributes of PS3.6, searched."""

from typing import NamedTuple

from validator.engine.standard import registry
from validator.engine.standard.occurrences import listed_tags
from validator.engine.standard.registry import Attribute
from validator.services.report.attributes import what_breaks

SHOWN_AT_MOST = 200


class AttributeEntry(NamedTuple):
    """One line of the list."""

    attribute: Attribute
    breaks: str
    """What breaks when it is wrong, where it is an operational one."""
    is_listed: bool
    """Whether a module of PS3.3 lists it."""


class AttributeList(NamedTuple):
    """What was found."""

    entries: tuple[AttributeEntry, ...]
    total: int
    more: int


def find_attributes(sought: str) -> AttributeList:
    """The attributes that hold the sought words, those first that the words name best."""
    exact = registry.attribute(sought)
    found = registry.attributes(sought)
    if exact is not None and exact not in found:
        found.append(exact)
    found.sort(key=lambda each: (each != exact, *_distance(each, sought.casefold())))
    listed = listed_tags()
    entries = tuple(AttributeEntry(each, what_breaks(each.tag), each.tag in listed) for each in found[:SHOWN_AT_MOST])
    return AttributeList(entries, len(found), max(0, len(found) - SHOWN_AT_MOST))


def _distance(attribute: Attribute, sought: str) -> tuple[bool, bool, bool]:
    name = attribute.entry.name.casefold()
    return name != sought, sought not in name, attribute.entry.retired


def how_many() -> int:
    """How many attributes PS3.6 has."""
    return len(registry.attributes())
