"""IOD001 to IOD004."""

import pytest
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import state


def test_an_attribute_of_type_1_is_missing():
    (finding,) = flags(build.ct(PixelSpacing=None), ("IOD001", "(0028,0030)"))
    assert finding.message == (
        "(0028,0030) Pixel Spacing is missing: the Image Plane module requires it with a value (Type 1)."
    )
    assert finding.offset is None


def test_a_sequence_of_type_1_is_missing():
    flags(state(ReferencedSeriesSequence=None), ("IOD001", "(0008,1115)"))


def test_an_attribute_of_an_item_is_missing():
    region = build.changed(build.code("51185008", "SCT", "Chest"), CodeMeaning=None)
    source = build.file(build.ct(AnatomicRegionSequence=Sequence([region])))
    (finding,) = flags(source, ("IOD001", "(0008,2218)[0].(0008,0104)"))
    assert finding.offset is not None
    assert source[finding.offset :].startswith(b"\xfe\xff\x00\xe0")


def test_each_item_is_asked():
    codes = [
        build.changed(build.code("24627-2", "LN", "CT Chest"), CodeMeaning=None),
        build.code("24627-2", "LN", "CT Chest"),
        build.changed(build.code("24627-2", "LN", "CT Chest"), CodeMeaning=None),
    ]
    flags(
        build.ct(ProcedureCodeSequence=Sequence(codes)),
        ("IOD001", "(0008,1032)[0].(0008,0104)"),
        ("IOD001", "(0008,1032)[2].(0008,0104)"),
    )


def test_attributes_of_type_1_are_there():
    allows("IOD001", build.ct())


def test_an_attribute_of_type_1_is_empty():
    (finding,) = flags(build.ct(PixelSpacing=""), ("IOD002", "(0028,0030)"))
    assert finding.message == "(0028,0030) Pixel Spacing has no value: the Image Plane module requires one (Type 1)."
    assert finding.offset is not None


@pytest.mark.parametrize("value", [b"  ", b"\0\0", b" \0"])
def test_padding_is_no_value(value: bytes):
    flags(build.file(build.sr(), raw={0x0040A491: ("CS", value)}), ("IOD002", "(0040,A491)"))


def test_zero_is_a_value():
    allows("IOD002", build.ct(RescaleIntercept=0, PixelRepresentation=0))


def test_a_sequence_of_type_1_has_no_item():
    (finding,) = flags(state(ReferencedSeriesSequence=Sequence()), ("IOD003", "(0008,1115)"))
    assert finding.message == (
        "(0008,1115) Referenced Series Sequence has no items: the Presentation State Relationship module requires at "
        "least one (Type 1)."
    )


def test_a_sequence_of_type_2_may_have_no_item():
    allows("IOD003", build.sr(PerformedProcedureCodeSequence=Sequence()))


def test_an_attribute_of_type_2_is_missing():
    (finding,) = flags(build.ct(KVP=None), ("IOD004", "(0018,0060)"))
    assert finding.message == (
        "(0018,0060) KVP is missing: the CT Image module requires it, empty where its value is unknown (Type 2)."
    )


def test_a_sequence_of_type_2_is_missing():
    flags(build.sr(PerformedProcedureCodeSequence=None), ("IOD004", "(0040,A372)"))


def test_an_attribute_of_type_2_is_empty():
    allows("IOD004", build.ct(KVP="", AcquisitionNumber="", ReferringPhysicianName=""))


def test_an_attribute_of_type_3_is_missing():
    allows("IOD001", build.ct(RescaleType=None, StudyDescription=None), ("OPS008", "(0008,1030)"))


def test_what_a_module_demands_that_is_in_use_for_one_of_its_attributes():
    findings = flags(
        build.ct(ClinicalTrialProtocolID="T-1", ClinicalTrialSubjectID="S-1", ClinicalTrialSiteID=""),
        ("IOD001", "(0012,0010)"),
        ("IOD004", "(0012,0021)"),
        ("IOD004", "(0012,0031)"),
    )
    for finding in findings:
        assert "the Clinical Trial Subject module requires it" in finding.message
        present = "Clinical Trial Protocol ID, Clinical Trial Site ID and Clinical Trial Subject ID are present"
        assert finding.message.endswith(f", because {present}.")
