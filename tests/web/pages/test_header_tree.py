"""The header tree of one file, and the bytes of one element."""

from pathlib import Path

import pydicom
import pytest

from validator.engine.header import scan
from validator.engine.model import Header
from validator.services.report.header import header_tree
from validator.services.report.shelf import find_element, value_at

DATA = Path(pydicom.__file__).parent / "data" / "test_files"


@pytest.fixture(scope="module")
def ct() -> Header:
    return scan(DATA / "CT_small.dcm")


@pytest.fixture(scope="module")
def nested() -> Header:
    return scan(DATA / "nested_priv_SQ.dcm")


def test_a_line_says_tag_name_vr_length_offset_and_value(ct: Header) -> None:
    line = next(line for line in header_tree(ct).lines if line.tag == "(0010,0020)")
    element = ct.get(0x00100020)
    assert element is not None
    assert (line.name, line.keyword, line.vr, line.length, line.offset, line.value) == (
        "Patient ID",
        "PatientID",
        "LO",
        "4",
        element.offset,
        "1CT1",
    )


def test_a_well_known_uid_is_named(ct: Header) -> None:
    lines = {line.tag: line for line in header_tree(ct).lines}
    assert lines["(0008,0016)"].means == "CT Image Storage"
    assert lines["(0008,0018)"].means == ""


def test_every_element_of_the_file_is_a_line_in_the_order_of_the_file(nested: Header) -> None:
    lines = [line for line in header_tree(nested).lines if not line.item]
    assert [line.path for line in lines[len(nested.meta) :]] == [path for path, _ in nested.walk()]


def test_private_elements_are_named_by_their_creator(ct: Header) -> None:
    lines = {line.tag: line for line in header_tree(ct).lines}
    assert lines["(0009,0010)"].name == "Private Creator"
    assert lines["(0009,1002)"].name.endswith(" · GEMS_IDEN_01")


@pytest.mark.parametrize("sought", ["0008,1010", "00081010", "(0008,1010)", "station name", "StationName", "ct01_oc0"])
def test_an_attribute_is_found_by_tag_name_keyword_and_value(ct: Header, sought: str) -> None:
    assert [line.path for line in header_tree(ct, sought=sought).lines] == ["(0008,1010)"]


def test_values_are_found_by_path(ct: Header) -> None:
    assert value_at(ct, "(0010,0020)") == "1CT1"
    assert value_at(ct, "(0010,1002)[1].(0010,0020)") == "1234ABCD"
    assert value_at(ct, "(0010,1002)[2].(0010,0020)") is None
    assert value_at(ct, "(0010,0020)[0].(0010,0020)") is None


def test_a_star_means_the_first_item_that_has_the_attribute(ct: Header) -> None:
    place = find_element(ct, "(0010,1002)[*].(0010,0020)")
    assert place is not None
    assert place.path == "(0010,1002)[0].(0010,0020)"


def test_a_line_says_how_bad_what_was_found_there_is(ct: Header) -> None:
    tree = header_tree(ct, severities={"(0010,0020)": "warning"})
    assert [(line.path, line.severity) for line in tree.lines if line.severity] == [("(0010,0020)", "warning")]
