"""Every VR as a line of text."""

import struct

import pytest

from validator.engine.model import Element, Fragment, Item
from validator.engine.text import character_set, decode_value, shorten


def element(vr: str, value: bytes | None, *, length: int | None = None, **parts: object) -> Element:
    size = len(value or b"") if length is None else length
    return Element(0x00091001, vr, "", size, 0, 8, value, **parts)


@pytest.mark.parametrize(
    ("vr", "value", "shown"),
    [
        ("US", struct.pack("<3H", 1, 2, 65535), "1\\2\\65535"),
        ("SS", struct.pack("<h", -2000), "-2000"),
        ("UL", struct.pack("<I", 2**32 - 1), "4294967295"),
        ("SL", struct.pack("<i", -1), "-1"),
        ("UV", struct.pack("<Q", 2**64 - 1), "18446744073709551615"),
        ("SV", struct.pack("<q", -1), "-1"),
        ("FL", struct.pack("<2f", 0.1, 1.5), "0.1\\1.5"),
        ("FL", struct.pack("<f", 3.4028234663852886e38), "3.4028235e+38"),
        ("FD", struct.pack("<2d", 0.1, -2.0), "0.1\\-2.0"),
        ("FD", struct.pack("<d", float("nan")), "nan"),
        ("AT", b"\x18\0\x63\x10\x20\0\x0d\0", "(0018,1063)\\(0020,000D)"),
        ("US", b"\1\0\2", "1\\‹02›"),
        ("OB", bytes(16), "16 bytes"),
        ("UN", b"\1", "1 byte"),
        ("OW", b"", ""),
        ("US", b"", ""),
        ("LO", b"", ""),
        ("UI", b"1.2.840\0", "1.2.840"),
        ("CS", b"A\\B ", "A\\B"),
        ("LO", b"A\x07B\n", "A‹07›B‹0A›"),
        ("LT", b"A\r\nB\x07", "A\r\nB‹07›"),
        ("DA", "20É".encode("latin-1"), "20‹C9›"),
        ("", b"abc", "3 bytes"),
    ],
)
def test_values_of_each_vr(vr: str, value: bytes, shown: str):
    assert decode_value(element(vr, value), character_set(("ISO_IR 100",))) == shown


@pytest.mark.parametrize(
    ("known", "value", "shown"),
    [
        ("US or SS", b"\x30\xf8", "63536"),
        ("US or SS or OW", b"\1\0\2\0", "1\\2"),
        ("US or OW", bytes(512), "512 bytes"),
        ("OB or OW", b"\1\0", "2 bytes"),
    ],
)
def test_values_whose_vr_other_attributes_decide(known: str, value: bytes, shown: str):
    assert decode_value(Element(0x00280106, "", known, len(value), 0, 8, value)) == shown


def test_big_endian_numbers():
    assert decode_value(element("US", b"\0\1"), little=False) == "1"
    assert decode_value(element("AT", b"\0\x18\x10\x63"), little=False) == "(0018,1063)"


def test_what_is_not_held_in_memory_is_counted():
    assert decode_value(element("SQ", None, items=(Item(0, 0, ()), Item(8, 0, ())))) == "2 items"
    assert decode_value(element("OB", b"", fragments=(Fragment(0, 0),))) == "1 fragment"
    assert decode_value(element("OW", None, length=524288)) == "524,288 bytes"


def test_texts_are_read_under_their_label():
    raw = "Müller".encode()
    assert decode_value(element("PN", raw), character_set(("ISO_IR 192",))) == "Müller"
    assert decode_value(element("PN", raw)) == "M‹C3›‹BC›ller"


def test_long_values_are_cut_with_an_ellipsis():
    assert decode_value(element("UT", b"A" * 100_000)) == "A" * 255 + "…"
    assert decode_value(element("UT", "王".encode() * 300), character_set(("ISO_IR 192",)), limit=10) == "王" * 9 + "…"
    assert decode_value(element("US", bytes(2000))).endswith("…")
    assert decode_value(element("LO", b"A" * 256)) == "A" * 256
    assert shorten("abcdef", 4) == "abc…"
