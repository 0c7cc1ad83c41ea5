"""PIX010 to PIX015."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


@pytest.mark.parametrize(
    ("keyword", "tag"),
    [
        ("SamplesPerPixel", "0002"),
        ("PhotometricInterpretation", "0004"),
        ("Rows", "0010"),
        ("Columns", "0011"),
        ("BitsAllocated", "0100"),
        ("BitsStored", "0101"),
        ("HighBit", "0102"),
        ("PixelRepresentation", "0103"),
    ],
)
def test_each_attribute_of_the_description_is_missed(keyword: str, tag: str):
    flags(build.ct(**{keyword: None}), ("PIX010", f"(0028,{tag})"))
    allows("PIX010", GOOD)


def test_an_empty_attribute_is_no_description():
    flags(build.file(build.ct(), raw={0x00280101: ("US", b"")}), ("PIX010", "(0028,0101)"))


def test_a_report_needs_no_description():
    allows("PIX010", build.sr())


@pytest.mark.parametrize(("keyword", "tag"), [("Rows", "0010"), ("Columns", "0011")])
def test_an_image_without_extent(keyword: str, tag: str):
    flags(build.ct(**{keyword: 0}), ("PIX011", f"(0028,{tag})"))
    allows("PIX011", build.ct(Rows=1, Columns=1, PixelData=bytes(2)))


def test_twelve_bits_allocated():
    (finding,) = flags(build.ct(BitsAllocated=12, PixelData=bytes(36)), ("PIX012", "(0028,0100)"))
    assert "is 12: it must be 1 or a multiple of 8" in finding.message


def test_bits_that_make_no_sample_give_no_length():
    flags(build.ct(BitsAllocated=77), ("PIX012", "(0028,0100)"))


def test_one_bit_allocated():
    allows("PIX012", build.ct(BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=bytes(4)))


def test_more_bits_stored_than_allocated():
    flags(build.ct(BitsStored=17, HighBit=16), ("PIX013", "(0028,0101)"))
    allows("PIX013", build.ct(BitsStored=16, HighBit=15))


def test_a_high_bit_at_the_wrong_end():
    (finding,) = flags(build.ct(HighBit=15), ("PIX014", "(0028,0102)"))
    assert "with 12 bits stored it must be 11" in finding.message
    allows("PIX014", GOOD)


def test_an_unknown_representation():
    flags(build.ct(PixelRepresentation=2), ("PIX015", "(0028,0103)"))
    allows("PIX015", build.ct(PixelRepresentation=1))
