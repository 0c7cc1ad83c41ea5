"""IDN004 to IDN008."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags
from validator.engine.rules.tags import ACCESSION_NUMBER

AT_LIMIT = "RAD-2024-0000815"


def request(accession: str) -> list[Dataset]:
    """A Request Attributes Sequence with one order."""
    item = Dataset()
    item.AccessionNumber = accession
    return [item]


def test_accession_number_missing():
    flags(build.ct(AccessionNumber=None), ("IDN004", "(0008,0050)"))
    allows("IDN004", build.ct())


def test_accession_number_empty():
    flags(build.ct(AccessionNumber=""), ("IDN005", "(0008,0050)"))
    allows("IDN005", build.ct())


def test_an_accession_number_longer_than_its_limit():
    flags(
        build.file(build.ct(), raw={ACCESSION_NUMBER: ("SH", f"{AT_LIMIT}12".encode())}),
        ("IDN006", "(0008,0050)"),
        ("VRV001", "(0008,0050)"),
    )
    allows("IDN006", build.ct(AccessionNumber="A2024-0815"))


def test_an_accession_number_cut_to_the_limit():
    found = flags(
        build.ct(AccessionNumber=AT_LIMIT, FillerOrderNumberImagingServiceRequest=f"{AT_LIMIT}1"),
        ("IDN007", "(0008,0050)"),
        ("IDN008", "(0008,0050)"),
    )
    assert "the number at (0040,2017)" in found[0].message


def test_an_accession_number_shorter_than_that_of_its_request():
    (finding,) = flags(
        build.ct(AccessionNumber="A2024-08", RequestAttributesSequence=request("A2024-0815")),
        ("IDN007", "(0008,0050)"),
    )
    assert "the number at (0040,0275)[0].(0008,0050)" in finding.message


def test_order_numbers_of_another_kind_may_continue_a_short_accession_number():
    allows("IDN007", build.ct(FillerOrderNumberImagingServiceRequest="A2024-0815-01"))


def test_the_same_accession_number_in_the_request():
    allows("IDN007", build.ct(RequestAttributesSequence=request("A2024-0815")))


def test_an_accession_number_that_fills_its_limit():
    flags(build.ct(AccessionNumber=AT_LIMIT), ("IDN008", "(0008,0050)"))
    allows("IDN008", build.ct(AccessionNumber=AT_LIMIT[:-1]))
