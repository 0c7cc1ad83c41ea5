"""SRD097 to SRD101."""

from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.build import ROOT
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.radiotherapy import RT_PLAN, item

RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"


def dose(**attributes: Any) -> Dataset:
    """A dose of three planes of 4 by 6 points, of one plan."""
    made = build.ct(SOPClassUID=RT_DOSE, Modality="RTDOSE", SeriesDescription="Dose", BitsStored=16, HighBit=15)
    for keyword in ("RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter", "WindowWidth"):
        delattr(made, keyword)
    made.NumberOfFrames = 3
    made.FrameIncrementPointer = 0x3004000C
    made.GridFrameOffsetVector = ["0", "3", "6"]
    made.DoseUnits = "GY"
    made.DoseType = "PHYSICAL"
    made.DoseSummationType = "PLAN"
    made.DoseGridScaling = "0.001"
    made.ReferencedRTPlanSequence = Sequence([cited(1)])
    made.PixelData = bytes(4 * 6 * 3 * 2)
    made["PixelData"].VR = "OW"
    return build.changed(made, **attributes)


def cited(number: int) -> Dataset:
    return item(ReferencedSOPClassUID=RT_PLAN, ReferencedSOPInstanceUID=f"{ROOT}.4.{100 + number}")


@pytest.mark.parametrize("offsets", [["30", "33", "36"], ["0", "-3", "-6"]])
def test_offsets_that_begin_with_zero_or_with_the_position(offsets: list[str]):
    allows("SRD097", dose(GridFrameOffsetVector=offsets))


def test_offsets_that_begin_elsewhere():
    flags(dose(GridFrameOffsetVector=["3", "6", "9"]), ("SRD097", "(3004,000C)"))


def test_offsets_of_oblique_planes_begin_with_zero():
    flags(
        dose(GridFrameOffsetVector=["30", "33", "36"], ImageOrientationPatient=[1, 0, 0, 0, 0, -1]),
        ("SRD097", "(3004,000C)"),
    )


@pytest.mark.parametrize("scaling", ["0", "-0.1"])
def test_a_dose_that_comes_to_nothing(scaling: str):
    flags(dose(DoseGridScaling=scaling), ("SRD098", "(3004,000E)"))
    allows("SRD098", dose())


def test_a_dose_of_twelve_bits():
    (finding,) = flags(dose(BitsStored=12, HighBit=11), ("SRD099", "(0028,0101)"))
    assert "is 12: in a dose grid it must be 16." in finding.message
    allows("SRD099", dose())


def test_a_dose_without_bits():
    flags(dose(BitsAllocated=0), ("SRD099", "(0028,0100)"), ("PIX012", "(0028,0100)"), ("PIX013", "(0028,0101)"))


def test_a_dose_with_a_sign():
    flags(dose(PixelRepresentation=1), ("SRD099", "(0028,0103)"))
    allows("SRD099", dose(PixelRepresentation=1, DoseType="ERROR"))


def test_a_dose_of_several_plans():
    plans = Sequence([cited(1), cited(2)])
    (finding,) = flags(dose(ReferencedRTPlanSequence=plans), ("SRD100", "(300C,0002)"))
    assert "has 2 items, and the Dose Summation Type PLAN asks for one" in finding.message
    allows("SRD100", dose(ReferencedRTPlanSequence=plans, DoseSummationType="MULTI_PLAN"))


def test_a_sum_of_one_plan():
    flags(dose(DoseSummationType="MULTI_PLAN"), ("SRD100", "(300C,0002)"))


def histogram(bins: int, count: int) -> Dataset:
    return dose(DVHSequence=Sequence([item(DVHNumberOfBins=str(bins), DVHData=[str(value) for value in range(count)])]))


def test_a_histogram_that_was_cut():
    (finding,) = flags(histogram(4, 6), ("SRD101", "(3004,0050)[0].(3004,0058)"))
    assert "has 6 numbers, and 4 bins are announced" in finding.message
    allows("SRD101", histogram(4, 8))
