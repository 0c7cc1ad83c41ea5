"""PIX070 to PIX079."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags

GOOD = build.file(build.ct())


@pytest.mark.parametrize(
    ("width", "words"), [("0", "not greater than 0"), ("-5", "not greater than 0"), ("0.5", "less than 1")]
)
def test_a_window_without_width(width: str, words: str):
    (finding,) = flags(build.ct(WindowWidth=width), ("PIX070", "(0028,1051)"))
    assert words in finding.message
    allows("PIX070", build.ct(WindowWidth="1"))


def test_a_narrow_window_with_an_exact_function():
    allows("PIX070", build.ct(WindowWidth="0.5", VOILUTFunction="LINEAR_EXACT"))


def test_centers_and_widths_that_do_not_pair():
    (finding,) = flags(build.ct(WindowCenter=["40", "50"]), ("PIX071", "(0028,1051)"))
    assert "Window Center has 2 values and (0028,1051) Window Width 1 value:" in finding.message
    flags(build.ct(WindowCenter=None), ("PIX071", "(0028,1050)"))
    allows("PIX071", build.ct(WindowCenter=["40", "50"], WindowWidth=["400", "300"]))


def test_a_slope_of_zero():
    flags(build.ct(RescaleSlope="0"), ("PIX072", "(0028,1053)"))
    allows("PIX072", build.ct(RescaleSlope="-1"))


def test_a_slope_without_intercept():
    flags(build.ct(RescaleIntercept=None), ("PIX073", "(0028,1052)"))
    flags(build.ct(RescaleSlope=None), ("PIX073", "(0028,1053)"))
    allows("PIX073", build.ct(RescaleSlope=None, RescaleIntercept=None, RescaleType=None))


def test_a_padding_range_without_its_beginning():
    flags(build.ct(PixelPaddingRangeLimit=100), ("PIX074", "(0028,0120)"))
    allows("PIX074", build.ct(PixelPaddingValue=0, PixelPaddingRangeLimit=100))


def test_windows_in_items():
    window = Dataset()
    window.WindowCenter, window.WindowWidth = "40", "0"
    path = "(0028,3110)[0]"
    flags(build.ct(SoftcopyVOILUTSequence=Sequence([window])), ("PIX070", f"{path}.(0028,1051)"))
    window.WindowCenter, window.WindowWidth = ["40", "50"], "400"
    flags(build.ct(SoftcopyVOILUTSequence=Sequence([window])), ("PIX071", f"{path}.(0028,1051)"))


def test_a_slope_of_zero_in_the_items_of_frames():
    values = Dataset()
    values.RescaleIntercept, values.RescaleSlope, values.RescaleType = "0", "0", "US"
    shared = Dataset()
    shared.PixelValueTransformationSequence = Sequence([values])
    source = build.ct(SharedFunctionalGroupsSequence=Sequence([shared]))
    found = [finding.path for finding in check(source).findings if finding.code == "PIX072"]
    assert found == ["(5200,9229)[0].(0028,9145)[0].(0028,1053)"]
