"""Code extension: what escape sequences designate, and where that ends."""

import pytest

from validator.engine.text import TextFaultKind, character_set, decode

KANJI = ("", "ISO 2022 IR 87")
ROMAJI = ("ISO 2022 IR 13", "ISO 2022 IR 87")
HANGUL = ("", "ISO 2022 IR 149")
HANZI = ("", "ISO 2022 IR 58")
RUSSIAN = ("ISO 2022 IR 100", "ISO 2022 IR 144")


def read(raw: bytes, label: tuple[str, ...], vr: str = "PN") -> tuple[str, list[tuple[int, TextFaultKind, bytes]]]:
    text = decode(raw, character_set(label), vr)
    return text.text, [tuple(fault) for fault in text.faults]


@pytest.mark.parametrize(
    ("raw", "label", "text"),
    [
        # The examples of PS3.5 H.3, I.2, K.2
        (
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
            KANJI,
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
        ),
        (
            b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J",
            ROMAJI,
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎",
        ),
        (
            b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
            HANGUL,
            "Hong^Gildong=洪^吉洞=홍^길동",
        ),
        (b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=", HANZI, "Zhang^XiaoDong=张^小东="),
        (b"M\xfcller^\x1b-L\xb8\xd2\xd0\xdd\x1b-A", RUSSIAN, "Müller^Иван"),
        (b"\x1b$(D0Q\x1b(B", ("", "ISO 2022 IR 87", "ISO 2022 IR 159"), "仿"),
        (b"\x1b)I\xd4\xcf\xc0\xde", ("", "ISO 2022 IR 13"), "ﾔﾏﾀﾞ"),
        (b"\x1b-F\xc4\xe9", ("", "ISO 2022 IR 126"), "Δι"),
    ],
)
def test_texts_that_switch_sets(raw: bytes, label: tuple[str, ...], text: str):
    assert read(raw, label) == (text, [])


@pytest.mark.parametrize("delimiter", [b"^", b"=", b"\\", b"\r\n", b"\t", b"\x0c"])
def test_a_set_in_the_upper_half_ends_at_each_delimiter(delimiter: bytes):
    raw = b"\x1b$)C\xb1\xe8" + delimiter + b"\xb1\xe8"
    _, faults = read(raw, HANGUL)
    offset = 6 + len(delimiter)
    assert faults == [(offset + index, TextFaultKind.UNDECODABLE, raw[offset + index :][:1]) for index in (0, 1)]


def test_a_caret_delimits_names_only():
    assert read(b"\x1b$)C\xb1\xe8^\xb1\xe8", HANGUL, "LO") == ("김^김", [])
    assert read(b"\x1b$)C\xb1\xe8\\\xb1\xe8", HANGUL, "LT") == ("김\\김", [])


@pytest.mark.parametrize(
    ("raw", "label", "offset", "at"),
    [
        (b"\x1b$B;3", KANJI, 5, b""),
        (b"\x1b$B;3\r\nA", KANJI, 5, b"\r"),
        (b"\x1b$B;3ED\x1b(B^A", ROMAJI, 10, b"^"),
        (b"\x1b-L\xb8=A", RUSSIAN, 4, b"="),
        (b"\x1b$B;3^", KANJI, 5, b"^"),
    ],
)
def test_value_1_must_be_active_again(raw: bytes, label: tuple[str, ...], offset: int, at: bytes):
    text, faults = read(raw, label)
    assert faults == [(offset, TextFaultKind.NOT_RESET, at)]
    assert "‹" not in text


def test_a_text_that_is_not_switched_back_is_still_sound():
    assert decode(b"\x1b$B;3", character_set(KANJI), "PN").sound


@pytest.mark.parametrize(
    ("raw", "kind", "sequence"),
    [
        (b"A\x1b$)CB", TextFaultKind.ESCAPE_UNDECLARED, b"\x1b$)C"),
        (b"A\x1b$@B", TextFaultKind.ESCAPE_UNKNOWN, b"\x1b$@"),
        (b"A\x1b", TextFaultKind.ESCAPE_UNKNOWN, b"\x1b"),
        (b"A\x1b$", TextFaultKind.ESCAPE_UNKNOWN, b"\x1b"),
    ],
)
def test_escape_sequences_that_mean_nothing_here_are_shown(raw: bytes, kind: TextFaultKind, sequence: bytes):
    text, faults = read(raw, KANJI)
    assert faults == [(1, kind, sequence)]
    assert text == "A‹1B›" + raw[2:].decode()


@pytest.mark.parametrize(
    ("raw", "label", "fault"),
    [
        (b"\x1b$B;3E", KANJI, (5, TextFaultKind.TRUNCATED, b"E")),
        (b"\x1b$)C\xb1\xe8\xc8", HANGUL, (6, TextFaultKind.TRUNCATED, b"\xc8")),
        (b"\x1b$)C\xb1\xe8\xc8 ", HANGUL, (6, TextFaultKind.TRUNCATED, b"\xc8")),
        (b"\x1b$)C\xc8A", HANGUL, (4, TextFaultKind.UNDECODABLE, b"\xc8")),
        (b"\x1b$)C\x84", HANGUL, (4, TextFaultKind.CONTROL, b"\x84")),
        (b"\x1b$)C\xc9\xa1", HANGUL, (4, TextFaultKind.UNDECODABLE, b"\xc9\xa1")),
        (b"\x1b$B)!\x1b(B", KANJI, (3, TextFaultKind.UNDECODABLE, b")!")),
    ],
)
def test_halves_and_holes_of_two_byte_sets(raw: bytes, label: tuple[str, ...], fault: tuple[int, TextFaultKind, bytes]):
    _, faults = read(raw, label, "LO")
    assert faults[0] == fault


def test_a_space_stands_in_two_byte_sets_too():
    assert read(b"\x1b$B;3 ED\x1b(B", KANJI) == ("山 田", [])
