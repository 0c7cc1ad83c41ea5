"""GEO001 and GEO002."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

ORIENTATION = "(0020,0037)"
GOOD = build.ct()


def test_a_direction_that_is_too_short():
    (finding,) = flags(build.ct(ImageOrientationPatient=[1, 0, 0, 0, 0.9, 0]), ("GEO001", ORIENTATION))
    assert "the column vector has the length 0.9, but" in finding.message
    flags(build.ct(ImageOrientationPatient=[0, 0, 0, 0, 0, 0]), *[("GEO001", ORIENTATION)] * 2)
    allows("GEO001", GOOD)


def test_cosines_of_few_digits_are_right():
    allows("GEO001", build.ct(ImageOrientationPatient=["0.707107", "0.707107", "0", "0", "0", "-1"]))
    flags(build.ct(ImageOrientationPatient=["0.7", "0.7", "0", "0", "0", "-1"]), ("GEO001", ORIENTATION))


def test_another_number_of_values_is_the_business_of_others():
    codes = {finding.code for finding in check(build.ct(ImageOrientationPatient=[1, 0, 0])).findings}
    assert "VRV053" in codes
    assert not [code for code in codes if code.startswith("GEO")]


def test_directions_in_functional_groups_and_of_other_things():
    dataset = multiframe.segmentation()
    plane = dataset.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0]
    plane.ImageOrientationPatient = [1, 0, 0, 0, 2, 0]
    flags(dataset, ("GEO001", "(5200,9229)[0].(0020,9116)[0].(0020,0037)"))
    flags(multiframe.slide(ImageOrientationSlide=[0, -2, 0, -1, 0, 0]), ("GEO001", "(0048,0102)"))
    flags(build.ct(VelocityEncodingDirection=[0.0, 0.0, 0.0]), ("GEO001", "(0018,9090)"), ("IOD040", "(0018,9090)"))
    allows("GEO001", build.ct(SlabOrientation=[0.0, 0.0, -1.0]), ("IOD040", "(0018,9105)"))


def test_rows_and_columns_that_are_not_at_right_angles():
    (finding,) = flags(build.ct(ImageOrientationPatient=[1, 0, 0, 0.6, 0.8, 0]), ("GEO002", ORIENTATION))
    assert "meet at 53.13 degrees instead of 90." in finding.message
    allows("GEO002", build.ct(ImageOrientationPatient=[0.8, 0.6, 0, 0.6, -0.8, 0]))


def test_the_detectors_of_nuclear_medicine_have_orientations():
    detector = Dataset()
    detector.ImageOrientationPatient = [1, 0, 0, 1, 0, 0]
    detector.ImagePositionPatient = [0, 0, 0]
    detector.CollimatorType = "PARA"
    detector.FocalDistance = 0
    path = "(0054,0022)[0].(0020,0037)"
    flags(multiframe.nuclear(DetectorInformationSequence=Sequence([detector])), ("GEO002", path))
