"""SRD040 to SRD042."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import ROOT, code
from tests.engine.rules.documents import CITED, coded, evidence, image, selection, text
from tests.engine.rules.harness import allows, check, flags


def test_a_selection_of_nothing():
    flags(selection(text()), ("SRD040", "(0040,A730)"))
    allows("SRD040", selection())
    untyped = image()
    untyped.ValueType = "PICTURE"
    assert "SRD040" not in {finding.code for finding in check(selection(untyped)).findings}


def over_two_studies() -> Dataset:
    listed = Sequence([*evidence(CITED), *evidence(f"{CITED}.1", study=f"{ROOT}.2.2")])
    return selection(CurrentRequestedProcedureEvidenceSequence=listed)


def test_a_selection_over_two_studies():
    (finding,) = flags(over_two_studies(), ("SRD041", "(0040,A525)"))
    assert "comes from 2 studies" in finding.message


def test_a_selection_over_two_studies_that_names_its_copy():
    document = over_two_studies()
    document.IdenticalDocumentsSequence = evidence(f"{ROOT}.4.2", study=f"{ROOT}.2.2")
    allows("SRD041", document)


def reason() -> Dataset:
    name = Sequence([code("113011", "DCM", "Document Title Modifier")])
    value = Sequence([code("111210", "DCM", "Motion blur")])
    return coded(relationship="HAS CONCEPT MOD", ConceptNameCodeSequence=name, ConceptCodeSequence=value)


def test_a_reason_for_rejection_of_what_is_not_rejected():
    document = selection()
    document.ContentSequence.insert(0, reason())
    flags(document, ("SRD042", "(0040,A730)[0].(0040,A043)"))
    document.ConceptNameCodeSequence = Sequence([code("113001", "DCM", "Rejected for Quality Reasons")])
    allows("SRD042", document)
