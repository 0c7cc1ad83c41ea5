"""PIX110 to PIX114."""

import struct

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

US = {number: struct.pack("<H", number) for number in (0, 1, 3, 4, 6, 16)}
PLANE = {
    0x60000010: ("US", US[4]),
    0x60000011: ("US", US[6]),
    0x60000040: ("CS", b"G "),
    0x60000050: ("SS", struct.pack("<2h", 1, 1)),
    0x60000100: ("US", US[1]),
    0x60000102: ("US", US[0]),
    0x60003000: ("OW", bytes(4)),
}
"""An overlay over all 4 rows and 6 columns: 24 bits, in four bytes."""


def holding(*planes: build.Raw) -> bytes:
    """A CT image with these overlays."""
    return build.file(build.ct(), raw={tag: value for plane in planes for tag, value in plane.items()})


def moved(group: int) -> build.Raw:
    return {group << 16 | tag & 0xFFFF: value for tag, value in PLANE.items()}


GOOD = holding(PLANE, moved(0x601E))


def test_an_overlay_of_more_bits():
    (finding,) = flags(holding({**PLANE, 0x60000100: ("US", US[16])}), ("PIX110", "(6000,0100)"))
    assert finding.message.endswith("in (60xx,3000) Overlay Data.")
    allows("PIX110", GOOD)


def test_an_overlay_in_the_picture():
    embedded = {**PLANE, 0x60000100: ("US", US[16]), 0x60000102: ("US", US[3])}
    del embedded[0x60003000]
    found = flags(holding(embedded), ("PIX110", "(6000,0100)"), ("PIX111", "(6000,0102)"))
    assert "lies in unused bits of the picture" in found[0].message


def test_a_bit_position():
    (finding,) = flags(holding({**PLANE, 0x60000102: ("US", US[3])}), ("PIX111", "(6000,0102)"))
    assert "is 3" in finding.message
    allows("PIX111", GOOD)


@pytest.mark.parametrize("tag", [0x60000010, 0x60000011])
def test_an_overlay_without_extent(tag: int):
    flags(holding({**PLANE, tag: ("US", US[0])}), ("PIX112", f"(6000,{tag & 0xFFFF:04X})"))
    allows("PIX112", GOOD)


def test_data_that_is_too_short():
    source = holding(PLANE, {**moved(0x6002), 0x60023000: ("OW", bytes(2))})
    (finding,) = flags(source, ("PIX113", "(6002,3000)"))
    assert "has 2 bytes, but its rows, columns and frames need 3" in finding.message
    allows("PIX113", GOOD)


def test_frames_of_an_overlay():
    film = {**PLANE, 0x60000015: ("IS", b"3 "), 0x60000051: ("US", US[1])}
    found = {finding.code for finding in check(holding(film)).findings}
    assert "PIX113" in found
    found = {finding.code for finding in check(holding({**film, 0x60003000: ("OW", bytes(10))})).findings}
    assert "PIX113" not in found


def test_a_group_beyond_the_sixteen():
    flags(holding(PLANE, moved(0x6020)), ("PIX114", "(6020,3000)"))
    allows("PIX114", GOOD)
