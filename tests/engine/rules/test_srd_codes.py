"""SRD130 to SRD135."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import changed, code
from tests.engine.rules.documents import coded, report
from tests.engine.rules.harness import allows, flags

CODE = "(0040,A730)[0].(0040,A168)[0]"


def with_codes(*codes: Dataset) -> Dataset:
    """A report with a CODE item for each."""
    return report(*(coded(ConceptCodeSequence=Sequence([one])) for one in codes))


def long_code(value: str) -> Dataset:
    return changed(code("", "99EXAMPLE", "Something"), CodeValue=None, LongCodeValue=value)


def test_a_long_code_that_is_short():
    (finding,) = flags(with_codes(long_code("1234567890123456")), ("SRD130", f"{CODE}.(0008,0119)"))
    assert "has 16 characters" in finding.message
    allows("SRD130", with_codes(long_code("12345678901234567")))


def test_codes_of_snomed_rt():
    (finding,) = flags(
        with_codes(code("T-62000", "SRT", "Liver"), code("T-C3000", "SRT", "Spleen")),
        ("SRD131", f"{CODE}.(0008,0102)"),
    )
    assert "replaced by SCT; 2 codes in this instance use it" in finding.message
    allows("SRD131", with_codes(code("10200004", "SCT", "Liver")))


def test_the_first_place_in_the_file_is_named():
    codes = [code("10200004", "SCT", "Liver"), code("T-62000", "SRT", "Liver"), code("T-62000", "SRT", "Liver")]
    flags(with_codes(*codes), ("SRD131", "(0040,A730)[1].(0040,A168)[0].(0008,0102)"))


@pytest.mark.parametrize("scheme", ["SNOMED", "Fuji Standard"])
def test_a_scheme_that_nobody_knows(scheme: str):
    flags(with_codes(code("1", scheme, "Liver")), ("SRD132", f"{CODE}.(0008,0102)"))


@pytest.mark.parametrize("scheme", ["99EXAMPLE", "LN", "HL70396", "RADLEX"])
def test_schemes_that_are_known_or_private(scheme: str):
    allows("SRD132", with_codes(code("12345-6", scheme, "Liver")))


def test_a_private_scheme_with_other_characters():
    (finding,) = flags(
        with_codes(code("1", "99_OWN", "Liver"), code("2", "99_OWN", "Spleen")), ("SRD133", f"{CODE}.(0008,0102)")
    )
    assert "2 codes in this instance use it" in finding.message
    allows("SRD133", with_codes(code("1", "99OWN", "Liver")))


@pytest.mark.parametrize(("value", "scheme"), [("T-62000", "SCT"), ("12", "SCT"), ("18748", "LN"), ("ab-1", "DCM")])
def test_codes_that_their_scheme_cannot_have(value: str, scheme: str):
    unknown = [("SRD140", f"{CODE}.(0008,0100)")] if scheme == "DCM" else []
    flags(with_codes(code(value, scheme, "Liver")), ("SRD134", f"{CODE}.(0008,0100)"), *unknown)


@pytest.mark.parametrize(
    ("value", "scheme"), [("10200004", "SCT"), ("18748-4", "LN"), ("LP29684-5", "LN"), ("CT", "DCM")]
)
def test_codes_that_their_scheme_has(value: str, scheme: str):
    allows("SRD134", with_codes(code(value, scheme, "Something")))


def grouped(identifier: str, resource: str = "DCMR") -> Dataset:
    one = code("10200004", "SCT", "Liver")
    return with_codes(
        changed(one, ContextIdentifier=identifier, MappingResource=resource, ContextGroupVersion="20240101")
    )


@pytest.mark.parametrize("identifier", ["CID 4031", "CID4031", "04031"])
def test_a_context_group_that_is_not_named_by_its_number(identifier: str):
    flags(grouped(identifier), ("SRD135", f"{CODE}.(0008,010F)"))


def test_a_context_group_that_is_named_by_its_number():
    allows("SRD135", grouped("4031"))
    allows("SRD135", grouped("OWN_1", "99EXAMPLE"))
