"""A de-identification is one sentence, and the changes that it explains stand under it."""

import pytest

from tests import build
from tests.engine.verdict.telling import files, told
from validator.engine.model import Deidentification, Deviation, Evidence, Facts, Impact, Topic

BASIC = "Basic Application Level Confidentiality Profile"
NAME, PATIENT_ID, DESCRIPTION = "(0010,0010)", "(0010,0020)", "(0008,1030)"
BEFORE = files(3, PatientName="Doe^Jane", PatientID="47{}", StudyDescription="Head")
AFTER = files(3, PatientName="ANON", PatientID="A", StudyDescription="Neck")


def deidentified(**facts: object) -> Deidentification:
    known = Deidentification("b", 3, 3, BASIC, (), 6, (), (), explained=(NAME, PATIENT_ID))
    return known._replace(**facts)


def texts(one: Deidentification) -> list[str]:
    return [each.text for each in told(BEFORE, AFTER, facts=Facts(deidentifications=(one,)))]


def test_what_it_explains_is_folded_and_the_rest_is_told() -> None:
    first, second = told(BEFORE, AFTER, facts=Facts(deidentifications=(deidentified(),)))
    assert first.text == "b de-identified the instances: Basic Profile"
    assert (first.impact, first.topic, first.count, first.total) == (Impact.BREAKS, Topic.DEIDENTIFICATION, 3, 3)
    assert first.evidence == (
        Evidence("b", "value.replaced", NAME),
        Evidence("b", "value.replaced", PATIENT_ID),
    )
    assert first.detail == (
        "6 changes in 2 attributes · the instances do not say so · "
        "writer BUILDER_1 · not declared in Original Attributes"
    )
    assert second.text == "b replaced Study Description “Head” by “Neck”"


def test_options_and_deviations_are_named() -> None:
    deviations = (
        Deviation("(0008,0080)", "remove", "kept", 1234),
        Deviation("private attributes", "remove", "kept", 3),
    )
    one = deidentified(options=("Retain UIDs", "Clean Descriptors"), deviations=deviations, declared=("Basic",))
    first, _ = told(BEFORE, AFTER, facts=Facts(deidentifications=(one,)))
    assert first.text == (
        "b de-identified the instances: Basic Profile with Retain UIDs and Clean Descriptors; "
        "2 attributes not as it demands"
    )
    assert first.detail.startswith(
        "Institution Name kept instead of “remove” (1,234); private attributes kept instead of “remove” (3) · "
        "6 changes in 2 attributes · the instances say: Basic · "
    )


def test_some_instances_are_counted() -> None:
    (first, *_) = [text for text in texts(deidentified(count=2)) if "de-identified" in text]
    assert first == "b de-identified 2 instances: Basic Profile"


def test_a_change_in_more_instances_than_were_deidentified_is_no_part_of_it() -> None:
    assert "b replaced Patient's Name and Patient ID" in texts(deidentified(count=2))


def test_what_a_careless_deidentification_broke_is_told() -> None:
    after = files(3, PatientName="ANON", PatientID="A", StudyInstanceUID="2.25.9{}")
    one = deidentified(explained=(NAME, PATIENT_ID, DESCRIPTION, "(0020,000D)"))
    assert [each.text for each in told(BEFORE, after, facts=Facts(deidentifications=(one,)))] == [
        "b de-identified the instances: Basic Profile",
        "b divided 1 study into 3",
    ]


@pytest.mark.parametrize(("explained", "count"), [((NAME, "(0029,1001)"), 1), ((NAME,), 2)])
def test_private_attributes_belong_to_it_where_one_of_them_does(explained: tuple[str, ...], count: int) -> None:
    raw = {0x00290010: ("LO", b"ACME"), 0x00291001: ("LO", b"one "), 0x00291002: ("LO", b"")}
    before = [build.file(build.ct(PatientName="Doe^Jane"), raw=raw)]
    after = [build.file(build.ct(PatientName="ANON"))]
    one = deidentified(count=1, total=1, explained=explained)
    assert len(told(before, after, facts=Facts(deidentifications=(one,)))) == count


@pytest.mark.parametrize(("count", "who"), [(3, "the instances"), (1, "1 instance")])
def test_a_mark_without_the_deed_breaks(count: int, who: str) -> None:
    deviations = (Deviation(NAME, "replace", "kept", 3),)
    one = Deidentification("b", count, 3, "", (), 0, deviations, ("YES",))
    (sentence,) = told(BEFORE, BEFORE, facts=Facts(deidentifications=(one,)))
    assert sentence.text == f"b marked {who} as de-identified and left 1 attribute that can identify"
    assert sentence.impact is Impact.BREAKS
    assert sentence.detail == "Patient's Name kept instead of “replace” (3) · the instances say: YES"
