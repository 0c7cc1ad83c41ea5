"""UID032 to UID034."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import collection_allows, collection_flags

ROOT = build.ROOT


def instance(number: int, **attributes: object) -> tuple[str, Dataset]:
    """A file of the one series of the one study, with its own SOP Instance UID."""
    return f"{number}.dcm", build.ct(SOPInstanceUID=f"{ROOT}.4.{number}", InstanceNumber=number, **attributes)


SERIES = [instance(number) for number in (1, 2, 3)]


def test_an_ordinary_series():
    collection_allows("UID032", SERIES)
    collection_allows("UID033", SERIES)
    collection_allows("UID034", SERIES)


def test_the_instances_outside_the_study_of_most_are_named():
    files = [instance(1), instance(2), instance(3, StudyInstanceUID=f"{ROOT}.2.9")]
    _, finding = collection_flags(files, ("IDN033", "(0008,0050)", ("3.dcm",)), ("UID032", "(0020,000D)", ("3.dcm",)))
    assert "occurs in 2 studies" in finding.message


def test_the_instances_with_another_patient_id_are_named():
    files = [instance(1, PatientID="P-4712"), instance(2), instance(3)]
    collection_flags(files, ("UID033", "(0010,0020)", ("1.dcm",)))


def test_a_study_uid_that_is_a_series_uid_elsewhere():
    files = [
        instance(1),
        instance(2, StudyInstanceUID=f"{ROOT}.2.2", SeriesInstanceUID=f"{ROOT}.2.1", AccessionNumber="A2024-0816"),
    ]
    (finding,) = collection_flags(files, ("UID034", "", ("1.dcm", "2.dcm")))
    assert finding.message.startswith("The same UID names a study and a series:")
