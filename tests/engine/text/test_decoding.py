"""Bytes to text under a label, and values cut at their delimiters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.engine.text import (
    CharacterSet,
    TextFault,
    TextFaultKind,
    character_set,
    decode,
    same_text,
    split_name,
    split_values,
)

CODECS = {
    "ISO_IR 100": "iso8859_1",
    "ISO_IR 101": "iso8859_2",
    "ISO_IR 109": "iso8859_3",
    "ISO_IR 110": "iso8859_4",
    "ISO_IR 144": "iso8859_5",
    "ISO_IR 127": "iso8859_6",
    "ISO_IR 126": "iso8859_7",
    "ISO_IR 138": "iso8859_8",
    "ISO_IR 148": "iso8859_9",
    "ISO_IR 203": "iso8859_15",
    "ISO_IR 166": "iso8859_11",
    "ISO_IR 192": "utf-8",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
LABELS = [(), *((label,) for label in CODECS), ("ISO_IR 13",), ("", "ISO 2022 IR 87", "ISO 2022 IR 159")]
LABELS += [("ISO 2022 IR 13", "ISO 2022 IR 87"), ("", "ISO 2022 IR 149"), ("", "ISO 2022 IR 58"), ("ISO 2022 IR 149",)]


def charset(*values: str) -> CharacterSet:
    return character_set(values)


def faults(raw: bytes, *label: str, vr: str = "LO") -> list[tuple[int, TextFaultKind, bytes]]:
    return [tuple(fault) for fault in decode(raw, charset(*label), vr).faults]


@pytest.mark.parametrize("label", CODECS)
def test_each_set_reads_its_own_letters(label: str):
    codec = CODECS[label]
    wide = codec in {"utf-8", "gb18030", "gbk"}
    letters = "王东" if wide else bytes(range(0xA1, 0x100)).decode(codec, "ignore")
    assert decode(letters.encode(codec), charset(label), "LO") == (letters, ())


def test_jis_x_0201_has_katakana_yen_and_overline():
    raw = b"\xd4\xcf\xc0\xde \\ ~"
    assert decode(raw, charset("ISO_IR 13"), "LT").text == "ﾔﾏﾀﾞ ¥ ‾"
    assert decode(raw, charset("ISO_IR 13"), "LO").text == "ﾔﾏﾀﾞ \\ ‾"


def test_an_absent_label_is_ascii_and_never_latin_1():
    text = decode("Jérôme".encode("latin-1"), charset(), "PN")
    assert text.text == "J‹E9›r‹F4›me"
    assert text.faults == (
        TextFault(1, TextFaultKind.UNDECODABLE, b"\xe9"),
        TextFault(3, TextFaultKind.UNDECODABLE, b"\xf4"),
    )
    assert decode("Jérôme".encode("latin-1"), charset(""), "PN").sound is False


@pytest.mark.parametrize("vr", ["CS", "DA", "UI", "AE", "UR", "IS"])
def test_the_label_applies_to_text_vrs_only(vr: str):
    assert faults(b"\xe9", "ISO_IR 100", vr=vr) == [(0, TextFaultKind.UNDECODABLE, b"\xe9")]


@pytest.mark.parametrize(
    ("raw", "label", "shown", "found"),
    [
        (b"A\x84", "ISO_IR 100", "A‹84›", [(1, TextFaultKind.CONTROL, b"\x84")]),
        ("A\x84".encode(), "ISO_IR 192", "A‹84›", [(1, TextFaultKind.CONTROL, b"\xc2\x84")]),
        (b"\xe9A", "ISO_IR 192", "‹E9›A", [(0, TextFaultKind.UNDECODABLE, b"\xe9")]),
        (b"\xa1", "ISO_IR 127", "‹A1›", [(0, TextFaultKind.UNDECODABLE, b"\xa1")]),
        (b"Gr\xc3", "ISO_IR 192", "Gr‹C3›", [(2, TextFaultKind.TRUNCATED, b"\xc3")]),
        (b"Gr\xc3 ", "ISO_IR 192", "Gr‹C3› ", [(2, TextFaultKind.TRUNCATED, b"\xc3")]),
        (b"\xcd\xf5\xd0", "GB18030", "王‹D0›", [(2, TextFaultKind.TRUNCATED, b"\xd0")]),
        (b"\xff\xcd\xf5", "GBK", "‹FF›王", [(0, TextFaultKind.UNDECODABLE, b"\xff")]),
        (b"\x1b$B;3", "ISO_IR 100", "‹1B›$B;3", [(0, TextFaultKind.ESCAPE_UNANNOUNCED, b"\x1b")]),
        (b"\x1b$B;3", "ISO_IR 192", "‹1B›$B;3", [(0, TextFaultKind.ESCAPE_UNANNOUNCED, b"\x1b")]),
        (b"\x1b$B", "GB18030", "‹1B›$B", [(0, TextFaultKind.ESCAPE_UNANNOUNCED, b"\x1b")]),
    ],
)
def test_faults_name_place_and_bytes(raw: bytes, label: str, shown: str, found: list[tuple[int, TextFaultKind, bytes]]):
    assert decode(raw, charset(label), "LO").text == shown
    assert faults(raw, label) == found


def test_a_utf8_character_cut_in_three_bytes():
    kinds = [kind for _, kind, _ in faults("王".encode()[:2], "ISO_IR 192")]
    assert kinds == [TextFaultKind.TRUNCATED, TextFaultKind.TRUNCATED]


def test_at_most_64_faults_are_listed_and_all_are_shown():
    text = decode(b"\xe9" * 1000, charset(), "UT")
    assert len(text.faults) == 64
    assert text.text == "‹E9›" * 1000


def test_control_characters_below_80_are_left_to_the_vr():
    assert decode(b"A\r\nB\0", charset("ISO_IR 100"), "LT") == ("A\r\nB\0", ())


def test_what_cannot_be_read_equals_nothing():
    latin, utf8 = charset("ISO_IR 100"), charset("ISO_IR 192")
    unreadable = decode(b"\xe9", utf8, "LO")
    assert not same_text(unreadable, unreadable)
    assert not same_text(unreadable, decode("‹E9›".encode(), utf8, "LO"))
    assert decode(b"\xe9", utf8, "LO").text != decode(b"\xe8", utf8, "LO").text
    assert same_text(decode("é".encode(), utf8, "LO"), decode(b"\xe9", latin, "LO"))


@pytest.mark.parametrize(
    ("raw", "label", "vr", "values"),
    [
        (b"", ("ISO_IR 100",), "LO", []),
        (b"A\\B", ("ISO_IR 100",), "LO", [b"A", b"B"]),
        (b"A\\B", ("ISO_IR 100",), "LT", [b"A\\B"]),
        (b"A\\", ("ISO_IR 100",), "CS", [b"A", b""]),
        ("俓\\俓".encode("gb18030"), ("GB18030",), "LO", ["俓".encode("gb18030")] * 2),
        ("俓\\俓".encode("gbk"), ("GBK",), "SH", ["俓".encode("gbk")] * 2),
        (b"\x1b$B;\\\x1b(B\\B", ("", "ISO 2022 IR 87"), "LO", [b"\x1b$B;\\\x1b(B", b"B"]),
        (b"\xb1\\\xb2", ("ISO_IR 13",), "LO", [b"\xb1", b"\xb2"]),
    ],
)
def test_values_are_cut_at_backslashes_that_delimit(raw: bytes, label: tuple[str, ...], vr: str, values: list[bytes]):
    assert split_values(raw, charset(*label), vr) == values


@pytest.mark.parametrize(
    ("raw", "label", "groups"),
    [
        (b"A^B=C", ("ISO_IR 100",), [[b"A", b"B"], [b"C"]]),
        (b"", ("ISO_IR 100",), [[b""]]),
        ("俕^俕".encode("gb18030"), ("GB18030",), [["俕".encode("gb18030")] * 2]),
        (
            b"A=\x1b$B=^\x1b(B^\x1b$B^=\x1b(B",
            ("", "ISO 2022 IR 87"),
            [[b"A"], [b"\x1b$B=^\x1b(B", b"\x1b$B^=\x1b(B"]],
        ),
    ],
)
def test_names_are_cut_outside_characters_only(raw: bytes, label: tuple[str, ...], groups: list[list[bytes]]):
    assert split_name(raw, charset(*label)) == groups


@settings(deadline=None)
@given(st.binary(max_size=40), st.sampled_from(LABELS), st.sampled_from(["LO", "PN", "UT", "CS"]))
def test_no_bytes_make_decoding_raise_and_every_bad_byte_shows(raw: bytes, label: tuple[str, ...], vr: str):
    text = decode(raw, charset(*label), vr)
    text.text.encode("utf-8")  # no surrogates
    assert not any("\x80" <= character <= "\x9f" for character in text.text)
    for fault in text.faults:
        assert raw[fault.offset : fault.offset + len(fault.raw)] == fault.raw
    if any(byte > 0x7F for byte in raw) and not label:
        assert not text.sound


@settings(deadline=None)
@given(st.binary(max_size=40), st.sampled_from(LABELS), st.sampled_from(["LO", "PN", "CS"]))
def test_values_joined_again_are_the_bytes(raw: bytes, label: tuple[str, ...], vr: str):
    assert b"\\".join(split_values(raw, charset(*label), vr)) == raw
    assert b"=".join(b"^".join(group) for group in split_name(raw, charset(*label))) == raw


@settings(deadline=None)
@given(st.sampled_from(sorted(CODECS)), st.text(max_size=20))
def test_what_a_codec_wrote_is_read_again(label: str, text: str):
    raw = text.encode(CODECS[label], "ignore")
    written = raw.decode(CODECS[label])
    if not any(character == "\x1b" or "\x80" <= character <= "\x9f" for character in written):
        assert decode(raw, charset(label), "UT") == (written, ())
