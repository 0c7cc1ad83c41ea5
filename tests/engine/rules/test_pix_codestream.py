"""PIX080 to PIX084."""

import pytest

from tests import build
from tests.engine.pixels.codestreams import jp2, jpeg, jpeg2000, jpeg_lossless, jpeg_ls, rle
from tests.engine.rules.harness import allows, flags
from tests.multiframe import film
from validator.engine.pixels.syntaxes import ROOT

PIXELS = "(7FE0,0010)"
EXTENDED, LOSSLESS, FIRST_ORDER = f"{ROOT}.4.51", f"{ROOT}.4.57", f"{ROOT}.4.70"
JPEG_LS, JPEG_2000, JPEG_2000_ANY = f"{ROOT}.4.80", f"{ROOT}.4.90", f"{ROOT}.4.91"
J2K, LS, GREY_8 = jpeg2000(precision=16), jpeg_ls(precision=16), {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}


RARE = frozenset({JPEG_LS, f"{ROOT}.8.1", f"{ROOT}.4.108"})


def said(syntax: str) -> list[tuple[str, str]]:
    """What is said of the Transfer Syntax by itself."""
    return [("OPS038", "(0002,0010)")] if syntax in RARE else []


def even(codestream: bytes) -> bytes:
    return codestream + b"\0" * (len(codestream) % 2)


def image(codestream: bytes, syntax: str, **attributes: object) -> bytes:
    """A CT image of 12 bits whose only frame is this codestream."""
    return build.compressed(even(codestream), dataset=build.ct(**attributes), syntax=syntax)


@pytest.mark.parametrize(
    ("codestream", "syntax", "found"),
    [
        (J2K, FIRST_ORDER, "holds JPEG 2000, but the Transfer Syntax is JPEG Lossless"),
        (J2K, JPEG_LS, "holds JPEG 2000, but the Transfer Syntax is JPEG-LS Lossless"),
        (LS, FIRST_ORDER, "holds JPEG-LS"),
        (jpeg_lossless(precision=16), JPEG_2000, "holds JPEG,"),
        (J2K, build.RLE, "holds JPEG 2000, but the Transfer Syntax is RLE Lossless"),
    ],
)
def test_another_compression(codestream: bytes, syntax: str, found: str):
    extra = [("PIX092", PIXELS)] if syntax == build.RLE else []
    findings = flags(image(codestream, syntax), ("PIX080", PIXELS), *extra, *said(syntax))
    assert any(found in finding.message for finding in findings)


def test_a_head_without_a_frame_is_not_told_from_jpeg_ls():
    allows("PIX080", image(b"\xff\xd8\xff\xd9", JPEG_LS), *said(JPEG_LS))


def test_a_picture_under_a_syntax_for_video():
    colour = build.colour(PhotometricInterpretation="YBR_PARTIAL_420", LossyImageCompression="01")
    history = {"LossyImageCompressionRatio": "10", "LossyImageCompressionMethod": "ISO_14496_10"}
    source = build.compressed(even(jpeg(components=3)), dataset=build.changed(colour, **history), syntax=build.MPEG4)
    flags(source, ("PIX080", PIXELS))


@pytest.mark.parametrize(
    ("codestream", "syntax"),
    [
        (J2K, JPEG_2000),
        (LS, JPEG_LS),
        (jpeg_lossless(precision=16), FIRST_ORDER),
        (rle(b"\xd9\0", b"\xd9\0"), build.RLE),
        (bytes(64), f"{ROOT}.8.1"),
    ],
)
def test_the_compression_that_is_declared(codestream: bytes, syntax: str):
    allows("PIX080", image(codestream, syntax), *said(syntax))


@pytest.mark.parametrize(
    ("codestream", "syntax", "found"),
    [
        (jpeg(precision=12, marker=0xC1), FIRST_ORDER, "extended sequential JPEG"),
        (jpeg(precision=12, marker=0xC2), FIRST_ORDER, "progressive JPEG"),
        (jpeg(precision=12, marker=0xC9), FIRST_ORDER, "arithmetic or hierarchical JPEG"),
        (jpeg_lossless(precision=16, predictor=6), FIRST_ORDER, "lossless (predictor 6) JPEG"),
    ],
)
def test_another_process_of_jpeg(codestream: bytes, syntax: str, found: str):
    (finding,) = flags(image(codestream, syntax), ("PIX081", PIXELS))
    assert f"holds {found}, but the Transfer Syntax is JPEG Lossless" in finding.message


def test_lossless_jpeg_under_baseline():
    flags(build.compressed(even(jpeg_lossless()), **GREY_8), ("PIX081", PIXELS))


@pytest.mark.parametrize("predictor", [1, 6])
def test_any_predictor_under_the_general_lossless_syntax(predictor: int):
    allows("PIX081", image(jpeg_lossless(precision=16, predictor=predictor), LOSSLESS))


def test_baseline_is_a_part_of_the_extended_process():
    lossy = {
        "LossyImageCompression": "01",
        "LossyImageCompressionRatio": "9",
        "LossyImageCompressionMethod": "ISO_10918_1",
    }
    allows("PIX081", image(jpeg(), EXTENDED, **GREY_8, **lossy))


def test_a_file_in_place_of_a_codestream():
    flags(image(jp2(J2K), JPEG_2000), ("PIX082", PIXELS))
    allows("PIX082", image(J2K, JPEG_2000))


def frames(*codestreams: bytes) -> bytes:
    return build.compressed(*map(even, codestreams), dataset=film(len(codestreams)))


def test_a_frame_of_zeros():
    source = frames(jpeg(), bytes(64), jpeg(), bytes(64))
    (finding,) = flags(source, ("PIX083", PIXELS))
    assert finding.message.startswith("Frame 2 of (7FE0,0010) Pixel Data (and 1 more) does not begin with")
    assert "the signature of JPEG, but with zeros" in finding.message
    assert source[finding.offset :].startswith(build.item(bytes(64)))


def test_a_frame_that_is_something_else():
    (finding,) = flags(image(b"GIF89a", JPEG_2000), ("PIX083", PIXELS))
    assert "the signature of JPEG 2000: it cannot be decoded" in finding.message


def test_frames_that_begin_as_they_should():
    allows("PIX083", frames(jpeg(), jpeg()))


def test_fragments_that_are_no_frames_may_begin_anyhow():
    allows("PIX083", build.compressed(even(jpeg()), b"the rest", dataset=film(1)))


@pytest.mark.parametrize(
    ("codestream", "syntax"),
    [
        (jpeg2000(precision=16, reversible=False), JPEG_2000),
        (jpeg_ls(precision=16, near=3), JPEG_LS),
        (jpeg_lossless(precision=16, point_transform=2), FIRST_ORDER),
    ],
)
def test_loss_under_a_syntax_without(codestream: bytes, syntax: str):
    flags(image(codestream, syntax), ("PIX084", PIXELS), *said(syntax))


def test_no_loss_where_none_is_declared():
    for codestream, syntax in ((J2K, JPEG_2000), (LS, JPEG_LS), (J2K, JPEG_2000_ANY)):
        allows("PIX084", image(codestream, syntax), *said(syntax))
