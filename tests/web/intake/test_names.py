"""Names of files are data: whatever they hold, they can be stored and shown, and are never paths."""

import pytest

from validator.intake import names


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("CT/slice 1.dcm", "CT/slice 1.dcm"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("a\0b", "a\\x00b"),
        ("two\nlines", "two\\x0alines"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("C:\\export\\IM1", "C:/export/IM1"),
        ("\udcffhalf", "\\xdcffhalf"),
        ("😀.dcm", "😀.dcm"),
    ],
)
def test_a_name_is_made_printable(sent: str, shown: str) -> None:
    assert names.printable(sent) == shown


def test_a_name_of_any_length_is_cut_at_4096_characters() -> None:
    assert names.printable("x" * 10_000) == "x" * 4095 + "…"


@pytest.mark.parametrize(
    ("name", "second"),
    [("a/b.dcm", "a/b (2).dcm"), ("IM1", "IM1 (2)"), ("a.b/.hidden", "a.b/.hidden (2)"), ("1.2.840", "1.2 (2).840")],
)
def test_another_file_of_the_same_name_gets_a_number(name: str, second: str) -> None:
    assert names.numbered(name, 2) == second


@pytest.mark.parametrize(
    ("raw", "is_utf8", "name"),
    [
        ("Ärzte.dcm".encode(), True, "Ärzte.dcm"),
        ("Ärzte.dcm".encode(), False, "Ärzte.dcm"),
        ("山田.dcm".encode("cp932"), False, "山田.dcm"),
        (b"\xff\xfe.dcm", False, "\xa0■.dcm"),
    ],
)
def test_names_in_archives_are_read_in_the_encoding_that_fits(raw: bytes, is_utf8: bool, name: str) -> None:
    assert names.from_zip(raw, is_utf8=is_utf8) == name
