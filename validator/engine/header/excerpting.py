"""Making excerpts, and what a scan of one must not believe."""

from collections.abc import Iterable, Iterator

from validator.engine.header.excerpt import MOST_KEPT, Excerpt, Gap
from validator.engine.header.source import ExcerptReader, Reader, Source, open_reader
from validator.engine.model import PIXEL_DATA, Element, Fault, FaultKind, Header, tag_text

FRAGMENT_HEAD = 8
"""Bytes of an item's tag and length, which stay (PS3.5 7.5.1)."""


def excerpt(source: Source, header: Header, *, pixels: str) -> Excerpt | None:
    """The excerpt of a file that was scanned to ``header``: without the values that were left on disk.

    ``pixels`` is the digest of its pixel data. ``None`` where more than ``MOST_KEPT`` bytes would be kept, or the file
    has changed. The excerpt of an excerpt is that one itself. Raises the ``OSError`` of a source that cannot be read.
    """
    with open_reader(source) as reader:
        return reader.excerpt if isinstance(reader, ExcerptReader) else _cut_out(reader, header, pixels)


def _cut_out(reader: Reader, header: Header, pixels: str) -> Excerpt | None:
    gaps = () if header.encoding.deflated else tuple(_gaps(header))
    missing = sum(length for _, length in gaps)
    if header.size - missing > MOST_KEPT:
        return None
    starts = (0, *(at + length for at, length in gaps))
    ends = (*(at for at, _ in gaps), header.size)
    kept = b"".join([reader.read(start, end - start) for start, end in zip(starts, ends, strict=True)])
    return Excerpt(header.size, gaps, kept, pixels) if len(kept) + missing == header.size else None


def _gaps(header: Header) -> Iterator[Gap]:
    """The values that stayed on disk, as far as they do not overlap, in the order of the file."""
    end = 0
    for at, length in sorted(_left_out(header.elements)):
        length = min(length, header.size - at)
        if at >= end and length > 0:
            yield at, length
            end = at + length


def _left_out(elements: Iterable[Element]) -> Iterator[Gap]:
    stack = list(elements)
    while stack:
        element = stack.pop()
        if element.fragments is not None:
            for fragment in element.fragments[1:]:
                known = len(fragment.head)
                yield fragment.offset + FRAGMENT_HEAD + known, fragment.length - known
        elif element.items is not None:
            for item in element.items:
                stack += item.elements
        elif element.value is None:
            yield element.value_offset, element.length


def without_pixels(elements: tuple[Element, ...], reader: ExcerptReader) -> tuple[Element, ...]:
    """The elements of a data set without what only seems to be there: zeros in place of what was left out."""
    return tuple(
        element if element.tag not in PIXEL_DATA or element.items is not None else _emptied(element, reader)
        for element in elements
    )


def _emptied(element: Element, reader: ExcerptReader) -> Element:
    if element.fragments is None:
        return element if reader.holds(element.value_offset, element.length) else element._replace(value=None)
    known = [
        fragment if reader.holds(fragment.offset + FRAGMENT_HEAD, len(fragment.head)) else fragment._replace(head=b"")
        for fragment in element.fragments
    ]
    return element._replace(fragments=tuple(known))


def not_received(element: Element) -> Fault:
    """What is to be told of pixel data whose digest is the word of who sent the excerpt."""
    return Fault(
        element.offset, element.tag, FaultKind.PIXELS_NOT_RECEIVED, tag_text(element.tag), length=element.length
    )
