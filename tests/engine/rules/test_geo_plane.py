"""GEO007 and GEO008."""

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

POSITION, ORIENTATION = "(0020,0032)", "(0020,0037)"


def placed(**attributes: object) -> build.Dataset:
    """A Secondary Capture with a place in the patient, which its IOD knows nothing of."""
    return multiframe.film(
        **{
            "ImagePositionPatient": [0, 0, 0],
            "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
            "FrameOfReferenceUID": f"{build.ROOT}.5.1",
            "PositionReferenceIndicator": "",
            **attributes,
        }
    )


def test_a_position_without_orientation():
    flags(placed(ImageOrientationPatient=None), ("GEO007", ORIENTATION), ("IOD040", POSITION))
    flags(placed(ImagePositionPatient=None), ("GEO007", POSITION), ("IOD040", ORIENTATION))
    allows("GEO007", placed(), ("IOD040", ""))


def test_the_rules_about_the_iod_need_no_second_voice():
    allows("GEO007", build.ct(ImageOrientationPatient=None), ("IOD001", ORIENTATION))
    allows("GEO008", build.ct(FrameOfReferenceUID=None), ("IOD001", "(0020,0052)"))


def test_a_position_in_no_frame_of_reference():
    bare = placed(FrameOfReferenceUID=None, PositionReferenceIndicator=None)
    flags(bare, ("GEO008", "(0020,0052)"), ("IOD040", ""))
    allows("GEO008", placed(), ("IOD040", ""))
