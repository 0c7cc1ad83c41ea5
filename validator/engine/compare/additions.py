"""Items that a hop added to a sequence that keeps a record of what was done."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.compare.difference import Difference
from validator.engine.compare.reading import Side, short_text
from validator.engine.model import Item
from validator.engine.text import CharacterSet, charset_of


class Added(NamedTuple):
    """An item that was not there before the hop."""

    level: tuple[int, ...]
    """Tags and item numbers on the way to the data set, or the item, that holds the sequence."""
    item: Item
    sides: tuple[Side, Side]
    """How the two data sets are read at that level."""

    @property
    def charset(self) -> CharacterSet:
        """That is in force inside the item."""
        return charset_of(self.item.elements, self.sides[1].charset)

    def text(self, tag: int) -> str:
        """What an element of the item says, in short; empty where it has none."""
        return short_text(self.item.elements, tag, self.charset)


def added_items(differences: Iterable[Difference], tag: int) -> list[Added]:
    """The items that are new in the sequences of this tag, at every depth; none of an item that was changed in place.

    Sequences inside what is new as a whole are left out: they record nothing of this hop's changes.
    """
    found: list[Added] = []
    for difference in differences:
        if difference.tag != tag or difference.after is None:
            continue
        items = difference.after.items or ()
        if difference.item and difference.before is None:
            found.append(Added(difference.order[:-2], items[difference.order[-1]], difference.sides))
        elif not difference.item and (difference.before is None or not difference.before.items):
            found += [Added(difference.order[:-1], item, difference.sides) for item in items]
    return found
