"""PRV020."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags
from validator.engine.rules.prv.people import ABOUT, IDENTIFYING

RIS = ("LO", b"SIEMENS RIS ")


def registered(**elements: tuple[str, bytes]) -> bytes:
    """A CT image with elements of the block of SIEMENS RIS, by the last two digits of their numbers."""
    numbers = {0x00111000 | int(number.removeprefix("x"), 16): value for number, value in elements.items()}
    return build.file(build.ct(), raw={0x00110010: RIS, **numbers})


def test_the_identifier_of_the_patient_in_a_private_attribute():
    (finding,) = flags(registered(x11=("LO", b"P-4711")), ("PRV020", "(0011,1011)"))
    assert "is the Patient ID of its maker" in finding.message


@pytest.mark.parametrize("value", [b"", b"  ", b"\0\0"])
def test_an_identifier_that_was_removed(value: bytes):
    allows("PRV020", registered(x11=("LO", value)))


def test_an_attribute_that_names_nobody():
    allows("PRV020", registered(x40=("LO", b"INPATIENT ")))


@pytest.mark.parametrize(
    "name",
    ["Patient NameRIS", "Patient Prename", "Patient Last Name", "PET patient_id", "patient DOB", "Patient Birthdate",
     "Social Security Number", "Master Accession Number", "Person Home Phone", "Global Patient ID", "Client Name"],
)  # fmt: skip
def test_names_that_mean_a_person(name: str):
    assert IDENTIFYING.search(name)
    assert not ABOUT.search(name)


@pytest.mark.parametrize(
    "name",
    ["Patient Position", "Patient UID", "Patient Hospital Status", "Operator Name", "Patient Size String",
     "Referring Physician's Name", "Local IP Address", "Patient Language", "Series Name"],
)  # fmt: skip
def test_names_that_do_not(name: str):
    assert not IDENTIFYING.search(name)


def test_names_about_an_identifier():
    assert ABOUT.search("Assigning Authority For Patient ID")
