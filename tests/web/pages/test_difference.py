"""What a cell of the matrix marks inside a value."""

import pytest

from validator.services.report.difference import Piece, both_sides, difference, inline, uid_pieces, visible


def marked(before: str, after: str, kind: str = "value.replaced") -> list[tuple[str, str]]:
    return [tuple(piece) for piece in difference(before, after, kind=kind)]


def test_what_was_cut_off_is_struck() -> None:
    assert marked("RAD-2026-11-0000-123", "RAD-2026-11-0000") == [("", "RAD-2026-11-0000"), ("del", "-123")]


def test_what_was_put_in_front_is_inserted() -> None:
    assert marked("0077654", "GH-0077654") == [("ins", "GH-"), ("", "0077654")]


def test_a_short_word_is_replaced_whole() -> None:
    assert marked("ISO_IR 192", "ISO_IR 100") == [("", "ISO_IR "), ("del", "192"), ("ins", "100")]


def test_a_long_word_is_marked_only_where_it_differs() -> None:
    assert marked("Müller^Jan", "Mueller^Jan") == [("", "M"), ("del", "ü"), ("ins", "ue"), ("", "ller^Jan")]


def test_a_prefix_and_a_cut_are_both_marked() -> None:
    assert marked("000000000016387a", "HOSPA-0000000000", "value.prefixed-truncated") == [
        ("ins", "HOSPA-"), ("", "0000000000"), ("del", "16387a"),
    ]  # fmt: skip


def test_one_letter_in_common_by_chance_is_not_worth_marking() -> None:
    assert marked("2", "ACC20260001") == [("", "ACC20260001")]
    assert marked("2", "00000002", "value.zero-padded") == [("ins", "0000000"), ("", "2")]


def test_a_value_with_nothing_in_common_is_shown_plain() -> None:
    assert marked("CT", "MR") == [("", "MR")]


def test_misread_characters_are_marked_rather_than_edited() -> None:
    assert marked("Jérôme", "J?r?me", "charset.question-marks") == [
        ("", "J"), ("mark", "?"), ("", "r"), ("mark", "?"), ("", "me"),
    ]  # fmt: skip


def test_a_letter_keeps_its_accent_when_it_is_marked() -> None:
    assert marked("Renée^Maria", "Rene\u0301e^Maria") == [
        ("", "Ren"), ("del", "é"), ("ins", "e\u0301"), ("", "e^Maria"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("uid", "pieces"),
    [
        ("1.2.3.4471", (Piece("", "1.2.3."), Piece("strong", "4471"))),
        ("1.2.276.0.7230010.3.1.2.4471.8829", (Piece("", "1.2.276.0.7230010.…"), Piece("strong", "8829"))),
        (
            "2.25.999009961220697908287958010618454901",
            (Piece("", "2.25.9990099612…"), Piece("strong", "18454901")),
        ),
        ("not a uid", (Piece("", "not a uid"),)),
    ],
)
def test_a_uid_keeps_the_component_that_tells_it_apart(uid: str, pieces: tuple[Piece, ...]) -> None:
    assert uid_pieces(uid) == pieces


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x00b", "a␀b"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\udc84b", "a‹84›b"),
        ("<script>", "<script>"),
        ("日本", "日本"),
    ],
)
def test_what_would_not_show_or_would_act_is_made_visible(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


def test_a_control_character_is_told_from_text() -> None:
    assert marked("a\x1bbcdef", "a\x1bbcdefg") == [("", "a"), ("control", "␛"), ("", "bcdef"), ("ins", "g")]


def test_both_sides_show_what_only_they_have() -> None:
    left, right = both_sides("RAD-2026-000", "GH-RAD-2026", kind="value.prefixed-truncated")
    assert left == (Piece("", "RAD-2026"), Piece("del", "-000"))
    assert right == (Piece("ins", "GH-"), Piece("", "RAD-2026"))


def test_a_value_replaced_whole_is_marked_on_neither_side() -> None:
    assert both_sides("A", "B", kind="value.replaced") == ((Piece("", "A"),), (Piece("", "B"),))


def test_two_uids_are_told_apart_from_where_they_differ() -> None:
    left, right = both_sides("1.2.3.4", "1.2.9", kind="uid.regenerated")
    assert left == (Piece("", "1.2."), Piece("strong", "3.4"))
    assert right == (Piece("", "1.2."), Piece("strong", "9"))


def test_in_one_column_what_went_stands_before_what_came() -> None:
    assert inline("77654", "0077654", kind="value.zero-padded") == (Piece("ins", "00"), Piece("", "77654"))
    assert inline("A", "B", kind="value.replaced") == (Piece("del", "A"), Piece("ins", "B"))
    assert inline("Jé", "J‹E9›", kind="charset.reinterpreted") == (
        Piece("", "J"), Piece("del", "é"), Piece("mark", "‹E9›"),
    )  # fmt: skip


def test_an_equal_value_is_marked_nowhere() -> None:
    assert both_sides("same", "same", kind="reference.dangling") == ((Piece("", "same"),), (Piece("", "same"),))
    assert inline("", "", kind="") == ()
