"""``scan``: the whole way from a source to its Header."""

from validator.engine.header.dataset import DataSetScan
from validator.engine.header.encoding import describe, detect, is_plausible
from validator.engine.header.excerpt import MAGIC, is_excerpt
from validator.engine.header.excerpting import not_received, without_pixels
from validator.engine.header.foreign import SIGNATURE_SIZE, foreign_kind
from validator.engine.header.limits import Limits
from validator.engine.header.meta import Meta, read_meta
from validator.engine.header.source import ExcerptReader, InflatingReader, NotKept, Reader, Source, open_reader
from validator.engine.model import (
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    PIXEL_DATA,
    PLAIN_SYNTAXES,
    Element,
    Encoding,
    Fault,
    FaultKind,
    Header,
)

DEFAULT_LIMITS = Limits()


def scan(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Header:
    """Read everything that stands around the pixel data, whatever state the bytes are in.

    Nothing in the content raises; the ``OSError`` of a file that cannot be opened or read does.
    """
    with open_reader(source) as reader:
        meta = None if is_excerpt(reader.read(0, len(MAGIC))) else read_meta(reader, limits)
        if meta is None:
            fault = Fault(0, None, FaultKind.NOT_DICOM, detail=foreign_kind(reader.read(0, SIGNATURE_SIZE)))
            return Header(reader.size, None, (), (), None, EXPLICIT_LITTLE, 0, (fault,))
        encoding, faults = _encoding(reader, meta, limits)
        start = meta.end
        body: Reader = reader
        if encoding.deflated:
            body, start = InflatingReader(reader, meta.end, limits.inflated), 0
            faults += _inflation_faults(body, meta.end)
        data_set = DataSetScan(body, limits, encoding._replace(deflated=False))
        data_set.run(start)
        elements, claimed = data_set.elements, ""
        if isinstance(reader, ExcerptReader) and reader.excerpt.is_claimed:
            elements, claimed = without_pixels(elements, reader), reader.excerpt.pixels
            faults += [not_received(element) for element in elements if element.tag in PIXEL_DATA]
        return Header(
            reader.size,
            meta.preamble,
            meta.elements,
            elements,
            meta.declared_syntax,
            encoding,
            meta.end,
            tuple(sorted((*meta.faults, *faults, *_own_faults(data_set, faults)), key=lambda fault: fault.offset)),
            claimed,
        )


def read_value(source: Source, header: Header, element: Element, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The whole value of an element that was left on disk; shorter than its length where the file ends.

    Raises ``NotKept`` where the source is an excerpt without it, and the ``OSError`` of one that cannot be read.
    """
    with open_reader(source) as reader:
        if isinstance(reader, ExcerptReader) and not reader.holds(element.value_offset, element.length):
            raise NotKept
        if header.encoding.deflated and element.group != 2:
            reader = InflatingReader(reader, header.data_set_offset, limits.inflated)
        return reader.read(element.value_offset, element.length)


def _encoding(reader: Reader, meta: Meta, limits: Limits) -> tuple[Encoding, list[Fault]]:
    """How the data set is really written: as declared where the bytes allow it, else as they show."""
    declared = PLAIN_SYNTAXES.get(meta.declared_syntax or "", EXPLICIT_LITTLE if meta.declared_syntax else None)
    if meta.end >= reader.size:
        return declared or EXPLICIT_LITTLE, []
    if declared and declared.deflated:
        inflated = InflatingReader(reader, meta.end, limits.value)
        if inflated.size:
            return declared, []
    # One valid VR is evidence; one implicit tag and length are not.
    elif declared and is_plausible(
        reader, meta.end, encoding=declared, end=reader.size, run=1 if declared.explicit else 2
    ):
        return declared, []
    found = detect(reader, meta.end)
    if found is None or found == declared:
        return declared or IMPLICIT_LITTLE, []
    if declared is None:
        return found, []
    fault = Fault(meta.end, None, FaultKind.SYNTAX_MISMATCH, detail=f"it is {describe(found)}")
    return found, [fault]


def _own_faults(data_set: DataSetScan, others: list[Fault]) -> list[Fault]:
    """The faults of the data set, but for those that only repeat that its deflated stream breaks off."""
    if not any(fault.kind is FaultKind.DEFLATE for fault in others):
        return data_set.faults
    return [fault for fault in data_set.faults if fault.kind is not FaultKind.TRUNCATED]


def _inflation_faults(body: InflatingReader, offset: int) -> list[Fault]:
    if body.limited:
        return [Fault(offset, None, FaultKind.LIMIT_INFLATED, detail=f"{body.limit} bytes")]
    if not body.complete:
        detail = f"it breaks off after {body.size} inflated bytes"
        return [Fault(offset, None, FaultKind.DEFLATE, detail=detail)]
    if body.left_over:
        detail = "after the deflated data set"
        return [Fault(body.end, None, FaultKind.TRAILING_BYTES, detail=detail, length=body.left_over)]
    return []
