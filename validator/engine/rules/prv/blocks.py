"""The private elements of one data set, read once for all rules of the family."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.model import Element, tag_text
from validator.engine.rules.subject import DataSet, Hit

FIRST_CREATOR, LAST_CREATOR = 0x10, 0xFF
"""The element numbers of Private Creators; each reserves the block whose first two digits are its last two."""
FIRST_PRIVATE = 0x1000
WITHIN = 0xFFFF00FF
"""Leaves the two digits of the block out of a tag, as private dictionaries do."""
ILLEGAL_GROUPS = frozenset({0x0001, 0x0003, 0x0005, 0x0007, 0xFFFF})
"""Odd groups in which nothing private may stand (PS3.5 7.8)."""


class Place(NamedTuple):
    """Where a level of the data set stands: nowhere for the top, else an item of a sequence in another place."""

    parent: "Place | None" = None
    sequence: int = 0
    item: int = 0

    @property
    def prefix(self) -> str:
        """``(5200,9229)[0].``; empty at the top."""
        steps = []
        place: Place | None = self
        while place is not None and place.parent is not None:
            steps.append(f"{tag_text(place.sequence)}[{place.item}].")
            place = place.parent
        return "".join(reversed(steps))


class Private(NamedTuple):
    """One private element, in its level."""

    element: Element
    place: Place

    def hit(self, **words: object) -> Hit:
        """A hit at the element."""
        return Hit(words, path=f"{self.place.prefix}{tag_text(self.element.tag)}", offset=self.element.offset)


class Block(NamedTuple):
    """A Private Creator and the elements that it reserves, in one level."""

    place: Place
    creator: Element
    name: str
    """What the creator says, without padding; empty where it says nothing."""
    elements: list[Element]

    @property
    def group(self) -> int:
        return self.creator.group

    def hit(self, **words: object) -> Hit:
        """A hit at the creator."""
        return Private(self.creator, self.place).hit(**words)


class Survey(NamedTuple):
    """The private elements at every depth, in no certain order of levels; group lengths are left out."""

    blocks: list[Block]
    orphans: list[Private]
    """Elements whose block has no creator in the same level."""
    misnumbered: list[Private]
    """Elements whose number is that of neither a creator nor a block."""
    misgrouped: list[Private]
    """Elements of a group that is not for private use."""


def survey(data_set: DataSet) -> Survey:
    """All private elements, sorted by what they are."""
    return data_set.once(_survey)


def _survey(data_set: DataSet) -> Survey:
    found = Survey([], [], [], [])
    waiting = [(Place(), data_set.header.elements)]
    while waiting:
        place, elements = waiting.pop()
        private = [element for element in elements if element.tag & 0x10000]
        if private:
            _sort(private, place, found)
        for element in [element for element in elements if element.items is not None]:
            tag = element.tag
            waiting += [(Place(place, tag, number), item.elements) for number, item in enumerate(element.items or ())]
    return found


def first(found: Iterable[Private]) -> Private:
    """The one that stands first in the file."""
    return min(found, key=lambda private: private.element.offset)


def _sort(private: list[Element], place: Place, found: Survey) -> None:
    blocks: dict[int, Block] = {}
    for element in private:
        tag = element.tag
        number = tag & 0xFFFF
        if number >= FIRST_PRIVATE and tag >> 16 not in ILLEGAL_GROUPS:
            # The creator of (gggg,bbee) is (gggg,00bb).
            block = blocks.get(tag >> 16 << 16 | number >> 8)
            if block is not None:
                block.elements.append(element)
            else:
                found.orphans.append(Private(element, place))
        elif tag >> 16 in ILLEGAL_GROUPS:
            found.misgrouped.append(Private(element, place))
        elif FIRST_CREATOR <= number <= LAST_CREATOR:
            name = (element.value or b"").decode("latin-1").strip(" \0")
            blocks[tag] = Block(place, element, name, [])
            found.blocks.append(blocks[tag])
        elif number:
            found.misnumbered.append(Private(element, place))
