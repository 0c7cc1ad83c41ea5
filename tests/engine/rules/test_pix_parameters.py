"""PIX085 to PIX089."""

import pytest

from tests import build
from tests.engine.pixels.codestreams import jpeg2000, jpeg_ls
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.test_pix_codestream import JPEG_2000, JPEG_LS, image, said

GOOD = image(jpeg2000(precision=12), JPEG_2000)
ROWS, COLUMNS = "(0028,0010)", "(0028,0011)"


def test_a_codestream_of_another_size():
    (finding,) = flags(image(jpeg2000(rows=8), JPEG_2000), ("PIX085", ROWS))
    assert "Rows is 4, but the codestream has 8" in finding.message
    flags(image(jpeg2000(rows=6, columns=4), JPEG_2000), ("PIX085", ROWS), ("PIX085", COLUMNS))
    allows("PIX085", GOOD)


@pytest.mark.parametrize("rows", [0, 1 << 24])
def test_a_size_that_says_nothing(rows: int):
    if rows:
        allows("PIX085", image(jpeg2000(rows=rows), JPEG_2000))
    else:
        allows("PIX085", image(jpeg_ls(precision=12, rows=0), JPEG_LS), *said(JPEG_LS))


def test_a_grey_codestream_in_a_colour_image():
    source = build.compressed(jpeg2000(precision=8) + b"\0", dataset=build.colour(), syntax=JPEG_2000)
    (finding,) = flags(source, ("PIX086", "(0028,0002)"))
    assert "is 3, but the codestream has 1 component." in finding.message
    flags(image(jpeg2000(components=3), JPEG_2000), ("PIX086", "(0028,0002)"))
    allows("PIX086", GOOD)


def test_more_bits_than_are_allocated():
    source = image(jpeg2000(precision=12), JPEG_2000, BitsAllocated=8, BitsStored=8, HighBit=7)
    (finding,) = flags(source, ("PIX087", "(0028,0100)"))
    assert "is 8, but the samples of the codestream have 12 bits" in finding.message
    allows("PIX087", GOOD)


def test_more_bits_than_are_stored_are_usual():
    allows("PIX087", image(jpeg2000(precision=16), JPEG_2000))


def test_fewer_bits_than_are_stored():
    flags(image(jpeg2000(precision=10), JPEG_2000), ("PIX088", "(0028,0101)"))
    allows("PIX088", GOOD)


@pytest.mark.parametrize("signed", [True, False])
def test_the_sign_of_the_samples(signed: bool):
    (finding,) = flags(
        image(jpeg2000(signed=signed), JPEG_2000, PixelRepresentation=int(not signed)), ("PIX089", "(0028,0103)")
    )
    held = "signed" if signed else "unsigned"
    assert f"holds {held} ones" in finding.message
    allows("PIX089", image(jpeg2000(signed=signed), JPEG_2000, PixelRepresentation=int(signed)))


def test_jpeg_ls_says_nothing_of_a_sign():
    allows("PIX089", image(jpeg_ls(precision=12), JPEG_LS, PixelRepresentation=1), *said(JPEG_LS))
