"""The items of one sequence in a module of an IOD: the table of their attributes, and the way there."""

from typing import NamedTuple

from validator.engine.standard import dictionary, iods
from validator.engine.standard.iods import Iod, Module
from validator.engine.standard.legend import USAGES
from validator.engine.standard.occurrences import row_at
from validator.services.standard.lines import Line, line, lines, part, tags_of


class Step(NamedTuple):
    """One sequence on the way."""

    name: str
    way: str


class ItemsPage(NamedTuple):
    """The whole page."""

    iod: Iod
    module: Module
    usage_word: str
    steps: tuple[Step, ...]
    """The sequences around this one, the outermost first."""
    sequence: Line
    lines: tuple[Line, ...]


def items_page(key: str, module: str, way: str) -> ItemsPage | None:
    """The items at the end of a dotted way of keywords; ``None`` where the tables have none there."""
    iod, tags = iods.iod(key), tags_of(way)
    found = next((each for each in iod.modules if each.key == module), None) if iod else None
    row = row_at(found.table, tags) if found and tags else None
    if iod is None or found is None or not tags or row is None or row.table is None:
        return None
    return ItemsPage(
        iod=iod,
        module=found,
        usage_word=USAGES[found.usage],
        steps=tuple(
            Step(dictionary.name(tag), ".".join(map(part, tags[: at + 1]))) for at, tag in enumerate(tags[:-1])
        ),
        sequence=line(iod, row, tags[:-1]),
        lines=lines(iod, row.table, tags),
    )
