"""MFR060 to MFR069."""

import pytest
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

EXTENDED = [("IOD040", "(0028,6100)")]
"""No multi-frame Secondary Capture has a mask; angiograms have."""


@pytest.mark.parametrize(
    ("keyword", "path"), [("RepresentativeFrameNumber", "(0028,6010)"), ("FrameNumbersOfInterest", "(0028,6020)")]
)
def test_a_pointer_beyond_the_frames(keyword: str, path: str):
    (finding,) = flags(multiframe.film(**{keyword: 4}), ("MFR060", path))
    assert "names frame 4 of 3 frames." in finding.message
    allows("MFR060", multiframe.film(**{keyword: 3}))


def test_pointers_in_a_concatenation_may_count_through():
    part = {
        "ConcatenationUID": f"{build.ROOT}.9.1",
        "SOPInstanceUIDOfConcatenationSource": f"{build.ROOT}.9.2",
        "InConcatenationNumber": 1,
        "ConcatenationFrameOffsetNumber": 0,
    }
    allows("MFR060", multiframe.segmentation(RepresentativeFrameNumber=7, **part))


def test_a_mask_beyond_the_frames():
    mask = multiframe.item(MaskOperation="AVG_SUB", MaskFrameNumbers=[1, 4])
    _, finding = flags(
        multiframe.film(MaskSubtractionSequence=Sequence([mask])), ("MFR061", "(0028,6100)[0].(0028,6110)"), *EXTENDED
    )
    assert "names frame 4 of 3 frames." in finding.message
    mask = multiframe.item(MaskOperation="AVG_SUB", MaskFrameNumbers=[1, 2], ApplicableFrameRange=[3, 3])
    allows("MFR061", multiframe.film(MaskSubtractionSequence=Sequence([mask])), *EXTENDED)


def test_trims_beyond_the_frames():
    flags(multiframe.film(StartTrim=0, StopTrim=4), ("MFR062", "(0008,2142)"), ("MFR062", "(0008,2143)"))
    allows("MFR062", multiframe.film(StartTrim=1, StopTrim=3))


def test_an_overlay_beyond_the_frames():
    def overlaid(origin: int) -> build.Dataset:
        dataset = multiframe.film()
        dataset.add_new(0x60020015, "IS", 2)
        dataset.add_new(0x60020051, "US", origin)
        return dataset

    *_, finding = flags(overlaid(3), ("MFR063", "(6002,0051)"), ("IOD040", ""))
    assert "is 3: the overlay would reach to frame 4 of 3." in finding.message
    allows("MFR063", overlaid(2), ("IOD040", ""))


def test_a_reference_to_itself():
    def referring(frame: int, instance: str = "4.1") -> build.Dataset:
        reference = multiframe.item(
            ReferencedSOPClassUID=multiframe.FILM,
            ReferencedSOPInstanceUID=f"{build.ROOT}.{instance}",
            ReferencedFrameNumber=frame,
            PurposeOfReferenceCodeSequence=Sequence([build.code("121311", "DCM", "Localizer")]),
        )
        return multiframe.film(ReferencedImageSequence=Sequence([reference]))

    itself = ("SRD154", "(0008,1140)[0].(0008,1155)")
    *_, finding = flags(referring(4), ("MFR064", "(0008,1140)[0].(0008,1160)"), itself)
    assert "names frame 4, and the reference is to this instance, which has 3 frames." in finding.message
    allows("MFR064", referring(3), itself)
    allows("MFR064", referring(4, instance="4.2"))
