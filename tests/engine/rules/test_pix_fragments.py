"""PIX050 to PIX069."""

import struct
from typing import Any

import pytest

from tests import build
from tests.engine.pixels.codestreams import rle
from tests.engine.rules.harness import allows, flags
from tests.multiframe import film

PIXELS = "(7FE0,0010)"
FRAME = b"\xff\xd8\xff\xd9"
RUN = rle(b"\xd9\0", b"\xd9\0")
"""One RLE frame of two bytes a sample."""
TRUE_COLOUR_FILM = "1.2.840.10008.5.1.4.1.1.7.4"
GREY = ("PresentationLUTShape", "RescaleIntercept", "RescaleSlope", "RescaleType", "WindowCenter", "WindowWidth")
"""What says how the samples of a film become grey."""
TAKEN = len(FRAME) + 8
"""Bytes from one fragment's item to the next."""


def clip(*fragments: bytes, frames: int = 2, offsets: bytes = b"", **attributes: Any) -> bytes:
    """A film of JPEG Baseline with so many frames."""
    return build.compressed(*fragments, dataset=film(frames, **attributes), offsets=offsets)


def table(*offsets: int) -> bytes:
    return struct.pack(f"<{len(offsets)}I", *offsets)


def long_table(*offsets: int) -> bytes:
    return struct.pack(f"<{len(offsets)}Q", *offsets)


def test_a_frame_that_is_not_there():
    (finding,) = flags(clip(FRAME, FRAME, frames=3), ("PIX050", PIXELS))
    assert "has 2 fragments for 3 frames" in finding.message
    allows("PIX050", clip(FRAME, FRAME, FRAME, frames=3))


def test_all_frames_of_a_video_are_one_stream():
    pixels = {"SamplesPerPixel": 3, "PlanarConfiguration": 0, "PhotometricInterpretation": "YBR_PARTIAL_420"}
    film_in_colour = film(25, SOPClassUID=TRUE_COLOUR_FILM, **pixels, **dict.fromkeys(GREY))
    video = build.compressed(bytes(64), dataset=film_in_colour, syntax=build.MPEG4)
    allows("PIX050", video, ("PIX044", "(0028,2110)"))


def test_a_table_with_another_number_of_entries():
    (finding,) = flags(clip(FRAME, FRAME, offsets=table(0)), ("PIX051", PIXELS))
    assert "has 1 entry, but there are 2 frames" in finding.message
    flags(clip(FRAME, FRAME, offsets=bytes(6)), ("PIX051", PIXELS))
    allows("PIX051", clip(FRAME, FRAME, offsets=table(0, TAKEN)))


def test_an_empty_table_is_a_table():
    allows("PIX051", clip(FRAME, FRAME))


@pytest.mark.parametrize(("offsets", "entry"), [((0, 0), 2), ((0, TAKEN + 2), 2), ((8, TAKEN), 1), ((TAKEN, 0), 1)])
def test_a_table_that_leads_nowhere(offsets: tuple[int, ...], entry: int):
    source = clip(FRAME, FRAME, offsets=table(*offsets))
    (finding,) = flags(source, ("PIX052", PIXELS))
    assert finding.message.startswith(f"Entry {entry} of the Basic Offset Table")


def test_a_table_over_frames_of_several_fragments():
    source = clip(FRAME, FRAME, FRAME, offsets=table(0, 2 * TAKEN))
    allows("PIX052", source)
    allows("PIX053", source)


def test_frames_of_several_fragments_without_a_table():
    flags(clip(FRAME, FRAME, FRAME), ("PIX053", PIXELS))


def test_one_frame_of_several_fragments_needs_no_table():
    allows("PIX053", build.compressed(FRAME, FRAME, FRAME))


def test_an_rle_frame_in_two_fragments():
    flags(build.compressed(RUN, RUN, dataset=build.ct(), syntax=build.RLE), ("PIX054", PIXELS))
    allows("PIX054", build.compressed(RUN, dataset=build.ct(), syntax=build.RLE))


def test_an_empty_fragment():
    source = clip(FRAME, b"")
    (finding,) = flags(source, ("PIX055", PIXELS))
    assert finding.message.startswith("Fragment 2 of")
    assert source[finding.offset :].startswith(build.item(b""))
    allows("PIX055", clip(FRAME, FRAME))


def test_a_fragment_of_odd_length():
    flags(clip(FRAME + b"\0", FRAME), ("PIX056", PIXELS))
    allows("PIX056", clip(FRAME, FRAME))


def test_extended_tables_that_fit():
    both = {"ExtendedOffsetTable": long_table(0, TAKEN), "ExtendedOffsetTableLengths": long_table(4, 4)}
    allows("PIX057", clip(FRAME, FRAME, **both))


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
    source = clip(FRAME, FRAME, ExtendedOffsetTable=offsets, ExtendedOffsetTableLengths=lengths)
    found = flags(source, ("PIX057", f"(7FE0,{tag})"), *([("VRV002", "(7FE0,0001)")] if len(offsets) == 12 else []))
    assert any(finding.message.endswith(f"{problem}.") for finding in found)


def test_both_kinds_of_table():
    both = {"ExtendedOffsetTable": long_table(0, TAKEN), "ExtendedOffsetTableLengths": long_table(4, 4)}
    source = clip(FRAME, FRAME, offsets=table(0, TAKEN), **both)
    flags(source, ("PIX058", "(7FE0,0001)"))
    allows("PIX058", clip(FRAME, FRAME, **both))
