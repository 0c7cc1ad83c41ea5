"""OPS001 to OPS007."""

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def directory() -> bytes:
    """The beginning of a DICOMDIR, which belongs to no patient and has no SOP UIDs of its own."""
    dataset = Dataset()
    dataset.FileSetID = "EXPORT"
    return build.file(dataset, MediaStorageSOPClassUID="1.2.840.10008.1.3.10")


@pytest.mark.parametrize("uid", [None, ""])
def test_sop_class_missing(uid: str | None):
    flags(build.file(build.ct(SOPClassUID=uid), MediaStorageSOPClassUID=build.CT_IMAGE), ("OPS001", "(0008,0016)"))
    allows("OPS001", GOOD)


def test_a_directory_has_no_class_of_its_own():
    allows("OPS001", directory())
    allows("OPS002", directory())


@pytest.mark.parametrize("uid", [None, ""])
def test_sop_instance_missing(uid: str | None):
    source = build.file(build.ct(SOPInstanceUID=uid), MediaStorageSOPInstanceUID=f"{build.ROOT}.4.1")
    flags(source, ("OPS002", "(0008,0018)"))
    allows("OPS002", GOOD)


@pytest.mark.parametrize("name", [None, ""])
def test_patient_name_missing(name: str | None):
    flags(build.sr(PatientName=name), ("OPS003", "(0010,0010)"))
    allows("OPS003", build.sr())


@pytest.mark.parametrize("day", [None, ""])
def test_birth_date_missing(day: str | None):
    flags(build.ct(PatientBirthDate=day), ("OPS004", "(0010,0030)"))
    allows("OPS004", GOOD)


@pytest.mark.parametrize("day", [None, ""])
def test_study_date_missing(day: str | None):
    flags(build.ct(StudyDate=day), ("OPS005", "(0008,0020)"))
    allows("OPS005", GOOD)


@pytest.mark.parametrize("time", [None, ""])
def test_study_time_missing(time: str | None):
    flags(build.ct(StudyTime=time), ("OPS006", "(0008,0030)"))
    allows("OPS006", GOOD)


@pytest.mark.parametrize("term", [None, ""])
def test_modality_missing(term: str | None):
    flags(build.ct(Modality=term), ("OPS007", "(0008,0060)"))
    allows("OPS007", GOOD)


def test_secondary_capture_may_leave_out_its_modality():
    allows("OPS007", build.secondary_capture(Modality=None))


def test_an_unknown_class_may_leave_out_its_modality():
    allows("OPS007", build.ct(SOPClassUID="1.2.3.4.5", Modality=None), ("UID016", "(0008,0016)"))
