"""Headers and bytes of instances, read again when a page shows them: a scan is cheaper than a million rows."""

from typing import NamedTuple

from validator.engine.header import Source
from validator.engine.header.source import ExcerptReader, open_reader
from validator.engine.model import UNDEFINED_LENGTH, Element, Header, Item, tag_text
from validator.engine.text import DEFAULT, CharacterSet, charset_of, decode_value
from validator.models import Instance
from validator.services import contents, headers

BYTES_SHOWN = 64
BYTES_A_LINE = 8


class Place(NamedTuple):
    """One element of one file, with what is needed to read it."""

    element: Element
    charset: CharacterSet
    path: str


class HexRun(NamedTuple):
    """Bytes that belong to one part of an element."""

    part: str
    """``"head"`` (tag and length), ``"vr"`` or ``"value"``."""
    text: str


class HexLine(NamedTuple):
    """Eight bytes of a file."""

    offset: str
    runs: tuple[HexRun, ...]
    letters: str


class HexDump(NamedTuple):
    """The first bytes of one element."""

    lines: tuple[HexLine, ...]
    rest: int
    """How many bytes of the element are not shown."""
    inflated: bool
    """Whether the offsets count bytes of the inflated data set."""


def find_element(header: Header, path: str) -> Place | None:
    """The element at a path such as ``(0040,0275)[0].(0008,0050)``; ``[*]`` is the first item that has it."""
    steps = path.split(".")
    places = [(header.meta + header.elements, charset_of(header.elements), "")]
    for number, step in enumerate(steps):
        tag, _, index = step.partition("[")
        last = number == len(steps) - 1
        found = [
            Place(element, charset, prefix + tag_text(element.tag))
            for elements, charset, prefix in places
            for element in elements
            if tag_text(element.tag) == tag
        ]
        if last and not index:
            return found[0] if found else None
        places = [
            (item.elements, charset_of(item.elements, place.charset), f"{place.path}[{at}].")
            for place in found
            for at, item in _items(place.element, index.rstrip("]"))
        ]
    return None


def value_at(header: Header, path: str) -> str | None:
    """What stands at a path, for display; ``None`` where nothing does."""
    place = find_element(header, path)
    if place is None:
        return None
    return shown_value(header, place.element, place.charset)


def shown_value(header: Header, element: Element, charset: CharacterSet = DEFAULT) -> str:
    """The value of an element for display, by the byte order of its part of the file."""
    return decode_value(element, charset, little=element.group == 2 or header.encoding.little)


def hex_dump(instance: Instance, header: Header, element: Element) -> HexDump:
    """The first bytes of an element as they lie in the file.

    Of a deflated data set only the value is at hand; its offsets count bytes of the inflated data set. Of a file that
    is not kept any more, long values are missing. Raises ``Unreachable`` where nothing is kept.
    """
    inflated = header.encoding.deflated and element.group != 2
    if inflated:
        start, data = element.value_offset, (element.value or b"")[:BYTES_SHOWN]
    else:
        start = element.offset
        data = _bytes_of(instance, start, min(BYTES_SHOWN, _end(element) - start))
    parts = [_part(element, start + at) for at in range(len(data))]
    starts = range(0, len(data), BYTES_A_LINE)
    lines = tuple(_hex_line(start + at, data[at : at + BYTES_A_LINE], parts[at:]) for at in starts)
    return HexDump(lines, max(0, _end(element) - start - len(data)), inflated)


def _bytes_of(instance: Instance, start: int, length: int) -> bytes:
    """Bytes of an instance: from what is kept of it, else from its file, else as many as are kept."""
    with headers.opened(instance) as source:
        held = _held(source, start, length)
    if len(held) < length:
        try:
            with contents.opened(instance.file) as source:
                held = _held(source, start, length)
        except contents.Unreachable:
            return held
    return held


def _held(source: Source, start: int, length: int) -> bytes:
    """The bytes from ``start`` on, up to the first that was left out of an excerpt."""
    with open_reader(source) as reader:
        if isinstance(reader, ExcerptReader):
            length = next((count for count in range(length, 0, -1) if reader.holds(start, count)), 0)
        return reader.read(start, length)


def _items(element: Element, index: str) -> list[tuple[int, Item]]:
    items = list(enumerate(element.items or ()))
    if index == "*":
        return items
    return [pair for pair in items if str(pair[0]) == index]


def _end(element: Element) -> int:
    """Where the value ends; of a sequence or of fragments without a length, where it begins."""
    length = 0 if element.length == UNDEFINED_LENGTH else element.length
    return element.value_offset + length


def _part(element: Element, at: int) -> str:
    if at >= element.value_offset:
        return "value"
    if element.vr_written and element.offset + 4 <= at < element.offset + 6:
        return "vr"
    return "head"


def _hex_line(offset: int, data: bytes, parts: list[str]) -> HexLine:
    runs: list[HexRun] = []
    for byte, part in zip(data, parts, strict=False):
        if runs and runs[-1].part == part:
            runs[-1] = HexRun(part, f"{runs[-1].text} {byte:02X}")
        else:
            runs.append(HexRun(part, f"{byte:02X}"))
    letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in data)
    padding = "   " * (BYTES_A_LINE - len(data))
    return HexLine(f"0x{offset:06X}", tuple(runs), padding + letters)
