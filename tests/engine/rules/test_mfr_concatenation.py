"""MFR040 to MFR049."""

from typing import Any

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

GOOD: dict[str, Any] = {
    "ConcatenationUID": f"{build.ROOT}.9.1",
    "SOPInstanceUIDOfConcatenationSource": f"{build.ROOT}.9.2",
    "InConcatenationNumber": 2,
    "InConcatenationTotalNumber": 3,
    "ConcatenationFrameOffsetNumber": 3,
}


def part(**attributes: Any) -> build.Dataset:
    """The second part of three of a segmentation."""
    return multiframe.segmentation(**{**GOOD, **attributes})


def test_a_part_without_its_uid():
    (finding,) = flags(part(ConcatenationUID=None), ("MFR040", "(0020,9161)"))
    assert "but (0020,9162) In-concatenation Number is there," in finding.message
    allows("MFR040", part())


def test_an_offset_of_zero_is_there_too():
    odd = multiframe.segmentation(ConcatenationFrameOffsetNumber=0)
    assert "MFR040" in {finding.code for finding in check(odd).findings}


def test_a_single_part():
    odd = part(InConcatenationNumber=1, ConcatenationFrameOffsetNumber=0, InConcatenationTotalNumber=1)
    (finding,) = flags(odd, ("MFR041", "(0020,9163)"))
    assert "is 1: a concatenation" in finding.message
    allows("MFR041", part(InConcatenationTotalNumber=None))


def test_a_part_beyond_the_last():
    (finding,) = flags(part(InConcatenationNumber=4), ("MFR042", "(0020,9162)"))
    assert "is 4, and there are 3: parts" in finding.message
    (finding,) = flags(part(InConcatenationNumber=0, InConcatenationTotalNumber=None), ("MFR042", "(0020,9162)"))
    assert "is 0: parts" in finding.message
    allows("MFR042", part(InConcatenationNumber=3))


def test_an_offset_that_contradicts_the_number():
    (finding,) = flags(part(InConcatenationNumber=1), ("MFR043", "(0020,9228)"))
    assert "is 3 in part 1:" in finding.message
    flags(part(ConcatenationFrameOffsetNumber=0), ("MFR043", "(0020,9228)"))
    allows("MFR043", part(InConcatenationNumber=1, ConcatenationFrameOffsetNumber=0))


def test_a_part_that_names_itself():
    odd = part(SOPInstanceUIDOfConcatenationSource=f"{build.ROOT}.4.1")
    flags(odd, ("MFR044", "(0020,0242)"))
    allows("MFR044", part())
