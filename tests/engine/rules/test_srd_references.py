"""SRD150, SRD151, SRD153 to SRD156."""

from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.build import CT_IMAGE, ROOT
from tests.engine.rules.documents import cited
from tests.engine.rules.harness import allows, flags

ENHANCED_CT, SEGMENTATION, LABEL_MAP, ECG = (
    f"1.2.840.10008.5.1.4.1.1.{end}" for end in ("2.1", "66.4", "66.7", "9.1.1")
)
REFERENCE = "(0008,1140)[0]"


def citing(sop_class: str, uid: str = f"{ROOT}.4.9", **attributes: Any) -> Dataset:
    """A CT image that refers to another instance."""
    return build.ct(ReferencedImageSequence=Sequence([cited(uid, sop_class, **attributes)]))


def test_a_frame_of_a_single_slice():
    (finding,) = flags(citing(CT_IMAGE, ReferencedFrameNumber=1), ("SRD150", f"{REFERENCE}.(0008,1160)"))
    assert "a CT Image is never multi-frame" in finding.message
    allows("SRD150", citing(ENHANCED_CT, ReferencedFrameNumber=[1, 7]))
    allows("SRD150", citing(CT_IMAGE))


def test_classes_that_nobody_knows_may_have_frames():
    allows("SRD150", citing(f"{ROOT}.99", ReferencedFrameNumber=1))


@pytest.mark.parametrize("sop_class", [SEGMENTATION, LABEL_MAP])
def test_a_segment_of_an_image(sop_class: str):
    flags(citing(CT_IMAGE, ReferencedSegmentNumber=1), ("SRD151", f"{REFERENCE}.(0062,000B)"))
    allows("SRD151", citing(sop_class, ReferencedSegmentNumber=1))


@pytest.mark.parametrize("number", [0, [3, 0]])
def test_a_frame_zero(number: int | list[int]):
    flags(citing(ENHANCED_CT, ReferencedFrameNumber=number), ("SRD155", f"{REFERENCE}.(0008,1160)"))
    allows("SRD155", citing(ENHANCED_CT, ReferencedFrameNumber=1))


def test_a_segment_zero():
    flags(citing(SEGMENTATION, ReferencedSegmentNumber=0), ("SRD155", f"{REFERENCE}.(0062,000B)"))
    allows("SRD155", citing(LABEL_MAP, ReferencedSegmentNumber=0))


def test_channels_of_an_image():
    flags(citing(CT_IMAGE, ReferencedWaveformChannels=[1, 1]), ("SRD153", f"{REFERENCE}.(0040,A0B0)"))
    allows("SRD153", citing(ECG, ReferencedWaveformChannels=[1, 1]))


def test_an_image_that_refers_to_itself():
    flags(citing(CT_IMAGE, uid=f"{ROOT}.4.1"), ("SRD154", f"{REFERENCE}.(0008,1155)"))
    allows("SRD154", citing(CT_IMAGE))


def test_a_dose_of_an_image():
    made = build.instance("1.2.840.10008.5.1.4.1.1.481.2", Modality="RTDOSE", SeriesDescription="Dose")
    made.ReferencedRTPlanSequence = Sequence([cited(sop_class=CT_IMAGE)])
    (finding,) = flags(made, ("SRD156", "(300C,0002)[0].(0008,1150)"))
    assert "is CT Image, where the sequence around it is for plans" in finding.message
    made.ReferencedRTPlanSequence = Sequence([cited(sop_class="1.2.840.10008.5.1.4.1.1.481.8")])
    allows("SRD156", made)
