"""The verdict on files by themselves, from the rules that they break."""

import validator.engine.rules  # noqa: F401  the rules register themselves
from validator.engine.catalogue import RULES
from validator.engine.model import Evidence, Impact, Sentence, Severity, Topic
from validator.engine.verdict import RuleTally, clean_sentence, finding_sentences


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


def test_more_rules_than_anyone_reads_are_counted() -> None:
    errors = [rule for rule in RULES.values() if rule.severity is Severity.ERROR][:10]
    found = finding_sentences(RuleTally("PACS", rule.code, rule.severity, 1, 1) for rule in errors)
    assert len(found) == 7
    assert found[-1] == Sentence(Impact.BREAKS, None, "4 more rules are broken", 4, 10, topic=Topic.FINDINGS)


def test_seven_rules_are_all_named() -> None:
    errors = [rule for rule in RULES.values() if rule.severity is Severity.ERROR][:7]
    found = finding_sentences(RuleTally("PACS", rule.code, rule.severity, 1, 1) for rule in errors)
    assert {each.text for each in found} == {rule.name for rule in errors}


def test_clean_files_are_called_clean() -> None:
    assert clean_sentence(1).text == "No error and no warning in this file."
    assert clean_sentence(1200).text == "No error and no warning in 1,200 files."


def test_where_no_file_was_read_nothing_is_called_clean() -> None:
    text = "Nothing was checked: there is no DICOM file here."
    assert clean_sentence(0) == Sentence(Impact.DEGRADES, None, text, 0, 0, topic=Topic.FINDINGS)
