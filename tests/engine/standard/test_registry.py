"""The attributes of PS3.6 as they are listed there."""

import pytest

from validator.engine.standard.registry import attribute, attributes


@pytest.mark.parametrize(
    "text", ["PatientID", "patientid", "0010,0020", "(0010,0020)", "00100020", " PatientID ", "0010,0020 "]
)
def test_an_attribute_is_meant_by_keyword_and_tag(text: str) -> None:
    found = attribute(text)
    assert found is not None
    assert (found.tag, found.label, found.entry.name, found.key) == (
        0x00100020,
        "(0010,0020)",
        "Patient ID",
        "PatientID",
    )


@pytest.mark.parametrize("text", ["OverlayData", "6000,3000", "601E,3000", "60xx,3000", "(60xx,3000)"])
def test_a_row_for_many_tags_is_one_attribute(text: str) -> None:
    found = attribute(text)
    assert found is not None
    assert (found.label, found.entry.name) == ("(60xx,3000)", "Overlay Data")


def test_a_single_row_comes_before_one_for_many() -> None:
    first, others = attribute("0028,0400"), attribute("0028,0410")
    assert first is not None
    assert others is not None
    assert (first.label, others.label) == ("(0028,0400)", "(0028,04x0)")


@pytest.mark.parametrize("text", ["", "NoSuchKeyword", "0009,1001", "0008,0000", "(gggg,eeee)"])
def test_what_is_not_listed_is_no_attribute(text: str) -> None:
    assert attribute(text) is None


def test_an_attribute_without_a_keyword_goes_by_its_digits() -> None:
    found = attribute("0018,0061")
    assert found is not None
    assert found.key == "00180061"
    assert attribute(found.key) == found


def test_every_key_leads_to_its_attribute() -> None:
    every = attributes()
    assert len(every) > 5_000
    assert [each.label for each in every if attribute(each.key) != each] == []


def test_words_are_looked_for_in_tag_keyword_and_name() -> None:
    assert [each.key for each in attributes("window width expl")] == ["WindowCenterWidthExplanation"]
    assert [each.key for each in attributes("0010,0020")] == ["PatientID"]
    assert attributes("no such words") == []
