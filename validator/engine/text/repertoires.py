"""The coded character sets of DICOM: their defined terms, escape sequences and tables (PS3.3 C.12.1.1.2).

A *code set* is what an escape sequence designates to one half of the code table: G0 (bytes 21H-7EH) or G1
(bytes A0H-FFH), one or two bytes a character. A *repertoire* is what a defined term of Specific Character Set
names: the code sets of both halves, or an encoding that has no halves (UTF-8, GB18030, GBK).
"""

import codecs
from functools import cache
from typing import NamedTuple

UNDEFINED = "\ufffe"
"""Marks a byte without character in the tables of ``codecs.charmap_decode``."""


class CodeSet(NamedTuple):
    """One registered set of graphic characters, as an escape sequence designates it (ISO/IEC 2022)."""

    name: str
    """Its number in the international register: ``ISO-IR 100``."""
    half: int
    """0 for G0, 1 for G1."""
    width: int
    """Bytes a character."""
    codec: str
    """Of the standard library, with the set at its place in the 8-bit code table."""
    escape: bytes
    """The escape sequence that designates it, ESC (1BH) included."""


class Repertoire(NamedTuple):
    """What one defined term stands for."""

    number: str
    """``"100"``, ``"192"``, ``"GB18030"``."""
    title: str
    """For people: ``Latin alphabet no. 1``."""
    sets: tuple[CodeSet, ...]
    """Its code sets, at most one a half; empty for an encoding without halves."""
    codec: str = ""
    """Of an encoding without halves."""

    @property
    def extends(self) -> bool:
        """Whether it may take part in code extension (PS3.3 Tables C.12-3 and C.12-4)."""
        return bool(self.sets)

    @property
    def multibyte(self) -> bool:
        return any(code_set.width > 1 for code_set in self.sets)


IR_6 = CodeSet("ISO-IR 6", 0, 1, "ascii", b"\x1b(B")
IR_14 = CodeSet("ISO-IR 14", 0, 1, "shift_jisx0213", b"\x1b(J")
IR_13 = CodeSet("ISO-IR 13", 1, 1, "shift_jisx0213", b"\x1b)I")
IR_87 = CodeSet("ISO-IR 87", 0, 2, "euc_jp", b"\x1b$B")
IR_159 = CodeSet("ISO-IR 159", 0, 2, "euc_jp", b"\x1b$(D")
IR_149 = CodeSet("ISO-IR 149", 1, 2, "euc_kr", b"\x1b$)C")
IR_58 = CodeSet("ISO-IR 58", 1, 2, "gb2312", b"\x1b$)A")


def _latin(number: str, title: str, codec: str, final: bytes) -> Repertoire:
    """A set of 96 characters in G1 beside ISO-IR 6 in G0; ``ESC - F`` designates it."""
    return Repertoire(number, title, (IR_6, CodeSet(f"ISO-IR {number}", 1, 1, codec, b"\x1b-" + final)))


REPERTOIRES = {
    repertoire.number: repertoire
    for repertoire in (
        Repertoire("6", "default repertoire (ASCII)", (IR_6,)),
        _latin("100", "Latin alphabet no. 1", "iso8859_1", b"A"),
        _latin("101", "Latin alphabet no. 2", "iso8859_2", b"B"),
        _latin("109", "Latin alphabet no. 3", "iso8859_3", b"C"),
        _latin("110", "Latin alphabet no. 4", "iso8859_4", b"D"),
        _latin("144", "Cyrillic", "iso8859_5", b"L"),
        _latin("127", "Arabic", "iso8859_6", b"G"),
        _latin("126", "Greek", "iso8859_7", b"F"),
        _latin("138", "Hebrew", "iso8859_8", b"H"),
        _latin("148", "Latin alphabet no. 5", "iso8859_9", b"M"),
        _latin("203", "Latin alphabet no. 9", "iso8859_15", b"b"),
        _latin("166", "Thai", "iso8859_11", b"T"),
        Repertoire("13", "Japanese katakana and romaji", (IR_14, IR_13)),
        Repertoire("87", "Japanese kanji", (IR_87,)),
        Repertoire("159", "Japanese supplementary kanji", (IR_159,)),
        Repertoire("149", "Korean", (IR_149,)),
        Repertoire("58", "simplified Chinese", (IR_58,)),
        Repertoire("192", "Unicode in UTF-8", (), "utf-8"),
        Repertoire("GB18030", "Chinese GB18030", (), "gb18030"),
        Repertoire("GBK", "Chinese GBK", (), "gbk"),
    )
}
ESCAPES = {code_set.escape: code_set for repertoire in REPERTOIRES.values() for code_set in repertoire.sets}
"""Every escape sequence that DICOM knows, with what it designates."""
SINGLE_TERMS = {
    **{f"ISO_IR {number}": number for number, found in REPERTOIRES.items() if number.isdigit() and not found.multibyte},
    "GB18030": "GB18030",
    "GBK": "GBK",
}
"""Terms that stand alone (PS3.3 Tables C.12-2 and C.12-5); ``ISO_IR 6`` is read but not among them."""
EXTENDED_TERMS = {f"ISO 2022 IR {number}": number for number, found in REPERTOIRES.items() if found.extends}
"""Terms that announce code extension (PS3.3 Tables C.12-3 and C.12-4)."""


@cache
def half_table(code_set: CodeSet | None) -> str:
    """The 128 characters of one half of the code table, in byte order, for a set of one byte a character.

    The lower half includes the control characters; of the upper half only A0H-FFH can hold characters.
    ``None`` is an upper half to which nothing is designated.
    """
    if code_set is None:
        return UNDEFINED * 128
    if code_set.half == 0:
        return "".join(bytes([byte]).decode(code_set.codec) for byte in range(128))
    return UNDEFINED * 32 + "".join(_character(bytes([byte]), code_set.codec) for byte in range(0xA0, 0x100))


def _character(raw: bytes, codec: str) -> str:
    text = raw.decode(codec, "replace")
    return text if len(text) == 1 and text != "\ufffd" else UNDEFINED


@cache
def code_table(lower: CodeSet, upper: CodeSet | None) -> str:
    """All 256 characters of two sets of one byte a character, for ``codecs.charmap_decode``."""
    return half_table(lower) + half_table(upper)


def decode_pair(pair: bytes, code_set: CodeSet) -> str | None:
    """The character of two bytes in a set of two bytes a character; ``None`` where the set has none there."""
    moved = bytes((pair[0] | 0x80, pair[1] | 0x80))
    if code_set is IR_159:
        moved = b"\x8f" + moved
    try:
        text, _ = codecs.lookup(code_set.codec).decode(moved, "strict")
    except UnicodeDecodeError:
        return None
    return text
