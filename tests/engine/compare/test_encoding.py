"""Differences that leave the meaning alone: counted, never called a change."""

import struct
from collections.abc import Callable

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import encodings, kinds, trace


def test_explicit_to_implicit_is_one_entry_for_the_data_set() -> None:
    dataset = build.ct()
    before, after = build.file(dataset), build.file(build.ct(), syntax=build.IMPLICIT_LITTLE)
    assert kinds(before, after) == []
    count = len(dataset) - 1  # Pixel Data have an entry of their own
    assert encodings(before, after) == [("", "encoding.vr", count), ("(7FE0,0010)", "encoding.pixel-lossless", 1)]


def test_the_other_byte_order_is_one_entry_with_the_number_of_elements() -> None:
    before, after = build.file(build.ct()), build.file(build.ct(), syntax=build.EXPLICIT_BIG)
    assert kinds(before, after) == []
    # Samples per Pixel, Rows, Columns, three of bits and Pixel Representation.
    assert encodings(before, after) == [
        ("", "encoding.byte-order", 7),
        ("(7FE0,0010)", "encoding.pixel-lossless", 1),
    ]


def test_a_number_in_the_other_byte_order_is_compared_as_a_number() -> None:
    before, after = build.file(build.ct()), build.file(build.ct(BitsStored=10), syntax=build.EXPLICIT_BIG)
    assert kinds(before, after) == [("(0028,0101)", "pixel.description")]
    (change,) = (change for change in trace(before, after).changes if change.kind == "pixel.description")
    assert (change.before, change.after) == ("12", "10")


def test_what_is_written_as_unknown_is_not_turned_round() -> None:
    def data_set(vr: str, value: int | bytes) -> Dataset:
        dataset = build.ct()
        dataset.add_new(0x00190010, "LO", "GEMS_ACQU_01")
        dataset.add_new(0x00191002, vr, value)
        return dataset

    little, unknown = data_set("SL", 912), data_set("UN", struct.pack("<i", 912))
    big = build.file(unknown, syntax=build.EXPLICIT_BIG)
    assert kinds(build.file(little), big) == []
    assert ("(0019,1002)", "encoding.vr-unknown", 1) in encodings(build.file(little), big)
    assert kinds(build.file(unknown), big) == []
    assert kinds(big, build.file(data_set("SL", 913))) == [("(0019,1002)", "value.number")]


def test_deflated_is_the_same() -> None:
    before, after = build.file(build.ct()), build.file(build.ct(), syntax=build.DEFLATED)
    assert kinds(before, after) == []
    assert encodings(before, after) == [("(7FE0,0010)", "encoding.pixel-lossless", 1)]


def test_sequence_lengths_are_one_entry() -> None:
    item = build.element(0x00080100, "SH", b"A ")
    defined = build.sequence(0x00081032, build.item(item))
    undefined = build.sequence(0x00081032, build.item(item, length=build.UNDEFINED), length=build.UNDEFINED)
    head = build.element(0x00080018, "UI", b"1.2.3.4 ")
    meta = build.file(build.ct())[132:]
    meta = meta[: 12 + struct.unpack("<I", meta[8:12])[0]]
    before, after = (build.part10(head + sequence, meta=meta) for sequence in (defined, undefined))
    assert kinds(before, after) == []
    assert encodings(before, after) == [("", "encoding.sequence-length", 2)]


def test_group_lengths_and_trailing_padding() -> None:
    plain = build.file(build.ct())
    noisy = build.file(
        build.ct(), raw={0x00080000: ("UL", b"\x10\0\0\0"), 0xFFFCFFFC: ("OB", bytes(8)), 0x00290000: ("UL", bytes(4))}
    )
    expected = [
        ("(0008,0000)", "encoding.group-length", 1),
        ("(0029,0000)", "encoding.group-length", 1),
        ("(FFFC,FFFC)", "encoding.trailing-padding", 1),
    ]
    assert kinds(plain, noisy) == kinds(noisy, plain) == []
    assert encodings(plain, noisy) == encodings(noisy, plain) == expected


def test_numbers_written_otherwise() -> None:
    before = build.file(build.ct(), raw={0x00200032: ("DS", b"-125.000000\\.5\\1e2 "), 0x00200013: ("IS", b"+01 ")})
    after = build.file(build.ct(), raw={0x00200032: ("DS", b"-125\\0.50\\100 "), 0x00200013: ("IS", b"1 ")})
    assert kinds(before, after) == []
    assert encodings(before, after) == [
        ("(0020,0013)", "encoding.number-format", 1),
        ("(0020,0032)", "encoding.number-format", 1),
    ]


def test_a_vr_that_was_lost_and_found_again() -> None:
    raw = {0x00290010: ("LO", b"ACME 1.0"), 0x00291001: ("LO", b"text")}
    known = build.file(build.ct(), raw=raw)
    unknown = build.file(build.ct(), raw={**raw, 0x00291001: ("UN", b"text"), 0x00080080: ("UN", b"General ")})
    assert kinds(known, unknown) == [("(0008,0080)", "value.added")]
    assert encodings(known, unknown) == [("(0029,1001)", "encoding.vr-unknown", 1)]
    assert encodings(unknown, known) == [("(0029,1001)", "encoding.vr-unknown", 1)]


def test_a_private_vr_lost_on_an_implicit_hop_is_told_for_each_element() -> None:
    def data_set(*, explicit: bool) -> bytes:
        meta = build.with_group_length(
            build.element(
                0x00020010,
                "UI",
                (build.EXPLICIT_LITTLE if explicit else build.IMPLICIT_LITTLE).encode() + b"\0" * explicit,
            )
        )
        elements = [(0x00080018, "UI", b"1.2.3.4 "), (0x00290010, "LO", b"ACME 1.0"), (0x00291001, "LO", b"text")]
        body = b"".join(
            build.element(tag, vr, value) if explicit else build.implicit(tag, value) for tag, vr, value in elements
        )
        return build.part10(body, meta=meta)

    before, after = data_set(explicit=True), data_set(explicit=False)
    assert kinds(before, after) == []
    assert encodings(before, after) == [("", "encoding.vr", 2), ("(0029,1001)", "encoding.vr-unknown", 1)]


def test_a_private_sequence_that_became_opaque_bytes_holds_the_same() -> None:
    item = build.implicit(0xFFFEE000, build.implicit(0x00291001, b"text"))
    creator = {0x00290010: ("LO", b"ACME 1.0")}
    parsed = build.sequence(0x00291010, build.item(build.element(0x00291001, "LO", b"text")))
    opaque = build.element(0x00291010, "UN", item)
    meta = build.with_group_length(build.element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0"))
    head = build.element(0x00080018, "UI", b"1.2.3.4 ") + build.element(0x00290010, *creator[0x00290010])
    before, after = (build.part10(head + sequence, meta=meta) for sequence in (parsed, opaque))
    assert kinds(before, after) == []
    assert encodings(before, after) == [
        ("(0029,1010)", "encoding.vr-unknown", 1),
        ("(0029,1010)[0].(0029,1001)", "encoding.vr-unknown", 1),
    ]


def test_signed_and_unsigned_of_the_same_number() -> None:
    def padded(vr: str, value: int, tag: int = 0x00280120) -> bytes:
        return build.file(build.ct(), raw={tag: (vr, struct.pack("<H", value))})

    assert encodings(padded("US", 0xF830), padded("SS", 0xF830)) == [("(0028,0120)", "encoding.vr", 1)]
    assert encodings(padded("US", 17, 0x00280009), padded("SS", 17, 0x00280009)) == [("(0028,0009)", "encoding.vr", 1)]
    assert kinds(padded("US", 0xF830, 0x00280102), padded("SS", 0xF830, 0x00280102)) == [
        ("(0028,0102)", "pixel.description")
    ]


def test_bytes_made_even_are_the_same() -> None:
    before = build.file(build.ct(), raw={0x00282000: ("OB", b"abc")})
    after = build.file(build.ct(), raw={0x00282000: ("OB", b"abc\0")})
    assert kinds(before, after) == []
    assert encodings(before, after) == [("(0028,2000)", "encoding.padding", 1)]


def test_file_meta_is_told_element_by_element() -> None:
    before = build.file(build.ct())
    after = build.file(build.ct(), ImplementationVersionName="ROUTER_2", SourceApplicationEntityTitle="ROUTER")
    traced = trace(before, after)
    assert [(change.path, change.kind, change.before, change.after) for change in traced.changes] == [
        ("(0002,0000)", "encoding.group-length", "168", "180"),
        ("(0002,0013)", "encoding.file-meta", "BUILDER_1", "ROUTER_2"),
        ("(0002,0016)", "encoding.file-meta", None, "ROUTER"),
    ]


def test_file_meta_that_follows_the_instance_says_so() -> None:
    before = build.file(build.ct())
    after = build.file(build.ct(SOPInstanceUID="2.25.4711"), syntax=build.IMPLICIT_LITTLE)
    told = {change.path: change.detail for change in trace(before, after).changes if change.path[:5] == "(0002"}
    assert told == {
        "(0002,0000)": "",
        "(0002,0003)": "follows the SOP Instance UID",
        "(0002,0010)": "other transfer syntax",
    }


def test_items_keep_their_meaning_in_implicit_vr() -> None:
    dataset = build.ct(ProcedureCodeSequence=Sequence([build.code("A", "99", "a")]))
    before, after = build.file(dataset), build.file(dataset, syntax=build.IMPLICIT_LITTLE)
    assert kinds(before, after) == []


@pytest.mark.parametrize("undefined", [False, True])
def test_a_large_sequence_on_disk_as_opaque_bytes_holds_the_same(undefined: bool) -> None:
    length = build.UNDEFINED if undefined else None
    text = b"ab" * 40_000
    parts = [b"ab" * 20_000, b"cd" * 20_000]

    def items(write: Callable[[int, str, bytes], bytes]) -> list[bytes]:
        inner = build.item(write(0x00291003, "LT", b"note"), length=length)
        sequence = write(0x00291002, "SQ", inner)
        return [build.item(write(0x00291001, "LT", part), sequence, length=length) for part in parts]

    def explicit(tag: int, vr: str, value: bytes) -> bytes:
        return build.sequence(tag, value, length=length) if vr == "SQ" else build.element(tag, vr, value)

    def implicit(tag: int, vr: str, value: bytes) -> bytes:
        end = build.implicit(0xFFFEE0DD, b"") if vr == "SQ" and undefined else b""
        return build.implicit(tag, value, length=length if vr == "SQ" else None) + end

    meta = build.with_group_length(build.element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0"))
    head = build.element(0x00080018, "UI", b"1.2.3.4 ") + build.element(0x00290010, "LO", b"ACME 1.0")
    parsed = build.part10(head + build.sequence(0x00291010, *items(explicit), length=length), meta=meta)
    opaque = build.part10(head + build.element(0x00291010, "UN", b"".join(items(implicit))), meta=meta)
    other = build.part10(
        head + build.element(0x00291010, "UN", build.item(build.implicit(0x00291001, text))), meta=meta
    )
    assert kinds(parsed, opaque) == kinds(opaque, parsed) == []
    assert encodings(parsed, opaque) == [("(0029,1010)", "encoding.vr-unknown", 1)]
    assert kinds(parsed, other) == [("(0029,1010)", "value.replaced")]


def test_group_lengths_and_padding_inside_a_large_opaque_sequence_are_no_content() -> None:
    meta = build.with_group_length(build.element(0x00020010, "UI", b"1.2.840.10008.1.2.1\0"))
    head = build.element(0x00080018, "UI", b"1.2.3.4 ") + build.element(0x00290010, "LO", b"ACME 1.0")
    text = b"ab" * 40_000
    padded = build.item(
        build.element(0x00290000, "UL", b"\0\1\0\0"),
        build.element(0x00291001, "UT", text),
        build.element(0xFFFCFFFC, "OB", bytes(8)),
    )
    parsed = build.part10(head + build.sequence(0x00291010, padded), meta=meta)
    opaque = build.part10(
        head + build.element(0x00291010, "UN", build.item(build.implicit(0x00291001, text))), meta=meta
    )
    assert kinds(parsed, opaque) == kinds(opaque, parsed) == []
    assert encodings(parsed, opaque) == [("(0029,1010)", "encoding.vr-unknown", 1)]


def test_binary_numbers_that_are_the_same_are_only_written_otherwise() -> None:
    def with_number(vr: str, value: bytes) -> bytes:
        return build.file(build.ct(), raw={0x00189073: (vr, value)})

    zero, minus_zero = struct.pack("<d", 0.0), struct.pack("<d", -0.0)
    assert kinds(with_number("FD", minus_zero), with_number("FD", zero)) == []
    assert encodings(with_number("FD", minus_zero), with_number("FD", zero)) == [
        ("(0018,9073)", "encoding.number-format", 1)
    ]
    quiet, other = b"\0\0\0\0\0\0\xf8\x7f", b"\1\0\0\0\0\0\xf8\x7f"
    assert kinds(with_number("FD", quiet), with_number("FD", other)) == []
    assert kinds(with_number("FD", quiet), with_number("FD", zero)) == [("(0018,9073)", "value.number")]
