"""What instances say of their own de-identification."""

import pytest
from pydicom.sequence import Sequence

from tests import build
from validator.engine.compare.markers import declared_options, declared_texts, is_marked
from validator.engine.header import scan
from validator.engine.model import Header
from validator.engine.privacy.profile import Option


def marked(**attributes: object) -> Header:
    return scan(build.file(build.ct(**attributes)))


CODES = Sequence([build.code("113100", "DCM", "Basic Profile"), build.code("113108", "DCM", "Retain Characteristics")])


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, False),
        ({"PatientIdentityRemoved": "NO"}, False),
        ({"PatientIdentityRemoved": "NO", "DeidentificationMethod": "none"}, False),
        ({"PatientIdentityRemoved": "YES"}, True),
        ({"DeidentificationMethod": "Basic"}, True),
        ({"DeidentificationMethodCodeSequence": CODES}, True),
    ],
)
def test_an_instance_is_marked_by_any_of_the_three(attributes: dict[str, object], expected: bool) -> None:
    assert is_marked(marked(**attributes)) is expected


def test_what_it_says_in_short() -> None:
    header = marked(
        PatientIdentityRemoved="YES", DeidentificationMethod="Basic", DeidentificationMethodCodeSequence=CODES
    )
    assert declared_texts(header) == [
        "Patient Identity Removed: YES",
        "De-identification Method: Basic",
        "113100 Basic Profile",
        "113108 Retain Characteristics",
    ]


def test_options_are_named_by_code_or_by_what_became_of_the_dates() -> None:
    assert declared_options(marked(DeidentificationMethodCodeSequence=CODES)) == {Option.PATIENT}
    assert declared_options(marked(LongitudinalTemporalInformationModified="MODIFIED")) == {Option.MODIFIED_DATES}
    assert declared_options(marked(LongitudinalTemporalInformationModified="REMOVED")) == set()
