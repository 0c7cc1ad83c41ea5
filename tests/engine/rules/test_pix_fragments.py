"""PIX050 to PIX069."""

import struct

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

PIXELS = "(7FE0,0010)"
FRAME = b"\xff\xd8\xff\xd9"
TAKEN = len(FRAME) + 8
"""Bytes from one fragment's item to the next."""


def table(*offsets: int) -> bytes:
    return struct.pack(f"<{len(offsets)}I", *offsets)


def long_table(*offsets: int) -> bytes:
    return struct.pack(f"<{len(offsets)}Q", *offsets)


def test_a_frame_that_is_not_there():
    (finding,) = flags(build.compressed(FRAME, FRAME, NumberOfFrames=3), ("PIX050", PIXELS))
    assert "has 2 fragments for 3 frames" in finding.message
    allows("PIX050", build.compressed(FRAME, FRAME, FRAME, NumberOfFrames=3))


def test_all_frames_of_a_video_are_one_stream():
    video = build.compressed(
        bytes(64),
        dataset=build.colour(PhotometricInterpretation="YBR_PARTIAL_420"),
        syntax=build.MPEG4,
        NumberOfFrames=25,
    )
    allows("PIX050", video, ("PIX044", "(0028,2110)"))


def test_a_table_with_another_number_of_entries():
    (finding,) = flags(build.compressed(FRAME, FRAME, offsets=table(0), NumberOfFrames=2), ("PIX051", PIXELS))
    assert "has 1 entry, but there are 2 frames" in finding.message
    flags(build.compressed(FRAME, FRAME, offsets=bytes(6), NumberOfFrames=2), ("PIX051", PIXELS))
    allows("PIX051", build.compressed(FRAME, FRAME, offsets=table(0, TAKEN), NumberOfFrames=2))


def test_an_empty_table_is_a_table():
    allows("PIX051", build.compressed(FRAME, FRAME, NumberOfFrames=2))


@pytest.mark.parametrize(("offsets", "entry"), [((0, 0), 2), ((0, TAKEN + 2), 2), ((8, TAKEN), 1), ((TAKEN, 0), 1)])
def test_a_table_that_leads_nowhere(offsets: tuple[int, ...], entry: int):
    source = build.compressed(FRAME, FRAME, offsets=table(*offsets), NumberOfFrames=2)
    (finding,) = flags(source, ("PIX052", PIXELS))
    assert finding.message.startswith(f"Entry {entry} of the Basic Offset Table")


def test_a_table_over_frames_of_several_fragments():
    source = build.compressed(FRAME, FRAME, FRAME, offsets=table(0, 2 * TAKEN), NumberOfFrames=2)
    allows("PIX052", source)
    allows("PIX053", source)


def test_frames_of_several_fragments_without_a_table():
    flags(build.compressed(FRAME, FRAME, FRAME, NumberOfFrames=2), ("PIX053", PIXELS))


def test_one_frame_of_several_fragments_needs_no_table():
    allows("PIX053", build.compressed(FRAME, FRAME, FRAME))


def test_an_rle_frame_in_two_fragments():
    flags(build.compressed(bytes(64), bytes(64), syntax=build.RLE), ("PIX054", PIXELS))
    allows("PIX054", build.compressed(bytes(64), syntax=build.RLE))


def test_an_empty_fragment():
    source = build.compressed(FRAME, b"", NumberOfFrames=2)
    (finding,) = flags(source, ("PIX055", PIXELS))
    assert finding.message.startswith("Fragment 2 of")
    assert source[finding.offset :].startswith(build.item(b""))
    allows("PIX055", build.compressed(FRAME, FRAME, NumberOfFrames=2))


def test_a_fragment_of_odd_length():
    flags(build.compressed(FRAME + b"\0", FRAME, NumberOfFrames=2), ("PIX056", PIXELS))
    allows("PIX056", build.compressed(FRAME, FRAME, NumberOfFrames=2))


def test_extended_tables_that_fit():
    both = {"ExtendedOffsetTable": long_table(0, TAKEN), "ExtendedOffsetTableLengths": long_table(4, 4)}
    allows("PIX057", build.compressed(FRAME, FRAME, NumberOfFrames=2, **both))


@pytest.mark.parametrize(
    ("offsets", "lengths", "tag", "problem"),
    [
        (long_table(0), long_table(4, 4), "0001", "has 8 bytes, but 2 frames need 16"),
        (bytes(12), long_table(4, 4), "0001", "has 12 bytes, but 2 frames need 16"),
        (long_table(0, 5), long_table(4, 4), "0001", "leads nowhere at entry 2"),
        (long_table(0, TAKEN), long_table(4), "0002", "has 8 bytes, but 2 frames need 16"),
        (long_table(0, TAKEN), None, "0002", "is missing beside the offsets"),
    ],
)
def test_extended_tables_that_do_not_fit(offsets: bytes, lengths: bytes | None, tag: str, problem: str):
    source = build.compressed(
        FRAME, FRAME, NumberOfFrames=2, ExtendedOffsetTable=offsets, ExtendedOffsetTableLengths=lengths
    )
    found = flags(source, ("PIX057", f"(7FE0,{tag})"), *([("VRV002", "(7FE0,0001)")] if len(offsets) == 12 else []))
    assert any(finding.message.endswith(f"{problem}.") for finding in found)


def test_both_kinds_of_table():
    both = {"ExtendedOffsetTable": long_table(0, TAKEN), "ExtendedOffsetTableLengths": long_table(4, 4)}
    source = build.compressed(FRAME, FRAME, offsets=table(0, TAKEN), NumberOfFrames=2, **both)
    flags(source, ("PIX058", "(7FE0,0001)"))
    allows("PIX058", build.compressed(FRAME, FRAME, NumberOfFrames=2, **both))
