"""PIX040 to PIX049 and PIX099."""

from tests import build
from tests.engine.pixels.codestreams import rle
from tests.engine.rules.harness import allows, flags

PIXELS = "(7FE0,0010)"
FRAME = b"\xff\xd8\xff\xd9"
GOOD = build.file(build.ct())


def test_native_pixels_under_a_compressed_syntax():
    flags(build.file(build.ct(), TransferSyntaxUID=build.RLE), ("PIX040", PIXELS))
    allows("PIX040", build.compressed(FRAME))


def test_compressed_pixels_under_a_native_syntax():
    flags(build.compressed(FRAME, syntax=build.EXPLICIT_LITTLE), ("PIX041", PIXELS))
    allows("PIX041", GOOD)


def test_photometric_interpretations_of_another_compression():
    flags(build.compressed(FRAME, dataset=build.colour(PhotometricInterpretation="YBR_RCT")), ("PIX042", "(0028,0004)"))
    flags(build.colour(PhotometricInterpretation="YBR_ICT"), ("PIX042", "(0028,0004)"))
    allows("PIX042", build.compressed(FRAME, dataset=build.colour(PhotometricInterpretation="YBR_FULL_422")))


def test_nothing_is_claimed_about_private_syntaxes():
    source = build.compressed(
        FRAME, dataset=build.colour(PhotometricInterpretation="YBR_RCT"), syntax="1.3.46.670589.1"
    )
    allows("PIX042", source, ("UID020", "(0002,0010)"))


def test_sixteen_bits_under_jpeg_baseline():
    flags(build.compressed(FRAME, dataset=build.ct()), ("PIX043", "(0028,0100)"))
    allows("PIX043", build.compressed(FRAME))


def test_a_lossy_syntax_without_the_mark():
    flags(build.compressed(FRAME, LossyImageCompression=None), ("PIX044", "(0028,2110)"))
    flags(build.compressed(FRAME, LossyImageCompression="00"), ("PIX044", "(0028,2110)"))
    allows("PIX044", build.compressed(FRAME))


def test_a_syntax_without_loss_needs_no_mark():
    allows("PIX044", build.compressed(rle(b"\xd9\0"), syntax=build.RLE, LossyImageCompression=None))


def test_the_mark_without_its_history():
    source = build.compressed(FRAME, LossyImageCompressionRatio=None, LossyImageCompressionMethod=None)
    flags(source, ("PIX045", "(0028,2112)"), ("PIX045", "(0028,2114)"))
    allows("PIX045", build.compressed(FRAME))


def test_another_mark():
    flags(build.ct(LossyImageCompression="YES"), ("PIX046", "(0028,2110)"))
    allows("PIX046", build.ct(LossyImageCompression="00"))


def test_colour_by_plane_under_jpeg():
    flags(build.compressed(FRAME, dataset=build.colour(PlanarConfiguration=1)), ("PIX047", "(0028,0006)"))
    allows("PIX047", build.compressed(FRAME, dataset=build.colour()))


def test_samples_with_a_sign_under_lossy_jpeg():
    flags(build.compressed(FRAME, PixelRepresentation=1), ("PIX099", "(0028,0103)"))
    allows("PIX099", build.compressed(FRAME))


def test_colours_with_a_sign():
    colours = build.colour(PixelRepresentation=1)
    segments = rle(*[b"\xe9\0"] * 3)
    (finding,) = flags(build.compressed(segments, dataset=colours, syntax=build.RLE), ("PIX099", "(0028,0103)"))
    assert finding.message.endswith("RLE Lossless has unsigned samples only for anything but grey.")
    grey = {"LossyImageCompression": None, "LossyImageCompressionRatio": None, "LossyImageCompressionMethod": None}
    allows("PIX099", build.compressed(rle(b"\xe9\0"), syntax=build.RLE, PixelRepresentation=1, **grey))


def test_bits_that_no_compression_has_are_not_told_twice():
    flags(build.compressed(FRAME, BitsAllocated=12), ("PIX012", "(0028,0100)"))
