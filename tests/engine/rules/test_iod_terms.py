"""IOD030 and IOD031."""

import re

import pytest

from tests import build
from tests.engine.rules import documents
from tests.engine.rules.harness import allows, flags


def test_a_value_that_is_not_enumerated():
    (finding,) = flags(build.ct(PatientSex="X"), ("IOD030", "(0010,0040)"))
    assert finding.message == (
        "(0010,0040) Patient's Sex is none of the values that the Patient module allows: M, F, O."
    )
    assert finding.value == "X"


def test_the_case_of_letters_counts():
    source = build.file(build.ct(), raw={0x00100040: ("CS", b"m ")})
    flags(source, ("IOD030", "(0010,0040)"), ("VRV010", "(0010,0040)"))


@pytest.mark.parametrize("sex", ["M", "F", "O", ""])
def test_values_that_are_enumerated(sex: str):
    allows("IOD030", build.ct(PatientSex=sex))


def test_a_value_is_judged_by_its_position():
    (finding,) = flags(build.ct(ImageType=["ORIG", "PRIMARY", "AXIAL"]), ("IOD030", "(0008,0008)"))
    assert finding.message == (
        "(0008,0008) Image Type is none of the values that the General Image module allows as value 1: ORIGINAL, "
        "DERIVED."
    )
    flags(build.ct(ImageType=["ORIGINAL", "AXIAL", "AXIAL"]), ("IOD030", "(0008,0008)"))


def test_values_behind_the_last_position_are_free():
    allows("IOD030", build.ct(ImageType=["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SEQ"]))


def test_binary_numbers_are_compared_as_numbers():
    dataset = build.ct(BitsAllocated=32, BitsStored=12, PixelData=bytes(4 * 6 * 4))
    (finding, _) = flags(dataset, ("IOD030", "(0028,0100)"), ("OPS039", "(0028,0100)"))
    assert finding.message == ("(0028,0100) Bits Allocated is none of the values that the CT Image module allows: 16.")


def test_a_term_of_a_content_item():
    source = documents.report(documents.text(ValueType="PROSE"))
    flags(source, ("IOD030", "(0040,A730)[0].(0040,A040)"))


def test_a_term_that_is_not_defined():
    (finding,) = flags(build.ct(ImageType=["ORIGINAL", "PRIMARY", "COMPASS"]), ("IOD031", "(0008,0008)"))
    assert finding.message == (
        "(0008,0008) Image Type is none of the terms that the CT Image module defines as value 3: AXIAL, LOCALIZER."
    )


def test_many_terms_are_named_in_part():
    findings = flags(
        build.ct(Modality="XRAY"), ("IOD031", "(0008,0060)"), ("OPS030", "(0008,0060)"), ("OPS032", "(0008,0060)")
    )
    (message,) = (finding.message for finding in findings if finding.code == "IOD031")
    assert re.search(r": .* and \d+ more\.$", message)


def test_terms_that_are_defined():
    allows("IOD031", build.ct(ImageType=["DERIVED", "SECONDARY", "LOCALIZER"], RescaleType="HU"))
