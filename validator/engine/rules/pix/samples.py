"""PIX016 to PIX021: what the samples of a pixel stand for, and how pixels and frames follow one another."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.description import RETIRED, samples_of
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    NUMBER_OF_FRAMES,
    PHOTOMETRIC_INTERPRETATION,
    PLANAR_CONFIGURATION,
    SAMPLES_PER_PIXEL,
)


@rule(
    "PIX016",
    "Unknown Photometric Interpretation",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the standard's terms: viewers do not know how to show the pixels.",
    reference="PS3.3 C.7.6.3.1.2",
)
def photometric(data_set: DataSet) -> Iterator[Hit]:
    """The Photometric Interpretation is a term that the standard does not define. It allows others, without a meaning;
    where an IOD or a compression has a closed list, there is an error of its own.

    Why it matters
    Viewers refuse the image, or show it inverted or in false colours.

    Example
    "MONOCHROME" or "RGB24".

    How to fix
    Correct the system that writes it: MONOCHROME2 for grey where 0 is black, RGB for plain colour.
    """
    term = data_set.description.photometric if data_set.description else None
    if term and samples_of(term) is None:
        yield data_set.at(PHOTOMETRIC_INTERPRETATION)


@rule(
    "PIX017",
    "Retired Photometric Interpretation",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is a term that was removed from the standard: few viewers still show it.",
    reference="PS3.3 C.7.6.3.1.2",
)
def photometric_retired(data_set: DataSet) -> Iterator[Hit]:
    """HSV, ARGB, CMYK and YBR_PARTIAL_422 are no longer defined.

    Why it matters
    The image that an old viewer shows stays black in its successor.

    Example
    A colour print captured as CMYK.

    How to fix
    Have the image converted to RGB while a system that reads it is still there.
    """
    term = data_set.description.photometric if data_set.description else None
    if term in RETIRED:
        yield data_set.at(PHOTOMETRIC_INTERPRETATION)


@rule(
    "PIX018",
    "Samples per Pixel against Photometric Interpretation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {samples}, but the Photometric Interpretation has {right} samples a pixel.",
    reference="PS3.3 C.7.6.3.1.1, C.7.6.3.1.2",
)
def samples(data_set: DataSet) -> Iterator[Hit]:
    """Grey and palette images have one sample a pixel, colour images three.

    Why it matters
    Viewers believe one or the other: the picture appears three times side by side, or as noise.

    Example
    RGB with Samples per Pixel of 1, after a conversion to grey that forgot the Photometric Interpretation.

    How to fix
    Compare with the length of the pixel data, and correct the attribute that does not fit.
    """
    description = data_set.description
    right = samples_of(description.photometric or "") if description else None
    if description and description.samples is not None and right is not None and description.samples != right:
        yield data_set.at(SAMPLES_PER_PIXEL, samples=description.samples, right=right)


@rule(
    "PIX019",
    "Planar Configuration is missing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, and a pixel has {samples} samples: nothing says whether they stand pixel by "
    "pixel or plane by plane.",
    reference="PS3.3 C.7.6.3.1.3",
)
def planar_missing(data_set: DataSet) -> Iterator[Hit]:
    """Where a pixel has several samples, the attribute must say how they are arranged.

    Why it matters
    Most viewers take 0. If it is 1, the picture appears three times, small and grey.

    Example
    An RGB image without (0028,0006).

    How to fix
    Take the value from the source: 0 for colour by pixel (R1G1B1 R2G2B2), 1 for colour by plane.
    """
    description = data_set.description
    if description and (description.samples or 0) > 1 and data_set.number(PLANAR_CONFIGURATION) is None:
        yield data_set.at(PLANAR_CONFIGURATION, samples=description.samples)


@rule(
    "PIX020",
    "Unknown Planar Configuration",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}: it must be 0 (by pixel) or 1 (by plane).",
    reference="PS3.3 C.7.6.3.1.3",
)
def planar(data_set: DataSet) -> Iterator[Hit]:
    """The attribute says how the samples of a pixel are arranged; there are two answers.

    Why it matters
    Viewers refuse the image or guess.

    Example
    Planar Configuration of 2, from a writer that keeps the colours row by row.

    How to fix
    Take the value from the source.
    """
    number = data_set.description.planar if data_set.description else None
    if number is not None and number not in (0, 1):
        yield data_set.at(PLANAR_CONFIGURATION, number=number)


@rule(
    "PIX021",
    "Impossible Number of Frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not a whole number of at least 1.",
    reference="PS3.3 C.7.6.6.1.1",
)
def frames(data_set: DataSet) -> Iterator[Hit]:
    """An image has at least one frame; a single-frame image need not say so.

    Why it matters
    Viewers show no frame at all, or the first one only.

    Example
    (0028,0008) of "0", or there and empty.

    How to fix
    Count the frames (length of the pixel data by the length of a frame) and correct the attribute.
    """
    if data_set.description is not None and data_set.get(NUMBER_OF_FRAMES) is not None:
        number = data_set.number(NUMBER_OF_FRAMES)
        if number is None or number < 1:
            yield data_set.at(NUMBER_OF_FRAMES)
