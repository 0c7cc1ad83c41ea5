"""PIX010 to PIX015: size and bits, each by itself and against one another."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_ALLOCATED,
    BITS_STORED,
    COLUMNS,
    HIGH_BIT,
    PHOTOMETRIC_INTERPRETATION,
    PIXEL_REPRESENTATION,
    ROWS,
    SAMPLES_PER_PIXEL,
)

REQUIRED = (
    SAMPLES_PER_PIXEL,
    PHOTOMETRIC_INTERPRETATION,
    ROWS,
    COLUMNS,
    BITS_ALLOCATED,
    BITS_STORED,
    HIGH_BIT,
    PIXEL_REPRESENTATION,
)


@rule(
    "PIX010",
    "The description of the pixels is incomplete",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing or has no readable value: the pixels cannot be interpreted without it.",
    reference="PS3.3 C.7.6.3, PS3.5 8.1.1",
)
def incomplete(data_set: DataSet) -> Iterator[Hit]:
    """Where there are Pixel Data, size, bits, samples and Photometric Interpretation must be there with a value.

    Why it matters
    Viewers refuse the image, or fill in what they think is usual and show something else.

    Example
    (0028,0101) Bits Stored of zero length.

    How to fix
    Take the attribute from the source. It cannot be guessed safely from the pixels.
    """
    description = data_set.description
    if description is None:
        return
    for tag in REQUIRED:
        element = data_set.get(tag)
        if tag == PHOTOMETRIC_INTERPRETATION:
            if not description.photometric:
                yield data_set.at(tag)
        elif data_set.number(tag) is None and not _is_on_disk(element):
            yield data_set.at(tag)


@rule(
    "PIX011",
    "An image without rows or columns",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is 0: an image has at least one row and one column.",
    reference="PS3.3 C.7.6.3.1",
)
def no_extent(data_set: DataSet) -> Iterator[Hit]:
    """The size of the image is zero in one direction.

    Why it matters
    Viewers divide by it, or reserve no memory and fail when the pixels come.

    Example
    (0028,0010) Rows of 0 beside 524,288 bytes of Pixel Data.

    How to fix
    Take the size from the source; the length of the pixel data and the other direction usually tell it.
    """
    yield from (data_set.at(tag) for tag in (ROWS, COLUMNS) if data_set.number(tag) == 0)


@rule(
    "PIX012",
    "Impossible Bits Allocated",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}: it must be 1 or a multiple of 8.",
    reference="PS3.5 8.1.1",
)
def allocated(data_set: DataSet) -> Iterator[Hit]:
    """A sample takes one bit, or whole bytes.

    Why it matters
    Readers cannot find the samples. Objects of the time before 1993 packed 12 bits; hardly any viewer knows that.

    Example
    Bits Allocated of 12.

    How to fix
    Have the image converted to 16 bits allocated and 12 stored.
    """
    bits = data_set.description.allocated if data_set.description else None
    if bits is not None and bits != 1 and (bits == 0 or bits % 8):
        yield data_set.at(BITS_ALLOCATED, bits=bits)


@rule(
    "PIX013",
    "More bits stored than allocated",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}, but only {allocated} bits are allocated.",
    reference="PS3.5 8.1.1",
)
def stored(data_set: DataSet) -> Iterator[Hit]:
    """A sample cannot have more significant bits than it has room, nor none at all.

    Why it matters
    Viewers mask the samples by this number: contrast and measured values are wrong, or the image is refused.

    Example
    Bits Stored of 16 with Bits Allocated of 8, after a conversion to 8 bits.

    How to fix
    Correct the converter: Bits Stored and High Bit must follow Bits Allocated.
    """
    description = data_set.description
    if description is None or description.stored is None or description.allocated is None:
        return
    if description.stored > description.allocated or description.stored == 0:
        yield data_set.at(BITS_STORED, bits=description.stored, allocated=description.allocated)


@rule(
    "PIX014",
    "High Bit does not follow from Bits Stored",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bit}: with {bits} bits stored it must be {right}.",
    reference="PS3.5 8.1.1",
)
def high_bit(data_set: DataSet) -> Iterator[Hit]:
    """The highest bit of a sample is Bits Stored minus one: samples stand at the low end of their room.

    Why it matters
    Some viewers shift the samples by the difference, others ignore it: the image is darker by a factor in one of them.

    Example
    Bits Allocated 16, Bits Stored 12, High Bit 15.

    How to fix
    Find out where the samples really stand. If they are at the low end, correct High Bit; otherwise shift them.
    """
    description = data_set.description
    if description is None or not description.stored or description.high_bit is None:
        return
    if description.stored > (description.allocated or description.stored):
        return  # that so many bits are stored is wrong itself
    if description.high_bit != description.stored - 1:
        yield data_set.at(HIGH_BIT, bit=description.high_bit, bits=description.stored, right=description.stored - 1)


@rule(
    "PIX015",
    "Unknown Pixel Representation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}: it must be 0 (unsigned) or 1 (two's complement).",
    reference="PS3.3 C.7.6.3, PS3.5 8.1.1",
)
def representation(data_set: DataSet) -> Iterator[Hit]:
    """The attribute says whether samples have a sign; there are two answers.

    Why it matters
    With the wrong answer, negative values (air in CT) become the brightest.

    Example
    Pixel Representation of 2.

    How to fix
    Take the value from the source.
    """
    number = data_set.description.representation if data_set.description else None
    if number is not None and number not in (0, 1):
        yield data_set.at(PIXEL_REPRESENTATION, number=number)


def _is_on_disk(element: Element | None) -> bool:
    return element is not None and element.value is None and element.items is None
