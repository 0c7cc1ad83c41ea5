"""OPS030 to OPS049."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


def test_an_unknown_modality():
    flags(build.secondary_capture(Modality="CBCT"), ("OPS030", "(0008,0060)"))
    allows("OPS030", build.secondary_capture(Modality="XC"))


def test_a_retired_modality():
    flags(build.secondary_capture(Modality="DF"), ("OPS031", "(0008,0060)"))
    allows("OPS031", build.secondary_capture(Modality="RF"))


def test_a_modality_of_another_class():
    (finding,) = flags(build.ct(Modality="OT"), ("OPS032", "(0008,0060)"))
    assert "is not CT, as this SOP Class requires" in finding.message
    allows("OPS032", build.secondary_capture(Modality="CT"))


@pytest.mark.parametrize(
    ("day", "problem"),
    [("20240301", "behind the Study Date"), ("18000101", "more than 130 years before the Study Date")],
)
def test_birth_dates_that_cannot_be(day: str, problem: str):
    (finding,) = flags(build.ct(PatientBirthDate=day), ("OPS033", "(0010,0030)"))
    assert problem in finding.message


@pytest.mark.parametrize("day", ["20240229", "18940101"])
def test_birth_dates_at_the_edges(day: str):
    allows("OPS033", build.ct(PatientBirthDate=day))


def test_a_study_from_before_there_were_data():
    flags(build.ct(StudyDate="19000101", PatientBirthDate="18800101"), ("OPS034", "(0008,0020)"))
    allows("OPS034", build.ct(StudyDate="19750101"))


def test_an_old_film_that_was_scanned():
    allows("OPS034", build.secondary_capture(StudyDate="19650101", PatientBirthDate="19300101"))


@pytest.mark.parametrize("word", ["THORAX", "LUNGS"])
def test_a_body_part_in_other_words(word: str):
    (finding,) = flags(build.ct(BodyPartExamined=word), ("OPS035", "(0018,0015)"))
    assert "write CHEST" in finding.message
    allows("OPS035", build.ct(BodyPartExamined="CHEST"))


def test_an_unknown_conversion_type():
    flags(build.secondary_capture(ConversionType="SCAN"), ("OPS036", "(0008,0064)"))
    allows("OPS036", build.secondary_capture(ConversionType="WSD"))


@pytest.mark.parametrize("name", ["Anonymous^^", "TEST^"])
def test_words_for_no_name(name: str):
    flags(build.ct(PatientName=name), ("OPS037", "(0010,0010)"))
    allows("OPS037", build.ct(PatientName="Test^Tina"))


@pytest.mark.parametrize("syntax", [build.DEFLATED])
def test_a_syntax_that_few_systems_read(syntax: str):
    flags(build.file(build.ct(), syntax=syntax), ("OPS038", "(0002,0010)"))
    allows("OPS038", build.file(build.ct(), syntax=build.IMPLICIT_LITTLE))


def test_jpeg_ls_is_named():
    source = build.compressed(b"\xff\xd8\xff\xd9", syntax="1.2.840.10008.1.2.4.80")
    (finding,) = flags(source, ("OPS038", "(0002,0010)"))
    assert "is JPEG-LS Lossless:" in finding.message


def test_samples_of_thirty_two_bits():
    wide = {"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31, "PixelData": bytes(96)}
    flags(build.ct(**wide), ("OPS039", "(0028,0100)"))
    dose = build.ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.481.2", Modality="RTDOSE", **wide)
    allows("OPS039", dose)
