"""Pixel data and what describes them, as far as no decoding is needed."""

import struct

from tests import build
from tests.engine.compare.harness import changes, encodings, kinds, trace

PIXELS = "(7FE0,0010)"
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
    assert change.detail == "JPEG Baseline; not declared in Lossy Image Compression; kept its SOP Instance UID"
    declared = compressed(
        jpeg(0xC0), syntax=build.JPEG_BASELINE, LossyImageCompression="01", SOPInstanceUID="2.25.4711"
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
        ("pixel.lossy", "JPEG 2000; declared in Lossy Image Compression")
    ]
    before = native(LossyImageCompression="01", SOPInstanceUID="2.25.4711")
    assert kinds(before, after) == [(PIXELS, "pixel.unverified")]


def test_what_was_not_decoded_is_unverified_and_says_so() -> None:
    (change,) = changes(native(), compressed(jpeg(0xC3), syntax="1.2.840.10008.1.2.4.70"))
    assert (change.kind, change.detail) == (
        "pixel.unverified",
        "Explicit VR Little Endian to JPEG Lossless, not decoded here",
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
