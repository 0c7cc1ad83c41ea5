"""What was done with the attributes of Table E.1-1, from the changes of one instance."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import changes
from validator.engine.compare.treatments import treated_places, treatments
from validator.engine.header import scan
from validator.engine.privacy.profile import Done

PRIVATE = {
    0x00290010: ("LO", b"ACME"),
    0x00291001: ("LO", b"secret"),
    0x00291002: ("LO", b"dose"),
}


def treated(before: bytes, after: bytes) -> dict[str, Done]:
    """What was done with more than nothing."""
    found = treatments(scan(before), changes(before, after))
    return {place: done for place, done in found.items() if done is not Done.KEPT}


def of(**attributes: object) -> dict[str, Done]:
    return treated(build.file(build.ct()), build.file(build.ct(**attributes)))


def ordered(*descriptions: str) -> bytes:
    items = []
    for description in descriptions:
        item = Dataset()
        item.ScheduledProcedureStepDescription = description
        item.ScheduledProcedureStepID = "P1"
        items.append(item)
    return build.file(build.ct(RequestAttributesSequence=Sequence(items)))


def test_a_value_is_kept_emptied_removed_or_replaced() -> None:
    assert of(PatientName="Anonymous", PatientBirthDate="", PatientSex=None, StudyDescription="CT") == {
        "(0010,0010)": Done.REPLACED,
        "(0010,0030)": Done.EMPTIED,
        "(0010,0040)": Done.REMOVED,
    }


def test_a_value_that_can_still_be_read_was_kept() -> None:
    assert of(PatientID="GH-P-4711", AccessionNumber="A20240815", PatientName="WINTER^TIM") == {}
    found = treatments(scan(build.file(build.ct())), [])
    assert (found["(0010,0020)"], found["(0010,0010)"]) == (Done.KEPT, Done.KEPT)
    assert "(0028,0010)" not in found


def test_a_text_of_which_words_are_left_was_cleaned() -> None:
    assert of(StudyDescription="Thorax of somebody") == {"(0008,1030)": Done.CLEANED}
    assert of(StudyDescription="Study") == {"(0008,1030)": Done.REPLACED}


def test_different_dates_that_move_alike_were_shifted() -> None:
    before = build.file(build.ct(SeriesDate="20240301", ContentDate="20240301"))
    shifted = build.file(build.ct(StudyDate="20240220", SeriesDate="20240221", ContentDate="20240221"))
    assert treated(before, shifted) == dict.fromkeys(["(0008,0020)", "(0008,0021)", "(0008,0023)"], Done.SHIFTED)


def test_equal_dates_that_became_a_constant_were_replaced() -> None:
    before = build.file(build.ct(SeriesDate="20240229"))
    constant = build.file(build.ct(StudyDate="19000101", SeriesDate="19000101"))
    assert treated(before, constant) == dict.fromkeys(["(0008,0020)", "(0008,0021)"], Done.REPLACED)


def test_a_sequence_with_another_content_was_replaced_and_what_is_inside_counts_for_itself() -> None:
    assert treated(ordered("Knee"), ordered("")) == {
        "(0040,0275)": Done.REPLACED,
        "(0040,0275)[*].(0040,0007)": Done.EMPTIED,
    }


def test_of_several_attributes_at_a_place_the_least_is_told() -> None:
    assert treated(ordered("Knee", "Hip"), ordered("Knee", "")) == {"(0040,0275)": Done.REPLACED}
    assert treated(ordered("Knee", "Hip"), ordered("", "")) == {
        "(0040,0275)": Done.REPLACED,
        "(0040,0275)[*].(0040,0007)": Done.EMPTIED,
    }


def test_what_stood_in_a_sequence_that_is_gone_is_not_asked_for() -> None:
    assert treated(ordered("Knee"), build.file(build.ct())) == {"(0040,0275)": Done.REMOVED}


def test_private_attributes_are_one_place() -> None:
    before = build.file(build.ct(), raw=PRIVATE)
    some = build.file(build.ct(), raw={tag: PRIVATE[tag] for tag in (0x00290010, 0x00291002)})
    assert treated(before, some) == {"private attributes": Done.CLEANED}
    assert treated(before, build.file(build.ct())) == {"private attributes": Done.REMOVED}
    other = build.file(build.ct(), raw=PRIVATE | {0x00291001: ("LO", b"other ")})
    assert treated(before, other) == {}
    assert treatments(scan(before), [])["private attributes"] is Done.KEPT


def test_the_changes_alone_tell_what_is_gone() -> None:
    found = changes(build.file(build.ct()), build.file(build.ct(PatientName="Anonymous", PatientID="GH-P-4711")))
    assert treated_places(found) == {"(0010,0010)": Done.REPLACED}
