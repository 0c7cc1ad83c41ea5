"""PIX130 and PIX131: pixels as floating point numbers."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.subject import DataSet, Hit, describe
from validator.engine.rules.tags import (
    BITS_STORED,
    DOUBLE_FLOAT_PIXEL_DATA,
    FLOAT_PIXEL_DATA,
    HIGH_BIT,
    PIXEL_DATA,
    PIXEL_PADDING_VALUE,
    PIXEL_REPRESENTATION,
    PLANAR_CONFIGURATION,
)

FLOATING = (FLOAT_PIXEL_DATA, DOUBLE_FLOAT_PIXEL_DATA)
INTEGER_ONLY = (PLANAR_CONFIGURATION, BITS_STORED, HIGH_BIT, PIXEL_REPRESENTATION, PIXEL_PADDING_VALUE)
"""What describes samples that are integers."""


@rule(
    "PIX130",
    "Description of integers beside floating point pixels",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} describes samples that are integers, but the pixels are floating point numbers: remove it.",
    reference="PS3.3 C.7.6.24, C.7.6.25",
)
def integer_description(data_set: DataSet) -> Iterator[Hit]:
    """Floating point pixels have no bits stored, no sign bit of their own and no planes, so that nothing may say so.

    Why it matters
    Viewers that see Bits Stored take the pixels for integers, and show noise.

    Example
    A parametric map that was made by copying the attributes of an image.

    How to fix
    The program that writes the map must leave these attributes out. Padding is given as (0028,0122).
    """
    if _pixels(data_set) is not None:
        yield from (data_set.at(tag) for tag in INTEGER_ONLY if data_set.get(tag) is not None)


@rule(
    "PIX131",
    "Floating point pixels of another length than described",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, but the attributes describe {right}.",
    reference="PS3.3 C.7.6.24, C.7.6.25",
)
def length(data_set: DataSet) -> Iterator[Hit]:
    """Rows, Columns, Bits Allocated and Number of Frames give the number of bytes.

    Why it matters
    Frames are missing, or each frame begins a bit too early or too late: measured values belong to another place.

    Example
    A map of ten frames of which nine were written.

    How to fix
    Compare the length with the source. If it is the same there, one of the attributes is wrong.
    """
    pixels = _pixels(data_set)
    if pixels is None or pixels.fragments is not None:
        return
    right = describe(data_set.get, little=data_set.little).native_length
    if right is not None and pixels.length != right:
        yield data_set.at(pixels.tag, length=pixels.length, right=right)


def _pixels(data_set: DataSet) -> Element | None:
    """Float or Double Float Pixel Data, where they are the only pixel data."""
    found = [element for tag in FLOATING if (element := data_set.get(tag)) is not None]
    return found[0] if len(found) == 1 and data_set.get(PIXEL_DATA) is None else None
