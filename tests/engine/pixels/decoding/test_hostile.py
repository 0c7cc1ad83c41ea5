"""Pixel data made to do harm, or damaged: undecided with the reason, and the next pair is compared as ever."""

import struct
import time
import zlib

import numpy as np
import pytest

from tests import build
from tests.engine.pixels.decoding.conftest import Compare
from tests.engine.pixels.pictures import compressed, native, scene
from validator.engine.header import scan
from validator.engine.model import SampleOutcome
from validator.engine.pixels.decoding import SampleComparer

imagecodecs = pytest.importorskip("imagecodecs", reason="the package imagecodecs is not installed here")

ROOT = "1.2.840.10008.1.2"
LOSSLESS, LS, J2K = f"{ROOT}.4.70", f"{ROOT}.4.80", f"{ROOT}.4.90"
DEFLATED_FRAME, MPEG2, JPIP, HEVC, XL = f"{ROOT}.8.1", f"{ROOT}.4.100", f"{ROOT}.4.94", f"{ROOT}.4.107", f"{ROOT}.4.110"
PICTURE = scene()
BYTES = PICTURE.astype("u1")
JPEG_STREAM = imagecodecs.jpeg8_encode(BYTES, lossless=True)
LS_STREAM = imagecodecs.jpegls_encode(BYTES)
J2K_STREAM = imagecodecs.jpeg2k_encode(BYTES, reversible=True)
SIZ = J2K_STREAM.index(b"\xff\x51")


def huge(codestream: bytes) -> bytes:
    """JPEG 2000 that claims 60,000 by 60,000 pixels."""
    size = struct.pack(">II", 60_000, 60_000)
    return codestream[: SIZ + 6] + size + codestream[SIZ + 14 : SIZ + 22] + size + codestream[SIZ + 30 :]


def rle(*segments: bytes, count: int | None = None) -> bytes:
    offsets = [64 + sum(map(len, segments[:place])) for place in range(len(segments))]
    head = [len(segments) if count is None else count, *offsets]
    return struct.pack("<16I", *head, *[0] * (16 - len(head))) + b"".join(segments)


@pytest.mark.parametrize(
    ("codestream", "syntax", "reason"),
    [
        (LS_STREAM[:200], LS, "a codestream of JPEG-LS Lossless ends early"),
        (JPEG_STREAM[:400], LOSSLESS, "a codestream of JPEG Lossless ends early"),
        (
            LS_STREAM[:200] + b"\xff\xd9",
            LS,
            "a codestream of JPEG-LS Lossless is damaged or of a kind that is not decoded here",
        ),
        (
            J2K_STREAM[:200] + b"\xff\xd9",
            J2K,
            "a codestream of JPEG 2000 Lossless is damaged or of a kind that is not decoded here",
        ),
        (
            huge(J2K_STREAM),
            J2K,
            "a codestream of JPEG 2000 Lossless holds 60000 × 60000 pixels, Rows and Columns say 32 × 48",
        ),
        (LS_STREAM, J2K, "a frame is no codestream of JPEG 2000 Lossless"),
        (b"", LS, "a frame is no codestream of JPEG-LS Lossless"),
        (b"\xff\xd8\xff", LOSSLESS, "a frame is no codestream of JPEG Lossless"),
        (b"MZ\x90\0" * 99, LS, "a frame is no codestream of JPEG-LS Lossless"),
        (
            J2K_STREAM[: SIZ + 38] + b"\0\0" + J2K_STREAM[SIZ + 40 :],
            J2K,
            "a frame is no codestream of JPEG 2000 Lossless",
        ),
        (J2K_STREAM[:40], J2K, "a frame is no codestream of JPEG 2000 Lossless"),
        (rle(b"\x81\x05" * 3), build.RLE, "the run lengths end early"),
        (rle(b"\x05abc"), build.RLE, "the run lengths end early"),
        (rle(b"", count=9), build.RLE, "9 segments of run lengths instead of 1"),
        (b"\x01\0\0\0" + b"\xff" * 60, build.RLE, "the run lengths end early"),
        (zlib.compress(b"\0" * 100, wbits=-15), DEFLATED_FRAME, "the deflated data end early"),
        (b"\xff\xff\xff", DEFLATED_FRAME, "the deflated data are damaged"),
        (LS_STREAM, XL, "JPEG XL Lossless is not decoded here"),
    ],
)
def test_a_bad_frame_is_undecided_and_says_why(codestream: bytes, syntax: str, reason: str, compare: Compare) -> None:
    found = compare(native(PICTURE), compressed(codestream, of=[PICTURE], syntax=syntax))
    assert (found.outcome, found.reason) == (SampleOutcome.UNDECIDED, f"{reason} (frame 1, after)")
    assert compare(native(PICTURE), native(PICTURE, allocated=16, stored=8)).outcome is SampleOutcome.EQUAL


@pytest.mark.parametrize(
    ("syntax", "reason"),
    [
        (MPEG2, "MPEG video is not decoded here (after)"),
        (HEVC, "HEVC video is not decoded here (after)"),
        (JPIP, "the pixels are not in the file, but at an address (after)"),
        ("1.2.3.4", "1.2.3.4 cannot be decoded here (after)"),
    ],
)
def test_what_no_decoder_is_for_is_undecided(syntax: str, reason: str, compare: Compare) -> None:
    assert compare(native(PICTURE), compressed(b"\0\0\1\xb3" * 9, of=[PICTURE], syntax=syntax)).reason == reason


def test_fragments_that_are_no_frames_are_undecided(compare: Compare) -> None:
    frames = [PICTURE, PICTURE]
    found = compare(native(*frames), compressed(b"ab", b"cd", b"ef", of=frames, syntax=LS, offsets=b"\1\0\0\0"))
    assert found.reason == "3 fragments cannot be told apart into 2 frames (after)"


def test_sizes_that_cannot_be_are_refused_before_anything_is_read(compare: Compare) -> None:
    before = native(PICTURE, Rows=60_000, Columns=60_000)
    assert compare(before, before).reason == (
        "a frame of 3,600,000,000 samples is too large to be decoded here (before)"
    )
    many = native(PICTURE, Rows=8000, Columns=8000, NumberOfFrames=1_000_000)
    assert compare(many, many).reason == "1,000,000 frames of this size are too much to be decoded here (before)"


def test_frames_that_are_alike_take_their_time_too() -> None:
    count = 300_000
    one, other = (
        build.file(build.ct(PixelData=None, Rows=1, Columns=1, NumberOfFrames=count, BitsAllocated=8, BitsStored=8))
        + build.element(0x7FE00010, "OB", bytes(count - 1) + last)
        for last in (b"\0", b"\1")
    )
    with SampleComparer(seconds=0.2) as comparer:
        assert comparer.compare((one, scan(one)), (other, scan(other))).reason == "decoding took too long"


def test_a_deflated_picture_is_inflated_a_few_times_and_not_for_each_part(compare: Compare) -> None:
    one, other = (deflated(32, last) for last in (b"\0", b"\1"))
    started = time.process_time()
    found = compare(one, other)
    assert (found.outcome, found.frames, found.samples_differing) == (SampleOutcome.DIFFERENT, 32, 1)
    assert time.process_time() - started < 5


def test_a_deflated_picture_that_cannot_be_held_is_undecided(compare: Compare) -> None:
    found = compare(deflated(65, b"\0"), deflated(65, b"\1"))
    assert found.reason == "the deflated data set is too large to be decoded here"


def deflated(frames: int, last: bytes) -> bytes:
    """So many frames of 1 MiB in a deflated data set; the last byte is given."""
    image = build.ct(PixelData=None, Rows=1024, Columns=1024, NumberOfFrames=frames, BitsAllocated=8, BitsStored=8)
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = build.body(image) + build.element(0x7FE00010, "OB", bytes(frames * 1024 * 1024 - 1) + last)
    packed = packer.compress(content) + packer.flush()
    return build.part10(packed, meta=build.with_group_length(build.element(0x00020010, "UI", build.DEFLATED.encode())))


def test_pixels_that_end_early_are_undecided(compare: Compare) -> None:
    short = native(PICTURE, words=bytes(100))
    found = compare(short, native(PICTURE))
    assert (found.outcome, found.reason) == (SampleOutcome.UNDECIDED, "100 of 1,536 bytes are there (before)")


def test_a_wide_frame_of_run_lengths_does_not_grow(compare: Compare) -> None:
    wide = np.zeros((2, 3), dtype=np.int64)
    bomb = rle(b"\x81\0" * 200_000)
    assert compare(native(wide), compressed(bomb, of=[wide], syntax=build.RLE)).outcome is SampleOutcome.EQUAL


def test_random_damage_never_stops_the_decoder(compare: Compare) -> None:
    random = np.random.default_rng(7)
    for stream, syntax in ((LS_STREAM, LS), (JPEG_STREAM, LOSSLESS), (J2K_STREAM, J2K)):
        for _ in range(40):
            damaged = bytearray(stream)
            for place in random.integers(0, len(stream), 6):
                damaged[place] = random.integers(0, 256)
            found = compare(native(PICTURE), compressed(bytes(damaged), of=[PICTURE], syntax=syntax))
            assert found.outcome in SampleOutcome
    assert compare(native(PICTURE), native(PICTURE)).outcome is SampleOutcome.EQUAL
