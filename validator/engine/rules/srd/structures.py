"""SRD080 to SRD084: contours and regions of interest of an RT Structure Set (PS3.3 C.8.8.5, C.8.8.6)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd.numbering import count_of, repeated
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.srd.tags import REFERENCED_FRAME_OF_REFERENCE_UID
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import FRAME_OF_REFERENCE_UID

REFERENCED_FRAME_OF_REFERENCE_SEQUENCE = 0x30060010
STRUCTURE_SET_ROI_SEQUENCE = 0x30060020
ROI_CONTOUR_SEQUENCE = 0x30060039
CONTOUR_SEQUENCE = 0x30060040
CONTOUR_GEOMETRIC_TYPE = 0x30060042
NUMBER_OF_CONTOUR_POINTS = 0x30060046
CONTOUR_NUMBER = 0x30060048
CONTOUR_DATA = 0x30060050


def _contours(data_set: DataSet) -> Iterator[Level]:
    if data_set.get(ROI_CONTOUR_SEQUENCE) is not None:
        for region in data_set.top.items(ROI_CONTOUR_SEQUENCE):
            yield from region.items(CONTOUR_SEQUENCE)


@rule(
    "SRD080",
    "Contour data do not fit the number of points",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and {points} points are announced: three numbers for each.",
    reference="PS3.3 C.8.8.6",
)
def wrong_number_of_points(data_set: DataSet) -> Iterator[Hit]:
    """A contour is a list of points in the patient, three coordinates each, and says how many points there are.

    Why it matters
    A planning system that trusts the number draws part of the outline, or refuses the structure set: no plan can be
    made or checked with it.

    Example
    Contour data that were cut at 64 KiB when the file was written with an explicit VR.

    How to fix
    Take the contour from the source. Where contours are long, have the system write Implicit VR, or fewer points.
    """
    for contour in _contours(data_set):
        points, count = contour.number(NUMBER_OF_CONTOUR_POINTS), count_of(contour.get(CONTOUR_DATA))
        if points is not None and count and count != 3 * points:
            yield contour.at(CONTOUR_DATA, count=count, points=points)


@rule(
    "SRD081",
    "Points do not fit the type of contour",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {points}, and the contour is a POINT: one point alone.",
    reference="PS3.3 C.8.8.6.1",
)
def point_of_several(data_set: DataSet) -> Iterator[Hit]:
    """A contour of the type POINT has one point: each further point is a contour of its own.

    Why it matters
    Systems take the first point and drop the others: markers, seeds or reference points are lost.

    Example
    All fiducial markers in one contour of the type POINT.

    How to fix
    Have the system write one contour for each point.
    """
    for contour in _contours(data_set):
        points = contour.number(NUMBER_OF_CONTOUR_POINTS)
        if points is not None and points != 1 and contour.text(CONTOUR_GEOMETRIC_TYPE) == "POINT":
            yield contour.at(NUMBER_OF_CONTOUR_POINTS, points=points)


@rule(
    "SRD082",
    "Closed contour of fewer than three points",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {points}: a closed contour of fewer than three points encloses nothing.",
    reference="PS3.3 C.8.8.6.1",
)
def closed_around_nothing(data_set: DataSet) -> Iterator[Hit]:
    """A closed contour is a polygon, and a polygon has three corners at least.

    Why it matters
    Planning systems refuse the structure, or count a volume of zero for it.

    Example
    Leftovers of one or two points at the end of an organ, which an automatic contouring made.

    How to fix
    Have the system leave such contours out.
    """
    for contour in _contours(data_set):
        points = contour.number(NUMBER_OF_CONTOUR_POINTS)
        if points is not None and points < 3 and contour.text(CONTOUR_GEOMETRIC_TYPE) in CLOSED:
            yield contour.at(NUMBER_OF_CONTOUR_POINTS, points=points)


@rule(
    "SRD083",
    "Two contours of a region with one number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is that of an earlier contour of the same region.",
    reference="PS3.3 C.8.8.6",
)
def contour_number_repeated(data_set: DataSet) -> Iterator[Hit]:
    """Contours need no numbers; where they have some, each contour of a region has its own.

    Why it matters
    Systems that edit single contours find them by the number, and change or delete the wrong one.

    Example
    A number of 1 in every contour.

    How to fix
    Have the system count the contours of each region, or leave the numbers out.
    """
    if data_set.get(ROI_CONTOUR_SEQUENCE) is not None:
        for region in data_set.top.items(ROI_CONTOUR_SEQUENCE):
            yield from (
                contour.at(CONTOUR_NUMBER) for contour in repeated(region.items(CONTOUR_SEQUENCE), CONTOUR_NUMBER)
            )


@rule(
    "SRD084",
    "Region in an unknown Frame of Reference",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not in the Referenced Frame of Reference Sequence.",
    reference="PS3.3 C.8.8.5",
)
def unknown_frame_of_reference(data_set: DataSet) -> Iterator[Hit]:
    """A region lies in one of the coordinate systems that the structure set lists with their images.

    Why it matters
    The planning system cannot place the region on the images, or places it on the wrong series.

    Example
    A structure set in which only one of the two places got a new UID when it was de-identified.

    How to fix
    Change UIDs in the same way everywhere. Have the system list each Frame of Reference that its regions use.
    """
    frames = data_set.get(REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)
    if frames is None or not frames.items or not is_whole(data_set):
        return
    known = {frame.text(FRAME_OF_REFERENCE_UID) for frame in data_set.top.items(REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)}
    for region in data_set.top.items(STRUCTURE_SET_ROI_SEQUENCE):
        uid = region.text(REFERENCED_FRAME_OF_REFERENCE_UID)
        if uid and uid not in known:
            yield region.at(REFERENCED_FRAME_OF_REFERENCE_UID)


CLOSED = frozenset({"CLOSED_PLANAR", "CLOSEDPLANAR_XOR"})
