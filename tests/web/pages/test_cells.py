"""What one cell of the matrix says."""

import pytest

from validator.services.report.cells import Cell, changed_cell, note_of, value_cell
from validator.services.report.difference import Piece


@pytest.mark.parametrize(
    ("kind", "words", "note"),
    [
        ("encoding.file-meta", {"detail": ""}, "written by another system"),
        ("value.truncated", {"detail": "cut at 16 characters"}, "cut at 16 characters"),
        ("uid.regenerated", {"detail": "one to one"}, "regenerated, one to one"),
        ("value.truncated", {"detail": "cut", "expected": "yes"}, "cut · expected"),
        ("value.truncated", {"detail": "cut", "since": "Modality"}, "cut · since Modality"),
        ("no.such-kind", {"detail": ""}, "no.such-kind"),
    ],
)
def test_the_note_says_what_was_done(kind: str, words: dict[str, str], note: str) -> None:
    assert note_of(kind, "(0002,0012)", **words) == note


def test_file_meta_that_follows_the_data_set_needs_no_note() -> None:
    assert note_of("encoding.file-meta", "(0002,0010)", detail="") == ""
    assert note_of("value.replaced", "(0002,0010)", detail="") == "another value"


def test_a_long_uid_is_shortened_whatever_the_kind() -> None:
    before, after = "1.2.840.113619.6.40.12156645", "1.2.276.0.7230010.3.0.3.6.7"
    cell = changed_cell("encoding.file-meta", "(0002,0012)", before, after, impact="cosmetic", note="")
    assert cell.pieces == (Piece("", "1.2.276.0.7230010.3.0.…"), Piece("strong", "7"))


def test_a_removed_value_is_struck_whole() -> None:
    cell = changed_cell("value.removed", "(0010,0020)", "77654", None, impact="breaks", note="removed")
    assert cell == Cell("changed", (Piece("del", "77654"),), "removed", "breaks")


def test_an_emptied_value_says_so() -> None:
    cell = changed_cell("value.emptied", "(0010,0020)", "77654", "", impact="breaks", note="emptied")
    assert cell == Cell("changed", (Piece("none", "empty"),), "emptied", "breaks")


def test_a_transfer_syntax_is_shown_by_its_name() -> None:
    path, implicit, explicit = "(0002,0010)", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
    cell = changed_cell("encoding.file-meta", path, implicit, explicit, impact="cosmetic", note="")
    assert cell.pieces == (Piece("", "Explicit VR Little Endian"),)
    assert value_cell(path, implicit).pieces == (Piece("", "Implicit VR Little Endian"),)


def test_what_is_not_there_is_absent_and_what_is_empty_is_empty() -> None:
    assert value_cell("(0010,0020)", None) == Cell("absent")
    assert value_cell("(0010,0020)", "") == Cell("value", (Piece("none", "empty"),))
