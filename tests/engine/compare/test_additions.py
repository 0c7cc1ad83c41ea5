"""Which items of a record are new at a hop."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from validator.engine.compare.additions import Added, added_items
from validator.engine.compare.comparison import Comparison
from validator.engine.header import scan

REQUESTS, DESCRIPTION, COMMENTS = 0x00400275, 0x00400007, 0x00401400
STUDIES = 0x00081110


def request(description: str) -> Dataset:
    return build.changed(Dataset(), ScheduledProcedureStepDescription=description, ScheduledProcedureStepID=description)


def ordered(*descriptions: str) -> bytes:
    return build.file(build.ct(RequestAttributesSequence=Sequence([request(each) for each in descriptions])))


def added(before: bytes, after: bytes) -> list[Added]:
    return added_items(Comparison(str, ({}, {})).run(scan(before), scan(after)), REQUESTS)


def texts(before: bytes, after: bytes) -> list[str]:
    return [each.text(DESCRIPTION) for each in added(before, after)]


def test_all_items_of_a_sequence_that_is_new_or_was_empty() -> None:
    assert texts(build.file(build.ct()), ordered("Knee", "Hip")) == ["Knee", "Hip"]
    assert texts(ordered(), ordered("Knee")) == ["Knee"]


def test_the_items_that_stand_beside_earlier_ones() -> None:
    assert texts(ordered("Knee"), ordered("Hip", "Knee")) == ["Hip"]


def test_none_that_was_there_or_was_changed_in_place() -> None:
    assert texts(ordered("Knee"), ordered("Knee")) == []
    assert texts(ordered("Knee"), ordered("Hip")) == []
    assert texts(ordered("Knee"), ordered()) == []


def test_an_item_inside_another_one_tells_its_level() -> None:
    def nested(*descriptions: str) -> bytes:
        study = Dataset()
        study.ReferencedSOPInstanceUID = "1.2.3"
        study.RequestAttributesSequence = Sequence([request(each) for each in descriptions])
        return build.file(build.ct(ReferencedStudySequence=Sequence([study])))

    (found,) = added(nested("Knee"), nested("Knee", "Hip"))
    assert (found.level, found.text(DESCRIPTION)) == ((STUDIES, 0), "Hip")


def test_what_an_item_says_is_cut_to_a_line() -> None:
    comment = build.changed(Dataset(), RequestedProcedureComments="y" * 100)
    (found,) = added(build.file(build.ct()), build.file(build.ct(RequestAttributesSequence=Sequence([comment]))))
    assert (found.text(COMMENTS), found.text(DESCRIPTION)) == ("y" * 63 + "…", "")
