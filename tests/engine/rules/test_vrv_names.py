"""VRV040 to VRV043."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

PHYSICIAN = "(0008,0090)"


def referred(name: bytes, label: bytes = b"ISO_IR 192") -> bytes:
    """A file with this Referring Physician's Name."""
    raw = {0x00080005: ("CS", label), 0x00080090: ("PN", name + b" " * (len(name) % 2))}
    return build.file(build.ct(), raw=raw)


def test_component_groups():
    allows("VRV040", referred("Wang^XiaoDong=王^小東=おう^しょうとう".encode()))
    (finding,) = flags(referred(b"A=B=C=D"), ("VRV040", PHYSICIAN))
    assert "has 4 component groups" in finding.message


def test_components():
    allows("VRV041", referred(b"Adams^John Robert Quincy^^Rev.^B.A. M.Div."))
    (finding,) = flags(referred(b"A^B^C^D^E^F"), ("VRV041", PHYSICIAN))
    assert "has 6 components" in finding.message


def test_halves_of_kanji_divide_nothing():
    name = b"\x1b$B^!^!^!^!^!^!\x1b(B"
    allows("VRV041", referred(name, b"\\ISO 2022 IR 87 "))
    equals = b"\x1b$B=!=!=!=!\x1b(B"
    allows("VRV040", referred(equals, b"\\ISO 2022 IR 87 "))


@pytest.mark.parametrize("name", [b"WINTER, TIM", b"Winter Tim", b"Winter,Tim", "Müller Anna".encode()])
def test_a_name_without_division(name: bytes):
    flags(referred(name), ("VRV042", PHYSICIAN))


@pytest.mark.parametrize("name", [b"Winter^Tim", b"Winter", b"", b"^Tim", b"van der Berg^Jan", b"ID 4711", b"Dr."])
def test_names_that_are_divided_or_need_not_be(name: bytes):
    allows("VRV042", referred(name))


@pytest.mark.parametrize("name", [b"^^^^", b"^", b"==", b"^^=^ "])
def test_a_name_of_delimiters(name: bytes):
    flags(referred(name), ("VRV043", PHYSICIAN))


@pytest.mark.parametrize("name", [b"", b"  ", b"Winter^^^^", b"^Tim", b"=\xe7\x8e\x8b="])
def test_names_with_content_or_without_anything(name: bytes):
    allows("VRV043", referred(name))
