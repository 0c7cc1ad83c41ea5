"""SRD020 to SRD023."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import ROOT, code
from tests.engine.rules.documents import DOSE, container, evidence, report
from tests.engine.rules.harness import allows, flags

OWN = f"{ROOT}.4.1"


def template(identifier: str, resource: str = "DCMR") -> Sequence:
    item = Dataset()
    item.MappingResource = resource
    item.TemplateIdentifier = identifier
    return Sequence([item])


def test_a_dose_report_under_another_title():
    (finding,) = flags(report(sop_class=DOSE), ("SRD020", "(0040,A043)"))
    assert "is not (113701, DCM, X-Ray Radiation Dose Report)" in finding.message
    title = Sequence([code("113701", "DCM", "X-Ray Radiation Dose Report")])
    allows("SRD020", report(sop_class=DOSE, ConceptNameCodeSequence=title))


def test_a_general_report_has_any_title():
    allows("SRD020", report())


@pytest.mark.parametrize("identifier", ["TID1500", "TID 1500", "01500"])
def test_a_template_that_is_not_named_by_its_number(identifier: str):
    flags(report(ContentTemplateSequence=template(identifier)), ("SRD021", "(0040,A504)[0].(0040,DB00)"))


def test_a_template_that_is_named_by_its_number():
    allows("SRD021", report(ContentTemplateSequence=template("1500")))


def test_templates_of_others_are_named_as_they_like():
    allows("SRD021", report(ContentTemplateSequence=template("XY_17", "99EXAMPLE")))


def test_a_template_deeper_in_the_tree():
    document = report(container(ContentTemplateSequence=template("TID1410")))
    flags(document, ("SRD021", "(0040,A730)[0].(0040,A504)[0].(0040,DB00)"))


def verified(**attributes: str) -> Dataset:
    observer = Dataset()
    observer.VerifyingOrganization = "GENERAL"
    observer.VerificationDateTime = "20240229110000"
    observer.VerifyingObserverName = "Kranz^Ada"
    observer.VerifyingObserverIdentificationCodeSequence = Sequence()
    return report(VerificationFlag="VERIFIED", VerifyingObserverSequence=Sequence([observer]), **attributes)


def test_a_partial_document_that_is_verified():
    flags(verified(CompletionFlag="PARTIAL"), ("SRD022", "(0040,A493)"))
    allows("SRD022", verified())
    allows("SRD022", report(CompletionFlag="PARTIAL"))


def test_a_document_that_follows_itself():
    path = "[0].(0008,1115)[0].(0008,1199)[0].(0008,1155)"
    flags(report(PredecessorDocumentsSequence=evidence(OWN)), ("SRD023", f"(0040,A360){path}"))
    flags(report(IdenticalDocumentsSequence=evidence(OWN)), ("SRD023", f"(0040,A525){path}"))
    allows("SRD023", report(PredecessorDocumentsSequence=evidence(f"{ROOT}.4.2")))
