"""SRD097 to SRD101: dose grids and dose-volume histograms (PS3.3 C.8.8.3, C.8.8.4)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd.numbering import count_of
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    BITS_ALLOCATED,
    BITS_STORED,
    PHOTOMETRIC_INTERPRETATION,
    PIXEL_REPRESENTATION,
    SAMPLES_PER_PIXEL,
)

RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"
DOSE_TYPE = 0x30040004
DOSE_SUMMATION_TYPE = 0x3004000A
GRID_FRAME_OFFSET_VECTOR = 0x3004000C
DOSE_GRID_SCALING = 0x3004000E
DVH_SEQUENCE = 0x30040050
DVH_NUMBER_OF_BINS = 0x30040056
DVH_DATA = 0x30040058
REFERENCED_RT_PLAN_SEQUENCE = 0x300C0002
IMAGE_POSITION = 0x00200032
IMAGE_ORIENTATION = 0x00200037
SIZES = (16, 32)
"""Bits that are allocated, and stored, for each sample."""
OF_ONE_PLAN = frozenset(
    {"PLAN", "FRACTION", "BEAM", "BRACHY", "FRACTION_SESSION", "BEAM_SESSION", "BRACHY_SESSION", "CONTROL_POINT"}
)
AXIAL = (0.0, 0.0, 0.0, 0.0)
"""Components 2, 3, 4 and 6 of an orientation along the axes of rows and columns."""
TOLERANCE = 0.01
"""Millimetres."""


@rule(
    "SRD097",
    "Dose grid whose offsets begin elsewhere",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} begins neither with zero nor with the z coordinate of the Image Position.",
    reference="PS3.3 C.8.8.3.2",
)
def offsets_begin_elsewhere(data_set: DataSet) -> Iterator[Hit]:
    """The offsets of the planes count from the first plane, and then the first is zero; or they are the z coordinates
    of axial planes, and then the first is that of the Image Position.

    Why it matters
    Systems take the offsets one way or the other. The dose is shown centimetres away from the tumour.

    Example
    A first offset of 3, after the first plane was removed.

    How to fix
    Export the dose from the planning system again.
    """
    if data_set.get(GRID_FRAME_OFFSET_VECTOR) is None:
        return
    offsets, position = data_set.top.decimals(GRID_FRAME_OFFSET_VECTOR), data_set.top.decimals(IMAGE_POSITION)
    orientation = data_set.top.decimals(IMAGE_ORIENTATION)
    if not offsets or len(position) != 3 or len(orientation) != 6 or offsets[0] == 0:
        return
    axial = (orientation[1], orientation[2], orientation[3], orientation[5]) == AXIAL
    if not axial or abs(offsets[0] - position[2]) > TOLERANCE:
        yield data_set.at(GRID_FRAME_OFFSET_VECTOR)


@rule(
    "SRD098",
    "Dose grid that is not greater than zero",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is not greater than zero: all doses come to nothing, or below.",
    reference="PS3.3 C.8.8.3",
)
def scaling_of_zero(data_set: DataSet) -> Iterator[Hit]:
    """Each stored number times the Dose Grid Scaling is a dose.

    Why it matters
    A plan without dose passes for one that spares every organ, or the viewer divides by zero.

    Example
    A scaling of 0, written for a grid in which every dose is zero.

    How to fix
    Have the planning system write a scaling greater than zero, also where all doses are zero.
    """
    if data_set.get(DOSE_GRID_SCALING) is not None:
        scaling = data_set.top.decimals(DOSE_GRID_SCALING)
        if scaling and scaling[0] <= 0:
            yield data_set.at(DOSE_GRID_SCALING)


@rule(
    "SRD099",
    "Dose grid in another form than allowed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {found}: in a dose grid it must be {allowed}.",
    reference="PS3.3 C.8.8.3.4",
)
def other_form(data_set: DataSet) -> Iterator[Hit]:
    """A dose grid is a grey image of 16 or 32 bits, all of them used, with a sign only for dose differences.

    Why it matters
    Planning systems read the grid in this form only: doses are wrong by powers of two, or negative.

    Example
    A grid of 16 bits allocated and 12 stored, after it went through a system that took it for a CT image.

    How to fix
    Export the dose from the planning system again, past that system.
    """
    if data_set.sop_class != RT_DOSE or data_set.pixels is None:
        return
    allocated = data_set.number(BITS_ALLOCATED)
    sizes = (allocated,) if allocated in SIZES else SIZES
    signs = (0, 1) if data_set.text(DOSE_TYPE) == "ERROR" else (0,)
    for tag, allowed in (
        (SAMPLES_PER_PIXEL, (1,)),
        (BITS_ALLOCATED, SIZES),
        (BITS_STORED, sizes),
        (PIXEL_REPRESENTATION, signs),
    ):
        number = data_set.number(tag)
        if number is not None and number not in allowed:
            yield data_set.at(tag, found=number, allowed=" or ".join(map(str, allowed)))
    photometric = data_set.text(PHOTOMETRIC_INTERPRETATION)
    if photometric and photometric != "MONOCHROME2":
        yield data_set.at(PHOTOMETRIC_INTERPRETATION, found="another term", allowed="MONOCHROME2")


@rule(
    "SRD100",
    "Dose of another number of plans",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} items, and the Dose Summation Type {type} asks for {expected}.",
    reference="PS3.3 C.8.8.3",
)
def wrong_number_of_plans(data_set: DataSet) -> Iterator[Hit]:
    """A dose is that of one plan or a part of it; only a MULTI_PLAN dose is the sum of two plans or more.

    Why it matters
    The dose is joined to the first plan of the list, although it is that of several, or the other way round.

    Example
    A sum of two plans whose type is PLAN.

    How to fix
    Have the planning system write MULTI_PLAN for sums, and one plan for everything else.
    """
    plans = data_set.get(REFERENCED_RT_PLAN_SEQUENCE)
    kind = data_set.text(DOSE_SUMMATION_TYPE)
    if plans is None or not plans.items or not kind:
        return
    count = len(plans.items)
    if kind in OF_ONE_PLAN and count > 1:
        yield data_set.at(REFERENCED_RT_PLAN_SEQUENCE, count=count, type=kind, expected="one")
    elif kind == "MULTI_PLAN" and count < 2:
        yield data_set.at(REFERENCED_RT_PLAN_SEQUENCE, count=count, type=kind, expected="two or more")


@rule(
    "SRD101",
    "Histogram does not fit its number of bins",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and {bins} bins are announced: two numbers for each.",
    reference="PS3.3 C.8.8.4",
)
def wrong_number_of_bins(data_set: DataSet) -> Iterator[Hit]:
    """A dose-volume histogram is a list of pairs, the width of a bin and its volume.

    Why it matters
    The curve ends too early. The plan is judged by a maximum dose that is not the real one.

    Example
    A histogram that was cut at 64 KiB when the file was written with an explicit VR.

    How to fix
    Export the dose again; where histograms are long, with Implicit VR or fewer bins.
    """
    if data_set.get(DVH_SEQUENCE) is None:
        return
    for histogram in data_set.top.items(DVH_SEQUENCE):
        bins, count = histogram.number(DVH_NUMBER_OF_BINS), count_of(histogram.get(DVH_DATA))
        if bins is not None and count and count != 2 * bins:
            yield histogram.at(DVH_DATA, count=count, bins=bins)
