"""SRD005 to SRD008."""

import pytest

from tests.build import file
from tests.engine.rules.documents import (
    BASIC_TEXT,
    COMPREHENSIVE_3D,
    container,
    number,
    reference,
    report,
    text,
)
from tests.engine.rules.harness import allows, check, flags

WHERE = "(0040,A730)[0].(0040,A730)[0].(0040,DB73)"


@pytest.mark.parametrize("position", [(1, 3), (1, 2, 1), (2,), (1, 0)])
def test_a_reference_that_leads_nowhere(position: tuple[int, ...]):
    flags(report(text(reference("INFERRED FROM", *position)), number()), ("SRD005", WHERE))


def test_a_reference_to_a_measurement():
    allows("SRD005", report(text(reference("INFERRED FROM", 1, 2)), number()))
    allows("SRD005", report(text(reference("INFERRED FROM", 1, 2, 1)), container(number())))


def test_a_reference_in_a_file_that_is_cut_off_may_lead_further():
    whole = file(report(text(reference("INFERRED FROM", 1, 3)), number()))
    assert "SRD005" not in {finding.code for finding in check(whole[:-30]).findings}


@pytest.mark.parametrize("sop_class", [None, COMPREHENSIVE_3D])
def test_a_reference_to_what_stands_around_it(sop_class: str | None):
    classes = {"sop_class": sop_class} if sop_class else {}
    document = report(container(text(reference("INFERRED FROM", 1, 1))), **classes)
    flags(document, ("SRD006", "(0040,A730)[0].(0040,A730)[0].(0040,A730)[0].(0040,DB73)"))


def test_a_reference_to_a_neighbour():
    allows("SRD006", report(container(text(reference("INFERRED FROM", 1, 1, 2)), number())))


def test_a_reference_in_a_basic_text_document():
    (finding,) = flags(report(text(reference("INFERRED FROM", 1, 2)), text(), sop_class=BASIC_TEXT), ("SRD007", WHERE))
    assert "with INFERRED FROM: in a Basic Text SR" in finding.message


def test_a_concept_is_never_modified_by_reference():
    flags(report(text(reference("HAS CONCEPT MOD", 1, 2)), text()), ("SRD007", WHERE))
    allows("SRD007", report(text(reference("HAS PROPERTIES", 1, 2)), text()))


def test_a_reference_to_a_reference():
    flags(
        report(text(reference("INFERRED FROM", 1, 2, 1)), text(reference("INFERRED FROM", 1, 3)), number()),
        ("SRD008", WHERE),
    )
    allows("SRD008", report(text(reference("INFERRED FROM", 1, 2)), number()))
