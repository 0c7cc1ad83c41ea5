"""MFR035 to MFR039."""

from pydicom.sequence import Sequence

from tests import multiframe
from tests.engine.rules.harness import allows, check, flags

GOOD = multiframe.nuclear()


def test_a_vector_of_another_length():
    (finding,) = flags(multiframe.nuclear(DetectorVector=[1, 1, 1]), ("MFR035", "(0054,0020)"))
    assert "has 3 values for 4 frames:" in finding.message
    allows("MFR035", GOOD)


def test_an_impossible_number_of_frames_is_the_business_of_others():
    codes = {finding.code for finding in check(multiframe.nuclear(NumberOfFrames=-1)).findings}
    assert "PIX021" in codes
    assert not [code for code in codes if code.startswith("MFR")]


def test_vectors_of_texts_and_decimals():
    flags(multiframe.page_film(PageNumberVector=[1, 2]), ("MFR035", "(0018,2001)"))
    allows("MFR035", multiframe.page_film())
    times = multiframe.film(FrameTime=None, FrameIncrementPointer=0x00181065, FrameTimeVector=[0, 40])
    flags(times, ("MFR035", "(0018,1065)"))


def test_without_number_of_frames_there_is_one():
    odd = multiframe.page_film(NumberOfFrames=None, PixelData=bytes(24))
    *_, finding = flags(odd, ("MFR035", "(0018,2001)"), ("IOD001", "(0028,0008)"))
    assert "has 3 values for 1 frame:" in finding.message


def test_a_number_that_the_vector_does_not_reach():
    (finding,) = flags(multiframe.nuclear(NumberOfEnergyWindows=2), ("MFR036", "(0054,0011)"))
    assert "is 2, but (0054,0010) Energy Window Vector counts to 1." in finding.message
    flags(
        multiframe.nuclear(PhaseVector=[1, 2, 3, 3], TimeSliceVector=[1, 1, 1, 2]),
        ("MFR036", "(0054,0031)"),
    )
    allows("MFR036", GOOD)


def test_a_vector_that_begins_later():
    odd = multiframe.nuclear(DetectorVector=[2, 2, 2, 2], NumberOfDetectors=2)
    odd.DetectorInformationSequence.append(odd.DetectorInformationSequence[0])
    (finding,) = flags(odd, ("MFR037", "(0054,0020)"))
    assert "begins to count with 2 instead of 1." in finding.message
    flags(multiframe.nuclear(EnergyWindowVector=[0, 1, 1, 1]), ("MFR037", "(0054,0010)"))
    allows("MFR037", GOOD)


def test_a_time_slice_beyond_its_phase():
    (finding,) = flags(multiframe.nuclear(TimeSliceVector=[1, 2, 1, 3]), ("MFR038", "(0054,0100)"))
    assert "gives frame 4 the number 3, but its rotation or phase has 2." in finding.message
    longer = Sequence([multiframe.phase(), multiframe.phase(3)])
    allows("MFR038", multiframe.nuclear(TimeSliceVector=[1, 2, 1, 3], PhaseInformationSequence=longer))


def test_descriptions_that_are_not_as_many():
    odd = multiframe.nuclear(PhaseInformationSequence=Sequence([multiframe.phase()]))
    (finding,) = flags(odd, ("MFR039", "(0054,0032)"))
    assert "has 1 items, but (0054,0031) Number of Phases is 2." in finding.message
    allows("MFR039", multiframe.nuclear(DetectorInformationSequence=Sequence()))
