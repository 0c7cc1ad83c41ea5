"""Every kind of fault, made by hand: where it is said to be, of which element, and what is read in spite of it."""

import struct
import zlib
from typing import NamedTuple

import pytest

from tests.build import (
    DEFLATED,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    UNDEFINED,
    element,
    encapsulated,
    implicit,
    item,
    part10,
    sequence,
    with_group_length,
)
from validator.engine.header import Limits, scan
from validator.engine.model import FaultKind, Header

NAME = element(0x00100010, "PN", b"Winter^Tim")
ID = element(0x00100020, "LO", b"P-4711")
SEX = element(0x00100040, "CS", b"M ")
ROWS = element(0x00280010, "US", b"\4\0")
REQUEST = 0x00400275
ACCESSION = element(0x00080050, "SH", b"A1")
AFTER = element(0x00400280, "ST", b"xx")


def meta(syntax: str) -> bytes:
    return with_group_length(element(0x00020010, "UI", syntax.encode() + b"\0" * (len(syntax) % 2)))


def dicom(*elements: bytes, syntax: str = EXPLICIT_LITTLE) -> bytes:
    return part10(b"".join(elements), meta=meta(syntax))


def start(syntax: str = EXPLICIT_LITTLE) -> int:
    """Where the data set of ``dicom()`` starts."""
    return len(dicom(syntax=syntax))


class Told(NamedTuple):
    """What a test asserts of a fault."""

    kind: FaultKind
    offset: int
    tag: int | None = None
    path: str = ""
    length: int = 0


def told(header: Header) -> list[Told]:
    return [Told(fault.kind, fault.offset, fault.tag, fault.path, fault.length) for fault in header.faults]


def paths(header: Header) -> list[str]:
    return [path for path, _ in header.walk()]


AT = start()
DEFLATED_AT = start(DEFLATED)
IMPLICIT_AT = start(IMPLICIT_LITTLE)
READ_NAME_ID_SEX = ["(0010,0010)", "(0010,0020)", "(0010,0040)"]
IN_REQUEST = ["(0010,0010)", "(0040,0275)", "(0040,0275)[0].(0008,0050)"]


def cases() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    """By name: the bytes, the faults, the paths of the elements that are read."""
    return {**truncated(), **nested(), **single_elements(), **tags(), **encodings(), **lost_bytes(), **fragments()}


def truncated() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    kind = FaultKind.TRUNCATED
    whole = dicom(NAME, sequence(REQUEST, item(ACCESSION, length=UNDEFINED), length=UNDEFINED))
    defined = dicom(NAME, sequence(REQUEST, item(ACCESSION), item(ACCESSION)))
    after_name = AT + len(NAME)
    not_ended = Told(kind, after_name, REQUEST, "(0040,0275)")
    return {
        "value ends early": (
            dicom(NAME, ID)[:-3],
            [Told(kind, after_name, 0x00100020, "(0010,0020)")],
            READ_NAME_ID_SEX[:2],
        ),
        "sequence of defined length ends early": (
            defined[:-4],
            [Told(kind, after_name, REQUEST, "(0040,0275)")],
            IN_REQUEST,
        ),
        "sequence delimiter is missing": (whole[:-8], [not_ended], IN_REQUEST),
        "both delimiters are missing": (
            whole[:-16],
            [Told(kind, after_name + 12, 0xFFFEE000, "(0040,0275)[0]")],
            IN_REQUEST,
        ),
        "head of an element ends early": (
            dicom(NAME, ID)[: after_name + 5],
            [Told(kind, after_name, None, "", 5)],
            READ_NAME_ID_SEX[:1],
        ),
    }


def nested() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    first_item = AT + len(NAME) + 12
    first_element = first_item + 8
    long_element = element(0x00080050, "SH", b"A1", length=200)
    with_delimiter = implicit(0xFFFEE000, ACCESSION, length=UNDEFINED) + implicit(0xFFFEE00D, b"", length=4)
    past = FaultKind.LENGTH_PAST_PARENT
    return {
        "element reaches past its item": (
            dicom(NAME, sequence(REQUEST, item(long_element)), AFTER),
            [Told(past, first_element, 0x00080050, "(0040,0275)[0].(0008,0050)")],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "item reaches past its sequence": (
            dicom(NAME, sequence(REQUEST, item(ACCESSION, length=100)), element(0x00400280, "ST", b"x" * 160)),
            [Told(past, first_item, 0xFFFEE000, "(0040,0275)[0]")],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "item ends inside its element": (
            dicom(NAME, sequence(REQUEST, item(ACCESSION, length=len(ACCESSION) - 2)), AFTER),
            [
                Told(past, first_element, 0x00080050, "(0040,0275)[0].(0008,0050)"),
                Told(FaultKind.BAD_ITEM, first_element + 8, REQUEST, "(0040,0275)", 2),
            ],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "bytes between two items": (
            dicom(NAME, sequence(REQUEST, item(ACCESSION), b"\x11" * 8, item(ACCESSION)), AFTER),
            [Told(FaultKind.BAD_ITEM, first_element + 10, REQUEST, "(0040,0275)", 8)],
            [*IN_REQUEST, "(0040,0275)[1].(0008,0050)", "(0040,0280)"],
        ),
        "an element where an item must stand": (
            dicom(NAME, sequence(REQUEST, ACCESSION), AFTER),
            [Told(FaultKind.BAD_ITEM, first_item, REQUEST, "(0040,0275)", len(ACCESSION))],
            [*IN_REQUEST[:2], "(0040,0280)"],
        ),
        "item delimiter with a length": (
            dicom(NAME, sequence(REQUEST, with_delimiter, length=UNDEFINED), AFTER),
            [Told(FaultKind.BAD_DELIMITER, first_element + 10, 0xFFFEE00D, "(0040,0275)[0]")],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "item delimiter in an item of defined length": (
            dicom(NAME, sequence(REQUEST, item(ACCESSION, implicit(0xFFFEE00D, b""))), AFTER),
            [Told(FaultKind.BAD_DELIMITER, first_element + 10, 0xFFFEE00D, "(0040,0275)[0]")],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "sequence delimiter outside a sequence": (
            dicom(NAME, implicit(0xFFFEE0DD, b""), ID, SEX),
            [Told(FaultKind.BAD_DELIMITER, AT + len(NAME), 0xFFFEE0DD)],
            READ_NAME_ID_SEX,
        ),
        "item delimiter outside a sequence": (
            dicom(NAME, implicit(0xFFFEE00D, b""), ID, SEX),
            [Told(FaultKind.BAD_DELIMITER, AT + len(NAME), 0xFFFEE00D)],
            READ_NAME_ID_SEX,
        ),
    }


def single_elements() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    second = AT + len(NAME)
    comments = element(0x00104000, "LT", b"ab", length=2) + b"c" * 0x10000
    return {
        "odd length": (
            dicom(NAME, element(0x00100020, "LO", b"P-471"), SEX),
            [Told(FaultKind.ODD_LENGTH, second, 0x00100020, "(0010,0020)")],
            READ_NAME_ID_SEX,
        ),
        "VR that does not exist": (
            dicom(NAME, element(0x00100020, "ZZ", b"P-4711"), SEX),
            [Told(FaultKind.BAD_VR, second, 0x00100020, "(0010,0020)")],
            READ_NAME_ID_SEX,
        ),
        "undefined length of what has no items": (
            dicom(NAME, element(0x00104000, "UT", b"a text", length=UNDEFINED), ROWS, AFTER),
            [Told(FaultKind.BAD_ITEM, second, 0x00104000, "(0010,4000)", 6)],
            ["(0010,0010)", "(0010,4000)", "(0028,0010)", "(0040,0280)"],
        ),
        "length of 16 bits overflowed": (
            dicom(NAME, comments, ROWS, element(0x00280011, "US", b"\6\0")),
            [
                Told(FaultKind.LENGTH_OVERFLOW, second, 0x00104000, "(0010,4000)"),
                Told(FaultKind.UNREADABLE, second + 10, None, "", 0x10000),
            ],
            ["(0010,0010)", "(0010,4000)", "(0028,0010)", "(0028,0011)"],
        ),
    }


def tags() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    misplaced = FaultKind.MISPLACED_GROUP
    uid = (0x00000002, "UI", b"1.2\0")
    return {
        "tags descend": (
            dicom(ID, NAME, SEX),
            [Told(FaultKind.TAG_ORDER, AT + len(ID), 0x00100010, "(0010,0010)")],
            ["(0010,0020)", "(0010,0010)", "(0010,0040)"],
        ),
        "tag stands twice": (
            dicom(NAME, ID, ID, SEX),
            [Told(FaultKind.DUPLICATE_TAG, AT + len(NAME + ID), 0x00100020, "(0010,0020)")],
            ["(0010,0010)", "(0010,0020)", "(0010,0020)", "(0010,0040)"],
        ),
        "tag stands twice in an item": (
            dicom(sequence(REQUEST, item(ACCESSION, ACCESSION))),
            [Told(FaultKind.DUPLICATE_TAG, AT + 30, 0x00080050, "(0040,0275)[0].(0008,0050)")],
            ["(0040,0275)", "(0040,0275)[0].(0008,0050)", "(0040,0275)[0].(0008,0050)"],
        ),
        "file meta in the data set": (
            dicom(NAME, element(0x00020010, "UI", b"1.2\0"), ID),
            [Told(misplaced, AT + len(NAME), 0x00020010, "(0002,0010)")],
            ["(0010,0010)", "(0002,0010)", "(0010,0020)"],
        ),
        "command element in the data set": (
            dicom(element(*uid), NAME),
            [Told(misplaced, AT, 0x00000002, "(0000,0002)")],
            ["(0000,0002)", "(0010,0010)"],
        ),
        "group FFFF in the data set": (
            dicom(NAME, element(0xFFFF0010, "LO", b"ab")),
            [Told(misplaced, AT + len(NAME), 0xFFFF0010, "(FFFF,0010)")],
            ["(0010,0010)", "(FFFF,0010)"],
        ),
    }


def encodings() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    implicit_meta = implicit(0x00020010, IMPLICIT_LITTLE.encode() + b"\0")
    implicit_length = implicit(0x00020000, struct.pack("<I", len(implicit_meta)))
    declared = element(0x00020010, "UI", EXPLICIT_LITTLE.encode() + b"\0")
    wrong_length = element(0x00020000, "UL", struct.pack("<I", 99))
    big = [element(0x00100010, "PN", b"Winter^Tim", little=False), element(0x00100020, "LO", b"P-4711", little=False)]
    no_preamble, no_meta = Told(FaultKind.NO_PREAMBLE, 0), FaultKind.NO_META
    length = FaultKind.META_GROUP_LENGTH
    implicit_item = item(implicit(0x00080050, b"A1"))
    two = READ_NAME_ID_SEX[:2]
    return {
        "one implicit element in an explicit data set": (
            dicom(NAME, implicit(0x00100020, b"P-4711"), SEX),
            [Told(FaultKind.IMPLICIT_IN_EXPLICIT, AT + len(NAME), 0x00100020, "(0010,0020)")],
            READ_NAME_ID_SEX,
        ),
        "implicit items in an explicit data set": (
            dicom(NAME, sequence(REQUEST, implicit_item), AFTER),
            [Told(FaultKind.IMPLICIT_IN_EXPLICIT, AT + len(NAME) + 20, 0x00080050, "(0040,0275)[0].(0008,0050)")],
            [*IN_REQUEST, "(0040,0280)"],
        ),
        "one explicit element in an implicit data set": (
            dicom(implicit(0x00100010, b"Winter^Tim"), ID, implicit(0x00100040, b"M "), syntax=IMPLICIT_LITTLE),
            [Told(FaultKind.EXPLICIT_IN_IMPLICIT, IMPLICIT_AT + 18, 0x00100020, "(0010,0020)")],
            READ_NAME_ID_SEX,
        ),
        "explicit data set declared implicit": (
            dicom(NAME, ID, syntax=IMPLICIT_LITTLE),
            [Told(FaultKind.SYNTAX_MISMATCH, IMPLICIT_AT)],
            two,
        ),
        "big endian data set declared little": (dicom(*big), [Told(FaultKind.SYNTAX_MISMATCH, AT)], two),
        "plain data set declared deflated": (
            dicom(NAME, ID, syntax=DEFLATED),
            [Told(FaultKind.SYNTAX_MISMATCH, DEFLATED_AT)],
            two,
        ),
        "no preamble": (meta(EXPLICIT_LITTLE) + NAME + ID, [no_preamble], two),
        "preamble without DICM": (bytes(128) + meta(EXPLICIT_LITTLE) + NAME + ID, [no_preamble], two),
        "DICM without a preamble": (b"DICM" + meta(EXPLICIT_LITTLE) + NAME + ID, [no_preamble], two),
        "no file meta": (part10(NAME + ID, meta=b""), [Told(no_meta, 132)], two),
        "bare data set": (NAME + ID, [no_preamble, Told(no_meta, 0)], two),
        "group length of the file meta is missing": (
            part10(NAME + ID, meta=declared),
            [Told(length, 132, 0x00020000, "(0002,0000)")],
            two,
        ),
        "group length of the file meta is wrong": (
            part10(NAME + ID, meta=wrong_length + declared),
            [Told(length, 132, 0x00020000, "(0002,0000)")],
            two,
        ),
        "implicit file meta": (
            part10(implicit(0x00100010, b"Winter^Tim"), meta=implicit_length + implicit_meta),
            [Told(FaultKind.META_ENCODING, 132)],
            two[:1],
        ),
    }


def lost_bytes() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(NAME + ID + SEX) + packer.flush()
    pixels = element(0x7FE00010, "OW", b"\1\2")
    return {
        "bytes that are no element": (
            dicom(NAME, b"\xff" * 10, ID, SEX),
            [Told(FaultKind.UNREADABLE, AT + len(NAME), None, "", 10)],
            READ_NAME_ID_SEX,
        ),
        "zeros after the last element": (
            dicom(NAME, ID, bytes(64)),
            [Told(FaultKind.TRAILING_BYTES, AT + len(NAME + ID), None, "", 64)],
            READ_NAME_ID_SEX[:2],
        ),
        "bytes after the pixel data": (
            dicom(NAME, pixels, b"junkjunkjunk"),
            [Told(FaultKind.TRAILING_BYTES, AT + len(NAME + pixels), None, "", 12)],
            ["(0010,0010)", "(7FE0,0010)"],
        ),
        "deflated data set without faults": (dicom(packed, syntax=DEFLATED), [], READ_NAME_ID_SEX),
        "deflated data set ends early": (
            dicom(packed[:-8], syntax=DEFLATED),
            [Told(FaultKind.DEFLATE, DEFLATED_AT)],
            READ_NAME_ID_SEX[:2],
        ),
        "data set declared deflated is nothing known": (
            dicom(b"\xff" * 40, syntax=DEFLATED),
            [Told(FaultKind.DEFLATE, DEFLATED_AT)],
            [],
        ),
    }


def fragments() -> dict[str, tuple[bytes, list[Told], list[str]]]:
    whole = dicom(NAME, encapsulated(b"\1\2", b"\3\4"))
    at, tag, path = AT + len(NAME), 0x7FE00010, "(7FE0,0010)"
    read = ["(0010,0010)", path]
    broken = element(tag, "OB", item(b"") + b"\x11" * 8, length=UNDEFINED)
    return {
        "fragments without faults": (whole, [], read),
        "delimiter after the fragments is missing": (whole[:-8], [Told(FaultKind.TRUNCATED, at, tag, path)], read),
        "last fragment ends early": (whole[:-9], [Told(FaultKind.TRUNCATED, at + 30, tag, path)], read),
        "no fragment where one must start": (
            dicom(NAME, broken),
            [Told(FaultKind.BAD_ITEM, at + 20, tag, path), Told(FaultKind.TRAILING_BYTES, at + 20, None, "", 8)],
            read,
        ),
    }


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_faults_say_what_is_wrong_and_where(name):
    content, faults, elements = CASES[name]
    header = scan(content)
    assert told(header) == faults
    assert paths(header) == elements


def test_every_kind_of_fault_is_made_here():
    limits = {kind for kind in FaultKind if kind.name.startswith("LIMIT_")}
    made = {fault.kind for _content, faults, _elements in CASES.values() for fault in faults}
    # Of excerpts see test_excerpt.
    assert made | limits | {FaultKind.NOT_DICOM, FaultKind.PIXELS_NOT_RECEIVED} == set(FaultKind)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty file"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "JPEG image"),
        (b"%PDF-1.7\n" + bytes(300), "PDF document"),
        (b"MSH|^~\\&|RIS|", "HL7 message"),
        (b"PK\x03\x04" + bytes(300), "ZIP archive"),
        (b"<!DOCTYPE html><html></html>", "HTML page"),
        (b"once upon a time\n" * 40, "text"),
        (bytes(range(256)) * 4, "unknown data"),
    ],
)
def test_what_is_not_dicom_is_named(content, kind):
    header = scan(content)
    assert [(fault.kind, fault.offset, fault.detail) for fault in header.faults] == [(FaultKind.NOT_DICOM, 0, kind)]
    assert not header.is_dicom
    assert header.elements == ()


@pytest.mark.parametrize(
    ("content", "limits", "faults", "elements"),
    [
        pytest.param(
            dicom(sequence(REQUEST, item(sequence(REQUEST, item(sequence(REQUEST, item(ACCESSION))))))),
            Limits(depth=2),
            [Told(FaultKind.LIMIT_DEPTH, AT + 52, None, "(0040,0275)[0].(0040,0275)[0].(0040,0275)[0]")],
            ["(0040,0275)", "(0040,0275)[0].(0040,0275)", "(0040,0275)[0].(0040,0275)[0].(0040,0275)"],
            id="depth",
        ),
        pytest.param(
            dicom(*[element(0x00100020, "LO", b"P1")] * 6),
            Limits(faults=2),
            [
                Told(FaultKind.DUPLICATE_TAG, AT + 10, 0x00100020, "(0010,0020)"),
                Told(FaultKind.DUPLICATE_TAG, AT + 20, 0x00100020, "(0010,0020)"),
                Told(FaultKind.LIMIT_FAULTS, AT + 30),
            ],
            ["(0010,0020)"] * 6,
            id="faults",
        ),
        pytest.param(
            dicom(sequence(REQUEST, *[item(ACCESSION)] * 9)),
            Limits(elements=5),
            [Told(FaultKind.LIMIT_ELEMENTS, AT + 12 + 3 * 18, None, "(0040,0275)[3]")],
            ["(0040,0275)", *[f"(0040,0275)[{number}].(0008,0050)" for number in range(3)]],
            id="elements",
        ),
        pytest.param(
            dicom(NAME, element(0x00420011, "OB", bytes(65_536))),
            Limits(seconds=-1),
            [Told(FaultKind.LIMIT_TIME, AT + len(NAME))],
            ["(0010,0010)"],
            id="time",
        ),
    ],
)
def test_limits_end_the_reading_and_are_named(content, limits, faults, elements):
    header = scan(content, limits=limits)
    assert told(header) == faults
    assert paths(header) == elements


def test_inflated_bytes_are_limited():
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(NAME + ID + SEX) + packer.flush()
    header = scan(dicom(packed, syntax=DEFLATED), limits=Limits(inflated=len(NAME + ID)))
    assert told(header) == [Told(FaultKind.LIMIT_INFLATED, DEFLATED_AT)]
    assert paths(header) == READ_NAME_ID_SEX[:2]


def test_values_beyond_the_limit_stay_on_disk_but_short_ones_are_held():
    texts = [element(tag, "LT", b"y" * 60_000) for tag in (0x00104000, 0x00184000, 0x00204000)]
    header = scan(dicom(*texts, AFTER), limits=Limits(values=100_000))
    assert [fault.kind for fault in header.faults] == [FaultKind.LIMIT_BYTES]
    assert [element.value for element in header.elements] == [b"y" * 60_000, b"y" * 60_000, None, b"xx"]
