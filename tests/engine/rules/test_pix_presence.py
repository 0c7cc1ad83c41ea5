"""PIX001 to PIX009."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def test_an_image_without_pixels():
    flags(build.ct(PixelData=None), ("PIX001", "(7FE0,0010)"))
    allows("PIX001", GOOD)


def test_a_report_has_no_pixels():
    allows("PIX001", build.sr())


def test_pixels_of_floating_point_are_pixels():
    integers = dict.fromkeys(("PixelData", "BitsStored", "HighBit", "PixelRepresentation"))
    kind = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.30", "ImageType": ["DERIVED", "PRIMARY", "PERFUSION", "NONE"]}
    image = build.ct(FloatPixelData=bytes(96), **kind, **integers)
    allows("PIX001", build.changed(image, BitsAllocated=32))


def test_the_address_of_a_server_stands_for_pixels():
    remote = build.file(
        build.ct(PixelData=None, PixelDataProviderURL="https://pixels.example/1"), TransferSyntaxUID=build.JPIP
    )
    allows("PIX001", remote, ("OPS038", "(0002,0010)"))


def test_a_segmentation_must_hold_pixels():
    kind = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.66.4", "Modality": "SEG", "ImageType": ["DERIVED", "PRIMARY"]}
    flags(build.ct(PixelData=None, **kind), ("PIX001", "(7FE0,0010)"))


def test_pixels_that_were_not_read_are_not_missing():
    allows("PIX001", GOOD[: GOOD.index(b"\x28\0\x50\x10")] + b"\x28\0\x50\x10DS\xf0\0", ("FIL056", "(0028,1050)"))


def test_pixel_data_of_no_length():
    flags(build.ct(PixelData=b""), ("PIX002", "(7FE0,0010)"))
    allows("PIX002", GOOD)


def test_encapsulated_pixel_data_without_a_fragment():
    flags(build.compressed(), ("PIX002", "(7FE0,0010)"))
    allows("PIX002", build.compressed(b"\xff\xd8\xff\xd9"))


@pytest.mark.parametrize(("keyword", "tag"), [("FloatPixelData", "0008"), ("DoubleFloatPixelData", "0009")])
def test_two_kinds_of_pixel_data(keyword: str, tag: str):
    flags(build.ct(**{keyword: bytes(192)}), ("PIX003", f"(7FE0,{tag})"))
    allows("PIX003", GOOD)
