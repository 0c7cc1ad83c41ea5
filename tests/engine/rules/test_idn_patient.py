"""IDN001, IDN002, IDN009, IDN010."""

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags
from validator.engine.rules.tags import PATIENT_ID


@pytest.mark.parametrize("make", [build.ct, build.sr])
def test_patient_id_missing(make):
    (finding,) = flags(make(PatientID=None), ("IDN001", "(0010,0020)"))
    assert finding.offset is None
    allows("IDN001", make())


def test_what_stands_behind_the_end_of_a_cut_file_is_not_missed():
    whole = build.file(build.ct())
    cut = whole[: whole.index(b"\x10\0\x10\0PN") + 12]
    allows("IDN001", cut, ("FIL056", "(0010,0010)"))


def test_objects_without_a_patient_have_no_patient_id():
    palette = Dataset()
    palette.SOPClassUID = "1.2.840.10008.5.1.4.39.1"
    palette.SOPInstanceUID = f"{build.ROOT}.4.1"
    palette.ContentLabel = "HOT_IRON"
    allows("IDN001", palette)


def test_an_object_of_unknown_class_is_a_patients_if_it_names_a_study():
    flags(build.ct(SOPClassUID="1.2.3.4.5", PatientID=None), ("UID016", "(0008,0016)"), ("IDN001", "(0010,0020)"))
    palette = Dataset()
    palette.SOPClassUID = "1.2.3.4.5"
    palette.SOPInstanceUID = f"{build.ROOT}.4.1"
    palette.ContentLabel = "HOT_IRON"
    allows("IDN001", palette, ("UID016", "(0008,0016)"))


@pytest.mark.parametrize("blank", [b"", b"  "])
def test_patient_id_empty(blank: bytes):
    flags(build.file(build.ct(), raw={PATIENT_ID: ("LO", blank)}), ("IDN002", "(0010,0020)"))
    allows("IDN002", build.ct())


def test_study_uid_missing_or_empty():
    flags(build.ct(StudyInstanceUID=None), ("IDN009", "(0020,000D)"))
    flags(build.ct(StudyInstanceUID=""), ("IDN009", "(0020,000D)"))
    allows("IDN009", build.ct())


def test_series_uid_missing_or_empty():
    flags(build.sr(SeriesInstanceUID=None), ("IDN010", "(0020,000E)"))
    flags(build.sr(SeriesInstanceUID=""), ("IDN010", "(0020,000E)"))
    allows("IDN010", build.sr())
