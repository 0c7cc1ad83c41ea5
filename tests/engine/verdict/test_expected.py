"""What the owner of a chain allows is counted in one sentence; what is demanded and missing has one of its own."""

from tests.engine.compare.harness import trace
from tests.engine.verdict.telling import files
from validator.engine.model import Evidence, ExpectationResult, Facts, Impact, Presence, Sentence, Topic
from validator.engine.verdict import sentences

PATIENT_ID, ACCESSION = "(0010,0020)", "(0008,0050)"
PREFIX = "b: (0010,0020) Patient ID, value.prefixed, prefix GH-"
BEFORE = files(3, PatientID="47{}", AccessionNumber="A")
AFTER = files(3, PatientID="GH-47{}", AccessionNumber="B")


def result(number: int = 1, **facts: object) -> ExpectationResult:
    known = ExpectationResult(number, 4, "b", PATIENT_ID, "value.prefixed", PREFIX, required=True)
    return known._replace(**facts)


def judged(allowed: set[tuple[int, str]], *results: ExpectationResult) -> list[Sentence]:
    """The verdict where the changes of these lineages at these places are expected."""
    traced = trace(BEFORE, AFTER)
    changes = [
        change._replace(expected=PREFIX) if (change.lineage, change.path) in allowed else change
        for change in traced.changes
    ]
    lineages = traced.pairing.lineages
    facts = Facts(expectations=results)
    return sentences(changes, labels="ab", lineages=lineages, presence=(), facts=facts)


def test_expected_changes_are_counted_in_the_last_sentence() -> None:
    everything = {(lineage, path) for lineage in (1, 2, 3) for path in (PATIENT_ID, ACCESSION)}
    first, *rest = judged(everything, result(allowed=3))
    assert first.text == (
        "Nothing unexpected changed: 3 of 3 instances are there at both captures, with equal pixel data."
    )
    assert rest == [
        Sentence(
            *(None, None, "6 changes were expected", 3, 3, f"{PREFIX} (3)"),
            topic=Topic.EXPECTED,
            evidence=(
                Evidence("b", "value.replaced", ACCESSION),
                Evidence("b", "value.prefixed", PATIENT_ID),
            ),
        )
    ]


def test_what_was_not_expected_is_told_apart() -> None:
    told = judged({(1, PATIENT_ID), (2, PATIENT_ID)})
    assert told[0].text == "3 of 3 instances are there at both captures, with equal pixel data."
    assert [(each.text, each.count) for each in told[1:]] == [
        ("b replaced Accession Number “A” by “B”", 3),
        ("b put “GH-” in front of Patient ID", 1),
        ("2 changes were expected", 2),
    ]


def test_one_expected_change() -> None:
    assert judged({(1, PATIENT_ID)})[-1].text == "1 change was expected"


def test_expected_presence_is_counted_too() -> None:
    lineages = trace(BEFORE, AFTER).pairing.lineages
    presence = [Presence("b", "instance.missing", 1, "x", expected="all"), Presence("b", "instance.missing", 2, "y")]
    told = sentences([], labels="ab", lineages=lineages, presence=presence)
    assert [(each.text, each.count, each.evidence) for each in told] == [
        ("b lacks 1 instance that a had", 1, (Evidence("b", "instance.missing", ""),)),
        ("1 change was expected", 1, (Evidence("b", "instance.missing", ""),)),
    ]


def test_a_demand_that_was_not_met_breaks() -> None:
    (unmet,) = [each for each in judged(set(), result(unmet=2)) if each.topic is Topic.UNMET]
    assert unmet == Sentence(
        Impact.BREAKS,
        "b",
        f"b let 2 instances pass without the change that is required: {PREFIX.removeprefix('b: ')}",
        2,
        3,
        "expectation 1, line 4",
        topic=Topic.UNMET,
    )
    everywhere = result(capture="*", text="*: (0010,0020) Patient ID, value.prefixed", unmet=1)
    (unmet,) = [each for each in judged(set(), everywhere) if each.topic is Topic.UNMET]
    assert unmet.text == (
        "1 instance passed a hop without the change that is required: (0010,0020) Patient ID, value.prefixed"
    )
    assert not [each for each in judged(set(), result(unmet=2, required=False)) if each.topic is Topic.UNMET]


def test_many_expectations_are_named_by_what_they_allowed() -> None:
    results = [result(number, text=f"b: rule {number}", allowed=number) for number in (1, 2, 3, 4, 5)]
    detail = judged({(1, PATIENT_ID)}, *results)[-1].detail
    assert detail == "b: rule 5 (5); b: rule 4 (4); b: rule 3 (3); 2 more"
