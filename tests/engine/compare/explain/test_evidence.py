"""Never more than the pairs show: what is no rule, what is one, and what it takes."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.compare.explain.seen import Pair, found, observations, text, told

RANDOM = Random(1)


def identifiers(count: int, *, seed: int = 3) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices("0123456789ABCDEFGH", k=random.randint(4, 14))) for _ in range(count)]


def prefixed(count: int) -> list[Pair]:
    return [(value, f"GH-{value}") for value in identifiers(count)]


@pytest.mark.parametrize("vr", ["LO", "PN", "DS", "UI"])
def test_values_without_relation_give_no_rule(vr: str) -> None:
    assert text(zip(identifiers(200), identifiers(200, seed=4), strict=True), vr=vr) is None


def test_dates_without_relation_give_no_rule() -> None:
    random = Random(2)
    dates = [f"{random.randint(1960, 2020)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}" for _ in range(400)]
    assert text(zip(dates[:200], dates[200:], strict=True), vr="DA") is None


def test_codes_drawn_at_random_give_no_rule() -> None:
    random = Random(2)
    pairs = [(random.choice("MFO"), random.choice("MFO")) for _ in range(300)]
    assert text(pairs, vr="CS") is None


def test_dates_that_each_patient_moves_otherwise_give_no_rule() -> None:
    pairs = [(f"202401{day:02d}", f"202402{(day * 7) % 28 + 1:02d}") for day in range(1, 29)]
    assert text(pairs, vr="DA") is None


@pytest.mark.parametrize(("examples", "rule"), [(3, None), (4, None), (5, "prefix “GH-”")])
def test_a_rule_needs_more_examples_than_parameters(examples: int, rule: str | None) -> None:
    assert text(prefixed(examples)) == rule


def test_equal_pairs_are_one_example() -> None:
    assert text(prefixed(3) * 512, studies=1) is None


def test_a_step_without_parameters_needs_four_examples() -> None:
    names = ["Doe^Ann", "Roe^Bob", "Poe^Cy", "Moe^Di"]
    assert text([(name, name.upper()) for name in names[:3]], vr="PN") is None
    assert text([(name, name.upper()) for name in names], vr="PN") == "upper case"


def test_a_constant_needs_several_sources() -> None:
    assert text([("Clinic", "Hospital")] * 100, studies=1) is None
    assert text([(value, "Hospital") for value in identifiers(5)]) == "always “Hospital”"


@pytest.mark.parametrize(("studies", "rule"), [(1, None), (4, None), (5, "“DX” becomes “CR”")])
def test_one_entry_of_a_table_must_recur_in_five_studies(studies: int, rule: str | None) -> None:
    assert text([("DX", "CR")] * 60, vr="CS", studies=studies) == rule


def test_a_table_without_recurrence_is_no_rule() -> None:
    assert text(zip(identifiers(50), identifiers(50, seed=9), strict=True)) is None


def test_a_table_that_contradicts_itself_is_no_rule() -> None:
    assert text([("DX", "CR"), ("DX", "XA")] * 40, vr="CS") is None


def test_the_entries_of_a_table_recur_each() -> None:
    pairs = [("DX", "CR"), ("PT", "NM"), ("CT", "CT")] * 30 + [("US", "OT")]
    rule = told(observations(pairs, vr="CS"))
    assert rule is not None
    assert rule.text == "table of 2 values: “DX” becomes “CR”, “PT” becomes “NM”"
    assert [(exception.before, exception.after, exception.expected) for exception in rule.exceptions] == [
        ("US", "OT", "US")
    ]
    assert (rule.support, rule.pairs) == (90, 91)


def test_an_absent_value_is_filled_by_a_table_of_one_entry() -> None:
    assert text([(None, "CHEST")] * 20, vr="CS") == "“CHEST” where absent"


def test_a_rule_that_would_have_changed_what_stayed_is_no_rule() -> None:
    kept = [(value, value) for value in identifiers(100, seed=8)]
    assert text(prefixed(50) + kept) is None
    assert text(prefixed(50) + kept[:5]) == "prefix “GH-”"


def test_what_a_rule_leaves_as_it_is_supports_it() -> None:
    values = identifiers(100)
    rule = told(observations([(value, value[:8]) for value in values]))
    assert rule is not None
    assert (rule.text, rule.support, rule.exception_count) == ("first 8 characters", 100, 0)


def test_few_changes_among_many_values_that_stay_can_be_a_rule() -> None:
    values = [value[:10] for value in identifiers(5000, seed=6)]
    pairs = [(value, value) for value in values] + [
        (f"{value}EXTRA-LONG", f"{value}EXTRA-LONG"[:16]) for value in values[:9]
    ]
    assert text(pairs) == "first 16 characters"


def test_a_second_step_must_be_needed_more_than_twice() -> None:
    short = [(value, f"GH-{value}") for value in identifiers(60) if len(value) <= 12]
    long = [(f"{at}-LONGER-THAN-FITS", f"GH-{at}-LONGER-THAN-FITS"[:16]) for at in range(3)]
    assert text(short + long[:2]) == "prefix “GH-”"
    assert text(short + long) == "prefix “GH-”, then first 16 characters"


def test_nothing_wider_is_claimed_than_was_seen() -> None:
    hyphens = [(f"{at}-{at * 7}", f"{at}{at * 7}") for at in range(10, 60)]
    assert text(hyphens) == "every “-” removed"
    assert text([*hyphens, *((f"{at}/{at * 7}", f"{at}{at * 7}") for at in range(60, 99))]) == (
        "every punctuation character removed"
    )


def test_another_attribute_must_be_the_only_explanation() -> None:
    values = identifiers(40)
    sources = [(("(0020,0010)", f"S{at}{value}"),) for at, value in enumerate(values)]
    pairs = [(value, f"S{at}{value}") for at, value in enumerate(values)]
    rule = told(observations(pairs, sources=sources))
    assert rule is not None
    assert (rule.text, rule.source) == ("copy of Study ID", "(0020,0010)")


def test_new_uids_with_a_root_of_their_own_are_told_by_it() -> None:
    pairs = [(f"1.2.840.99.{at}", f"2.25.{at * 7919 % 104729}{at}") for at in range(40)]
    assert text(pairs, vr="UI", path="(0020,000D)") == "new UIDs under 2.25"
    assert text([(before, f"{before}.1.{at}") for at, (before, _) in enumerate(pairs)], vr="UI") is None


ODD = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(["1e29", "-9e-29", "0", "NaN", "20240229", "99991231235959", "\\", "^=", "‹C3›", " ", "2.25.1"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ODD, ODD), max_size=12), st.sampled_from(["LO", "PN", "DS", "DA", "DT", "TM", "UI", "LT"]))
def test_whatever_the_values_are_nothing_is_raised(pairs: list[Pair], vr: str) -> None:
    for each in found(observations(pairs * 2, vr=vr)):
        assert each.told.support + each.told.exception_count in (0, 2 * len(pairs))


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_how_they_were_merged_change_nothing(random: Random) -> None:
    seen = observations([*prefixed(30), ("A", "B"), ("A", "B"), ("C", "D")])
    expected = [each.told for each in found(seen)]
    random.shuffle(seen)
    assert [each.told for each in found(seen)] == expected
