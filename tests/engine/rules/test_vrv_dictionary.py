"""VRV050 to VRV055."""

import struct

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

GE = ("LO", b"GEMS_IDEN_01")
"""A Private Creator that is known."""


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
    source = build.file(build.ct(), raw={0x00090010: GE, 0x000910FE: ("IS", b"1 ")})
    allows("VRV050", source)
    allows("VRV053", source)


def test_a_known_attribute_as_un():
    (finding,) = flags(holding(0x00180086, "UN", b"17"), ("VRV051", "(0018,0086)"))
    assert "the data dictionary says IS" in finding.message
    allows("VRV051", build.file(build.ct(), raw={0x00090010: GE, 0x000910FE: ("UN", b"1 ")}))


def test_all_known_attributes_as_un_are_one_finding():
    item = build.item(build.element(0x00080100, "UN", b"CT"))
    raw = {0x00180086: ("UN", b"17"), 0x00181060: ("UN", b"1 "), 0x00081032: ("SQ", item)}
    (finding,) = [finding for finding in check(build.file(build.ct(), raw=raw)).findings if finding.code == "VRV051"]
    assert finding.path == "(0008,1032)[0].(0008,0100)"
    assert "(and 2 more like it)" in finding.message


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
        (0x00720052, "AT", b"\x18\0\x63\x10" * 2),
    ],
)
def test_as_many_values_as_the_dictionary_allows(tag: int, vr: str, value: bytes):
    allows("VRV053", holding(tag, vr, value))


def test_a_backslash_inside_a_character_divides_nothing():
    raw = {0x00080005: ("CS", b"GB18030 "), 0x00081030: ("LO", "俓俓".encode("gb18030"))}
    assert b"\\" in raw[0x00081030][1]
    allows("VRV053", build.file(build.ct(), raw=raw))


WORDS = {"BitsStored": 16, "HighBit": 15}


@pytest.mark.parametrize(("representation", "vr"), [(0, "SS"), (1, "US")])
def test_a_pixel_value_of_another_sign_than_the_samples(representation: int, vr: str):
    source = build.ct(PixelRepresentation=representation, **WORDS)
    flags(build.file(source, raw={0x00280120: (vr, b"\x30\xf8")}), ("VRV054", "(0028,0120)"))


def test_pixel_values_of_the_sign_of_the_samples():
    signed, unsigned = build.ct(PixelRepresentation=1, **WORDS), build.ct(**WORDS)
    allows("VRV054", build.file(unsigned, raw={0x00280120: ("US", b"\x30\xf8")}))
    allows("VRV054", build.file(signed, raw={0x00280120: ("SS", b"\x30\xf8")}))
    allows("VRV054", build.file(signed, raw={0x00280120: ("US", b"\x10\0")}))


def test_an_attribute_that_is_in_no_dictionary():
    flags(holding(0x00089998, "LO", b"4711"), ("VRV055", "(0008,9998)"))


@pytest.mark.parametrize("tag", [0x60020040, 0x00080000, 0x00090010])
def test_repeating_groups_group_lengths_and_private_creators_are_known(tag: int):
    values = {0x60020040: ("CS", b"G "), 0x00080000: ("UL", struct.pack("<I", 256)), 0x00090010: GE}
    source = build.file(build.ct(), raw={tag: values[tag]})
    assert "VRV055" not in {finding.code for finding in check(source).findings}


def test_every_attribute_of_an_instance_is_known():
    allows("VRV055", build.ct())
