"""IDN011 to IDN013."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags
from validator.engine.rules.tags import PATIENT_ID


@pytest.mark.parametrize("word", ["UNKNOWN", "unknown", "0", "N/A", "?"])
def test_placeholders(word: str):
    flags(build.ct(PatientID=word, AccessionNumber=word), ("IDN011", "(0010,0020)"), ("IDN011", "(0008,0050)"))


def test_numbers_that_contain_a_placeholder():
    allows("IDN011", build.ct(PatientID="TEST-4711", AccessionNumber="00"))


def test_identifiers_that_begin_with_a_space():
    flags(build.file(build.ct(), raw={PATIENT_ID: ("LO", b" 4711 ")}), ("IDN012", "(0010,0020)"))
    allows("IDN012", build.file(build.ct(), raw={PATIENT_ID: ("LO", b"4711  ")}))


def test_identifiers_with_wildcards():
    (finding,) = flags(build.ct(PatientID="4711*"), ("IDN013", "(0010,0020)"))
    assert "contains *" in finding.message
    allows("IDN013", build.ct(PatientID="4711-X"))
