"""An instance in a few lines: all that pairing and the survey of a case need to know of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from struct import pack
from sys import intern
from typing import Any, NamedTuple

from validator.engine.compare.acquisition import AcquisitionKey, acquisition_key
from validator.engine.compare.noise import is_noise
from validator.engine.compare.opaque import CONTENT, content_digest, opaque_items
from validator.engine.compare.summary import pattern_of
from validator.engine.header import Source, read_value
from validator.engine.hierarchy import IDENTITIES, Citation, citations, cited_uids, uids_of
from validator.engine.model import PIXEL_DATA, Element, Entity, Header, tag_text
from validator.engine.pixels.digest import ENCAPSULATED, digest_pixels, digest_value, read_coding
from validator.engine.standard.representations import little_endian
from validator.engine.text.display import STRING_VRS, decode_value
from validator.engine.text.label import charset_of

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
STATION_NAME = 0x00081010
LARGEST_ITEMS = 16 * 1024 * 1024
"""Bytes of a private value on disk that is read whole in search of items; a longer one is taken as bytes."""
OF_ITEMS, ON_DISK = 0xFFFFFFFF, 0xFFFFFFFE
"""Instead of the length of a value: that it is a sequence, whose number of items follows, or stayed on disk."""
END = (0, 0)
"""Instead of tag and length: the end of a data set or item. The items of its sequences follow, the last first."""
LEAST_SKIPPED = 0x7FE00008
"""Pixel data and what is no content stand at the end of a data set, group lengths apart: this is the least tag."""


Cited = tuple[str, ...]
Places = tuple[tuple[str, tuple[int, ...]], ...]
Contexts = tuple[tuple[int, Entity, tuple[int, ...]], ...]


class Outline(NamedTuple):
    """One file of one capture, small enough that a hundred thousand of them fit in memory."""

    file: str
    """Unique within its capture."""
    sop_class: str = ""
    sop_instance: str = ""
    study: str = ""
    series: str = ""
    frame_of_reference: str = ""
    transfer_syntax: str = ""
    """As declared; what the bytes bear out where nothing is declared."""
    pixel_digest: str = ""
    """See ``digest_pixels``; empty where there are no pixel data."""
    coding: str = ""
    """Of compressed pixel data: whether the method loses something, see ``Coding``."""
    data_set_digest: str = ""
    """Of tags and values; equal for two data sets that differ in padding, lengths, byte order and written VRs only."""
    key: AcquisitionKey = ()
    cited: Cited = ()
    """The UIDs that the data set cites, each once, sorted."""
    places: Places = ()
    """Where: paths with their item numbers left open, each with the positions in ``cited`` of what stands there."""
    contexts: Contexts = ()
    """What is cited as the study or series of instances, and these, as positions in ``cited``."""
    bulk: tuple[tuple[str, str], ...] = ()
    """Path and digest of each value that stayed on disk, pixel data aside; of private sequences with such values,
    and of such values that are sequences, also the digest of their items (see ``content_digest``)."""
    station: str = ""
    """(0008,1010) Station Name, for display."""

    @property
    def is_instance(self) -> bool:
        """Whether this is an instance at all: no DICOMDIR, and something that names or shows it."""
        return self.sop_class != MEDIA_STORAGE_DIRECTORY and bool(
            self.sop_instance or self.pixel_digest or self.study or self.sop_class
        )

    def to_json(self) -> list[Any]:
        return list(self)

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Outline":
        outline = cls._make(plain)
        # What many instances have in common is kept once: it is most of what they say.
        return outline._replace(
            sop_class=intern(outline.sop_class),
            study=intern(outline.study),
            series=intern(outline.series),
            frame_of_reference=intern(outline.frame_of_reference),
            transfer_syntax=intern(outline.transfer_syntax),
            key=tuple(map(intern, outline.key)),
            cited=tuple(map(intern, outline.cited)),
            places=tuple((intern(place), tuple(positions)) for place, positions in outline.places),
            contexts=tuple((uid, Entity(entity), tuple(within)) for uid, entity, within in outline.contexts),
            bulk=tuple((path, digest) for path, digest in outline.bulk),
            station=intern(outline.station),
        )


def outline(header: Header, source: Source, *, file: str) -> Outline:
    """What pairing needs to know of one file; reads the pixel data once, streaming.

    Raises the ``OSError`` of a source that cannot be read any more.
    """
    if not header.is_dicom:
        return Outline(file)
    pixels = digest_pixels(source, header)
    content, absent = _gather(header)
    bulk = _digest_bulk(source, header) if absent else ()
    digest = blake2b(content, digest_size=16)
    digest.update("".join([pixels, *(f"{path}={value}" for path, value in bulk)]).encode())
    # Most instances cite nothing, which is quickly told.
    cited, places, contexts = _cited(citations(header.elements)) if cited_uids(header.elements) else ((), (), ())
    return Outline(
        file=file,
        sop_class=_uid(header, 0x00080016) or _uid(header, 0x00020002),
        sop_instance=_uid(header, 0x00080018),
        study=_uid(header, 0x0020000D),
        series=_uid(header, 0x0020000E),
        frame_of_reference=_uid(header, 0x00200052),
        transfer_syntax=header.declared_syntax or header.actual_syntax or "",
        pixel_digest=pixels,
        coding=read_coding(source, header) if pixels.startswith(ENCAPSULATED) else "",
        data_set_digest=digest.hexdigest(),
        key=acquisition_key(header),
        cited=cited,
        places=places,
        contexts=contexts,
        bulk=bulk,
        station=_station(header),
    )


def _cited(found: Sequence[Citation]) -> tuple[Cited, Places, Contexts]:
    """The same as ``Outline`` keeps it."""
    cited = tuple(sorted({citation.uid for citation in found}))
    position = {uid: at for at, uid in enumerate(cited)}
    places: dict[str, set[int]] = defaultdict(set)
    contexts = set()
    for citation in found:
        places[pattern_of(citation.path)].add(position[citation.uid])
        if citation.instances:
            instances = tuple(sorted(position[uid] for uid in citation.instances))
            contexts.add((position[citation.uid], IDENTITIES[citation.tag], instances))
    return (
        cited,
        tuple((intern(place), tuple(sorted(positions))) for place, positions in sorted(places.items())),
        tuple(sorted(contexts)),
    )


def _uid(header: Header, tag: int) -> str:
    return intern(next(iter(uids_of(header.get(tag))), ""))


def _station(header: Header) -> str:
    element = header.get(STATION_NAME)
    if element is None:
        return ""
    return intern(decode_value(element, charset_of(header.elements), vr="SH").strip())


def _digest_bulk(source: Source, header: Header) -> tuple[tuple[str, str], ...]:
    """The values too long to be held: PS3.5 sets no bound to OB, OW, UN, UT and the like."""
    found = []
    for place, element in _long_or_private(header):
        path = f"{_prefix(place)}{tag_text(element.tag)}"
        if _is_bulk(path, element):
            found.append((path, digest_value(source, header, element)))
        if element.is_private and (content := _digest_items(source, header, element)):
            found.append((f"{path}{CONTENT}", content))
    return tuple(found)


class _Place(NamedTuple):
    """An item: the place of its sequence's data set, the tag of the sequence, and the item's number."""

    around: "_Place | None"
    tag: int
    number: int


def _prefix(place: _Place | None) -> str:
    """``(0040,0275)[0].``; written only where it is needed, since there may be very many items."""
    parts = []
    while place is not None:
        parts.append(f"{tag_text(place.tag)}[{place.number}].")
        place = place.around
    return "".join(reversed(parts))


def _long_or_private(header: Header) -> Iterator[tuple[_Place | None, Element]]:
    """The elements that may stand for values on disk, each with the item around it, in file order."""
    stack: list[tuple[_Place | None, Iterator[Element]]] = [(None, iter(header.elements))]
    while stack:
        place, elements = stack[-1]
        for element in elements:
            if element.value is None or element.fragments is not None:
                if element.items is None or element.is_private:
                    yield place, element
                if element.items:
                    stack += [
                        (_Place(place, element.tag, number), iter(element.items[number].elements))
                        for number in range(len(element.items) - 1, -1, -1)
                    ]
                    break
        else:
            stack.pop()


def _digest_items(source: Source, header: Header, element: Element) -> str | None:
    """Of a private element on disk, whether it is known to be a sequence or not; ``None`` beyond ``LARGEST_ITEMS``."""

    def read(inner: Element) -> bytes | None:
        if inner.value is not None or inner.length > LARGEST_ITEMS:
            return inner.value
        return read_value(source, header, inner)

    if element.items is not None:
        return content_digest(element.items, read)
    if element.value is not None or element.fragments is not None:
        return None
    value = read(element)
    items = opaque_items(value) if value is not None else None
    return content_digest(items, lambda inner: inner.value) if items else None


def _is_bulk(path: str, element: Element) -> bool:
    if element.tag in PIXEL_DATA and "[" not in path:
        return False
    return element.fragments is not None or (element.value is None and element.items is None)


def _gather(header: Header) -> tuple[bytes, bool]:
    """All tags and values but the pixel data in one string of bytes, and whether some values are missing there.

    The values follow each other; behind them stand two numbers for each element, with which they can be told apart.
    """
    values: list[bytes] = []
    shape: list[int] = []
    absent = False
    little = header.encoding.little
    skipped: tuple[int, ...] = PIXEL_DATA
    levels = [header.elements]
    while levels:
        for element in levels.pop():
            tag, value = element.tag, element.value
            if not tag & 0xFFFF or (tag >= LEAST_SKIPPED and (tag in skipped or is_noise(tag))):
                continue
            if value is None or element.fragments is not None:
                items = element.items
                if items is None:
                    absent = True
                    shape += (tag, ON_DISK)
                else:
                    shape += (tag, OF_ITEMS, len(items))
                    levels += [item.elements for item in items]
                continue
            if element.vr_known in STRING_VRS:
                value = value.rstrip(b" \0")
            elif not little:
                value = little_endian(value, element.vr_written, little=False)
            shape += (tag, len(value))
            values.append(value)
        shape += END
        skipped = ()
    values.append(pack(f"<{len(shape)}I", *shape))
    return b"".join(values), absent
