"""The coded entries of a data set (PS3.3 8.8), at any depth, each judged once however often it stands there."""

from typing import NamedTuple

from validator.engine.model import Element, Item
from validator.engine.rules.level import Hit, Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.once import once
from validator.engine.rules.subject import DataSet

FIELDS = {
    tags.CODE_VALUE: 1,
    tags.CODING_SCHEME_DESIGNATOR: 2,
    tags.CODE_MEANING: 3,
    tags.CONTEXT_IDENTIFIER: 4,
    tags.MAPPING_RESOURCE: 5,
}
"""Where each attribute goes in ``CodedEntry``."""
CODES = frozenset({tags.CODE_VALUE, tags.LONG_CODE_VALUE, tags.URN_CODE_VALUE})


class CodedEntry(NamedTuple):
    """One code, as it stands in an item; empty where an attribute is absent or empty."""

    sequence: int
    """The tag of the code sequence."""
    value: str
    scheme: str
    meaning: str
    """One character a byte: for comparison with texts in ASCII."""
    context: str
    resource: str


class Places(NamedTuple):
    """Where a coded entry stands: the first place, and how often in all."""

    path: str
    """Of the first item, without a dot: ``(0040,A730)[3].(0040,A168)[0]``."""
    item: Item
    times: int


@once
def _entries(data_set: DataSet) -> dict[CodedEntry, Places]:
    found: dict[CodedEntry, Places] = {}
    for path, sequence in data_set.sequences:
        for number, item in enumerate(sequence.items or ()):
            if any(element.tag in CODES for element in item.elements[:8]):
                entry = _entry(sequence, item)
                place = Places(f"{path}[{number}]", item, 1)
                found[entry] = joined(found.get(entry), place)
    return found


def joined(some: Places | None, others: Places) -> Places:
    """All these places, of which the first in the file is kept."""
    if some is None:
        return others
    first = min(some, others, key=_offset)
    return first._replace(times=some.times + others.times)


def _offset(places: Places) -> int:
    return places.item.offset


def coded_entries(data_set: DataSet) -> dict[CodedEntry, Places]:
    """Every coded entry of a data set, equal ones as one."""
    return _entries(data_set) if data_set.sequences else {}


def at(data_set: DataSet, places: Places, tag: int, **words: object) -> Hit:
    """A hit at an attribute of a coded entry, at its first place."""
    level = Level(places.item.elements, little=data_set.little, prefix=f"{places.path}.", holder=places.item)
    return level.at(tag)._replace(words={"count": places.times, **words})


def _entry(sequence: Element, item: Item) -> CodedEntry:
    fields: list[str] = ["", "", "", "", "", ""]
    for element in item.elements:
        place = FIELDS.get(element.tag)
        if place and element.value:
            fields[place] = element.value.decode("latin-1").strip(" \0")
    return CodedEntry(sequence.tag, *fields[1:])
