"""IOD040 to IOD043."""

import struct

from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.documents import cited
from tests.engine.rules.harness import allows, flags


def test_an_attribute_that_is_in_no_module():
    (finding,) = flags(build.ct(EchoTime="3"), ("IOD040", "(0018,0081)"))
    assert finding.message == (
        "In no module of this IOD: (0018,0081) Echo Time. The instance is of a Standard Extended SOP Class."
    )


def test_several_of_them_are_told_of_once():
    (finding,) = flags(build.ct(EchoTime="3", RepetitionTime="5"), ("IOD040", ""))
    assert finding.message.startswith("In no module of this IOD: (0018,0080) Repetition Time, (0018,0081) Echo Time.")


def test_optional_attributes_of_optional_modules():
    allows("IOD040", build.ct(PatientAge="054Y", ContrastBolusAgent="IODINE", CommentsOnThePerformedProcedureStep="-"))


def test_a_private_attribute_is_in_no_iod():
    allows(
        "IOD040",
        build.file(build.ct(), raw={0x00090010: ("LO", b"EXAMPLE "), 0x00091001: ("LO", b"DONE")}),
        ("PRV013", "(0009,0010)"),
    )


def test_an_attribute_that_its_item_does_not_have():
    image = build.changed(cited(), PatientID="P-4711")
    (finding,) = flags(build.ct(ReferencedImageSequence=Sequence([image])), ("IOD041", "(0008,1140)[0].(0010,0020)"))
    assert finding.message == (
        "Not among the attributes that PS3.3 lists for the items that hold them: (0010,0020) Patient ID."
    )


def test_attributes_that_items_have():
    purpose = Sequence([build.code("121311", "DCM", "Localizer")])
    image = build.changed(cited(), PurposeOfReferenceCodeSequence=purpose)
    allows("IOD041", build.ct(ReferencedImageSequence=Sequence([image])))


def test_a_retired_attribute():
    source = build.file(build.ct(), raw={0x00280005: ("US", struct.pack("<H", 2))})
    (finding,) = flags(source, ("IOD042", "(0028,0005)"))
    assert finding.message == "Retired, so that newer systems need not read them: (0028,0005) Image Dimensions."


def test_a_retired_attribute_of_an_item():
    flags(
        build.ct(ReferencedImageSequence=Sequence([build.changed(cited(), StudyIDIssuer="X")])),
        ("IOD042", "(0008,1140)[0].(0032,0012)"),
    )


def test_no_attribute_is_retired():
    allows("IOD042", build.ct())


def test_an_attribute_that_an_earlier_edition_had():
    (finding,) = flags(build.ct(TableTopPitchAngle=1.0), ("IOD043", "(300A,0140)"))
    assert finding.message == (
        "In no module of this IOD any more, though earlier editions of the standard had them here: (300A,0140) Table "
        "Top Pitch Angle."
    )


def test_what_an_earlier_edition_of_another_iod_had():
    allows("IOD043", build.ct(EchoTime="3"), ("IOD040", "(0018,0081)"))
