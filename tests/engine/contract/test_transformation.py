"""The rules of expectations: what they make of a value, and what is not known of a shortened one."""

import pytest

from validator.engine.contract.transformation import mapped, transformation_of
from validator.engine.text.display import shorten

LONG = "".join(chr(ord("a") + number % 26) for number in range(400))


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("prefix GH-", "4711", "GH-4711"),
        ("prefix GH ", "4711", "GH 4711"),
        ("suffix -X", "4711", "4711-X"),
        ("remove-prefix GH-", "GH-4711", "4711"),
        ("remove-suffix -X", "4711-X", "4711"),
        ("truncate 4", "ABCDEF", "ABCD"),
        ("truncate 5", "ABCD EF", "ABCD"),
        ("zero-pad 8", "4711", "00004711"),
        ("strip-zeros", "00004711", "4711"),
        ("upper", "Müller^Ann", "MÜLLER^ANN"),
        ("lower", "CT", "ct"),
        ("strip", "  A 1", "A 1"),
        ("constant ANONYMOUS", "Doe^John", "ANONYMOUS"),
        ("constant ANONYMOUS", None, "ANONYMOUS"),
        ("shift-days -30", "20240101", "20231202"),
        ("shift-days 1", "20240228093000.5", "20240229093000.5"),
    ],
)
def test_a_rule_holds_for_the_value_that_it_makes(rule, before, after):
    assert transformation_of(rule).holds(before, after) is True
    assert transformation_of(rule).holds(before, f"{after}x") is False
    assert transformation_of(rule).holds(before, None) is False


@pytest.mark.parametrize("rule", ["prefix GH-", "upper", "truncate 16"])
def test_only_a_constant_comes_from_nothing(rule):
    assert transformation_of(rule).holds(None, "GH-") is False


def test_a_value_that_is_no_date_is_not_shifted():
    assert transformation_of("shift-days 1").holds("2024", "2024") is False
    assert transformation_of("shift-days 100000").holds("99991231", "99991231") is False


def test_rules_are_applied_one_after_the_other():
    both = transformation_of("prefix GH-").then(transformation_of("truncate 6"))
    assert both.text == "prefix GH-, then truncate 6"
    assert both.holds("4711", "GH-471") is True
    assert both.holds("4711", "GH-4711") is False


def test_a_map_knows_its_values_only():
    rule = mapped({"A": "B"}, "map ids.csv")
    assert [rule.holds("A", "B"), rule.holds("A", "C"), rule.holds("C", "C")] == [True, False, False]


@pytest.mark.parametrize(
    ("rule", "before", "after", "held"),
    [
        ("truncate 64", LONG, LONG[:64], True),
        ("truncate 64", LONG, LONG[:63], False),
        ("constant x", LONG, "x", True),
        ("prefix GH-", LONG, "GH-" + LONG, None),
        ("prefix GH-", LONG, "GX-" + LONG, False),
        ("prefix GH-", LONG[:254], "GH-" + LONG[:254], None),
        ("suffix -X", LONG, LONG + "-X", None),
        ("remove-prefix ab", LONG, LONG[2:], None),
        ("remove-suffix yz", LONG, LONG[:-2], None),
        ("upper", LONG, LONG.upper(), None),
        ("upper", LONG, LONG, False),
        ("truncate 300", LONG, LONG[:300], None),
        ("truncate 255", LONG, LONG[:300], False),
        ("zero-pad 8", LONG, LONG, None),
        ("shift-days 1", LONG, LONG, None),
    ],
)
def test_what_is_left_out_of_a_long_value_is_not_guessed(rule, before, after, held):
    assert transformation_of(rule).holds(shorten(before), shorten(after)) is held


def test_a_long_value_is_not_looked_up():
    assert mapped({LONG: "x"}, "map").holds(shorten(LONG), "x") is None
