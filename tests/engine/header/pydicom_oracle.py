"""The elements of a file as pydicom reads them, raw, in the shape in which the scanner's are compared with them."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pydicom
from pydicom.config import settings
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.encaps import parse_fragments
from pydicom.filereader import data_element_generator, read_sequence

from validator.engine.header import read_value
from validator.engine.model import UNDEFINED_LENGTH, Element, Header, tag_text


class Row(NamedTuple):
    """One element, flat: its place in the tree is its path."""

    path: str
    vr: str
    """As written."""
    length: int
    value_offset: int
    value: bytes | None
    """``None`` for a sequence and for encapsulated Pixel Data."""
    items: tuple[tuple[int, bool], ...] | None
    """Of a sequence: for each item its offset and whether its length is undefined."""
    fragments: tuple[int, ...] | None
    """Of encapsulated Pixel Data: the offset of each fragment's tag."""


class RawDataset(Dataset):
    """Keeps the elements as they were read: Dataset converts some of them on the way."""

    def __init__(self, elements: dict[Any, Any], **options: Any) -> None:
        self.raw = dict(elements)
        super().__init__(elements, **options)


def scanned_rows(header: Header, path: Path) -> list[Row]:
    """What the scanner read, the file meta first."""
    return [*_scanned("", header.meta, header, path), *_scanned("", header.elements, header, path)]


def _scanned(prefix: str, elements: tuple[Element, ...], header: Header, path: Path) -> Iterator[Row]:
    for element in elements:
        where = f"{prefix}{tag_text(element.tag)}"
        items = fragments = value = None
        if element.items is not None:
            items = tuple((item.offset, item.length == UNDEFINED_LENGTH) for item in element.items)
        elif element.fragments is not None:
            fragments = tuple(fragment.offset for fragment in element.fragments)
        else:
            value = read_value(path, header, element) if element.value is None else element.value
        yield Row(where, element.vr_written, element.length, element.value_offset, value, items, fragments)
        for index, item in enumerate(element.items or ()):
            yield from _scanned(f"{where}[{index}].", item.elements, header, path)


def pydicom_rows(path: Path) -> list[Row]:
    """What pydicom reads from the same file, without converting a value; raises what pydicom raises."""
    settings.infer_sq_for_un_vr = True
    with (
        warnings.catch_warnings(),
        patch("pydicom.filereader.Dataset", RawDataset),
        patch("pydicom.filereader.FileDataset", lambda _file, dataset, *_rest: dataset),
    ):
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path, force=True)
        implicit, little = dataset.original_encoding
        return [*_meta_rows(path), *_rows("", dataset, implicit=bool(implicit), little=bool(little), base=0)]


def _meta_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        file.seek(128)
        if file.read(4) != b"DICM":
            file.seek(0)
        generator = data_element_generator(file, False, True, stop_when=lambda tag, _vr, _length: tag.group != 2)
        for raw in generator:
            assert isinstance(raw, RawDataElement)
            value = raw.value or b""
            yield Row(tag_text(int(raw.tag)), raw.VR or "", raw.length, raw.value_tell, value, None, None)


def _rows(prefix: str, dataset: RawDataset, *, implicit: bool, little: bool, base: int) -> Iterator[Row]:
    """The rows of one data set; ``base`` is the place of the buffer that it was read from."""
    for tag, element in dataset.raw.items():
        path = f"{prefix}{tag_text(int(tag))}"
        if isinstance(element, RawDataElement):
            yield from _raw_rows(path, element, base=base)
        else:
            yield from _parsed_rows(path, element, implicit=implicit, little=little, base=base)


def _raw_rows(path: str, raw: RawDataElement, *, base: int) -> Iterator[Row]:
    start = base + raw.value_tell
    value = raw.value or b""
    written = "" if raw.is_implicit_VR else raw.VR or ""
    if raw.length == UNDEFINED_LENGTH:
        _, offsets = parse_fragments(value, endianness="<" if raw.is_little_endian else ">")
        yield Row(path, written, raw.length, start, None, None, tuple(start + offset for offset in offsets))
        return
    if not _is_sequence(raw):
        yield Row(path, written, raw.length, start, value, None, None)
        return
    # A sequence of unknown VR holds Implicit VR Little Endian (PS3.5 6.2.2).
    implicit, little = (True, True) if written == "UN" else (raw.is_implicit_VR, raw.is_little_endian)
    items = read_sequence(BytesIO(value), implicit, little, len(value), "iso8859")
    yield _sequence_row(path, written, raw.length, start, items, base=start)
    yield from _item_rows(path, items, implicit=implicit, little=little, base=start)


def _parsed_rows(path: str, element: Any, *, implicit: bool, little: bool, base: int) -> Iterator[Row]:
    """An element that pydicom parsed while reading: a sequence of undefined length."""
    start = base + element.file_tell
    written = "" if implicit else "SQ"
    yield _sequence_row(path, written, UNDEFINED_LENGTH, start, element.value, base=base)
    yield from _item_rows(path, element.value, implicit=implicit, little=little, base=base)


def _sequence_row(path: str, vr: str, length: int, start: int, items: Any, *, base: int) -> Row:
    places = tuple((base + item.seq_item_tell, bool(item.is_undefined_length_sequence_item)) for item in items)
    return Row(path, vr, length, start, None, places, None)


def _item_rows(path: str, items: Any, *, implicit: bool, little: bool, base: int) -> Iterator[Row]:
    for index, item in enumerate(items):
        inner = bool(item.original_encoding[0]) if item.original_encoding[0] is not None else implicit
        yield from _rows(f"{path}[{index}].", item, implicit=inner, little=little, base=base)


def _is_sequence(raw: RawDataElement) -> bool:
    if raw.VR == "SQ":
        return True
    if raw.VR not in (None, "UN"):
        return False
    try:
        return dictionary_VR(raw.tag) == "SQ"
    except KeyError:
        return False
