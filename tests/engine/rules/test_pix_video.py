"""PIX093 to PIX095."""

from typing import Any

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_pix_codestream import said
from validator.engine.pixels.syntaxes import ROOT

MAIN, HIGH, H264, HEVC_10 = (f"{ROOT}.4.{number}" for number in (100, 101, 102, 108))
LOSSY = {"LossyImageCompression": "01", "LossyImageCompressionRatio": "50"}
METHODS = {MAIN: "ISO_13818_2", HIGH: "ISO_13818_2", H264: "ISO_14496_10", HEVC_10: "ISO_23008_2"}


def video(syntax: str, **attributes: Any) -> bytes:
    """A colour image that is the beginning of a video."""
    dataset = build.colour(PhotometricInterpretation="YBR_PARTIAL_420", Rows=480, Columns=720, **LOSSY)
    dataset.LossyImageCompressionMethod = METHODS[syntax]
    if syntax == HIGH:
        dataset.Rows, dataset.Columns = 1080, 1920
    return build.compressed(b"\0\0\1\xb3", dataset=build.changed(dataset, **attributes), syntax=syntax)


@pytest.mark.parametrize(
    ("attributes", "path"),
    [
        ({"PixelRepresentation": 1}, "(0028,0103)"),
        ({"PlanarConfiguration": 1}, "(0028,0006)"),
        ({"BitsStored": 7, "HighBit": 6}, "(0028,0101)"),
    ],
)
@pytest.mark.parametrize("syntax", [MAIN, H264])
def test_a_description_that_video_cannot_have(syntax: str, attributes: dict[str, Any], path: str):
    extra = [("PIX093", "(0028,0102)")] if path == "(0028,0101)" else []
    flags(video(syntax, **attributes), ("PIX093", path), *extra)


def test_grey_video():
    source = video(H264, SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2", PlanarConfiguration=None)
    findings = flags(source, ("PIX093", "(0028,0002)"))
    assert any("is 1, but with MPEG it is always 3" in finding.message for finding in findings)


@pytest.mark.parametrize("syntax", [MAIN, HIGH, H264])
def test_a_description_that_fits(syntax: str):
    allows("PIX093", video(syntax))


def test_ten_bits_of_hevc():
    allows("PIX093", video(HEVC_10, BitsAllocated=16, BitsStored=10, HighBit=9), *said(HEVC_10))


def test_a_picture_too_large_for_main_level():
    flags(video(MAIN, Rows=1080, Columns=1920), ("PIX094", "(0028,0010)"), ("PIX094", "(0028,0011)"))
    allows("PIX094", video(MAIN, Rows=576))


@pytest.mark.parametrize(
    ("attributes", "path"),
    [
        ({"Rows": 480, "Columns": 720}, "(0028,0010)"),
        ({"Rows": 1080, "Columns": 1440}, "(0028,0011)"),
        ({"PixelAspectRatio": [1, 2], "PixelSpacing": None}, "(0028,0034)"),
    ],
)
def test_a_picture_that_high_level_does_not_have(attributes: dict[str, Any], path: str):
    flags(video(HIGH, **attributes), ("PIX094", path))
    allows("PIX094", video(HIGH, Rows=720, Columns=1280))


@pytest.mark.parametrize(("time", "rate"), [("40", 25), ("33.33", 30), ("33.3667", 30)])
def test_rates_of_television(time: str, rate: int):
    allows("PIX095", video(MAIN, FrameTime=time, CineRate=rate))


def test_other_rates():
    flags(video(MAIN, FrameTime="20", CineRate=50), ("PIX095", "(0018,0040)"), ("PIX095", "(0018,1063)"))
    allows("PIX095", video(HIGH, FrameTime="20", CineRate=50))
    allows("PIX095", video(H264, FrameTime="10", CineRate=100))
