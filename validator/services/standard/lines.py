"""The attributes of a module, or of the items of a sequence, as lines of a table."""

from collections.abc import Sequence
from typing import NamedTuple

from validator.engine.model import tag_text
from validator.engine.standard import dictionary
from validator.engine.standard.iods import Condition, Iod, Row, Table
from validator.engine.standard.legend import heading, item_count
from validator.engine.standard.specialised import specialised
from validator.engine.standard.wording import sentence

TERMS_AT_ONCE = 12
"""How many terms of a list are shown before it must be unfolded."""


class Terms(NamedTuple):
    """One list of Enumerated Values or Defined Terms."""

    heading: str
    terms: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        return len(self.terms) > TERMS_AT_ONCE


class Line(NamedTuple):
    """One attribute."""

    tag: str
    keyword: str
    """Its own part of addresses: the keyword, else eight hex digits."""
    name: str
    type: str
    condition: str
    items: str
    """How many items it may have, where it is a sequence."""
    terms: tuple[Terms, ...]
    way: str
    """The keywords that lead to its items, joined by dots; empty where it has none."""
    place: str
    """The keywords that lead to itself, joined by dots."""
    depth: int
    within: str
    """The sequences it was found in, in words; empty where the table says it already."""


def lines(iod: Iod, table: Table, way: Sequence[int] = ()) -> tuple[Line, ...]:
    """The rows of a table of an IOD, which the sequences of ``way`` lead to."""
    return tuple(line(iod, row, way) for row in table.rows)


def line(iod: Iod, row: Row, way: Sequence[int], *, within: str = "") -> Line:
    """One row at the end of a way of sequences."""
    keyword = part(row.tag)
    place = ".".join((*map(part, way), keyword))
    return Line(
        tag=tag_text(row.tag),
        keyword=keyword,
        name=dictionary.name(row.tag),
        type=row.type,
        condition=told(row.condition, iod),
        items=item_count(row.items),
        terms=tuple(Terms(heading(values), values.terms) for values in row.values),
        way=place if row.table is not None else "",
        place=place,
        depth=len(way),
        within=within,
    )


def told(condition: Condition | None, iod: Iod) -> str:
    """A condition in words, as it reads in this IOD; empty where there is none."""
    return sentence(specialised(condition, iod)) if condition else ""


def part(tag: int) -> str:
    """What stands for an attribute in an address."""
    return dictionary.keyword(tag) or f"{tag:08X}"


def tags_of(way: str) -> tuple[int, ...] | None:
    """The tags of a dotted way; ``None`` where a part of it is no attribute."""
    tags = [dictionary.tag_of(each) for each in way.split(".")] if way else []
    found = tuple(tag for tag in tags if tag is not None)
    return found if len(found) == len(tags) else None
