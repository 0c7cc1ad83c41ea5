"""SRD030 to SRD033."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import ROOT, file
from tests.engine.rules.documents import CITED, cited, container, evidence, image, report, with_evidence
from tests.engine.rules.harness import allows, check, flags

MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4"
GRAYSCALE_STATE = "1.2.840.10008.5.1.4.1.1.11.1"
LISTED = "(0040,A375)[0].(0008,1115)[0].(0008,1199)"


def test_an_image_that_is_cited_and_not_listed():
    flags(report(image()), ("SRD030", "(0040,A730)[0].(0008,1199)[0].(0008,1155)"))
    flags(
        with_evidence(image(), container(image(uid=f"{ROOT}.4.78"))),
        ("SRD030", "(0040,A730)[1].(0040,A730)[0].(0008,1199)[0].(0008,1155)"),
    )
    allows("SRD030", with_evidence(image(), container(image())))


def test_an_image_that_is_listed_as_other_evidence():
    allows("SRD030", report(image(), PertinentOtherEvidenceSequence=evidence(CITED)))


def stately(state: str) -> Dataset:
    """An image as it is shown by a presentation state."""
    return image(ReferencedSOPSequence=Sequence([cited(state, GRAYSCALE_STATE)]))


def test_a_presentation_state_of_a_cited_image():
    path = "(0040,A730)[0].(0008,1199)[0].(0008,1199)[0].(0008,1155)"
    flags(with_evidence(stately(f"{ROOT}.4.90")), ("SRD030", path))
    listed = Sequence([*evidence(CITED), *evidence(f"{ROOT}.4.90", sop_class=GRAYSCALE_STATE)])
    allows("SRD030", report(stately(f"{ROOT}.4.90"), PertinentOtherEvidenceSequence=listed))


def test_a_file_that_is_cut_off_may_list_it_further_on():
    whole = file(report(image()))
    assert "SRD030" not in {finding.code for finding in check(whole[:-20]).findings}


def test_an_image_that_is_listed_with_another_class():
    flags(with_evidence(image(sop_class=MR_IMAGE)), ("SRD031", "(0040,A730)[0].(0008,1199)[0].(0008,1150)"))
    allows("SRD031", with_evidence(image()))
    allows("SRD031", with_evidence(image(), CurrentRequestedProcedureEvidenceSequence=evidence(CITED, sop_class="")))


def test_a_document_that_lists_itself():
    own = evidence(f"{ROOT}.4.1", sop_class="1.2.840.10008.5.1.4.1.1.88.33")
    flags(report(CurrentRequestedProcedureEvidenceSequence=own), ("SRD032", f"{LISTED}[0].(0008,1155)"))
    allows("SRD032", with_evidence())


def test_an_image_that_is_listed_in_two_series():
    flags(
        with_evidence(PertinentOtherEvidenceSequence=evidence(CITED)),
        ("SRD033", "(0040,A385)[0].(0008,1115)[0].(0008,1199)[0].(0008,1155)"),
    )
    allows("SRD033", with_evidence(CurrentRequestedProcedureEvidenceSequence=evidence(CITED, f"{CITED}.1")))
