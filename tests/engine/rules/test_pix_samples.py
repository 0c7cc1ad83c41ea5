"""PIX016 to PIX021."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

GOOD = build.file(build.ct())


def test_an_unknown_photometric_interpretation():
    flags(build.ct(PhotometricInterpretation="MONOCHROME"), ("PIX016", "(0028,0004)"))
    allows("PIX016", build.ct(PhotometricInterpretation="MONOCHROME1"))


def test_a_retired_photometric_interpretation():
    flags(
        build.ct(PhotometricInterpretation="CMYK", SamplesPerPixel=4, PlanarConfiguration=0, PixelData=bytes(192)),
        ("PIX017", "(0028,0004)"),
    )
    allows("PIX017", GOOD)


def test_samples_that_do_not_fit_the_photometric_interpretation():
    (finding,) = flags(build.ct(PhotometricInterpretation="RGB"), ("PIX018", "(0028,0002)"))
    assert "is 1, but the Photometric Interpretation has 3 samples" in finding.message
    allows("PIX018", build.colour())


def test_colour_without_planar_configuration():
    flags(build.colour(PlanarConfiguration=None), ("PIX019", "(0028,0006)"))
    allows("PIX019", build.colour())


def test_grey_needs_no_planar_configuration():
    allows("PIX019", GOOD)


def test_an_unknown_planar_configuration():
    flags(build.colour(PlanarConfiguration=2), ("PIX020", "(0028,0006)"))
    allows("PIX020", build.colour(PlanarConfiguration=1))


@pytest.mark.parametrize("number", [b"0 ", b""])
def test_a_number_of_frames_that_is_none(number: bytes):
    flags(build.file(build.ct(), raw={0x00280008: ("IS", number)}), ("PIX021", "(0028,0008)"))
    allows("PIX021", build.ct(NumberOfFrames=1))


@pytest.mark.parametrize("number", [b"1_0 ", b"2.5 "])
def test_a_number_of_frames_that_is_no_number(number: bytes):
    source = build.file(build.ct(), raw={0x00280008: ("IS", number)})
    flags(source, ("PIX021", "(0028,0008)"), ("VRV031", "(0028,0008)"))


def test_a_number_of_frames_of_thousands_of_digits():
    codes = {finding.code for finding in check(build.file(build.ct(), raw={0x00280008: ("IS", b"9" * 4200)})).findings}
    assert "PIX021" in codes
    assert "ENG001" not in codes
