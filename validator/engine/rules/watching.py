"""A header that notes what a rule asks of it, so that it is known when the rule has to be asked again.

Nothing is noted of tags, VRs and the order of elements: headers that differ in them are judged anew. A rule that reads
a sequence is noted with all that it contains; only where that stands in the file is noted apart.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, SupportsIndex

from validator.engine.model import Element, Fragment, Header, Item
from validator.engine.rules.subject import DataSet, Kept, Value
from validator.engine.rules.tags import MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID


class Notes:
    """What was asked, by the tags of top-level elements and of the file meta."""

    def __init__(self) -> None:
        self.values: set[int] = set()
        self.lengths: set[int] = set()
        self.offsets: set[int] = set()
        self.size = False
        """Whether the size of the file was asked for, or where in it the data set starts."""
        self.presence = False
        """Whether it was asked of every element, items included, if it holds something."""

    def everything(self, tag: int) -> None:
        """Note that all of an element was read."""
        self.values.add(tag)
        self.lengths.add(tag)
        self.offsets.add(tag)

    def add(self, other: "Notes") -> None:
        """Note all that another page has too."""
        self.values |= other.values
        self.lengths |= other.lengths
        self.offsets |= other.offsets
        self.size |= other.size
        self.presence |= other.presence


class Notebook:
    """Where all parts of one watched header write."""

    def __init__(self) -> None:
        self.notes = Notes()

    def turn(self) -> Notes:
        """A fresh page."""
        self.notes = Notes()
        return self.notes


class _Noting(tuple[Any, ...]):
    """A part of a header that is noted with everything where it is read as the tuple that it is."""

    def _note(self) -> None:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return super().__iter__()

    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        self._note()
        return super().__getitem__(index)

    def __eq__(self, other: object) -> bool:
        self._note()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._note()
        return super().__ne__(other)

    def __hash__(self) -> int:
        self._note()
        return super().__hash__()


class WatchedElement(_Noting, Element):
    """An element that notes which of its fields are read."""

    notebook: Notebook

    def _note(self) -> None:
        self.notebook.notes.everything(self.tag)

    @property
    def length(self) -> int:
        self.notebook.notes.lengths.add(self.tag)
        return _integer(self, 3)

    @property
    def offset(self) -> int:
        self.notebook.notes.offsets.add(self.tag)
        return _integer(self, 4)

    @property
    def value_offset(self) -> int:
        self.notebook.notes.offsets.add(self.tag)
        return _integer(self, 5)

    @property
    def value(self) -> bytes | None:
        self.notebook.notes.values.add(self.tag)
        value: bytes | None = _field(self, 6)
        return value

    @property
    def items(self) -> tuple[Item, ...] | None:
        if _field(self, 7) is None:
            return None
        self.notebook.notes.values.add(self.tag)
        return self._items

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return _watched_items(_field(self, 7), self)

    @property
    def fragments(self) -> tuple[Fragment, ...] | None:
        fragments: tuple[Fragment, ...] | None = _field(self, 8)
        if fragments is not None:
            self.notebook.notes.values.add(self.tag)
        return fragments


class WatchedItem(_Noting, Item):
    """An item of a watched sequence: noted is whether it is asked where it stands."""

    around: WatchedElement

    def _note(self) -> None:
        self.around.notebook.notes.everything(self.around.tag)

    @property
    def offset(self) -> int:
        self.around.notebook.notes.offsets.add(self.around.tag)
        return _integer(self, 0)


class WatchedInner(_Noting, Element):
    """An element inside a watched sequence: noted is whether it is asked where it stands."""

    around: WatchedElement

    def _note(self) -> None:
        self.around.notebook.notes.everything(self.around.tag)

    @property
    def offset(self) -> int:
        self.around.notebook.notes.offsets.add(self.around.tag)
        return _integer(self, 4)

    @property
    def value_offset(self) -> int:
        self.around.notebook.notes.offsets.add(self.around.tag)
        return _integer(self, 5)

    @property
    def fragments(self) -> tuple[Fragment, ...] | None:
        fragments: tuple[Fragment, ...] | None = _field(self, 8)
        if fragments is not None:
            self.around.notebook.notes.everything(self.around.tag)
        return fragments


class WatchedValue(_Noting, Value):
    """What one element rule is called with to learn whether its judgement depends on the bytes."""

    is_read = False
    """Whether it looked at them."""

    def _note(self) -> None:
        self.is_read = True

    @property
    def raw(self) -> bytes:
        self._note()
        raw: Any = super().__getitem__(3)
        return bytes(raw)


class WatchedHeader(Header):
    """A header of watched elements."""

    notebook: Notebook
    worked_out: dict[object, tuple[Notes, Any]]
    """What data sets of this header keep for several rules, and what it depends on."""

    @property
    def size(self) -> int:
        self.notebook.notes.size = True
        return _integer(self, 0)

    @property
    def data_set_offset(self) -> int:
        self.notebook.notes.size = True
        return _integer(self, 6)


class _Shared:
    """A property of a data set that is worked out for the first rule that asks, and noted for each.

    It is no ``cached_property``: what asks again may be noted by itself.
    """

    def __set_name__(self, owner: type[DataSet], name: str) -> None:
        self._build: Callable[[DataSet], Any] = getattr(DataSet, name).func

    def __get__(self, data_set: "WatchedDataSet", owner: type[DataSet]) -> Any:
        return data_set.once(self._build)


class WatchedDataSet(DataSet):
    """What one rule is called with to learn on what its judgement depends."""

    def __init__(self, header: WatchedHeader, plain: DataSet) -> None:
        super().__init__(header)
        self._notebook = header.notebook
        self._worked_out = header.worked_out
        self._plain = plain

    charset = _Shared()
    deviations = _Shared()
    description = _Shared()
    is_patients = _Shared()
    places = _Shared()
    sequences = _Shared()
    sop_class = _Shared()

    @property
    def judgement(self) -> Any:
        """As the data set has it; it depends on what the judge consulted."""
        notes = self._notebook.notes
        notes.presence = True
        notes.values.update((SOP_CLASS_UID, MEDIA_STORAGE_SOP_CLASS_UID), self._plain.judgement.consulted)
        return self._plain.judgement

    def once(self, build: Callable[[DataSet], Kept]) -> Kept:
        """As the data set has it, for all rules; to each it is noted what it depends on."""
        notebook = self._notebook
        known = self._worked_out.get(build)
        if known is None:
            asking = notebook.notes
            notes = notebook.turn()
            try:
                known = self._worked_out[build] = notes, build(self)
            finally:
                notebook.notes = asking
                asking.add(notes)
        notebook.notes.add(known[0])
        kept: Kept = known[1]
        return kept


def watched(header: Header) -> WatchedHeader:
    """The same header, whose reading is noted in its ``notebook``."""
    notebook = Notebook()
    meta, elements = (
        tuple(_watched(element, notebook) for element in level) for level in (header.meta, header.elements)
    )
    copy = WatchedHeader(
        header.size,
        header.preamble,
        meta,
        elements,
        header.declared_syntax,
        header.encoding,
        header.data_set_offset,
        header.faults,
    )
    copy.notebook, copy.worked_out = notebook, {}
    return copy


def _watched(element: Element, notebook: Notebook) -> WatchedElement:
    copy: WatchedElement = tuple.__new__(WatchedElement, element)
    copy.notebook = notebook
    return copy


def _watched_items(items: tuple[Item, ...], around: WatchedElement) -> tuple[Item, ...]:
    """The items of a watched sequence, with what they hold at any depth; those in items are followed by recursion no
    deeper than ``header.limits`` let them be."""
    copies = []
    for offset, length, elements in items:
        item: WatchedItem = tuple.__new__(
            WatchedItem, (offset, length, tuple(_inner(each, around) for each in elements))
        )
        item.around = around
        copies.append(item)
    return tuple(copies)


def _inner(element: Element, around: WatchedElement) -> Element:
    items = element.items
    if items is not None:
        element = element._replace(items=_watched_items(items, around))
    copy: WatchedInner = tuple.__new__(WatchedInner, element)
    copy.around = around
    return copy


def _field(element: Element, index: int) -> Any:
    """A field of the tuple, without a note."""
    return tuple.__getitem__(element, index)


def _integer(part: tuple[Any, ...], index: int) -> int:
    number: int = tuple.__getitem__(part, index)
    return number
