"""Two data sets side by side, line by line: which element and which item of one answers to which of the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from validator.engine.compare.alignment import PRIVATE, Partners, align
from validator.engine.compare.comparison import inside, items_of, side_of
from validator.engine.compare.items import Renaming, align_items
from validator.engine.compare.reading import Side, reading_vr
from validator.engine.model import Element, Header, Item, tag_text
from validator.engine.text import DEFAULT

META_SIDE = Side(DEFAULT, little=True, explicit=True)
"""How File Meta Information is read, whatever the data set is written in (PS3.10 7.1)."""


class Line(NamedTuple):
    """One element, or the head of one item, on both sides; ``None`` on the side that lacks it."""

    path: str
    """As ``Change.path`` has it: in the later data set, in the earlier one where the later lacks it."""
    path_before: str
    """In the earlier data set; empty where that lacks it."""
    depth: int
    """How many sequences it stands in."""
    before: Element | Item | None
    after: Element | Item | None
    sides: tuple[Side, Side]
    vr: str
    """What the values are read by; empty for an item."""
    creator: str = ""
    """Of a private element: whose block it stands in."""

    @property
    def tag(self) -> int | None:
        """``None`` for an item."""
        element = self.after or self.before
        return element.tag if isinstance(element, Element) else None


Lines = Iterator["Line | Lines"]
"""The lines of a level, with those of an item in the place where the item stands."""


class _Level(NamedTuple):
    """Two data sets, or two items, that answer to each other; one that answers to none stands beside nothing."""

    prefixes: tuple[str, str]
    depth: int
    before: tuple[Element, ...]
    after: tuple[Element, ...]
    sides: tuple[Side, Side]


def side_by_side(
    before: Header, after: Header, renamed: Renaming, *, enters: Callable[[Line], bool] = lambda line: True
) -> Iterator[Line]:
    """Every element and item of two files, those aligned that the comparison aligns, in the order of their tags.

    File Meta Information comes first. ``renamed`` tells which UID became which, so that items are found again.
    ``enters`` says of the line of a sequence or item whether what it holds is wanted too. Nesting is followed without
    recursion, and a line is made when it is asked for.
    """
    sides = side_of(before), side_of(after)
    how = _How(renamed, enters)
    stack: list[Lines] = [
        _lines(_Level(("", ""), 0, before.elements, after.elements, sides), how),
        _lines(_Level(("", ""), 0, before.meta, after.meta, (META_SIDE, META_SIDE)), how),
    ]
    while stack:
        line = next(stack[-1], None)
        if line is None:
            stack.pop()
        elif isinstance(line, Line):
            yield line
        else:
            stack.append(line)


class _How(NamedTuple):
    renamed: Renaming
    enters: Callable[[Line], bool]


def _lines(level: _Level, how: _How) -> Lines:
    for before, after, creator in _partners(level.before, level.after):
        one, other = before or after, after or before
        if one is None or other is None:
            continue
        paths = (
            f"{level.prefixes[0]}{tag_text(before.tag)}" if before else "",
            f"{level.prefixes[1]}{tag_text(after.tag)}" if after else "",
        )
        line = Line(
            path=paths[1] or paths[0],
            path_before=paths[0],
            depth=level.depth,
            before=before,
            after=after,
            sides=level.sides,
            vr=reading_vr(one, other, creator),
            creator=creator,
        )
        yield line
        if (one.items is not None or other.items is not None) and how.enters(line):
            yield _item_lines(level, (before, after), paths, how)


def _partners(before: Sequence[Element], after: Sequence[Element]) -> Iterable[Partners]:
    """Which elements of a level answer to each other; without looking closely where their tags leave no doubt."""
    tags = [element.tag for element in before]
    plain = not any(tag & PRIVATE for tag in tags) and all(one < other for one, other in pairwise(tags))
    if plain and tags == [element.tag for element in after]:
        return map(Partners, before, after)
    return align(before, after)


def _item_lines(
    level: _Level, sequences: tuple[Element | None, Element | None], paths: tuple[str, str], how: _How
) -> Lines:
    """The items of a sequence, each with what it holds; none where a side cannot be read as items."""
    held = [items_of(sequence) if sequence else () for sequence in sequences]
    ones, others = held
    if ones is None or others is None:
        return
    for one, other in _pairs(ones, others, how.renamed):
        places = (
            "" if one is None else f"{paths[0]}[{one}]",
            "" if other is None else f"{paths[1]}[{other}]",
        )
        before, after = None if one is None else ones[one], None if other is None else others[other]
        line = Line(places[1] or places[0], places[0], level.depth + 1, before, after, level.sides, "")
        yield line
        if not how.enters(line):
            continue
        inner = _Level(
            (f"{places[0]}.", f"{places[1]}."),
            level.depth + 1,
            before.elements if before else (),
            after.elements if after else (),
            (
                inside(before, level.sides[0]) if before else level.sides[0],
                inside(after, level.sides[1]) if after else level.sides[1],
            ),
        )
        yield _lines(inner, how)


def _pairs(
    before: tuple[Item, ...], after: tuple[Item, ...], renamed: Renaming
) -> Iterable[tuple[int | None, int | None]]:
    if not before:
        return ((None, at) for at in range(len(after)))
    if not after:
        return ((at, None) for at in range(len(before)))
    return align_items(before, after, renamed).pairs
