"""What the records of a DICOMDIR hold depends on their type (PS3.3 F.5)."""

from io import BytesIO

import pytest
from pydicom import Dataset, dcmread
from pydicom.data import get_testdata_file

from tests.engine.rules.harness import check


def directory() -> Dataset:
    """A DICOMDIR whose first records are a patient, a study, a series and an image, one inside the other."""
    return dcmread(str(get_testdata_file("DICOMDIR")))


def told(of: Dataset) -> list[tuple[str, str]]:
    """Codes and paths of what is reported of a DICOMDIR."""
    written = BytesIO()
    of.save_as(written)
    return [
        (finding.code, finding.path) for finding in check(written.getvalue()).findings if finding.severity == "error"
    ]


@pytest.mark.parametrize(
    ("record", "keyword", "code", "tag"),
    [
        (0, "PatientID", "IOD010", "(0010,0020)"),
        (0, "PatientName", "IOD012", "(0010,0010)"),
        (1, "StudyInstanceUID", "IOD010", "(0020,000D)"),
        (1, "AccessionNumber", "IOD012", "(0008,0050)"),
        (2, "SeriesInstanceUID", "IOD010", "(0020,000E)"),
        (3, "InstanceNumber", "IOD010", "(0020,0013)"),
    ],
)
def test_a_record_without_a_key_of_its_type(record: int, keyword: str, code: str, tag: str):
    changed = directory()
    del changed.DirectoryRecordSequence[record][keyword]
    assert told(changed) == [(code, f"(0004,1220)[{record}].{tag}")]


def test_keys_of_other_types_are_neither_demanded_nor_forbidden():
    changed = directory()
    changed.DirectoryRecordSequence[3].SeriesInstanceUID = "2.25.1"
    assert told(changed) == []


def test_a_study_whose_instance_is_named_needs_no_uid_of_its_own():
    changed = directory()
    study = changed.DirectoryRecordSequence[1]
    del study.StudyInstanceUID
    study.ReferencedFileID = "STUDY"
    study.ReferencedSOPClassUIDInFile = "1.2.840.10008.3.1.2.3.1"
    study.ReferencedSOPInstanceUIDInFile = "2.25.2"
    study.ReferencedTransferSyntaxUIDInFile = "1.2.840.10008.1.2.1"
    assert told(changed) == []
