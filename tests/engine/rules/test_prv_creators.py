"""PRV002 to PRV010."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.engine.rules.test_prv_numbers import KNOWN, MAKER, TEXT, holding

CREATOR = "(0009,0010)"


def test_a_creator_of_another_vr():
    (finding,) = flags(holding({**KNOWN, 0x00090010: ("SH", MAKER[1])}), ("PRV002", CREATOR))
    assert "is written as SH" in finding.message
    allows("PRV002", holding(KNOWN))


@pytest.mark.parametrize("value", [b"", b"    ", b"\0\0"])
def test_a_creator_without_a_value(value: bytes):
    flags(holding({**KNOWN, 0x00090010: ("LO", value)}), ("PRV003", CREATOR))
    allows("PRV003", holding(KNOWN))


def test_one_creator_for_two_blocks():
    source = holding({**KNOWN, 0x00090011: MAKER, 0x00091101: TEXT})
    (finding,) = flags(source, ("PRV004", "(0009,0011)"))
    assert "repeats the identification of (0009,0010)" in finding.message


def test_one_creator_in_two_groups():
    allows("PRV004", holding({**KNOWN, 0x00110010: ("LO", b"GEMS_PATI_01"), 0x00111010: ("SS", b"\0\0")}))
    source = holding({**KNOWN, 0x00110010: MAKER, 0x00111001: TEXT})
    assert "PRV004" not in {finding.code for finding in check(source).findings}


def test_a_creator_as_un():
    flags(holding({**KNOWN, 0x00090010: ("UN", MAKER[1])}), ("PRV006", CREATOR))
    both = {**KNOWN, 0x00090010: ("UN", MAKER[1]), 0x00110010: ("UN", b"GEMS_PATI_01"), 0x00111010: ("SS", b"\0\0")}
    (finding,) = flags(holding(both), ("PRV006", CREATOR))
    assert "Private Creator and 1 more are written with the VR UN" in finding.message
    allows("PRV006", holding(KNOWN))


def test_a_creator_with_two_values():
    source = holding({**KNOWN, 0x00090010: ("LO", b"C:\\VENDOR ")})
    assert ("PRV008", CREATOR) in {(finding.code, finding.path) for finding in check(source).findings}
    flags(source, ("PRV008", CREATOR), ("PRV013", CREATOR))
    allows("PRV008", holding(KNOWN))


def test_a_creator_beyond_ascii():
    flags(holding({**KNOWN, 0x00090010: ("LO", b"M\xfcller")}), ("PRV009", CREATOR), ("PRV013", CREATOR))
    allows("PRV009", holding(KNOWN))


def test_creators_without_elements():
    (finding,) = flags(holding({0x00090010: MAKER}), ("PRV010", CREATOR))
    assert "Private Creator reserves a block" in finding.message
    (finding,) = flags(holding({0x00090010: MAKER, 0x00110010: ("LO", b"GEMS_PATI_01")}), ("PRV010", CREATOR))
    assert "and 1 more reserve a block" in finding.message
    allows("PRV010", holding(KNOWN))


def test_instances_without_anything_private():
    allows("PRV010", build.ct())
