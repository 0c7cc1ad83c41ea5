"""One level of a data set, the top or an item of a sequence, with the look-ups that rules share.

What a rule reads at the top level it can read in an item the same way, and the hits that a level makes carry the
whole path. Nothing raises on content: what cannot be read is absent, and the VRV family says why.
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from validator.engine.model import Element, Item, tag_text

INTEGERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "US or SS": "H", "UV": "Q", "SV": "q", "AT": "HH"}
FLOATS = {"FL": "f", "FD": "d"}
INTEGER_STRING = re.compile(rb"[+-]?[0-9]{1,12}")
"""One value of IS (PS3.5 6.2)."""
DECIMAL_STRING = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""One value of DS (PS3.5 6.2)."""
_NOTHING: Mapping[str, object] = {}


class Hit(NamedTuple):
    """One place where a rule does not hold, before it becomes a finding.

    What an element rule yields needs no path: it is the element's. Its ``offset`` counts from the first byte of
    the value; without one the element's own offset is reported. In a data-set rule both are absolute.
    """

    words: Mapping[str, object] = _NOTHING
    """The fields of the rule's message; never a value of the data set, only what may leave the house."""
    value: str | None = None
    """What stands there, where that is something else than the element's whole value."""
    path: str = ""
    offset: int | None = None


class Level:
    """The elements of the data set itself or of one item, and where they stand."""

    def __init__(
        self, elements: Iterable[Element], *, little: bool, prefix: str = "", holder: Item | None = None,
        parent: "Level | None" = None,
    ) -> None:  # fmt: skip
        self.elements = tuple(elements)
        self.little = little
        self.prefix = prefix
        """Empty at the top; ``(5200,9229)[0].`` in an item."""
        self.holder = holder
        """Whose elements these are; ``None`` at the top."""
        self.parent = parent

    @property
    def offset(self) -> int | None:
        """Of the item's tag; ``None`` at the top."""
        return None if self.holder is None else self.holder.offset

    @cached_property
    def get(self) -> Callable[[int], Element | None]:
        """The element of a tag here; the first where it stands twice."""
        return {element.tag: element for element in reversed(self.elements)}.get

    def path(self, tag: int) -> str:
        """The whole path of an attribute here: ``(5200,9229)[0].(0020,9116)``."""
        return f"{self.prefix}{tag_text(tag)}"

    def at(self, tag: int, *, value: str | None = None, **words: object) -> Hit:
        """A hit at an attribute; where it is absent, at the place where it is missed."""
        element = self.get(tag)
        return Hit(words, value=value, path=self.path(tag), offset=element.offset if element else self.offset)

    def items(self, tag: int) -> tuple["Level", ...]:
        """The items of a sequence, each a level of its own; none where it is absent or no sequence."""
        element = self.get(tag)
        if element is None or not element.items:
            return ()
        path = self.path(tag)
        return tuple(
            Level(item.elements, little=self.little, prefix=f"{path}[{number}].", holder=item, parent=self)
            for number, item in enumerate(element.items)
        )

    def item(self, tag: int) -> "Level | None":
        """The first item of a sequence; ``None`` where it has none."""
        element = self.get(tag)
        if element is None or not element.items:
            return None
        first = element.items[0]
        prefix = f"{self.path(tag)}[0]."
        return Level(first.elements, little=self.little, prefix=prefix, holder=first, parent=self)

    def walk(self) -> Iterator["Level"]:
        """This level and every item below it, at any depth, parents first."""
        waiting = [self]
        while waiting:
            level = waiting.pop()
            yield level
            for element in reversed(level.elements):
                if element.items:
                    waiting.extend(reversed(level.items(element.tag)))

    def text(self, tag: int) -> str | None:
        """A value, one character a byte, without padding: for codes, UIDs and tests of emptiness, not for display.
        ``None`` where the element is absent or not held in memory."""
        return text_of(self.get(tag))

    def values(self, tag: int) -> tuple[str, ...]:
        """A value's parts between backslashes, each without padding; empty where there is no value."""
        text = self.text(tag)
        return tuple(part.strip(" \0") for part in text.split("\\")) if text else ()

    def number(self, tag: int) -> int | None:
        """The first integer of a binary or IS element; ``None`` where there is none."""
        numbers = self.numbers(tag)
        return numbers[0] if numbers else None

    def numbers(self, tag: int) -> tuple[int, ...]:
        """All integers of an element (of AT: group and element number in turns); empty where they cannot be read."""
        return integers(self.get(tag), little=self.little or tag >> 16 == 2)

    def tags(self, tag: int) -> tuple[int, ...]:
        """The values of an AT element, each as one number: ``0x00209116``."""
        numbers = self.numbers(tag)
        return tuple(group << 16 | number for group, number in zip(numbers[::2], numbers[1::2], strict=True))

    def decimals(self, tag: int) -> tuple[float, ...]:
        """All numbers of an FL, FD, DS or integer element; empty where one of them cannot be read."""
        return decimals(self.get(tag), little=self.little)


def text_of(element: Element | None) -> str | None:
    """An element's value, one character a byte, without padding; ``None`` where it is absent or not in memory."""
    if element is None or element.value is None:
        return None
    return element.value.decode("latin-1").strip(" \0")


def integers(element: Element | None, *, little: bool) -> tuple[int, ...]:
    """The integers of a binary or IS element; empty where there are none or the length does not fit."""
    if element is None or not element.value:
        return ()
    form = INTEGERS.get(element.vr)
    if form:
        return unpacked(element.value, form, little=little)
    if element.vr != "IS":
        return ()
    parts = [part.strip(b" ") for part in element.value.rstrip(b"\0").split(b"\\")]
    return tuple(map(int, parts)) if all(map(INTEGER_STRING.fullmatch, parts)) else ()


def decimals(element: Element | None, *, little: bool) -> tuple[float, ...]:
    """The numbers of a binary, DS or IS element; empty where there are none or one cannot be read."""
    if element is None or not element.value:
        return ()
    if element.vr in FLOATS:
        return unpacked(element.value, FLOATS[element.vr], little=little)
    if element.vr != "DS":
        return integers(element, little=little)
    parts = [part.strip(b" ") for part in element.value.rstrip(b"\0").split(b"\\")]
    return tuple(map(float, parts)) if all(map(DECIMAL_STRING.fullmatch, parts)) else ()


def unpacked(value: bytes, form: str, *, little: bool) -> tuple[int, ...]:
    """The numbers of this form of ``struct``, one behind the other; none where the length does not fit."""
    size = struct.calcsize("<" + form)
    if len(value) % size:
        return ()
    return struct.unpack(f"{'<' if little else '>'}{form * (len(value) // size)}", value)
