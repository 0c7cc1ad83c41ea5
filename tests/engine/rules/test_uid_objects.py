"""UID022 and UID023."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags

ROOT = build.ROOT
SERIES = "(0008,1115)[0]"


def holding(**attributes: object) -> Sequence:
    """A sequence of one item."""
    return Sequence([build.changed(Dataset(), **attributes)])


def citing(*numbers: int, frame: int | None = None) -> Dataset:
    """A CT image that lists these instances of another series."""
    items = []
    for number in numbers:
        item = build.changed(Dataset(), ReferencedSOPClassUID=build.CT_IMAGE, ReferencedFrameNumber=frame)
        item.ReferencedSOPInstanceUID = f"{ROOT}.7.{number}"
        items.append(item)
    series = holding(SeriesInstanceUID=f"{ROOT}.3.7", ReferencedInstanceSequence=Sequence(items))
    return build.ct(ReferencedSeriesSequence=series)


@pytest.mark.parametrize(
    ("uid", "other"),
    [
        ("2.1", "(0020,000D) Study Instance UID"),
        ("3.1", "(0020,000E) Series Instance UID"),
        ("4.1", "(0008,0018) SOP Instance UID"),
        ("5.1", "(0020,0052) Frame of Reference UID"),
    ],
)
def test_an_irradiation_with_the_uid_of_a_level(uid: str, other: str):
    (finding,) = flags(build.ct(IrradiationEventUID=f"{ROOT}.{uid}"), ("UID022", "(0008,3010)"))
    assert f"is the same UID as {other}:" in finding.message


@pytest.mark.parametrize(
    ("attributes", "path"),
    [
        ({"SpecimenDescriptionSequence": holding(SpecimenUID=f"{ROOT}.2.1")}, "(0040,0560)[0].(0040,0554)"),
        (
            {"DimensionOrganizationSequence": holding(DimensionOrganizationUID=f"{ROOT}.3.1")},
            "(0020,9221)[0].(0020,9164)",
        ),
        ({"SegmentSequence": holding(TrackingUID=f"{ROOT}.4.1")}, "(0062,0002)[0].(0062,0021)"),
    ],
)
def test_things_in_items(attributes: dict[str, Sequence], path: str):
    found = [(finding.code, finding.path) for finding in check(build.ct(**attributes)).findings]
    assert [place for code, place in found if code == "UID022"] == [path]


def test_uids_of_their_own():
    allows("UID022", build.ct(IrradiationEventUID=f"{ROOT}.6.1"))


def test_one_instance_twice_in_a_list():
    (finding,) = flags(citing(1, 2, 1, 1), ("UID023", f"{SERIES}.(0008,114A)"))
    assert "(2 items too many)" in finding.message


def test_each_instance_once():
    allows("UID023", citing(1, 2, 3))


def test_frames_of_one_instance_are_cited_one_by_one():
    found = {finding.code for finding in check(citing(1, 1, frame=3)).findings}
    assert "UID023" not in found


def test_the_same_instance_twice_in_the_evidence():
    series = citing(5, 5).ReferencedSeriesSequence
    evidence = holding(StudyInstanceUID=f"{ROOT}.2.1", ReferencedSeriesSequence=series)
    report = build.sr(CurrentRequestedProcedureEvidenceSequence=evidence)
    found = [finding.path for finding in check(report).findings if finding.code == "UID023"]
    assert found == ["(0040,A375)[0].(0008,1115)[0].(0008,114A)"]
