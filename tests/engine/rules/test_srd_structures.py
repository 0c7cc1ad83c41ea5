"""SRD080 to SRD084."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.build import ROOT
from tests.engine.rules.harness import allows, check, flags
from validator.engine.header import Limits

STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
FRAME = f"{ROOT}.5.1"
CONTOUR = "(3006,0039)[0].(3006,0040)"


def structures(*contours: Dataset, frame: str = FRAME) -> Dataset:
    """A structure set of one region with these contours, in this Frame of Reference."""
    made = build.instance(STRUCTURE_SET, Modality="RTSTRUCT", SeriesDescription="Contours")
    listed, region, drawn, observed = Dataset(), Dataset(), Dataset(), Dataset()
    listed.FrameOfReferenceUID = FRAME
    region.ROINumber = "1"
    region.ReferencedFrameOfReferenceUID = frame
    region.ROIName = "Heart"
    drawn.ReferencedROINumber = "1"
    drawn.ContourSequence = Sequence(contours)
    observed.ObservationNumber = "1"
    observed.ReferencedROINumber = "1"
    made.ReferencedFrameOfReferenceSequence = Sequence([listed])
    made.StructureSetROISequence = Sequence([region])
    made.ROIContourSequence = Sequence([drawn])
    made.RTROIObservationsSequence = Sequence([observed])
    return made


def contour(
    kind: str = "CLOSED_PLANAR", points: int = 4, count: int | None = None, number: int | None = None
) -> Dataset:
    """A contour that announces ``points`` and has ``count`` of them, as many unless said otherwise."""
    made = Dataset()
    made.ContourGeometricType = kind
    made.NumberOfContourPoints = points
    made.ContourData = [str(value) for value in range(3 * (points if count is None else count))]
    if number is not None:
        made.ContourNumber = number
    return made


def test_fewer_coordinates_than_announced():
    (finding,) = flags(structures(contour(points=4, count=3)), ("SRD080", f"{CONTOUR}[0].(3006,0050)"))
    assert "has 9 numbers, and 4 points are announced" in finding.message
    allows("SRD080", structures(contour()))


def test_contour_data_that_stay_on_disk_are_not_counted():
    found = check(structures(contour(points=9, count=200)), limits=Limits(value=100)).findings
    assert "SRD080" not in {finding.code for finding in found}


def test_a_point_of_several_points():
    flags(structures(contour(), contour("POINT", points=2)), ("SRD081", f"{CONTOUR}[1].(3006,0046)"))
    allows("SRD081", structures(contour("POINT", points=1)))


@pytest.mark.parametrize("points", [1, 2])
def test_a_polygon_of_too_few_points(points: int):
    flags(structures(contour(points=points)), ("SRD082", f"{CONTOUR}[0].(3006,0046)"))
    allows("SRD082", structures(contour(points=3), contour("OPEN_PLANAR", points=2)))


def test_two_contours_with_one_number():
    flags(structures(contour(number=1), contour(number=2), contour(number=1)), ("SRD083", f"{CONTOUR}[2].(3006,0048)"))
    allows("SRD083", structures(contour(number=2), contour(number=1)))


def test_a_region_in_another_frame_of_reference():
    flags(structures(contour(), frame=f"{ROOT}.5.2"), ("SRD084", "(3006,0020)[0].(3006,0024)"))
    allows("SRD084", structures(contour()))


def test_what_is_not_listed_because_the_file_is_cut_off():
    whole = build.file(structures(contour(), frame=f"{ROOT}.5.2"))
    assert "SRD084" not in {finding.code for finding in check(whole[:-30]).findings}
