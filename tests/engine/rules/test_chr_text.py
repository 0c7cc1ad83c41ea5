"""CHR010 to CHR018."""

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags

DESCRIPTION = "(0008,1030)"
PHYSICIAN = "(0008,0090)"
LATIN = b"ISO_IR 100"
UTF8 = b"ISO_IR 192"
KANJI = b"\\ISO 2022 IR 87 "
YAMADA = b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"


def described(text: bytes, label: bytes | None) -> bytes:
    """A file with this Study Description (LO) under this label."""
    return _file(0x00081030, "LO", text, label)


def referred(name: bytes, label: bytes | None) -> bytes:
    """A file with this Referring Physician's Name (PN) under this label."""
    return _file(0x00080090, "PN", name, label)


def _file(tag: int, vr: str, text: bytes, label: bytes | None) -> bytes:
    raw = {tag: (vr, text + b" " * (len(text) % 2))}
    if label is None:
        return build.file(build.ct(SpecificCharacterSet=None), raw=raw)
    return build.file(build.ct(), raw={0x00080005: ("CS", label), **raw})


def test_bytes_beyond_ascii_without_a_label():
    source = described("Schädel".encode("latin-1"), None)
    (finding,) = flags(source, ("CHR010", DESCRIPTION))
    assert "holds the byte E4 (byte 4 of the value)" in finding.message
    assert "The bytes look like ISO_IR 100." in finding.message
    assert finding.offset is not None
    assert source[finding.offset] == 0xE4
    flags(described("Schädel".encode("latin-1"), b""), ("CHR010", DESCRIPTION))
    allows("CHR010", described(b"Schaedel", None))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Schädel".encode("latin-1"), LATIN),
        ("Schädel".encode(), UTF8),
        ("Череп".encode("iso8859_5"), b"ISO_IR 144"),
        ("头部".encode("gb18030"), b"GB18030 "),
        ("頭部".encode("iso2022_jp"), KANJI),
        ("ﾔﾏﾀﾞ".encode("shift_jis"), b"ISO_IR 13 "),
        ("กขค".encode("iso8859_11"), b"ISO_IR 166"),
        ("œuf".encode("iso8859_15"), b"ISO_IR 203"),
    ],
)
def test_texts_that_fit_their_label(text: bytes, label: bytes):
    source = described(text, label)
    allows("CHR011", source)
    allows("CHR013", source)
    allows("CHR016", source)


@pytest.mark.parametrize(
    ("text", "label", "byte"),
    [
        ("Schädel".encode("latin-1"), UTF8, "E4"),
        (b"\xff", b"GB18030 ", "FF"),
        (b"\xa1", b"ISO_IR 127", "A1"),
        (b"\xe4", KANJI, "E4"),
        (b"\xe4", b"ISO_IR 6", "E4"),
    ],
)
def test_bytes_that_are_no_characters_of_the_set(text: bytes, label: bytes, byte: str):
    also = [("CHR006", "(0008,0005)")] if label == b"ISO_IR 6" else []
    source = described(text, label)
    finding = flags(source, ("CHR011", DESCRIPTION), *also)[-1]
    assert f"the byte {byte} " in finding.message
    assert source[finding.offset : finding.offset + 1].hex().upper() == byte


def test_several_bytes_are_one_finding():
    (finding,) = flags(described("äöü".encode("latin-1"), UTF8), ("CHR011", DESCRIPTION))
    assert "(byte 1 of the value and 2 more)" in finding.message
    (finding,) = flags(_file(0x0040A160, "UT", b"\xe9" * 500, UTF8), ("CHR011", "(0040,A160)"))
    assert "(byte 1 of the value and at least 63 more)" in finding.message


def test_the_label_of_the_item_holds_inside_it():
    step = Dataset()
    step.RequestedProcedureDescription = "Schädel"
    allows("CHR011", build.ct(RequestAttributesSequence=[step]))
    step.SpecificCharacterSet = "ISO_IR 192"
    allows("CHR011", build.ct(RequestAttributesSequence=[step]), ("CHR031", "(0040,0275)[0].(0008,0005)"))


def test_windows_punctuation_under_latin_1():
    (finding,) = flags(described("„Müller“".encode("cp1252"), LATIN), ("CHR012", DESCRIPTION))
    assert "holds 84 (byte 1 of the value and 1 more)" in finding.message
    assert "The bytes look like windows-1252." in finding.message
    allows("CHR012", described('"Müller"'.encode("latin-1"), LATIN))


def test_a_control_character_in_utf8():
    (finding,) = flags(described("Schädel\x84".encode(), UTF8), ("CHR012", DESCRIPTION))
    assert "holds C2 84 " in finding.message


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Größe".encode()[:3], UTF8),
        ("头部".encode("gb18030")[:3], b"GB18030 "),
        (b"\x1b$)C\xb1\xe8\xc8", b"\\ISO 2022 IR 149"),
    ],
)
def test_a_text_cut_inside_a_character(text: bytes, label: bytes):
    flags(described(text, label), ("CHR013", DESCRIPTION))


def test_escape_sequences_that_the_label_does_not_announce():
    (finding,) = flags(referred(YAMADA, LATIN), ("CHR014", PHYSICIAN))
    assert "The bytes look like \\ISO 2022 IR 87." in finding.message
    flags(referred(YAMADA, UTF8), ("CHR014", PHYSICIAN))
    flags(referred(YAMADA, None), ("CHR014", PHYSICIAN))
    allows("CHR014", referred(YAMADA, KANJI))


def test_an_escape_sequence_of_a_set_that_is_not_declared():
    supplementary = b"\x1b$(D0Q\x1b(B"
    flags(described(supplementary, KANJI), ("CHR015", DESCRIPTION))
    allows("CHR015", described(supplementary, b"\\ISO 2022 IR 87\\ISO 2022 IR 159 "))


@pytest.mark.parametrize("text", [b"\x1b$@;3ED\x1b(B", b"Yamada\x1b$"])
def test_an_escape_sequence_that_nobody_knows(text: bytes):
    flags(described(text, KANJI), ("CHR016", DESCRIPTION))


@pytest.mark.parametrize(
    ("name", "label", "position"),
    [
        (b"Yamada=\x1b$B;3ED\x1b(B^\x1b$BB@O:", KANJI, 27),
        (b"\xd4\xcf\xc0\xde=\x1b$B;3ED\x1b(B^A", b"ISO 2022 IR 13\\ISO 2022 IR 87 ", 16),
        (b"M\xfcller\x1b-L\xb8^A", b"ISO 2022 IR 100\\ISO 2022 IR 144 ", 11),
    ],
)
def test_a_set_that_is_not_switched_back(name: bytes, label: bytes, position: int):
    (finding,) = flags(referred(name, label), ("CHR017", PHYSICIAN))
    assert f"(byte {position} of the value)" in finding.message


def test_sets_that_are_switched_back():
    allows("CHR017", referred(YAMADA, KANJI))
    allows("CHR017", referred(b"Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce", b"\\ISO 2022 IR 149"))
    allows("CHR017", referred(b"M\xfcller\x1b-L\xb8\x1b-A^A", b"ISO 2022 IR 100\\ISO 2022 IR 144 "))


def test_vrs_that_the_label_does_not_apply_to():
    source = build.file(build.ct(), raw={0x00185101: ("CS", "SCHÄDEL ".encode("latin-1"))})
    (finding,) = flags(source, ("CHR018", "(0018,5101)"))
    assert "holds the byte C4 (byte 4 of the value): in values of CS everything is ASCII" in finding.message
    allows("CHR018", build.file(build.ct(), raw={0x00185101: ("CS", b"AP")}))


def test_texts_of_the_file_meta_information():
    named = build.file(build.ct(), ImplementationVersionName="Müller")
    (finding,) = flags(named, ("CHR018", "(0002,0013)"))
    assert "in the File Meta Information everything is ASCII" in finding.message
    allows("CHR010", build.file(build.ct(SpecificCharacterSet=None), ImplementationVersionName="MUELLER"))
