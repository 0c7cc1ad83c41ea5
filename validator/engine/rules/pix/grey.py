"""PIX122 to PIX127: what grey values mean, and which of them are none."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.pixels.description import THREE_SAMPLES, Description, samples_of
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    PIXEL_PADDING_RANGE_LIMIT,
    PIXEL_PADDING_VALUE,
    RESCALE_INTERCEPT,
    RESCALE_SLOPE,
    VOI_LUT_SEQUENCE,
    WINDOW_CENTER,
)

CT_IMAGE, MR_IMAGE = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"
IMAGE_TYPE, RESCALE_TYPE, MULTI_ENERGY_CT_ACQUISITION = 0x00080008, 0x00281054, 0x00189361
CTDI_VOL, CTDI_PHANTOM_TYPE = 0x00189345, 0x00189346
MODALITY_LUT_SEQUENCE = 0x00283000
SMALLEST_AND_LARGEST = ((0x00280106, 0x00280107), (0x00280108, 0x00280109))
"""Of the image and of its series."""
LOCALIZER = "LOCALIZER"
COLOURS = THREE_SAMPLES | {"PALETTE COLOR"}


@rule(
    "PIX122",
    "Rescale Type that the CT image does not have",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.8.2.1, C.11.1.1.2",
)
def rescale_type(data_set: DataSet) -> Iterator[Hit]:
    """The values of an original CT slice are Hounsfield Units; those of a localizer are not, and may not claim to be.

    Why it matters
    Measurements in a region give numbers without the right unit, and programs that look for HU skip the series or
    calculate with a localizer.

    Example
    HU in a localizer; US in an axial image, after an anonymisation that set defaults.

    How to fix
    Take the Rescale Type from the modality's own image.
    """
    if data_set.sop_class != CT_IMAGE or data_set.text(MULTI_ENERGY_CT_ACQUISITION) == "YES":
        return
    unit, kinds = data_set.text(RESCALE_TYPE), data_set.values(IMAGE_TYPE)
    if not unit or len(kinds) < 3 or kinds[0] != "ORIGINAL":
        return
    if kinds[2] == LOCALIZER and unit == "HU":
        yield data_set.at(RESCALE_TYPE, problem="is HU, but a localizer has no Hounsfield Units")
    elif kinds[2] != LOCALIZER and unit != "HU":
        yield data_set.at(RESCALE_TYPE, problem="is not HU, the unit of an original CT image")


@rule(
    "PIX123",
    "Rescaled MR image with a window",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} changes the values of an MR image, which has no rescaling by its class: viewers differ on "
    "whether the window is meant before or after it.",
    reference="PS3.3 A.4.3, C.11.2.1.2",
)
def rescaled_mr(data_set: DataSet) -> Iterator[Hit]:
    """The MR Image class has no Rescale Slope and Intercept. Some scanners write them all the same, for quantitative
    values, beside a window.

    Why it matters
    A viewer that follows the class ignores them, another applies them: the same image comes up bright here and dark
    there.

    Example
    Rescale Slope of 2.4 in an image of a Philips scanner.

    How to fix
    Agree with the maker of the viewer on what it does. Quantitative values belong into the Real World Value Mapping.
    """
    if data_set.sop_class != MR_IMAGE or not data_set.text(WINDOW_CENTER):
        return
    top = data_set.top
    for tag, identity in ((RESCALE_SLOPE, 1.0), (RESCALE_INTERCEPT, 0.0)):
        numbers = top.decimals(tag)
        if numbers and numbers[0] != identity:
            yield data_set.at(tag)
            return


@rule(
    "PIX124",
    "Grey transformation of a colour image",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is there, but the image is in colour: windows and rescaling are for grey values only.",
    reference="PS3.3 C.11.1, C.11.2",
)
def grey_on_colour(data_set: DataSet) -> Iterator[Hit]:
    """Window, VOI LUT, Modality LUT and Rescale Slope turn single samples into grey. Colours have no such meaning.

    Why it matters
    Some viewers apply them to each of the three colours: the picture turns dark, bright or false in its colours.

    Example
    Window Center and Width in an RGB capture of a viewport.

    How to fix
    Correct the system that makes the colour image: it must leave these attributes out.
    """
    description = data_set.description
    term = description.photometric if description else None
    if description is None or term not in COLOURS or description.samples != samples_of(term):
        return
    for tag in (WINDOW_CENTER, VOI_LUT_SEQUENCE, RESCALE_SLOPE, MODALITY_LUT_SEQUENCE):
        element = data_set.get(tag)
        if element is not None and element.length:
            yield data_set.at(tag)
            return


@rule(
    "PIX125",
    "Smallest value greater than the largest",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is greater than {other}: no sample can lie between them.",
    reference="PS3.3 C.7.6.3",
)
def range_of_values(data_set: DataSet) -> Iterator[Hit]:
    """The smallest and the largest sample of the image, or of the series, are named in the wrong order, or one of them
    is read with the wrong sign.

    Why it matters
    Viewers make the first window from them: the picture comes up inverted, black or white.

    Example
    A smallest value of 64,512 in a CT, which is -1,024 read without its sign.

    How to fix
    Correct the conversion that changed the VR, or leave both attributes out.
    """
    for smallest, largest in SMALLEST_AND_LARGEST:
        low, high = _sample(data_set, smallest), _sample(data_set, largest)
        if low is not None and high is not None and low > high:
            yield data_set.at(smallest, other=f"({largest >> 16:04X},{largest & 0xFFFF:04X})")


@rule(
    "PIX126",
    "Pixel Padding that no sample can have",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {value}, but samples of {bits} bits go from {lowest} to {highest}.",
    reference="PS3.3 C.7.5.1.1.2",
)
def padding_out_of_range(data_set: DataSet) -> Iterator[Hit]:
    """Pixel Padding Value and its range limit are values of stored samples, within the bits that are stored.

    Why it matters
    No sample matches, so that the background counts as part of the picture: automatic windows come up too dark, and
    statistics over the image are wrong.

    Example
    A padding value of -2,000 in an image of 12 bits without sign, given in the unit of the rescaled values.

    How to fix
    Give the value as it is stored, before Rescale Slope and Intercept.
    """
    limits = _limits(data_set.description)
    if limits is None:
        return
    lowest, highest, bits = limits
    for tag in (PIXEL_PADDING_VALUE, PIXEL_PADDING_RANGE_LIMIT):
        value, element = _sample(data_set, tag), data_set.get(tag)
        if element is not None and element.vr_written == ("SS" if lowest == 0 else "US"):
            continue  # it is the sign that is wrong, which the VRV family says
        if value is not None and not lowest <= value <= highest:
            yield data_set.at(tag, value=value, bits=bits, lowest=lowest, highest=highest)


@rule(
    "PIX127",
    "Pixel Padding range the wrong way round",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {side} (0028,0121) Pixel Padding Range Limit: with {term} it is the {end} of the range.",
    reference="PS3.3 C.7.5.1.1.2",
)
def padding_order(data_set: DataSet) -> Iterator[Hit]:
    """Pixel Padding Value is the blacker end of the range: the smaller one with MONOCHROME2, the greater with
    MONOCHROME1.

    Why it matters
    Viewers that know the value only, and not the range, blacken the wrong samples.

    Example
    A value of 100 with a limit of 0 in MONOCHROME2.

    How to fix
    Exchange the two.
    """
    description = data_set.description
    value, limit = _sample(data_set, PIXEL_PADDING_VALUE), _sample(data_set, PIXEL_PADDING_RANGE_LIMIT)
    if description is None or value is None or limit is None or value == limit:
        return
    term = description.photometric
    if term == "MONOCHROME2" and value > limit:
        yield data_set.at(PIXEL_PADDING_VALUE, side="above", term=term, end="lower end")
    elif term == "MONOCHROME1" and value < limit:
        yield data_set.at(PIXEL_PADDING_VALUE, side="below", term=term, end="upper end")


@rule(
    "PIX128",
    "CTDIvol without its phantom",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is there without (0018,9346) CTDI Phantom Type Code Sequence: the number has no meaning.",
    reference="PS3.3 C.8.2.1, C.8.15.3.8",
)
def dose_without_phantom(data_set: DataSet) -> Iterator[Hit]:
    """The dose index is measured in a phantom of 16 or 32 cm; the two differ by a factor of about two.

    Why it matters
    Dose registers cannot compare the examination with reference levels, or take a head scan for a body scan.

    Example
    A CT image with (0018,9345) alone.

    How to fix
    Take the dose from the scanner's dose report (X-Ray Radiation Dose SR), which names the phantom.
    """
    if data_set.get(CTDI_VOL) is not None and data_set.text(CTDI_VOL) != "" and data_set.lacks(CTDI_PHANTOM_TYPE):
        yield data_set.at(CTDI_VOL)


def _sample(data_set: DataSet, tag: int) -> int | None:
    """A pixel value with the sign that samples have, whatever VR it is written in (PS3.5 A.2)."""
    numbers, description = data_set.numbers(tag), data_set.description
    if not numbers or description is None or description.representation not in (0, 1):
        return None
    word = numbers[0] & 0xFFFF
    return word - 0x10000 if description.representation == 1 and word > 0x7FFF else word


def _limits(description: Description | None) -> tuple[int, int, int] | None:
    """The lowest and highest value of a sample, and the bits; ``None`` where they cannot be told or fill the word."""
    bits = description.stored if description else None
    if description is None or not bits or bits >= 16:
        return None
    if description.representation == 1:
        return -(1 << bits - 1), (1 << bits - 1) - 1, bits
    return 0, (1 << bits) - 1, bits
