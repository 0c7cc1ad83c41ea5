"""Who is cited by a data set, and where."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from validator.engine.header import scan
from validator.engine.hierarchy import Citation, citations

SOP, SERIES, STUDY = "1.2.3.4", "1.2.3.3", "1.2.3.2"


def cited(dataset: Dataset) -> list[Citation]:
    return citations(scan(build.file(dataset)).elements)


def image(uid: str) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = build.CT_IMAGE
    item.ReferencedSOPInstanceUID = uid
    return item


def test_an_instance_does_not_cite_itself() -> None:
    assert cited(build.ct()) == []


def test_a_context_knows_the_instances_that_it_is_cited_with() -> None:
    series, study = Dataset(), Dataset()
    series.SeriesInstanceUID = SERIES
    series.ReferencedSOPSequence = Sequence([image(SOP), image(f"{SOP}.5")])
    study.StudyInstanceUID = STUDY
    study.ReferencedSeriesSequence = Sequence([series])
    found = cited(build.sr(CurrentRequestedProcedureEvidenceSequence=Sequence([study])))
    outer, inner = "(0040,A375)[0].", "(0040,A375)[0].(0008,1115)[0]."
    assert found == [
        Citation(f"{outer}(0020,000D)", 0x0020000D, STUDY, (SOP, f"{SOP}.5")),
        Citation(f"{inner}(0020,000E)", 0x0020000E, SERIES, (SOP, f"{SOP}.5")),
        Citation(f"{inner}(0008,1199)[0].(0008,1155)", 0x00081155, SOP),
        Citation(f"{inner}(0008,1199)[1].(0008,1155)", 0x00081155, f"{SOP}.5"),
    ]


def test_several_uids_in_one_element_are_several_citations() -> None:
    found = cited(build.ct(FailedSOPInstanceUIDList=[SOP, f"{SOP}.5"]))
    assert found == [Citation("(0008,0058)", 0x00080058, uid) for uid in (SOP, f"{SOP}.5")]


def test_classes_standard_uids_and_original_attributes_are_left_out() -> None:
    original, modified, scheme = Dataset(), Dataset(), Dataset()
    modified.StudyInstanceUID = STUDY
    original.ModifiedAttributesSequence = Sequence([modified])
    scheme.CodingSchemeUID = "1.2.840.10008.2.16.4"
    dataset = build.ct(
        OriginalAttributesSequence=Sequence([original]), CodingSchemeIdentificationSequence=Sequence([scheme])
    )
    assert cited(dataset) == []
