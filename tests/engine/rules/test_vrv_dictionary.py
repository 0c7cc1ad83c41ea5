"""VRV050 to VRV053."""

import struct

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags


def holding(tag: int, vr: str, value: bytes) -> bytes:
    return build.file(build.ct(), raw={tag: (vr, value)})


def test_another_vr_than_in_the_dictionary():
    (finding,) = flags(holding(0x00180086, "LO", b"17"), ("VRV050", "(0018,0086)"))
    assert "is written as LO; the data dictionary says IS" in finding.message
    allows("VRV050", holding(0x00180086, "IS", b"17"))


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [
        (0x00280106, "US", b"\0\0"),
        (0x00280106, "SS", b"\0\0"),
        (0x00081190, "UT", b"http://pac"),
        (0x00080000, "UL", struct.pack("<I", 256)),
    ],
)
def test_vrs_that_the_dictionary_allows_or_allowed(tag: int, vr: str, value: bytes):
    allows("VRV050", holding(tag, vr, value))


def test_private_elements_have_no_dictionary_here():
    source = build.file(build.ct(), raw={0x00290010: ("LO", b"MAKER "), 0x00291001: ("IS", b"1 ")})
    allows("VRV050", source)
    allows("VRV053", source)


def test_a_known_attribute_as_un():
    (finding,) = flags(holding(0x00180086, "UN", b"17"), ("VRV051", "(0018,0086)"))
    assert "the data dictionary says IS" in finding.message
    allows("VRV051", build.file(build.ct(), raw={0x00290010: ("LO", b"MAKER "), 0x00291001: ("UN", b"1 ")}))


def test_a_known_sequence_as_un():
    item = build.implicit(0xFFFEE000, build.implicit(0x00080100, b"CT"))
    flags(holding(0x00081032, "UN", item), ("VRV052", "(0008,1032)"))
    allows("VRV052", build.ct(ProcedureCodeSequence=[build.code("CT", "99X", "CT")]))


@pytest.mark.parametrize(
    ("tag", "vr", "value", "count", "allowed"),
    [
        (0x00200037, "DS", b"1\\0\\0\\0\\1 ", 5, "6"),
        (0x00081030, "LO", b"C:\\image", 2, "1"),
        (0x00280010, "US", struct.pack("<2H", 4, 4), 2, "1"),
        (0x00186018, "UL", struct.pack("<2L", 4, 4), 2, "1"),
    ],
)
def test_values_that_are_too_many_or_too_few(tag: int, vr: str, value: bytes, count: int, allowed: str):
    path = f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
    (finding,) = flags(holding(tag, vr, value), ("VRV053", path))
    assert f" has {count} values; the data dictionary allows {allowed}." in finding.message


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [
        (0x00081040, "LO", b""),
        (0x001021B0, "LT", b"a\\b "),
        (0x30060050, "DS", b"1\\2\\3\\4\\5\\6 "),
        (0x00181310, "US", struct.pack("<4H", 0, 1, 2, 0)),
        (0x00280009, "AT", b"\x18\0\x63\x10" * 2),
    ],
)
def test_as_many_values_as_the_dictionary_allows(tag: int, vr: str, value: bytes):
    allows("VRV053", holding(tag, vr, value))


def test_a_backslash_inside_a_character_divides_nothing():
    raw = {0x00080005: ("CS", b"GB18030 "), 0x00081030: ("LO", "俓俓".encode("gb18030"))}
    assert b"\\" in raw[0x00081030][1]
    allows("VRV053", build.file(build.ct(), raw=raw))


@pytest.mark.parametrize(("representation", "vr"), [(0, "SS"), (1, "US")])
def test_a_pixel_value_of_another_sign_than_the_samples(representation: int, vr: str):
    source = build.ct(PixelRepresentation=representation)
    flags(build.file(source, raw={0x00280120: (vr, b"\x30\xf8")}), ("VRV054", "(0028,0120)"))


def test_pixel_values_of_the_sign_of_the_samples():
    allows("VRV054", build.file(build.ct(), raw={0x00280120: ("US", b"\x30\xf8")}))
    allows("VRV054", build.file(build.ct(PixelRepresentation=1), raw={0x00280120: ("SS", b"\x30\xf8")}))
    allows("VRV054", build.file(build.ct(PixelRepresentation=1), raw={0x00280120: ("US", b"\x10\0")}))
