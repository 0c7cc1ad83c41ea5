"""VRV001 to VRV014: lengths, padding and characters."""

import time

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

FIELDS = {
    "AE": (0x00080055, "(0008,0055)"),
    "AS": (0x00101010, "(0010,1010)"),
    "CS": (0x00185101, "(0018,5101)"),
    "DS": (0x00181060, "(0018,1060)"),
    "IS": (0x00180086, "(0018,0086)"),
    "LO": (0x00081030, "(0008,1030)"),
    "LT": (0x001021B0, "(0010,21B0)"),
    "PN": (0x00080090, "(0008,0090)"),
    "SH": (0x00081010, "(0008,1010)"),
    "ST": (0x00080081, "(0008,0081)"),
    "UC": (0x00189367, "(0018,9367)"),
    "UR": (0x00081190, "(0008,1190)"),
    "UT": (0x0040A160, "(0040,A160)"),
}
"""An attribute of each VR on which no other family has an opinion."""


def holding(vr: str, value: bytes, *, label: bytes = b"ISO_IR 192") -> bytes:
    """A file with one attribute of this VR; a value of odd length is padded with a space."""
    raw = {0x00080005: ("CS", label + b" " * (len(label) % 2))}
    return build.file(build.ct(), raw={**raw, FIELDS[vr][0]: (vr, value + b" " * (len(value) % 2))})


def path(vr: str) -> str:
    return FIELDS[vr][1]


@pytest.mark.parametrize(
    ("vr", "limit"),
    [("AE", 16), ("CS", 16), ("LO", 64), ("LT", 10240), ("PN", 64), ("SH", 16), ("ST", 1024)],
)
def test_the_longest_value_and_one_more(vr: str, limit: int):
    allows("VRV001", holding(vr, b"A" * limit))
    (finding,) = flags(holding(vr, b"A" * (limit + 1)), ("VRV001", path(vr)))
    assert f"has {limit + 1} " in finding.message
    assert f"{vr} allows {limit}." in finding.message


def test_numbers_as_text_have_limits_too():
    allows("VRV001", holding("DS", b"-1.2345678901e-3"))
    flags(holding("DS", b"-1.23456789012e-3"), ("VRV001", path("DS")))
    flags(holding("IS", b"0000000000012"), ("VRV001", path("IS")))


def test_texts_are_counted_in_characters():
    allows("VRV001", holding("SH", ("ä" * 16).encode()))
    flags(holding("SH", ("ä" * 17).encode()), ("VRV001", path("SH")))
    allows("VRV001", holding("SH", b"\x1b$B" + b";3" * 16 + b"\x1b(B", label=b"\\ISO 2022 IR 87"))


def test_names_are_counted_by_component_group():
    allows("VRV001", holding("PN", b"A" * 30 + b"^" + b"B" * 33 + b"=" + b"C" * 64))
    (finding,) = flags(holding("PN", b"A^B=" + b"C" * 65), ("VRV001", path("PN")))
    assert "has 65 characters in a component group" in finding.message


def test_padding_does_not_count():
    allows("VRV001", holding("SH", b"A" * 16 + b"    "))


def test_unlimited_texts():
    allows("VRV001", holding("UT", b"A" * 20000))


def test_of_several_values_the_one_at_fault_is_named():
    source = build.file(build.ct(), raw={0x00081048: ("PN", b"A^B\\" + b"C" * 65 + b" ")})
    (finding,) = flags(source, ("VRV001", "(0008,1048)"))
    assert "(0008,1048) Physician(s) of Record, value 2 of 2, has 65" in finding.message
    assert finding.value == "C" * 65
    assert finding.offset is not None
    assert source[finding.offset : finding.offset + 65] == b"C" * 65


def test_several_values_at_fault_are_one_finding():
    source = build.file(build.ct(), raw={0x00080008: ("CS", b"derived\\PRIMARY\\axial\\other ")})
    (finding,) = flags(source, ("VRV010", "(0008,0008)"))
    assert ", value 1 of 4 and 2 more, " in finding.message


@pytest.mark.parametrize(
    ("vr", "value"),
    [
        ("UT", b"<" + b" " * 60000),
        ("UT", b"< " * 30000),
        ("PN", b"a" * 60000),
        ("PN", b"ab" + b" " * 60000),
        ("PN", b" " * 60000 + b"^"),
        ("PN", b"^ " * 30000),
        ("CS", b"A\\" * 30000 + b"a"),
        ("DS", b" " * 30000 + b"x" + b" " * 30000),
        ("UT", b"\xff" * 60000),
        ("UT", b"\x1b" * 60000),
        ("UT", "\x84".encode() * 30000),
    ],
)
def test_hostile_values_are_judged_in_time(vr: str, value: bytes):
    source = holding(vr, value)
    started = time.process_time()
    check(source)
    assert time.process_time() - started < 2


def test_a_binary_value_that_is_cut():
    flags(
        build.file(build.ct(), raw={0x00289416: ("UL", b"\1\0")}), ("VRV002", "(0028,9416)"), ("VRV050", "(0028,9416)")
    )
    allows("VRV002", build.file(build.ct(), raw={0x00186030: ("UL", b"\1\0\0\0")}))


@pytest.mark.parametrize("vr", ["AE", "CS", "LO", "PN", "SH", "UT"])
def test_a_text_padded_with_nul(vr: str):
    flags(holding(vr, b"ABC\0"), ("VRV005", path(vr)))
    allows("VRV005", holding(vr, b"ABC"))


def test_nothing_but_nul_is_an_empty_value():
    allows("VRV005", holding("LO", b"\0\0"), ("OPS008", path("LO")))


def test_a_nul_with_text_behind_it():
    source = holding("SH", b"CT01\0REST")
    (finding,) = flags(source, ("VRV006", path("SH")))
    assert finding.offset is not None
    assert source[finding.offset : finding.offset + 5] == b"\0REST"
    allows("VRV006", holding("SH", b"CT01"))


@pytest.mark.parametrize("value", [b"Axial", b"HFS-1", b"A.B"])
def test_code_strings_with_other_characters(value: bytes):
    flags(holding("CS", value), ("VRV010", path("CS")))


@pytest.mark.parametrize("value", [b"AP", b"LEFT_1 2", b"", b"  "])
def test_code_strings_of_the_standard(value: bytes):
    allows("VRV010", holding("CS", value))


def test_each_value_of_a_code_string_is_judged():
    source = build.file(build.ct(), raw={0x00080008: ("CS", b"DERIVED\\PRIMARY\\axial ")})
    (finding,) = flags(source, ("VRV010", "(0008,0008)"))
    assert ", value 3 of 3, " in finding.message
    assert finding.value == "axial"


@pytest.mark.parametrize("vr", ["LO", "SH", "PN", "UC"])
def test_line_breaks_in_a_short_text(vr: str):
    (finding,) = flags(holding(vr, b"A\nB"), ("VRV011", path(vr)))
    assert "the control character 0A (byte 2 of the value)" in finding.message


@pytest.mark.parametrize("vr", ["LT", "ST", "UT"])
def test_control_characters_in_a_long_text(vr: str):
    allows("VRV011", holding(vr, b"A\r\nB\tC\x0c"))
    flags(holding(vr, b"A\x07B"), ("VRV011", path(vr)))


def test_an_ae_title_of_spaces():
    flags(holding("AE", b"    "), ("VRV012", path("AE")))
    allows("VRV012", holding("AE", b""))
    allows("VRV012", holding("AE", b" CT01 "))


@pytest.mark.parametrize("value", [b"http://pacs/a b", b" http://pacs", b"http://pacs/<id>"])
def test_values_that_are_no_uri(value: bytes):
    flags(holding("UR", value), ("VRV013", path("UR")))
    allows("VRV013", holding("UR", b"http://pacs.example/wado?studyUID=1.2&x=%20"))


@pytest.mark.parametrize(
    "value", [b"<script>alert(1)</script>", b"< SCRIPT src=x>", b"<img src=x onerror=alert(1)>", b"javascript:alert(1)"]
)
def test_markup_that_a_browser_would_run(value: bytes):
    flags(holding("LO", value), ("VRV014", path("LO")))


@pytest.mark.parametrize("value", [b"a < b", b"<none>", b"Position = left", b"Script"])
def test_texts_that_only_look_like_markup(value: bytes):
    allows("VRV014", holding("LO", value))


def test_an_escape_sequence_in_an_ae_title():
    (finding,) = flags(holding("AE", b"CT\x1b(B"), ("VRV011", path("AE")))
    assert "control character 1B (byte 3 of the value)" in finding.message


@pytest.mark.parametrize("value", [b"20240229  ", b"20240228\\20240229   "])
def test_spaces_behind_a_date(value: bytes):
    source = build.file(build.ct(), raw={0x00181200: ("DA", value)})
    flags(source, ("VRV007", "(0018,1200)"))


def test_spaces_behind_an_age():
    flags(holding("AS", b"045Y  "), ("VRV007", path("AS")))


@pytest.mark.parametrize("value", [b"20240229", b"20240228\\20240229 ", b"        ", b""])
def test_dates_that_are_not_padded_or_must_be(value: bytes):
    allows("VRV007", build.file(build.ct(), raw={0x00181200: ("DA", value)}))
