"""PIX085 to PIX089: what the codestream says of the picture, against the attributes."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.extent import Extent
from validator.engine.rules.pix.stream import first_stream
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_ALLOCATED,
    BITS_STORED,
    COLUMNS,
    PIXEL_REPRESENTATION,
    ROWS,
    SAMPLES_PER_PIXEL,
)

LARGEST = 1 << 20
"""Rows or columns: what claims more is damaged, and says nothing."""


@rule(
    "PIX085",
    "Codestream of another size than Rows and Columns",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {said}, but the codestream has {held}.",
    reference="PS3.5 8.2, PS3.3 C.7.6.3.1.3",
)
def size(data_set: DataSet) -> Iterator[Hit]:
    """The compressed frame has its own size, which must be that of the attributes.

    Why it matters
    Viewers reserve memory by the one and fill it by the other: the picture is cut, sheared, or the program fails.

    Example
    Rows of 512 with a codestream of 1,024 rows, after a conversion that changed one of them.

    How to fix
    The codestream is right about itself: correct Rows and Columns, and with them what depends on the size, such as
    Pixel Spacing.
    """
    extent, description = _extent(data_set), data_set.description
    if extent is None or description is None:
        return
    pairs = ((ROWS, description.rows, extent.rows), (COLUMNS, description.columns, extent.columns))
    for tag, said, held in pairs:
        if said and held and said != held:
            yield data_set.at(tag, said=said, held=held)


@rule(
    "PIX086",
    "Codestream of other components than Samples per Pixel",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {said}, but the codestream has {held} component{s}.",
    reference="PS3.5 8.2, PS3.3 C.7.6.3.1.1",
)
def components(data_set: DataSet) -> Iterator[Hit]:
    """A grey image has one component, a colour image three; codestream and attribute must agree.

    Why it matters
    The picture appears three times, in false colours, or not at all.

    Example
    Samples per Pixel of 3 beside a grey JPEG, after a capture card was replaced.

    How to fix
    The codestream is right about itself: correct Samples per Pixel and Photometric Interpretation.
    """
    extent, description = _extent(data_set), data_set.description
    said = description.samples if description else None
    if extent is not None and said and extent.components != said:
        yield data_set.at(SAMPLES_PER_PIXEL, said=said, held=extent.components, s="" if extent.components == 1 else "s")


@rule(
    "PIX087",
    "Codestream with more bits than Bits Allocated",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {said}, but the samples of the codestream have {held} bits.",
    reference="PS3.5 8.2",
)
def precision(data_set: DataSet) -> Iterator[Hit]:
    """The samples of the codestream do not fit into the room that the attributes give them.

    Why it matters
    Viewers cut the highest bits off, so that bright parts turn dark, or write past the end of their memory.

    Example
    JPEG 2000 of 12 bits in an image with Bits Allocated of 8.

    How to fix
    The codestream is right about itself: correct Bits Allocated, Bits Stored and High Bit.
    """
    extent, description = _extent(data_set), data_set.description
    said = description.allocated if description else None
    if extent is not None and said and said > 1 and extent.precision > said:
        yield data_set.at(BITS_ALLOCATED, said=said, held=extent.precision)


@rule(
    "PIX088",
    "Codestream with fewer bits than Bits Stored",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is {said}, but the samples of the codestream have {held} bits: the highest are never used.",
    reference="PS3.5 8.2",
)
def stored(data_set: DataSet) -> Iterator[Hit]:
    """More bits are said to be stored than the codestream can carry.

    Why it matters
    Viewers that make a first window from Bits Stored show a dark picture. Or bits were lost when it was compressed.

    Example
    Bits Stored of 16 beside a codestream of 12 bits.

    How to fix
    Compare with the original. Where no bits are missing, correct Bits Stored and High Bit.
    """
    extent, description = _extent(data_set), data_set.description
    said = description.stored if description else None
    if extent is not None and said and extent.precision < said:
        yield data_set.at(BITS_STORED, said=said, held=extent.precision)


@rule(
    "PIX089",
    "Sign of the codestream against Pixel Representation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} says that samples are {said}, but the JPEG 2000 codestream holds {held} ones.",
    reference="PS3.5 8.2.4, PS3.3 C.7.6.3",
)
def sign(data_set: DataSet) -> Iterator[Hit]:
    """JPEG 2000 says for each component whether its samples have a sign; Pixel Representation must say the same.

    Why it matters
    Viewers believe one or the other. Negative values (air in CT) become the brightest, or all values are shifted by
    half of the range.

    Example
    A compressor that writes all samples as unsigned, under a Pixel Representation of 1.

    How to fix
    Find out by a known value, such as air of -1,000 HU, which is true. Correct the compressor, not only the attribute.
    """
    extent, description = _extent(data_set), data_set.description
    if extent is None or extent.method != "JPEG 2000" or description is None:
        return
    number = description.representation
    if number in (0, 1) and extent.is_signed != bool(number):
        names = {False: "unsigned", True: "signed"}
        yield data_set.at(PIXEL_REPRESENTATION, said=names[bool(number)], held=names[extent.is_signed])


def _extent(data_set: DataSet) -> Extent | None:
    stream = first_stream(data_set)
    extent = stream.extent if stream is not None else None
    return extent if extent is not None and 0 <= extent.rows < LARGEST and 0 < extent.columns < LARGEST else None
