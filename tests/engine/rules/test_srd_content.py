"""SRD001 to SRD004."""

import pytest
from pydicom.sequence import Sequence

from tests.build import code
from tests.engine.rules.documents import (
    BASIC_TEXT,
    CHEST_CAD,
    COMPREHENSIVE_3D,
    ENHANCED,
    EXTENSIBLE,
    coded,
    container,
    image,
    number,
    region,
    report,
    space,
    text,
    with_evidence,
)
from tests.engine.rules.harness import allows, check, flags

POINT = space("POINT", (1, 2, 3))


def test_a_measurement_in_a_basic_text_document():
    (finding,) = flags(report(text(), number(), sop_class=BASIC_TEXT), ("SRD001", "(0040,A730)[1].(0040,A040)"))
    assert "is NUM, which has no place in a Basic Text SR" in finding.message
    allows("SRD001", report(text(), number(), sop_class=ENHANCED))


def test_a_type_that_is_not_allowed_deeper_in_the_tree():
    flags(report(container(container(POINT))), ("SRD001", "(0040,A730)[0].(0040,A730)[0].(0040,A730)[0].(0040,A040)"))
    allows("SRD001", report(container(container(POINT)), sop_class=COMPREHENSIVE_3D))


def test_a_class_of_which_nothing_is_known_may_hold_anything():
    allows("SRD001", report(text(number()), sop_class="1.2.826.0.1.3680043.10.954.9"), ("UID016", "(0008,0016)"))


def test_a_text_that_contains_something():
    (finding,) = flags(report(text(text())), ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"))
    assert "is CONTAINS, from TEXT to TEXT: a Comprehensive SR has no such relationship" in finding.message
    allows("SRD002", report(text(text(relationship="INFERRED FROM"))))


@pytest.mark.parametrize("sop_class", [BASIC_TEXT, ENHANCED])
def test_simple_documents_allow_less(sop_class: str):
    flags(
        report(container(container(relationship="HAS ACQ CONTEXT")), sop_class=sop_class),
        ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"),
    )
    allows("SRD002", report(container(container(relationship="HAS ACQ CONTEXT"))))


def test_a_concept_is_modified_by_text_or_code():
    flags(
        report(coded(number(relationship="HAS CONCEPT MOD"))), ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)")
    )
    allows("SRD002", report(coded(coded(relationship="HAS CONCEPT MOD"), text(relationship="HAS CONCEPT MOD"))))


def test_only_containers_contain_in_an_extensible_document():
    flags(
        report(text(number()), sop_class=EXTENSIBLE),
        ("SRD002", "(0040,A730)[0].(0040,A730)[0].(0040,A010)"),
    )
    allows("SRD002", report(text(number(relationship="HAS OBS CONTEXT")), sop_class=EXTENSIBLE))


def test_chest_cad_lists_its_images():
    title = Sequence([code("112000", "DCM", "Chest CAD Report")])
    document = with_evidence(container(image()), sop_class=CHEST_CAD, ConceptNameCodeSequence=title)
    allows("SRD002", document)
    document.ContentSequence[0].ContentSequence.append(region())
    flags(document, ("SRD002", "(0040,A730)[0].(0040,A730)[1].(0040,A010)"))


def test_a_root_that_is_a_text():
    document = report(text(), ValueType="TEXT", TextValue="All is said here.", ContinuityOfContent=None)
    flags(document, ("SRD003", "(0040,A040)"))
    allows("SRD003", report())


def test_a_measurement_of_nothing():
    flags(report(number(MeasuredValueSequence=Sequence())), ("SRD004", "(0040,A730)[0].(0040,A300)"))


def test_a_measurement_of_nothing_with_its_reason():
    reason = Sequence([code("114006", "DCM", "Measurement failure")])
    allows("SRD004", report(number(MeasuredValueSequence=Sequence(), NumericValueQualifierCodeSequence=reason)))


def test_an_image_is_no_document():
    document = report(text(number()))
    for keyword in ("ValueType", "ContentSequence"):
        delattr(document, keyword)
    assert not [finding for finding in check(document).findings if finding.code.startswith("SRD")]
