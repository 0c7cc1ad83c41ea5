"""The functional groups of one data set, read column by column: an instance may have ten thousands of frames.

Frames count from 0 here, as items do in paths; messages count from 1, as the standard does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from validator.engine.model import Element, Item, is_private, tag_text
from validator.engine.rules.level import decimals, integers, text_of
from validator.engine.rules.mfr.tags import PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, SHARED_FUNCTIONAL_GROUPS_SEQUENCE
from validator.engine.rules.subject import UNREAD, DataSet, Hit
from validator.engine.rules.tags import NUMBER_OF_FRAMES

TEXTS = frozenset({"CS", "DS", "IS", "LO", "SH", "UI"})
SHARED_PATH = tag_text(SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
PER_FRAME_PATH = tag_text(PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)


class Cell(NamedTuple):
    """One element and the frame that it belongs to."""

    frame: int | None
    """``None`` for what all frames share."""
    element: Element


Columns = Mapping[int, list[Cell]]
"""Cells by tag, in the order of the frames."""


class Groups:
    """The items of the Shared and of the Per-frame Functional Groups Sequence (PS3.3 C.7.6.16)."""

    def __init__(self, shared: tuple[Item, ...], frames: tuple[Item, ...], *, little: bool) -> None:
        self.frames = frames
        self.shared = {element.tag: element for item in shared[:1] for element in item.elements}
        self._little = little
        self._fields: dict[int, Columns] = {}

    @cached_property
    def columns(self) -> Columns:
        """The functional groups that stand in the items of frames."""
        columns: dict[int, list[Cell]] = defaultdict(list)
        for frame, item in enumerate(self.frames):
            for element in item.elements:
                columns[element.tag].append(Cell(frame, element))
        return dict(columns)

    def creator(self, frame: int | None, tag: int) -> str | None:
        """Whose a private functional group is: the same tag may mean something else in another item (PS3.5 7.8.1).
        ``None`` for a standard one."""
        if not is_private(tag):
            return None
        creator = tag & 0xFFFF0000 | tag >> 8 & 0xFF
        elements = self.shared.values() if frame is None else self.frames[frame].elements
        return next((text_of(element) for element in elements if element.tag == creator), None)

    def has(self, group: int) -> bool:
        """Whether any frame has this functional group, of its own or shared."""
        return group in self.shared or group in self.columns

    def fields(self, group: int) -> Columns:
        """The attributes in the first item of a functional group, of shared groups and of those of frames."""
        if group not in self._fields:
            columns: dict[int, list[Cell]] = defaultdict(list)
            for frame, sequence in self._sequences(group):
                for element in sequence.items[0].elements if sequence.items else ():
                    columns[element.tag].append(Cell(frame, element))
            self._fields[group] = dict(columns)
        return self._fields[group]

    def field(self, group: int, attribute: int) -> list[Cell]:
        """Where an attribute of a functional group stands; empty where no frame has it."""
        return self.fields(group).get(attribute, [])

    def _sequences(self, group: int) -> Iterator[Cell]:
        if group in self.shared:
            yield Cell(None, self.shared[group])
        yield from self.columns.get(group, ())

    def integers(self, group: int, attribute: int) -> Iterator[tuple[Cell, tuple[int, ...]]]:
        """An attribute of a functional group with its integers, where they can be read."""
        for cell in self.field(group, attribute):
            numbers = integers(cell.element, little=self._little)
            if numbers:
                yield cell, numbers

    def decimals(self, group: int, attribute: int) -> Iterator[tuple[Cell, tuple[float, ...]]]:
        """An attribute of a functional group with its numbers, where they can be read."""
        for cell in self.field(group, attribute):
            numbers = decimals(cell.element, little=self._little)
            if numbers:
                yield cell, numbers

    def texts(self, group: int, attribute: int) -> Iterator[tuple[Cell, str]]:
        """An attribute of a functional group with its text, where it is held in memory."""
        for cell in self.field(group, attribute):
            text = text_of(cell.element)
            if text is not None:
                yield cell, text

    def count(self, cell: Cell) -> int | None:
        """How many integers an element has; ``None`` where they cannot be read."""
        return len(integers(cell.element, little=self._little)) or (None if cell.element.length else 0)

    def of_frames(self, group: int, attribute: int) -> dict[int, Element]:
        """An attribute by frame; what all frames share stands for each of them."""
        found: dict[int, Element] = {}
        for frame, element in self.field(group, attribute):
            if frame is None:
                found = dict.fromkeys(range(len(self.frames)), element)
            else:
                found[frame] = element
        return found

    @staticmethod
    def path(frame: int | None, *tags: int) -> str:
        """``(5200,9230)[3].(0020,9113)[0].(0020,0032)`` for a frame, a functional group and its attribute."""
        place = f"{SHARED_PATH}[0]" if frame is None else f"{PER_FRAME_PATH}[{frame}]"
        return f"{place}.{'[0].'.join(map(tag_text, tags))}"

    def at(self, cell: Cell, *tags: int, **words: object) -> Hit:
        """A hit at a cell, which ``tags`` lead to from the item of its frame."""
        value = self._shown(cell.element) if len(tags) > 1 else None
        return Hit(words, value=value, path=self.path(cell.frame, *tags), offset=cell.element.offset)

    def _shown(self, element: Element) -> str | None:
        if element.vr in ("DS", "IS", "CS", "SH", "UI"):
            return text_of(element)
        return "\\".join(f"{number:g}" for number in decimals(element, little=self._little)) or None


_KNOWN: WeakKeyDictionary[DataSet, Groups] = WeakKeyDictionary()


def groups_of(data_set: DataSet) -> Groups | None:
    """The functional groups of a data set; ``None`` where it has none."""
    shared = data_set.get(SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
    frames = data_set.get(PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
    if shared is None and frames is None:
        return None
    groups = _KNOWN.get(data_set)
    if groups is None:
        parts = (element.items or () if element else () for element in (shared, frames))
        groups = _KNOWN[data_set] = Groups(*parts, little=data_set.little)
    return groups


def number_of_frames(data_set: DataSet) -> int | None:
    """Number of Frames, 1 where it is absent; ``None`` where it cannot be read or is not positive."""
    if data_set.get(NUMBER_OF_FRAMES) is None:
        return 1
    frames = data_set.number(NUMBER_OF_FRAMES)
    return frames if frames is not None and frames > 0 else None


def has_value(data_set: DataSet, tag: int) -> bool:
    """Whether a top-level element is there with a value; a number that is 0 is one."""
    element = data_set.get(tag)
    if element is None:
        return False
    if element.value is None:
        return element.items is None or len(element.items) > 0
    return bool(element.value.strip(b" \0" if element.vr in TEXTS else b""))


def is_damaged(data_set: DataSet) -> bool:
    """Whether something of the file could not be read, so that items may be missing which were written."""
    return any(fault.kind in UNREAD for fault in data_set.header.faults)


def frame_words(frames: int) -> str:
    """``1 frame``, ``6 frames``"""
    return f"{frames} frame{'' if frames == 1 else 's'}"
