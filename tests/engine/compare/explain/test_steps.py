"""Each step of a rule: what it makes of values, what it leaves alone, and what is said of it."""

import pytest

from validator.engine.compare.explain.characters import Case, Letters, Spaces, Strip, Substitute, Transliterate
from validator.engine.compare.explain.ends import Pad, Prefix, RemovePrefix, RemoveSuffix, StripZeros, Suffix
from validator.engine.compare.explain.moves import Add, Round, Rounding, ShiftDays, ShiftMinutes
from validator.engine.compare.explain.parts import LAST, Component, First, FirstBytes
from validator.engine.compare.explain.replacements import Constant, Remove, Table, UnderRoot
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.steps import Step


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (Case(Letters.UPPER), "Doe^John", "DOE^JOHN"),
        (Case(Letters.LOWER), "Doe^John", "doe^john"),
        (Case(Letters.TITLE), "VAN DER BERG^ZOË", "Van Der Berg^Zoë"),
        (Strip(Spaces.BOTH), "  Doe ", "Doe"),
        (Strip(Spaces.LEADING), "  Doe ", "Doe "),
        (Strip(Spaces.INNER), "CT   Thorax", "CT Thorax"),
        (Strip(Spaces.DELIMITERS), "Doe ^ John=X", "Doe^John=X"),
        (StripZeros(), "000120", "120"),
        (StripZeros(), "000", "0"),
        (First(4), "Doe^John", "Doe^"),
        (First(4), "Doe", "Doe"),
        (FirstBytes(4, "utf-8", whole=True), "Doeé", "Doe"),
        (FirstBytes(4, "utf-8", whole=False), "Doeé", "Doe‹C3›"),
        (FirstBytes(4, "gb18030", whole=True), "张三丰", "张三"),
        (Pad(6, "0"), "12", "000012"),
        (Pad(6, "0"), "1234567", "1234567"),
        (Pad(4, "x", left=False), "12", "12xx"),
        (Prefix("GH-"), "12", "GH-12"),
        (Suffix("-R"), "12", "12-R"),
        (RemovePrefix("GH-"), "GH-12", "12"),
        (RemovePrefix("GH-"), "12", "12"),
        (RemoveSuffix("-R"), "12-R", "12"),
        (Substitute("-"), "1-2-3", "123"),
        (Substitute("^", " "), "Doe^John", "Doe John"),
        (Substitute("non-alphanumeric"), "1-2/3 4", "1234"),
        (Substitute("non-ASCII", "?"), "Zoë", "Zo?"),
        (Transliterate(), "Zoë Ångström", "Zoe Angstrom"),
        (Component("^", 2), "Doe^John", "John"),
        (Component("^", 2), "Doe", ""),
        (Component("^", LAST), "Doe", "Doe"),
        (Component("\\", 2), "A\\B\\C", "B"),
        (First(2), "ABC\\DEF", "AB\\DE"),
        (ShiftDays(-37), "20240301", "20240124"),
        (ShiftDays(1), "2024.02.29", "2024.03.01"),
        (ShiftDays(1), "20240229101500.5+0100", "20240301101500.5+0100"),
        (ShiftDays(1), "20241301", "20241301"),
        (ShiftDays(1), "99991231", "99991231"),
        (ShiftMinutes(-60), "0030", "2330"),
        (ShiftMinutes(90), "101500.25", "114500.25"),
        (ShiftMinutes(60), "10:15:00", "11:15:00"),
        (ShiftMinutes(-60), "202403010030", "202402292330"),
        (ShiftMinutes(-60), "2024022910", "2024022910"),
        (ShiftMinutes(-60), "20240229", "20240229"),
        (Round(2), "0.125", "0.13"),
        (Round(2, Rounding.HALF_EVEN), "0.125", "0.12"),
        (Round(1, Rounding.DOWN), "-0.19\\7", "-0.1\\7"),
        (Round(3, significant=True), "123456.7", "123000"),
        (Round(2), "no number", "no number"),
        (Add(1000), "7", "1007"),
        (Add(-1), "1", "0"),
        (Add(1), "1e999999999", "1e999999999"),
        (Round(2), "1e-29", "0.00"),
        (Constant("ANON"), "Doe", "ANON"),
        (Constant("ANON"), None, "ANON"),
        (Remove(), "Doe", None),
        (Table.of([("DX", "CR")]), "DX", "CR"),
        (Table.of([("DX", "CR")]), "CT", "CT"),
        (Table.of([(None, "CHEST")]), None, "CHEST"),
        (Table.of([("A\\B", "A")]), "A\\B", "A"),
        (Prefix("GH-"), "", ""),
        (Prefix("GH-"), None, None),
    ],
)  # fmt: skip
def test_what_a_step_makes_of_a_value(step: Step, before: str | None, after: str | None) -> None:
    assert step.apply(before, several=True) == after


def test_a_backslash_delimits_nothing_in_a_free_text() -> None:
    assert Rule((First(4),), "LT").apply("a\\bcd") == "a\\bc"
    assert Rule((First(4),), "LO").apply("abcde\\bcdef") == "abcd\\bcde"


def test_a_rule_makes_what_would_be_read_from_a_file() -> None:
    assert Rule((First(4),), "PN").apply("Doe^John") == "Doe"
    assert Rule((First(4),), "LO").apply("Doe John") == "Doe"
    assert Rule((Component("\\", 3),), "CS").apply("A\\B") == ""


def test_numbers_and_times_are_held_against_each_other_by_what_they_say() -> None:
    assert Rule((Round(2),), "DS").reproduces("0.501", "0.5")
    assert Rule((First(4),), "TM").reproduces("101500", "10:15")
    assert not Rule((Round(2),), "LO").reproduces("0.501", "0.5")


def test_new_uids_are_held_against_their_root_only() -> None:
    rule = Rule((UnderRoot("2.25"),), "UI")
    assert rule.reproduces("1.2.3", "2.25.77")
    assert not rule.reproduces("1.2.3", "2.255.7")
    assert not rule.reproduces("1.2.3", None)


@pytest.mark.parametrize(
    ("rule", "text", "practice"),
    [
        (Rule((First(16),), "SH"), "first 16 characters", "cuts Accession Number after 16 characters"),
        (Rule((Pad(8, "0"),), "SH"), "padded with zeros to 8 characters", "zero-pads Accession Number to 8 characters"),
        (
            Rule((Prefix("GH-"), First(16)), "SH"),
            "prefix “GH-”, then first 16 characters",
            "puts “GH-” in front of Accession Number, then cuts it after 16 characters",
        ),
        (Rule((), "SH", "(0020,0010)"), "copy of Study ID", "copies Study ID to Accession Number"),
        (
            Rule((Prefix("E"),), "SH", "(0020,0010)"),
            "Study ID: prefix “E”",
            "copies Study ID to Accession Number, then puts “E” in front of it",
        ),
        (Rule((Substitute("^", " "),), "SH"), "every “^” replaced by a space",
         "replaces every “^” in Accession Number by a space"),
        (Rule((Table.of([("DX", "CR")]),), "SH"), "“DX” becomes “CR”", "replaces “DX” by “CR” in Accession Number"),
        (Rule((Constant(""),), "SH"), "emptied", "empties Accession Number"),
        (Rule((ShiftDays(1),), "SH"), "moved by +1 day", "moves Accession Number by +1 day"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_rule(rule: Rule, text: str, practice: str) -> None:
    assert (rule.text, rule.practice("(0008,0050)")) == (text, practice)


def test_an_attribute_in_items_is_named_with_its_sequence() -> None:
    assert Rule((First(1),), "SH").practice("(0040,0275)[*].(0008,0050)") == (
        "cuts Accession Number in Request Attributes Sequence after 1 character"
    )
