"""VRV070 and VRV071: zero, or less, where only something greater can be meant."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.level import decimals
from validator.engine.rules.subject import DataSet, Hit, Value, attribute, reads

POSITIVE = frozenset(
    {
        0x00082144,  # Recommended Display Frame Rate
        0x00180050,  # Slice Thickness
        0x00187020,  # Detector Element Physical Size
        0x00220055,  # Illumination Wave Length
        0x00282112,  # Lossy Image Compression Ratio
        0x00286010,  # Representative Frame Number
        0x00286020,  # Frame Numbers of Interest
        0x00480001,  # Imaged Volume Width
        0x00480002,  # Imaged Volume Height
        0x00480003,  # Imaged Volume Depth
        0x00480006,  # Total Pixel Matrix Columns
        0x00480007,  # Total Pixel Matrix Rows
        0x00480303,  # Total Pixel Matrix Focal Planes
        0x00541203,  # Detector Element Size
        0x00660001,  # Number of Surfaces
        0x00720330,  # Cine Relative to Real-Time
    }
)
"""Sizes, counts and numbers that begin with 1. Spacings of pixels are a matter of geometry."""
UNLIKELY = (
    0x00101020,  # Patient's Size
    0x00101030,  # Patient's Weight
    0x00180060,  # KVP
    0x00180084,  # Imaging Frequency
    0x00180087,  # Magnetic Field Strength
    0x00180090,  # Data Collection Diameter
    0x00181100,  # Reconstruction Diameter
    0x00181110,  # Distance Source to Detector
    0x00181111,  # Distance Source to Patient
    0x00189305,  # Revolution Time
    0x00189306,  # Single Collimation Width
    0x00189307,  # Total Collimation Width
    0x00189345,  # CTDIvol
)
"""Measures for which 0 mostly stands for "not known"."""


@rule(
    "VRV070",
    "Zero where nothing can be zero",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is {what}: it must be greater than 0. Leave it out, or empty where that is allowed, when it "
    "is not known.",
    reference="PS3.3 C.7.6.2, C.7.6.6, C.7.6.17",
)
@reads("DS", "FD", "FL", "IS", "SL", "SS", "UL", "US")
def not_positive(value: Value) -> Iterator[Hit]:
    """A thickness, a size of a detector, a number of rows or of a frame is always more than nothing.

    Why it matters
    Viewers divide by it: volumes and reconstructions fail or come out flat, and playback stands still.

    Example
    Slice Thickness of 0 in a localizer; Representative Frame Number counted from 0.

    How to fix
    Correct the system that writes a default of 0 where it knows nothing. Frames are counted from 1.
    """
    if value.tag not in POSITIVE:
        return
    element = Element(value.tag, value.vr, value.vr, len(value.raw), 0, 0, value.raw)
    lowest = min(decimals(element, little=value.little), default=1)
    if lowest <= 0:
        yield Hit({"what": "0" if lowest == 0 else "negative"})


@rule(
    "VRV071",
    "Measures of zero",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute}{others} is 0, which mostly means that it was not known: leave it empty then.",
    reference="PS3.3 C.7.2.2, C.8.2.1, C.8.3.1",
)
def unlikely_zero(data_set: DataSet) -> Iterator[Hit]:
    """A patient without weight, a tube without voltage or a magnet without field: the number is there and says
    nothing. One finding names all of them.

    Why it matters
    Uptake values and dose indices are calculated with weight and voltage. A zero gives infinite or empty results,
    where an empty attribute would have led to a question.

    Example
    Patient's Weight of 0 from a registration form whose field was left blank.

    How to fix
    Let the interface write an attribute of zero length, or none, for a blank field.
    """
    present = [element for tag in UNLIKELY if (element := data_set.get(tag)) is not None]
    zero = [element.tag for element in present if decimals(element, little=data_set.little) == (0.0,)]
    if zero:
        others = [attribute(tag) for tag in zero[1:]]
        yield data_set.at(zero[0], others=f" (and so for {', '.join(others)})" if others else "")
