"""The verdict on files by themselves, from the rules that they break."""

import validator.engine.rules  # noqa: F401  the rules register themselves
from validator.engine.catalogue import RULES, Rule
from validator.engine.model import Change, DeltaState, Evidence, FindingDelta, Impact, Level, Sentence, Severity, Topic
from validator.engine.verdict import Case, RuleTally, clean_sentence, finding_sentences
from validator.engine.verdict.findings import delta_sentences


def test_errors_come_first_then_what_most_files_break() -> None:
    worst = next(rule for rule in RULES.values() if rule.severity is Severity.ERROR)
    mild = next(rule for rule in RULES.values() if rule.severity is Severity.WARNING)
    note = next(rule for rule in RULES.values() if rule.severity is Severity.INFO)
    tallies = [
        RuleTally("PACS", note.code, note.severity, 9, 10),
        RuleTally("PACS", mild.code, mild.severity, 5, 10),
        RuleTally("PACS", worst.code, worst.severity, 1, 10),
    ]
    assert finding_sentences(tallies) == [
        Sentence(
            *(Impact.BREAKS, "PACS", worst.name, 1, 10, f"{worst.code} · {worst.reference}"),
            topic=Topic.FINDINGS,
            evidence=(Evidence("PACS", worst.code, ""),),
        ),
        Sentence(
            *(Impact.DEGRADES, "PACS", mild.name, 5, 10, f"{mild.code} · {mild.reference}"),
            topic=Topic.FINDINGS,
            evidence=(Evidence("PACS", mild.code, ""),),
        ),
    ]


def test_a_rule_for_any_attribute_is_told_with_the_attributes() -> None:
    paths = ("(0020,0037)", "(0008,1140)[*].(0008,1150)", "(0020,0032)", "(0028,0030)", "(0028,0010)")
    (found,) = finding_sentences([RuleTally("PACS", "IOD001", Severity.ERROR, 2, 2, paths)])
    named = "Image Orientation (Patient), Referenced SOP Class UID, Image Position (Patient) and 2 more"
    assert found.text == f"Required attribute is missing: {named}"
    (alone,) = finding_sentences([RuleTally("PACS", "IDN002", Severity.WARNING, 2, 2, ("(0010,0020)",))])
    assert alone.text == RULES["IDN002"].name


def test_more_rules_than_anyone_reads_are_counted() -> None:
    errors = [rule for rule in RULES.values() if rule.severity is Severity.ERROR][:10]
    found = finding_sentences(RuleTally("PACS", rule.code, rule.severity, 1, 1) for rule in errors)
    assert len(found) == 7
    assert found[-1] == Sentence(Impact.BREAKS, None, "4 more rules are broken", 4, 10, topic=Topic.FINDINGS)


def test_seven_rules_are_all_named() -> None:
    errors = [rule for rule in RULES.values() if rule.severity is Severity.ERROR][:7]
    found = finding_sentences(RuleTally("PACS", rule.code, rule.severity, 1, 1) for rule in errors)
    assert {each.text for each in found} == {rule.name for rule in errors}
    tight = finding_sentences((RuleTally("PACS", rule.code, rule.severity, 1, 1) for rule in errors), room=5)
    assert [each.text for each in tight][4:] == ["3 more rules are broken"]


def test_clean_files_are_called_clean() -> None:
    assert clean_sentence(1).text == "No error and no warning in this file."
    assert clean_sentence(1200).text == "No error and no warning in 1,200 files."


def test_where_no_file_was_read_nothing_is_called_clean() -> None:
    text = "Nothing was checked: there is no DICOM file here."
    assert clean_sentence(0) == Sentence(Impact.DEGRADES, None, text, 0, 0, topic=Topic.FINDINGS)


def delta(rule: Rule, state: DeltaState, count: int, *, capture: str = "b", path: str = "(0010,0020)") -> FindingDelta:
    return FindingDelta("a", capture, rule.code, rule.severity, path, state, count, (1,))


def rules(severity: Severity, number: int) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.severity is severity][:number]


def test_a_hop_is_told_by_the_errors_that_it_introduced() -> None:
    first, second, third = rules(Severity.ERROR, 3)
    (mild,) = rules(Severity.WARNING, 1)
    found = [
        delta(first, DeltaState.INTRODUCED, 3),
        delta(second, DeltaState.INTRODUCED, 1200),
        delta(second, DeltaState.INTRODUCED, 4, path="(0008,0050)"),
        delta(mild, DeltaState.INTRODUCED, 9),
        delta(third, DeltaState.FIXED, 5),
        delta(third, DeltaState.INHERITED, 7),
    ]
    (told,) = delta_sentences(Case("ab", [], []), found)
    assert told.sentence == Sentence(
        Impact.DEGRADES,
        "b",
        f"b introduced 2 errors and 1 warning: {second.name}, {first.name} and {mild.name}; fixed 1 error",
        1200,
        0,
        f"{second.code} in 1,200, {first.code} in 3, {mild.code} in 9",
        topic=Topic.DELTA,
        evidence=(
            Evidence("b", first.code, "(0010,0020)"),
            Evidence("b", second.code, "(0010,0020)"),
            Evidence("b", second.code, "(0008,0050)"),
            Evidence("b", mild.code, "(0010,0020)"),
            Evidence("b", third.code, "(0010,0020)"),
        ),
    )


def test_a_hop_that_only_mends_is_told_without_alarm() -> None:
    (error,), (mild,) = rules(Severity.ERROR, 1), rules(Severity.WARNING, 1)
    (told,) = delta_sentences(Case("ab", [], []), [delta(error, DeltaState.FIXED, 5), delta(mild, DeltaState.FIXED, 2)])
    assert told.sentence.impact is None
    assert told.sentence.text == f"b fixed 1 error and 1 warning: {error.name} and {mild.name}"


def test_what_was_there_before_and_notes_are_no_news() -> None:
    (error,), (note,) = rules(Severity.ERROR, 1), rules(Severity.INFO, 1)
    found = [delta(error, DeltaState.INHERITED, 5), delta(note, DeltaState.INTRODUCED, 5)]
    assert delta_sentences(Case("ab", [], []), found) == []


def test_what_was_fixed_by_breaking_the_attribute_is_no_merit() -> None:
    (error,) = rules(Severity.ERROR, 1)
    cut = Change(
        *("a", "b", 1, "x", "y", "(0010,0020)", "PatientID", "value.truncated", Level.MEANING, "AB", "A", Impact.BREAKS)
    )
    case = Case("ab", [], [])
    case.add(cut)
    assert delta_sentences(case, [delta(error, DeltaState.FIXED, 5)]) == []
    (told,) = delta_sentences(case, [delta(error, DeltaState.FIXED, 5, path="(0010,0010)")])
    assert told.sentence.text == f"b fixed 1 error: {error.name}"
