"""UID008 and UID011."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags

NOBODYS = "1.2.840.10008.20240229.1"
EXPLICIT = build.EXPLICIT_LITTLE
REFERENCE = "(0008,1140)[0]"


def citing(*, sop_class: str = build.CT_IMAGE, sop_instance: str = f"{build.ROOT}.4.7") -> Dataset:
    """A CT image that cites another one."""
    item = Dataset()
    item.ReferencedSOPClassUID = sop_class
    item.ReferencedSOPInstanceUID = sop_instance
    return build.ct(ReferencedImageSequence=Sequence([item]))


def test_the_root_of_the_standard_is_not_for_instances():
    flags(build.ct(StudyInstanceUID=NOBODYS), ("UID011", "(0020,000D)"))
    allows("UID011", build.ct(StudyInstanceUID="1.2.840.100080.1"))


def test_a_frame_of_reference_may_be_one_of_the_standard():
    allows("UID011", build.ct(FrameOfReferenceUID="1.2.840.10008.1.4.1.1"))


@pytest.mark.parametrize("uid", [NOBODYS, build.CT_IMAGE])
def test_the_file_meta_and_the_data_set_are_judged_alike(uid: str):
    same_as_class = [("UID012", "(0008,0018)")] if uid == build.CT_IMAGE else []
    flags(build.ct(SOPInstanceUID=uid), ("UID011", "(0002,0003)"), ("UID011", "(0008,0018)"), *same_as_class)


@pytest.mark.parametrize("uid", [NOBODYS, EXPLICIT, build.CT_IMAGE])
def test_a_reference_to_an_instance_under_the_root_of_the_standard(uid: str):
    flags(citing(sop_instance=uid), ("UID011", f"{REFERENCE}.(0008,1155)"))


def test_well_known_instances_may_be_cited():
    allows("UID011", citing(sop_instance="1.2.840.10008.1.20.1.1"))


def test_a_reference_to_a_class_that_is_none():
    (finding,) = flags(citing(sop_class=EXPLICIT), ("UID008", f"{REFERENCE}.(0008,1150)"))
    assert "is Explicit VR Little Endian (Transfer Syntax), which is no SOP Class" in finding.message


@pytest.mark.parametrize("sop_class", [build.CT_IMAGE, "1.2.840.10008.3.1.2.3.1", "1.3.46.670589.1.1", NOBODYS])
def test_classes_of_all_kinds_may_be_cited(sop_class: str):
    allows("UID008", citing(sop_class=sop_class))
