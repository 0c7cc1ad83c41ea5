"""Where two data sets differ, as plain values."""

from dataclasses import dataclass
from typing import NamedTuple

from validator.engine.compare.reading import Side
from validator.engine.model import Element


class Difference(NamedTuple):
    """One place where two data sets are not the same to the byte."""

    path: str
    """In the later data set; in the earlier one where the element is gone."""
    tag: int
    order: tuple[int, ...]
    """Tags and item numbers on the way: sorts differences as they stand in the file."""
    before: Element | None
    after: Element | None
    sides: tuple[Side, Side]
    vr: str
    """What both are read by."""
    creator: str = ""
    """Of a private element: whose block it stands in."""
    equal: str | None = None
    """The ``encoding.*`` kind where both say the same; ``None`` where they do not, or one side lacks the element."""
    item: bool = False
    """Whether one item of the sequence is meant, and not the sequence."""
    reordered: bool = False
    """Whether it is the order of the items alone that differs."""
    orphans: int = 0
    """Of a private creator that is gone: how many elements of its block were left behind."""

    @property
    def is_nested(self) -> bool:
        return len(self.order) > 1


@dataclass(slots=True)
class Rewriting:
    """How the writing of the data set as a whole changed, in numbers of elements."""

    vrs: int = 0
    """Elements that have an explicit VR on one side only."""
    lengths: int = 0
    """Sequences and items whose length is undefined on one side only."""
    words: int = 0
    """Elements whose bytes stand in the other order."""
