"""IOD010 to IOD014."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.multiframe import item, segmentation


def observer() -> Dataset:
    """Who verified a report."""
    return item(
        VerifyingObserverName="Kranz^Ada",
        VerifyingObserverIdentificationCodeSequence=Sequence(),
        VerifyingOrganization="General",
        VerificationDateTime="20240229103000",
    )


def region(**attributes: str | None) -> Dataset:
    """A CT with a coded body part."""
    code = build.changed(build.code("51185008", "SCT", "Chest"), **attributes)
    return build.ct(AnatomicRegionSequence=Sequence([code]))


def binary(**attributes: object) -> Dataset:
    """A segmentation of one bit a pixel."""
    dataset = segmentation(SegmentationType="BINARY", BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=bytes(10))
    return build.changed(dataset, **attributes)


def test_a_sequence_is_missing_though_its_condition_holds():
    (finding,) = flags(build.sr(VerificationFlag="VERIFIED"), ("IOD010", "(0040,A073)"))
    assert finding.message == (
        "(0040,A073) Verifying Observer Sequence is missing: the SR Document General module requires it with a value "
        "(Type 1C), because Verification Flag is VERIFIED."
    )


def test_an_attribute_of_an_item_is_missing_though_its_condition_holds():
    (finding,) = flags(region(CodingSchemeDesignator=None), ("IOD010", "(0008,2218)[0].(0008,0102)"))
    assert finding.message.endswith("(Type 1C), because Code Value is present.")


def test_the_condition_is_met_and_so_is_the_demand():
    allows("IOD010", build.sr(VerificationFlag="VERIFIED", VerifyingObserverSequence=Sequence([observer()])))
    allows("IOD010", region())


def test_nothing_is_missing_where_nobody_can_tell_whether_the_condition_holds():
    allows("IOD010", build.ct(RescaleType=None))


def test_a_conditional_attribute_is_empty_though_its_condition_holds():
    (finding,) = flags(region(CodingSchemeDesignator=""), ("IOD011", "(0008,2218)[0].(0008,0102)"))
    assert finding.message == (
        "(0008,0102) Coding Scheme Designator has no value: where the General Image module has it, it has a value "
        "(Type 1C), because Code Value is present."
    )


def test_a_conditional_attribute_is_empty_though_nobody_can_tell_whether_its_condition_holds():
    (finding,) = flags(build.ct(RescaleType=""), ("IOD011", "(0028,1054)"))
    assert finding.message == (
        "(0028,1054) Rescale Type has no value: where the CT Image module has it, it has a value (Type 1C)."
    )


def test_a_conditional_attribute_of_type_2_may_be_empty():
    allows("IOD011", build.ct(PatientPosition=""))


def test_a_conditional_attribute_of_type_2_is_missing_though_its_condition_holds():
    (finding,) = flags(build.ct(PatientPosition=None), ("IOD012", "(0018,5100)"))
    assert finding.message == (
        "(0018,5100) Patient Position is missing: the General Series module requires it, empty where its value is "
        "unknown (Type 2C), because Patient Orientation Code Sequence is absent."
    )


def test_a_condition_of_type_2_does_not_hold():
    allows("IOD012", build.secondary_capture(PatientPosition=None))


def test_each_of_two_that_exclude_each_other_is_one_too_many():
    lut = item(LUTDescriptor=[256, 0, 16], ModalityLUTType="OD", LUTData=bytes(512))
    findings = flags(
        build.secondary_capture(ModalityLUTSequence=Sequence([lut])),
        ("IOD013", "(0028,1052)"),
        ("IOD013", "(0028,3000)"),
        ("PIX103", "(0028,3000)"),
    )
    (message,) = (finding.message for finding in findings if finding.path == "(0028,1052)")
    assert message == (
        "(0028,1052) Rescale Intercept must not be here: the Modality LUT module allows it only if Modality LUT "
        "Sequence is absent."
    )


def test_one_of_two_that_exclude_each_other():
    allows("IOD013", build.secondary_capture())


def test_attributes_stand_outside_their_condition():
    findings = flags(binary(), ("IOD014", "(0062,000E)"), ("IOD014", "(0062,0010)"))
    assert findings[0].message == (
        "(0062,000E) Maximum Fractional Value is here although its condition does not hold: the Segmentation Image "
        "module has it if Segmentation Type is FRACTIONAL."
    )


def test_a_sequence_stands_outside_its_condition():
    flags(build.sr(VerifyingObserverSequence=Sequence([observer()])), ("IOD014", "(0040,A073)"))


def test_nothing_stands_outside_its_condition():
    allows("IOD014", binary(MaximumFractionalValue=None, SegmentationFractionalType=None))


@pytest.mark.parametrize("flag", [None, ""])
def test_an_attribute_is_not_blamed_where_what_its_condition_reads_is_missing_or_empty(flag: str | None):
    code = "IOD001" if flag is None else "IOD002"
    source = build.sr(VerifyingObserverSequence=Sequence([observer()]), VerificationFlag=flag)
    flags(source, (code, "(0040,A493)"))


def test_a_condition_that_never_holds_in_an_iod_is_not_quoted():
    image = build.ct(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.128",
        Modality="PT",
        PatientPosition="HFS",
        PatientOrientationCodeSequence=Sequence([item()]),
    )
    told = [finding.message for finding in check(image).findings if finding.path == "(0018,5100)"]
    assert told == [
        "(0018,5100) Patient Position must not be here: the General Series module never allows it in this IOD."
    ]
