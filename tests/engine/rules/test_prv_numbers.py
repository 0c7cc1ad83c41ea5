"""PRV001, PRV005 and PRV007."""

import struct

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

MAKER = ("LO", b"GEMS_IDEN_01")
TEXT = ("LO", b"text")
KNOWN = {0x00090010: MAKER, 0x00091001: TEXT}
"""A block of a known maker with one of its attributes."""


def holding(raw: build.Raw) -> bytes:
    """A CT image with these private elements."""
    return build.file(build.ct(), raw=raw)


def test_an_element_without_a_creator():
    (finding,) = flags(holding({0x00091001: TEXT}), ("PRV001", "(0009,1001)"))
    assert finding.message.startswith("(0009,1001) Private Attribute stands in a block")
    allows("PRV001", holding(KNOWN))


def test_the_elements_of_one_block_are_one_finding():
    source = holding({0x00091001: TEXT, 0x00091002: TEXT, 0x00091003: TEXT, 0x00091101: TEXT, 0x00110010: MAKER})
    first, second = [finding for finding in check(source).findings if finding.code == "PRV001"]
    assert (first.path, second.path) == ("(0009,1001)", "(0009,1101)")
    assert "and 2 more stand in a block" in first.message


def test_the_creator_outside_an_item_does_not_count_in_it():
    item = build.item(build.element(0x00091101, *TEXT))
    source = holding({**KNOWN, 0x00081110: ("SQ", item)})
    (path,) = [finding.path for finding in check(source).findings if finding.code.startswith("PRV")]
    assert path == "(0008,1110)[0].(0009,1101)"


def test_a_block_with_its_creator_in_an_item():
    item = build.item(build.element(0x00090010, *MAKER), build.element(0x00091001, *TEXT))
    source = holding({0x00081110: ("SQ", item)})
    assert [finding.code for finding in check(source).findings if finding.code.startswith("PRV")] == []


@pytest.mark.parametrize("number", [0x0001, 0x000F, 0x0100, 0x0FFF])
def test_numbers_of_neither_a_creator_nor_a_block(number: int):
    flags(holding({0x00090000 | number: TEXT}), ("PRV005", f"(0009,{number:04X})"))


def test_a_group_length_is_no_private_element():
    allows("PRV005", holding({**KNOWN, 0x00090000: ("UL", struct.pack("<I", 20 + 12))}))


@pytest.mark.parametrize("group", [0x0003, 0x0005, 0x0007])
def test_groups_that_are_not_for_private_use(group: int):
    paths = [f"({group:04X},0010)", f"({group:04X},1001)"]
    source = holding({group << 16 | 0x0010: MAKER, group << 16 | 0x1001: TEXT})
    flags(source, *[("PRV007", path) for path in paths])
    allows("PRV007", holding(KNOWN))


def test_a_group_that_the_file_rules_name_is_named_once():
    flags(holding({0xFFFF0010: MAKER}), ("FIL052", "(FFFF,0010)"))
