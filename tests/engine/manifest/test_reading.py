"""Lists as real archives write them, and as nobody should."""

import codecs
import tracemalloc
from pathlib import Path

import pytest

from validator.engine.manifest import ManifestError, look_at, preview
from validator.engine.manifest.reading import NO_HEAD, NO_LINES

LIST = "Study UID;Patient's Name\n1.2.3;Müller^Jörg\n"


def write(folder: Path, content: bytes) -> Path:
    path = folder / "index.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "name", "guessed"),
    [
        (LIST.encode(), "UTF-8", ""),
        (codecs.BOM_UTF8 + LIST.encode(), "UTF-8", ""),
        (LIST.encode("utf-16"), "UTF-16", ""),
        (codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"), "UTF-16", ""),
        (LIST.encode("utf-16-le"), "UTF-16", "It has no byte order mark; its zero bytes say UTF-16."),
        (LIST.encode("utf-32"), "UTF-32", ""),
        (LIST.encode("cp1252"), "Windows-1252", "It is not UTF-8 (line 2), so it was read as Windows-1252."),
        (
            LIST.encode("cp1252") + b"1.2.4;\x81\n",
            "Latin-1 (ISO 8859-1)",
            "It is not UTF-8 (line 2), so it was read as Latin-1 (ISO 8859-1).",
        ),
    ],
)
def test_the_encoding_is_found_and_a_guess_is_said(tmp_path: Path, content: bytes, name: str, guessed: str) -> None:
    found = preview(write(tmp_path, content), most=1)
    assert (found.listing.writing.name, found.listing.writing.guessed) == (name, guessed)
    assert found.lines[0].cells == ["1.2.3", "Müller^Jörg"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    content = f'"StudyInstanceUID"{separator}"Study Description"\r\n1.2.3{separator}"a, b; c| ""d""\te"\r\n'
    found = preview(write(tmp_path, content.encode()), most=1)
    assert found.listing.writing.separator == separator
    assert found.lines[0].cells == ["1.2.3", 'a, b; c| "d"\te']


def test_the_head_line_is_found_below_titles_and_above_data(tmp_path: Path) -> None:
    path = write(tmp_path, b"sep=;\nExport of 2026-11-20\n\nPatient ID;Study UID\n7;1.2.3\n\n8;1.2.4\n")
    found = preview(path, most=9)
    assert found.listing.head == 4
    assert [(line.number, line.cells) for line in found.lines] == [(5, ["7", "1.2.3"]), (7, ["8", "1.2.4"])]


def test_a_list_without_a_head_is_read_by_places(tmp_path: Path) -> None:
    path = write(tmp_path, b"7,1.2.3\n8,1.2.4\n")
    found = preview(path, {"StudyInstanceUID": "#2", "PatientID": "#1"}, most=9)
    assert found.listing.head == 0
    assert [line.number for line in found.lines] == [1, 2]
    assert found.listing.columns.places == {"PatientID": 0, "StudyInstanceUID": 1}


def test_one_column_is_a_list(tmp_path: Path) -> None:
    assert preview(write(tmp_path, b"SOPInstanceUID\n1.2.3\n"), most=1).lines[0].cells == ["1.2.3"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The list is empty: export it again, with a head line that names its columns."),
        (b"\n \r\n" * 5000, "The list is empty: export it again, with a head line that names its columns."),
        (b"Name,Weather\nx,y\n", NO_HEAD),
        (b"7,1.2.3\n", NO_HEAD),
        (b"\0" * 100 + b"x", NO_HEAD),
        (b"Study UID\n", NO_LINES),
        (b"PK\x03\x04" + bytes(range(256)) * 40, None),
        (b"Study UID," + b"x," * 5000 + b"\n1.2.3\n", "Line 1 has more than 4,096 columns: this is no list."),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, told: str | None) -> None:
    with pytest.raises(ManifestError) as refused:
        preview(write(tmp_path, content), most=1)
    assert told is None or str(refused.value) == told


def test_a_line_without_end_is_refused_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    with path.open("wb") as file:
        file.write(b"Study UID\n1.2.3\n")
        for _ in range(100):
            file.write(b"1" * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises(ManifestError) as refused:
        look_at(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(refused.value) == (
        "Line 3 is longer than 1,048,576 characters: this is no list with a line for each study, series or instance. "
        "Export it again."
    )
    assert peak < 32 * 1024 * 1024


@pytest.mark.parametrize("filler", ["x\n", '""\n', '"" "'])
def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path, filler: str) -> None:
    path = write(tmp_path, ('Study UID,Note\n1.2.3,a\n1.2.4,"b ' + filler * 100_000).encode())
    with pytest.raises(ManifestError, match=r"^Line 3: a cell is longer than 131,072 characters\. A quotation mark"):
        preview(path, most=9)


def test_utf16_cut_in_a_character_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, codecs.BOM_UTF16_LE + "Study UID\n1.2.3\n".encode("utf-16-le") + b"1")
    with pytest.raises(ManifestError, match=r"^Line \d cannot be read in the encoding of the list"):
        preview(path, most=9)
