"""The rule by which a hop did it, as the verdict quotes it: support, exceptions, and what became equal."""

import pytest

from tests.engine.verdict.telling import files, told
from validator.engine.model import Collision, Facts, InferredRule, RuleException

PATIENT_ID, ACCESSION = "(0010,0020)", "(0008,0050)"
LAST = "writer BUILDER_1 · not declared in Original Attributes"


def rule(path: str, text: str, *, pairs: int = 3, exceptions: int = 0, **facts: object) -> InferredRule:
    return InferredRule("b", path, text, "", pairs - exceptions, pairs, exception_count=exceptions, **facts)


def details(before: list[bytes], after: list[bytes], *rules: InferredRule) -> list[str]:
    return [each.detail for each in told(before, after, facts=Facts(rules=rules))]


def test_a_rule_is_quoted_with_its_support() -> None:
    before, after = files(3, PatientID="47{}"), files(3, PatientID="GH-47{}")
    (detail,) = details(before, after, rule(PATIENT_ID, "prefix GH-", pairs=10_000))
    assert detail == f"(0010,0020) Patient ID · by the rule: prefix GH-, holds for all 10,000 · {LAST}"
    (detail,) = details(before, after, rule(PATIENT_ID, "prefix GH-", pairs=10_000, exceptions=2))
    assert "by the rule: prefix GH-, holds for 9,998 of 10,000, 2 exceptions" in detail
    (detail,) = details(before, after, rule(PATIENT_ID, "prefix GH-", pairs=1))
    assert "by the rule: prefix GH-, seen once" in detail


def test_where_no_rule_explains_the_pairs_none_is_quoted() -> None:
    before, after = files(3, PatientID="47{}"), files(3, PatientID="GH-47{}")
    assert details(before, after, rule(PATIENT_ID, "")) == [f"(0010,0020) Patient ID · {LAST}"]


def test_the_rule_stands_with_what_it_explains_and_not_with_its_exceptions() -> None:
    before = files(3, PatientID="47{}")
    after = [*files(2, PatientID="GH-47{}"), files(3, PatientID="OTHER")[2]]
    exception = RuleException("472", "OTHER", "GH-472", lineage=3, count=1)
    held = rule(PATIENT_ID, "prefix GH-", exceptions=1)._replace(exceptions=(exception,))
    quoted = {each.text: "prefix GH-" in each.detail for each in told(before, after, facts=Facts(rules=(held,)))}
    assert quoted == {"b put “GH-” in front of Patient ID": True, "b replaced Patient ID “472” by “OTHER”": False}


def test_rules_of_several_attributes_are_told_by_attribute_where_they_differ() -> None:
    before = files(3, StudyDescription="a{}", SeriesDescription="b{}")
    after = files(3, StudyDescription="X", SeriesDescription="Y")
    study, series = rule("(0008,1030)", "constant X"), rule("(0008,103E)", "constant Y", exceptions=1)
    (detail,) = details(before, after, study, series)
    assert detail == (
        "by the rules: Study Description: constant X, holds for all 3; "
        f"Series Description: constant Y, holds for 2 of 3, 1 exception · {LAST}"
    )
    same = rule("(0008,1030)", "upper case"), rule("(0008,103E)", "upper case")
    assert details(before, after, *same) == [f"by the rule: upper case, holds for all 6 · {LAST}"]
    assert details(before, after, study) == [f"by the rule: Study Description: constant X, holds for all 3 · {LAST}"]


@pytest.mark.parametrize(
    ("totals", "count", "told_of"),
    [
        ([2, 2, 2], 3, "3 pairs of Accession Numbers became equal"),
        ([3], 1, "3 different Accession Numbers became one"),
        ([3, 2], 2, "5 different Accession Numbers became 2"),
        ([2] * 100, 250, "250 Accession Numbers now stand for several different ones each"),
    ],
)
@pytest.mark.filterwarnings("ignore:The value length")
def test_what_became_equal_is_told_as_the_rule_counted_it(totals: list[int], count: int, told_of: str) -> None:
    before, after = files(2, AccessionNumber="RAD-2026-11-0000-00{}"), files(2, AccessionNumber="RAD-2026-11-0000")
    collisions = tuple(Collision(str(at), ("x", "y"), total) for at, total in enumerate(totals))
    cut = rule(ACCESSION, "first 16 characters", collisions=collisions, collision_count=count)
    (sentence,) = told(before, after, facts=Facts(rules=(cut,)))
    assert sentence.text == f"b cut Accession Number to 16 characters; {told_of}"
