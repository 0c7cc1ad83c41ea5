"""Pixel data and what describes them: without decoding, and by their decoded samples."""

import io
import struct
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PIL import Image

from tests import build
from tests.engine.compare.harness import changes, encodings, kinds, trace
from tests.engine.pixels import pictures
from validator.engine.model import Change, Level
from validator.engine.pixels.decoding import SampleComparer

PIXELS = "(7FE0,0010)"
LS, LS_NEAR, J2K_ANY = (f"1.2.840.10008.1.2.4.{number}" for number in (80, 81, 91))
Decoded = Callable[[bytes, bytes], Change]


@pytest.fixture(scope="module")
def comparer() -> Iterator[SampleComparer]:
    with SampleComparer() as comparer:
        yield comparer


@pytest.fixture
def decoded(comparer: SampleComparer) -> Decoded:
    """What is said of Pixel Data of two files that are decoded."""

    def decoded(before: bytes, after: bytes) -> Change:
        (change,) = (change for change in trace(before, after, comparer=comparer).changes if change.path == PIXELS)
        return change

    return decoded


JPEG_HEAD = b"\xff\xd8"


def native(pixels: bytes = bytes(48), **attributes: object) -> bytes:
    return build.file(build.ct(PixelData=pixels, **attributes))


def compressed(*fragments: bytes, syntax: str, offsets: bytes = b"", **attributes: object) -> bytes:
    dataset = build.ct(**attributes)
    del dataset.PixelData
    meta = build.file(dataset, syntax=syntax)[132:]
    meta = meta[: 12 + struct.unpack("<I", meta[8:12])[0]]
    return build.part10(build.body(dataset) + build.encapsulated(*fragments, offsets=offsets), meta=meta)


def jpeg(marker: int, *, last: bytes = b"\0\0\0") -> bytes:
    """The head of a JPEG codestream: a frame header and a scan header that ends in these three bytes."""
    frame = bytes((0xFF, marker)) + b"\0\x0b\x08\0\x04\0\x06\x01\x01\x11\0"
    return JPEG_HEAD + frame + b"\xff\xda\0\x08\x01\x01\0" + last + b"data"


def jpeg2000(*, reversible: bool) -> bytes:
    style = b"\xff\x52\0\x0c\0\0\0\x01\0\x05\x04\x04\0" + bytes((reversible,))
    return b"\xff\x4f\xff\x51\0\x04\0\0" + style + b"data"


def test_other_samples_are_altered() -> None:
    assert kinds(native(), native(b"\x01" + bytes(47))) == [(PIXELS, "pixel.altered")]


def test_pixels_cut_short_are_truncated() -> None:
    assert kinds(native(), native(bytes(40))) == [(PIXELS, "pixel.truncated")]
    (change,) = changes(native(), native(bytes(40)))
    assert change.detail == "40 of 48 bytes"


def test_a_file_that_ends_within_its_pixels_is_truncated() -> None:
    (change,) = changes(native(), native()[:-8])
    assert (change.kind, change.detail) == ("pixel.truncated", "40 of 48 bytes")


def test_removed_pixels() -> None:
    dataset = build.ct()
    del dataset.PixelData
    assert kinds(native(), build.file(dataset)) == [(PIXELS, "pixel.removed")]


def test_the_pad_byte_is_no_sample() -> None:
    shape = {"Rows": 3, "Columns": 3, "BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
    before, after = (
        build.file(build.ct(**shape), raw={0x7FE00010: ("OB", bytes(9) + pad)}) for pad in (b"\0", b"\x07")
    )
    assert kinds(before, after) == []


def test_rearranged_samples_are_not_called_altered() -> None:
    before = native(PlanarConfiguration=0)
    after = native(bytes(range(48)), PlanarConfiguration=1)
    assert kinds(before, after) == [("(0028,0006)", "pixel.description"), (PIXELS, "pixel.unverified")]


def test_a_lossy_syntax_is_lossy_and_says_what_is_missing() -> None:
    after = compressed(jpeg(0xC0), syntax=build.JPEG_BASELINE)
    (change,) = changes(native(), after)
    assert (change.path, change.kind) == (PIXELS, "pixel.lossy")
    assert change.detail == (
        "JPEG Baseline; not declared in Lossy Image Compression; Image Type stays ORIGINAL; kept its SOP Instance UID"
    )
    declared = compressed(
        jpeg(0xC0),
        syntax=build.JPEG_BASELINE,
        LossyImageCompression="01",
        LossyImageCompressionRatio="10",
        LossyImageCompressionMethod="ISO_10918_1",
        ImageType=["DERIVED", "PRIMARY", "AXIAL"],
        SOPInstanceUID="2.25.4711",
    )
    assert [(change.kind, change.detail) for change in changes(native(), declared) if change.path == PIXELS] == [
        ("pixel.lossy", "JPEG Baseline")
    ]


def test_the_codestream_decides_where_the_syntax_leaves_it_open() -> None:
    syntax = "1.2.840.10008.1.2.4.91"
    assert kinds(native(), compressed(jpeg2000(reversible=False), syntax=syntax)) == [(PIXELS, "pixel.lossy")]
    assert kinds(native(), compressed(jpeg2000(reversible=True), syntax=syntax)) == [(PIXELS, "pixel.unverified")]
    near_lossless = "1.2.840.10008.1.2.4.81"
    assert kinds(native(), compressed(jpeg(0xF7), syntax=near_lossless)) == [(PIXELS, "pixel.unverified")]
    assert kinds(native(), compressed(jpeg(0xF7, last=b"\x02\0\0"), syntax=near_lossless)) == [(PIXELS, "pixel.lossy")]


def test_a_reversible_method_is_lossy_where_the_instance_now_says_so() -> None:
    syntax = "1.2.840.10008.1.2.4.91"
    after = compressed(jpeg2000(reversible=True), syntax=syntax, LossyImageCompression="01", SOPInstanceUID="2.25.4711")
    assert [(change.kind, change.detail) for change in changes(native(), after) if change.path == PIXELS] == [
        ("pixel.lossy", "JPEG 2000; declared without ratio and method; Image Type stays ORIGINAL")
    ]
    before = native(LossyImageCompression="01", SOPInstanceUID="2.25.4711")
    assert kinds(before, after) == [(PIXELS, "pixel.unverified")]


def test_what_was_not_decoded_is_unverified_and_says_so() -> None:
    (change,) = changes(native(), compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70"))
    assert (change.kind, change.detail) == (
        "pixel.unverified",
        "Explicit VR Little Endian to JPEG Lossless; not decoded here",
    )


def test_a_round_trip_to_the_very_bytes_proves_both_hops() -> None:
    chain = native(), compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70"), native()
    traced = trace(*chain)
    assert traced.of_meaning() == []
    assert [(change.capture, change.kind, change.detail) for change in traced.changes if change.path == PIXELS] == [
        ("b", "encoding.pixel-lossless", "c has the very pixels of a"),
        ("c", "encoding.pixel-lossless", "c has the very pixels of a"),
    ]


def test_a_lossy_codestream_is_lossy_even_if_the_bytes_come_back_later() -> None:
    chain = native(), compressed(jpeg(0xC0), syntax=build.JPEG_BASELINE), native()
    assert [kind for *_, path, kind in trace(*chain).of_meaning() if path == PIXELS][:1] == ["pixel.lossy"]


def test_the_same_codestream_in_other_fragments_is_encoding() -> None:
    whole = compressed(b"abcdefgh", syntax=build.RLE)
    parts = compressed(b"abcd", b"efgh", syntax=build.RLE)
    assert kinds(whole, parts) == []
    assert encodings(whole, parts) == [(PIXELS, "encoding.pixel-lossless", 1)]
    assert encodings(whole, compressed(b"abcdefgh", syntax=build.RLE, offsets=bytes(4))) == [
        (PIXELS, "encoding.pixel-lossless", 1)
    ]


def test_description_and_derivation() -> None:
    plain = native(LossyImageCompression="00")
    assert kinds(plain, native(LossyImageCompression="00", BitsStored=10)) == [("(0028,0101)", "pixel.description")]
    derived = ["DERIVED", "PRIMARY", "AXIAL"]
    assert kinds(plain, native(LossyImageCompression="00", ImageType=derived)) == [("(0008,0008)", "value.replaced")]
    after = compressed(jpeg(0xC0), syntax=build.JPEG_BASELINE, ImageType=derived, LossyImageCompression="01")
    assert kinds(plain, after) == [
        ("(0008,0008)", "derivation.declared"),
        ("(0028,2110)", "derivation.declared"),
        (PIXELS, "pixel.lossy"),
    ]


def test_a_derivation_that_is_added_says_that_it_is_one() -> None:
    after = compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70", DerivationDescription="Lossless JPEG")
    found = [(change.path, change.kind, change.also) for change in changes(native(), after)]
    assert found == [
        ("(0008,2111)", "value.added", ("derivation.declared",)),
        (PIXELS, "pixel.unverified", ()),
    ]


def test_the_record_of_lossy_compression_must_not_go() -> None:
    lossy = native(LossyImageCompression="01")
    assert kinds(lossy, native(LossyImageCompression="00")) == [("(0028,2110)", "derivation.erased")]
    assert kinds(lossy, native()) == [("(0028,2110)", "derivation.erased")]
    assert kinds(native(LossyImageCompression="00"), native()) == [("(0028,2110)", "value.removed")]


def test_a_lossless_codec_that_kept_every_sample_is_encoding(decoded: Decoded) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    frame = pictures.scene()
    change = decoded(
        pictures.native(frame),
        pictures.compressed(imagecodecs.jpegls_encode(frame.astype("u1")), of=[frame], syntax=LS),
    )
    assert (change.kind, change.level) == ("encoding.pixel-lossless", Level.ENCODING)
    assert change.detail == "Explicit VR Little Endian to JPEG-LS Lossless; all samples are equal"


def test_a_lossless_codec_that_altered_a_sample_is_found_out(decoded: Decoded) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    frame, other = pictures.scene(), pictures.scene()
    other[3, 4] += 20
    change = decoded(
        pictures.native(frame),
        pictures.compressed(imagecodecs.jpegls_encode(other.astype("u1")), of=[frame], syntax=LS),
    )
    assert (change.kind, change.detail) == (
        "pixel.altered",
        "1 of 1,536 samples differ; largest difference 20, mean 0.013, PSNR 54.0 dB",
    )
    assert dict(change.evidence) == {
        "largest": 20,
        "mean": 0.01302,
        "psnr": 53.97,
        "samples": 1536,
        "samples_differing": 1,
        "frames": 1,
        "frames_differing": 1,
        "first_frame": 1,
    }


def test_a_loss_is_measured_and_its_declaration_judged(decoded: Decoded) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    frame = pictures.scene()
    codestream = imagecodecs.jpegls_encode(frame.astype("u1"), level=2)
    change = decoded(pictures.native(frame), pictures.compressed(codestream, of=[frame], syntax=LS_NEAR))
    assert change.kind == "pixel.lossy"
    measured, *missing = change.detail.removeprefix("JPEG-LS Near-Lossless; ").split("; ")
    assert measured.startswith("largest difference 2, mean 1.")
    assert missing == [
        "not declared in Lossy Image Compression",
        "Image Type stays ORIGINAL",
        "kept its SOP Instance UID",
    ]
    facts = dict(change.evidence)
    assert (facts["largest"], facts["declared"], facts["renewed"]) == (2, False, False)
    assert (facts["ratio"], facts["method"], facts["derived"]) == (False, False, False)


def test_an_open_syntax_with_a_reversible_codestream_that_lost_something_is_lossy(decoded: Decoded) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    frame = pictures.scene()
    whole = imagecodecs.jpeg2k_encode(frame.astype("u1"), reversible=True)
    cut = imagecodecs.jpeg2k_encode(frame.astype("u1"), level=30, reversible=True)
    assert decoded(pictures.native(frame), pictures.compressed(whole, of=[frame], syntax=J2K_ANY)).kind == (
        "encoding.pixel-lossless"
    )
    assert decoded(pictures.native(frame), pictures.compressed(cut, of=[frame], syntax=J2K_ANY)).kind == "pixel.lossy"


def test_decompressing_a_lossy_picture_changes_nothing(decoded: Decoded) -> None:
    frame = pictures.scene()
    buffer = io.BytesIO()
    Image.fromarray(frame.astype("u1")).save(buffer, "JPEG", quality=70)
    jpeg = pictures.compressed(buffer.getvalue(), of=[frame], syntax=build.JPEG_BASELINE)
    with Image.open(io.BytesIO(buffer.getvalue())) as image:
        plain = np.asarray(image).astype(np.int64)
    lossless = "encoding.pixel-lossless"
    assert decoded(jpeg, pictures.native(plain)).kind == lossless
    other_decoder = decoded(jpeg, pictures.native(plain + (plain % 7 == 0)))
    assert other_decoder.kind == lossless
    assert "the same as far as decoders agree (largest difference 1, " in other_decoder.detail
    blackened = plain.copy()
    blackened[:8, :8] = 0
    assert decoded(jpeg, pictures.native(blackened)).kind == "pixel.altered"


def test_decoders_may_invent_other_chroma_but_not_other_luma(decoded: Decoded) -> None:
    frame = pictures.colours()
    buffer = io.BytesIO()
    Image.fromarray(frame.astype("u1")).save(buffer, "JPEG", quality=80, subsampling="4:2:2")
    photometric = "YBR_FULL_422"
    jpeg = pictures.compressed(buffer.getvalue(), of=[frame], syntax=build.JPEG_BASELINE, photometric=photometric)
    with Image.open(io.BytesIO(buffer.getvalue())) as image:
        image.draft("YCbCr", image.size)
        plain = np.asarray(image).astype(np.int64)
    kinds = {}
    for place, name in enumerate(("luma", "chroma")):
        other = plain.copy()
        other[5:9, 5:9, place] ^= 32
        kinds[name] = decoded(jpeg, pictures.native(other, photometric="YBR_FULL")).kind
    assert decoded(jpeg, pictures.native(plain, photometric="YBR_FULL")).kind == "encoding.pixel-lossless"
    assert kinds == {"luma": "pixel.altered", "chroma": "pixel.unverified"}


def test_values_that_were_scaled_anew_are_not_measured(decoded: Decoded) -> None:
    imagecodecs = pytest.importorskip("imagecodecs")
    frame = pictures.scene(most=4095)
    eight = frame // 16
    change = decoded(
        pictures.native(frame, allocated=16, stored=12),
        pictures.compressed(
            imagecodecs.jpeg8_encode(eight.astype("u1"), level=90), of=[eight], syntax=build.JPEG_BASELINE
        ),
    )
    assert change.kind == "pixel.lossy"
    assert change.detail.startswith("JPEG Baseline; values scaled anew, Bits Stored 12 became 8; ")
    assert "largest" not in dict(change.evidence)


def test_native_samples_that_are_stored_in_another_way_are_encoding(decoded: Decoded) -> None:
    frame = pictures.colours()
    planes = np.moveaxis(frame, -1, 0).astype("u1").tobytes()
    change = decoded(pictures.native(frame), pictures.native(frame, words=planes, PlanarConfiguration=1))
    assert (change.kind, change.detail) == ("encoding.pixel-lossless", "all samples are equal")


def test_bits_that_are_no_samples_are_said_to_differ(decoded: Decoded) -> None:
    frame = pictures.scene(most=4095)
    overlay = (frame | 1 << 12).astype("<u2").tobytes()
    change = decoded(
        pictures.native(frame, allocated=16, stored=12),
        pictures.native(frame, allocated=16, stored=12, words=overlay),
    )
    assert (change.kind, change.detail) == (
        "encoding.pixel-lossless",
        "all samples are equal, bits outside Bits Stored differ",
    )


def test_a_conversion_to_rgb_is_that_of_a_display_and_one_from_it_rounds(decoded: Decoded) -> None:
    rgb = pictures.colours()
    red, green, blue = (rgb[..., place] for place in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    ybr = np.stack([luma, (blue - luma) / 1.772 + 128, (red - luma) / 1.402 + 128], axis=-1)
    full = pictures.native(np.clip(np.round(ybr), 0, 255).astype(np.int64), photometric="YBR_FULL")
    to_rgb = decoded(full, pictures.native(rgb))
    assert (to_rgb.kind, to_rgb.detail) == (
        "encoding.pixel-lossless",
        "YBR_FULL converted to RGB as it is for display, the same but for rounding",
    )
    from_rgb = decoded(pictures.native(rgb), full)
    assert from_rgb.kind == "pixel.altered"
    assert from_rgb.detail.startswith("RGB converted to YBR_FULL, which rounds; ")


def test_odd_bytes_that_did_not_change_are_no_change_whatever_describes_them(comparer: SampleComparer) -> None:
    frame = np.arange(9).reshape(3, 3)
    traced = trace(pictures.native(frame), pictures.native(frame, Rows=2), comparer=comparer)
    assert [(change.path, change.kind) for change in traced.changes] == [("(0028,0010)", "pixel.description")]


def test_the_frames_that_differ_are_counted(decoded: Decoded) -> None:
    frames = [pictures.scene(seed=number) for number in range(5)]
    others = [*frames[:2], frames[2] + (frames[2] == 100), *frames[3:]]
    change = decoded(pictures.native(*frames), pictures.native(*others))
    assert change.kind == "pixel.altered"
    assert ", in 1 of 5 frames, the first is frame 3; largest difference 1, " in change.detail


def test_what_cannot_be_decoded_says_why(decoded: Decoded) -> None:
    change = decoded(native(), compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70"))
    assert (change.kind, change.detail) == (
        "pixel.unverified",
        "Explicit VR Little Endian to JPEG Lossless; a codestream of JPEG Lossless ends early (frame 1, after)",
    )


def test_a_loss_that_cannot_be_measured_is_one_all_the_same(decoded: Decoded) -> None:
    change = decoded(native(), compressed(jpeg(0xC0), syntax=build.JPEG_BASELINE))
    assert change.kind == "pixel.lossy"
    assert "; not measured: " in change.detail


def test_equal_digests_are_never_decoded() -> None:
    class Refusing(SampleComparer):
        def compare(self, before: object, after: object) -> None:
            raise AssertionError

    chain = native(), build.file(build.ct(), syntax=build.IMPLICIT_LITTLE), native()
    assert trace(*chain, comparer=Refusing()).of_meaning() == []
    proven = native(), compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70"), native()
    assert trace(*proven, comparer=Refusing()).of_meaning() == []
