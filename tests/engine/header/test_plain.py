"""Sequences that are read in one loop: in every form of length, and longer than what is held of a file at a time."""

import struct

import pytest

from tests.build import IMPLICIT_LITTLE, UNDEFINED, element, implicit, item, sequence
from tests.engine.header.test_faults import ACCESSION, AFTER, NAME, REQUEST, dicom
from validator.engine.header import scan
from validator.engine.header.cursor import WINDOW
from validator.engine.model import Header

REFERENCE = 0x00081140
LENGTHS = pytest.mark.parametrize("length", [None, UNDEFINED], ids=["defined", "undefined"])
COUNT = 16_000
"""Items that take more than one window."""


def tags_where_they_should_stand(header: Header, content: bytes) -> bool:
    """Whether the file has the tag of each element at its offset."""
    return all(
        struct.unpack_from("<HH", content, one.offset) == (one.group, one.tag & 0xFFFF) for _path, one in header.walk()
    )


@LENGTHS
def test_items_are_read_beyond_the_first_window(length):
    content = dicom(NAME, sequence(REQUEST, *[item(ACCESSION, length=length)] * COUNT, length=length), AFTER)
    assert len(content) > WINDOW
    header = scan(content)
    assert header.faults == ()
    assert [one.tag for one in header.elements] == [0x00100010, REQUEST, 0x00400280]
    assert [[one.value for one in held.elements] for held in header.elements[1].items] == [[b"A1"]] * COUNT
    assert tags_where_they_should_stand(header, content)


@LENGTHS
def test_sequences_in_items_are_read_beyond_the_first_window(length):
    inner = sequence(REFERENCE, item(ACCESSION, length=length), item(b"", length=length), length=length)
    outer = item(ACCESSION, inner, element(0x00081150, "UI", b"1.2\0"), length=length)
    content = dicom(NAME, sequence(REQUEST, *[outer] * COUNT, length=length), AFTER)
    header = scan(content)
    assert header.faults == ()
    assert [one.tag for one in header.elements] == [0x00100010, REQUEST, 0x00400280]
    shapes = [
        [(one.tag, [len(within.elements) for within in one.items or ()]) for one in held.elements]
        for held in header.elements[1].items
    ]
    assert shapes == [[(0x00080050, []), (REFERENCE, [1, 0]), (0x00081150, [])]] * COUNT
    assert tags_where_they_should_stand(header, content)


def test_sequences_are_read_without_written_vrs():
    inner = implicit(REFERENCE, implicit(0xFFFEE000, implicit(0x00081150, b"1.2\0")))
    content = dicom(implicit(REQUEST, implicit(0xFFFEE000, inner)), implicit(0x00400280, b"xx"), syntax=IMPLICIT_LITTLE)
    header = scan(content)
    assert header.faults == ()
    assert [(path, one.vr_written, one.vr_known) for path, one in header.walk()] == [
        ("(0040,0275)", "", "SQ"),
        ("(0040,0275)[0].(0008,1140)", "", "SQ"),
        ("(0040,0275)[0].(0008,1140)[0].(0008,1150)", "", "UI"),
        ("(0040,0280)", "", "ST"),
    ]


def test_a_long_value_in_an_item_does_not_end_the_item():
    long = element(0x00420011, "OB", bytes(70_000))
    held = item(ACCESSION, long, element(0x00420012, "LO", b"ab"))
    header = scan(dicom(NAME, sequence(REQUEST, held, item(ACCESSION)), AFTER))
    assert header.faults == ()
    assert [(path, one.value) for path, one in header.walk()] == [
        ("(0010,0010)", b"Winter^Tim"),
        ("(0040,0275)", None),
        ("(0040,0275)[0].(0008,0050)", b"A1"),
        ("(0040,0275)[0].(0042,0011)", None),
        ("(0040,0275)[0].(0042,0012)", b"ab"),
        ("(0040,0275)[1].(0008,0050)", b"A1"),
        ("(0040,0280)", b"xx"),
    ]
