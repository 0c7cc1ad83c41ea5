"""PIX122 to PIX128."""

import struct
from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"
LOCALIZER = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
PADDING = "(0028,0120)"


def test_the_unit_of_a_slice_and_of_a_localizer():
    (finding,) = flags(build.ct(RescaleType="US"), ("PIX122", "(0028,1054)"))
    assert "is not HU, the unit of an original CT image" in finding.message
    (finding,) = flags(build.ct(ImageType=LOCALIZER), ("PIX122", "(0028,1054)"))
    assert "a localizer has no Hounsfield Units" in finding.message
    allows("PIX122", build.ct())
    allows("PIX122", build.ct(ImageType=LOCALIZER, RescaleType="US"))


@pytest.mark.parametrize(
    "attributes",
    [{"ImageType": ["DERIVED", "PRIMARY", "AXIAL"]}, {"SOPClassUID": build.SECONDARY_CAPTURE, "Modality": "OT"}],
)
def test_units_of_images_that_are_no_original_ct(attributes: dict[str, Any]):
    image = build.ct(RescaleType="US", **attributes)
    assert "PIX122" not in {finding.code for finding in check(image).findings}


def test_multi_energy_may_have_other_units():
    image = build.ct(RescaleType="Z_EFF", MultienergyCTAcquisition="YES")
    assert "PIX122" not in {finding.code for finding in check(image).findings}


def magnetic(**attributes: Any) -> Dataset:
    """A MR image with a window."""
    image = build.ct(SOPClassUID=MR_IMAGE, Modality="MR", ImageType=["ORIGINAL", "PRIMARY", "OTHER"], KVP=None)
    return build.changed(image, **attributes)


def test_a_rescaled_mr_image():
    flags(magnetic(RescaleSlope="2.4", RescaleIntercept="0"), ("PIX123", "(0028,1053)"))
    flags(magnetic(RescaleSlope="1", RescaleIntercept="-10"), ("PIX123", "(0028,1052)"))
    allows("PIX123", magnetic(RescaleSlope="1", RescaleIntercept="0"))


def test_a_window_on_colours():
    (finding,) = flags(build.colour(WindowCenter=128, WindowWidth=256), ("PIX124", "(0028,1050)"))
    assert "the image is in colour" in finding.message
    flags(build.colour(RescaleSlope=1, RescaleIntercept=0), ("PIX124", "(0028,1053)"))
    allows("PIX124", build.colour())
    allows("PIX124", build.ct())


def extremes(low: int, high: int, *, vr: str = "US", **attributes: Any) -> bytes:
    form = "<h" if vr == "SS" else "<H"
    raw = {0x00280106: (vr, struct.pack(form, low)), 0x00280107: (vr, struct.pack(form, high))}
    return build.file(build.ct(**attributes), raw=raw)


def test_a_smallest_value_above_the_largest():
    (finding,) = flags(extremes(100, 5), ("PIX125", "(0028,0106)"))
    assert "is greater than (0028,0107)" in finding.message
    allows("PIX125", extremes(5, 100))


def test_extremes_have_the_sign_of_the_samples():
    signed = {"PixelRepresentation": 1, "BitsStored": 16, "HighBit": 15}
    allows("PIX125", extremes(-1024, 3071, vr="SS", **signed))
    assert codes(extremes(64512, 3071, vr="US", **signed)) == set()
    assert codes(extremes(3071, 64512, vr="US", **signed)) == {"PIX125"}


def codes(source: bytes) -> set[str]:
    return {finding.code for finding in check(source).findings} & {"PIX125"}


def padded(value: int, *, signed: bool = False, **attributes: Any) -> bytes:
    raw = {0x00280120: ("SS" if signed else "US", struct.pack("<h" if signed else "<H", value))}
    return build.file(build.ct(PixelRepresentation=int(signed), **attributes), raw=raw)


@pytest.mark.parametrize(("value", "signed"), [(5000, False), (63536, False), (-2049, True), (2048, True)])
def test_padding_that_no_sample_can_have(value: int, signed: bool):
    (finding,) = flags(padded(value, signed=signed), ("PIX126", PADDING))
    assert f"is {value}, but samples of 12 bits go from" in finding.message


@pytest.mark.parametrize(("value", "signed"), [(4095, False), (0, False), (-2048, True), (-2000, True)])
def test_padding_that_samples_can_have(value: int, signed: bool):
    allows("PIX126", padded(value, signed=signed))


def test_padding_in_words_that_are_full():
    allows("PIX126", padded(63536, BitsStored=16, HighBit=15))


@pytest.mark.parametrize(
    ("term", "value", "limit", "words"),
    [("MONOCHROME2", 100, 0, "is above"), ("MONOCHROME1", 0, 100, "is below")],
)
def test_a_padding_range_the_wrong_way_round(term: str, value: int, limit: int, words: str):
    image = build.ct(PhotometricInterpretation=term, PixelPaddingValue=value, PixelPaddingRangeLimit=limit)
    (finding,) = flags(image, ("PIX127", PADDING))
    assert words in finding.message
    allows("PIX127", build.changed(image, PixelPaddingValue=limit, PixelPaddingRangeLimit=value))


def test_a_dose_without_its_phantom():
    flags(build.ct(CTDIvol=5.0), ("PIX128", "(0018,9345)"))
    phantom = Sequence([build.code("113691", "DCM", "IEC Body Dosimetry Phantom")])
    allows("PIX128", build.ct(CTDIvol=5.0, CTDIPhantomTypeCodeSequence=phantom))
