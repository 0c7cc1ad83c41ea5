"""Well-formed SR documents, and the content items that they are made of."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import CT_IMAGE, ROOT, changed, code, instance

CLASS = "1.2.840.10008.5.1.4.1.1.88."
BASIC_TEXT, ENHANCED, COMPREHENSIVE, COMPREHENSIVE_3D = f"{CLASS}11", f"{CLASS}22", f"{CLASS}33", f"{CLASS}34"
EXTENSIBLE, KEY_OBJECTS, CHEST_CAD, DOSE = f"{CLASS}35", f"{CLASS}59", f"{CLASS}65", f"{CLASS}67"
CITED = f"{ROOT}.4.77"
"""The SOP Instance UID of the CT image that ``evidence`` lists."""


def report(*content: Dataset, sop_class: str = COMPREHENSIVE, **attributes: Any) -> Dataset:
    """An SR document of this class with these content items."""
    document = instance(sop_class)
    document.Modality = "SR"
    document.SeriesDescription = "Report"
    document.ReferencedPerformedProcedureStepSequence = Sequence()
    document.ContentDate = "20240229"
    document.ContentTime = "103000"
    document.CompletionFlag = "COMPLETE"
    document.VerificationFlag = "UNVERIFIED"
    document.PerformedProcedureCodeSequence = Sequence()
    document.ValueType = "CONTAINER"
    document.ConceptNameCodeSequence = Sequence([code("18748-4", "LN", "Diagnostic imaging report")])
    document.ContinuityOfContent = "SEPARATE"
    document.ContentSequence = Sequence(content or (text(),))
    return changed(document, **attributes)


def selection(*content: Dataset, **attributes: Any) -> Dataset:
    """A Key Object Selection Document, of one image unless said otherwise."""
    document = report(*(content or (image(),)), sop_class=KEY_OBJECTS, Modality="KO")
    for keyword in ("CompletionFlag", "VerificationFlag", "PerformedProcedureCodeSequence"):
        delattr(document, keyword)
    document.ConceptNameCodeSequence = Sequence([code("113000", "DCM", "Of Interest")])
    document.CurrentRequestedProcedureEvidenceSequence = evidence(CITED)
    return changed(document, **attributes)


def item(relationship: str, value_type: str, *children: Dataset, **attributes: Any) -> Dataset:
    """A content item; its concept name is Finding where the type needs one."""
    content = Dataset()
    content.RelationshipType = relationship
    content.ValueType = value_type
    if value_type in ("TEXT", "CODE", "NUM", "UIDREF", "PNAME", "DATE", "TIME", "DATETIME"):
        content.ConceptNameCodeSequence = Sequence([code("121071", "DCM", "Finding")])
    if value_type == "CONTAINER":
        content.ContinuityOfContent = "SEPARATE"
    if children:
        content.ContentSequence = Sequence(children)
    return changed(content, **attributes)


def text(*children: Dataset, relationship: str = "CONTAINS", **attributes: Any) -> Dataset:
    return item(relationship, "TEXT", *children, **{"TextValue": "Nothing unusual.", **attributes})


def coded(*children: Dataset, relationship: str = "CONTAINS", **attributes: Any) -> Dataset:
    """A CODE item: normal."""
    value = Sequence([code("17621005", "SCT", "Normal")])
    return item(relationship, "CODE", *children, **{"ConceptCodeSequence": value, **attributes})


def number(*children: Dataset, relationship: str = "CONTAINS", **attributes: Any) -> Dataset:
    """A NUM item of twelve millimetres."""
    measured = Dataset()
    measured.NumericValue = "12"
    measured.MeasurementUnitsCodeSequence = Sequence([code("mm", "UCUM", "mm")])
    return item(relationship, "NUM", *children, **{"MeasuredValueSequence": Sequence([measured]), **attributes})


def container(*children: Dataset, relationship: str = "CONTAINS", **attributes: Any) -> Dataset:
    return item(relationship, "CONTAINER", *children, **attributes)


def image(*, relationship: str = "CONTAINS", uid: str = CITED, sop_class: str = CT_IMAGE, **attributes: Any) -> Dataset:
    """An IMAGE item that cites the image of ``evidence``; attributes are those of the reference."""
    return item(relationship, "IMAGE", ReferencedSOPSequence=Sequence([cited(uid, sop_class, **attributes)]))


def region(kind: str = "POLYLINE", data: tuple[float, ...] = (1, 1, 5, 1, 5, 5), **attributes: Any) -> Dataset:
    """An SCOORD item with its image."""
    source = attributes.pop("source", image(relationship="SELECTED FROM"))
    children = () if source is None else (source,)
    relationship = attributes.pop("relationship", "CONTAINS")
    return item(relationship, "SCOORD", *children, GraphicType=kind, GraphicData=list(data), **attributes)


def space(kind: str, data: tuple[float, ...], **attributes: Any) -> Dataset:
    """An SCOORD3D item."""
    content = item("CONTAINS", "SCOORD3D", GraphicType=kind, GraphicData=list(data))
    content.ReferencedFrameOfReferenceUID = f"{ROOT}.5.1"
    return changed(content, **attributes)


def reference(relationship: str, *position: int) -> Dataset:
    """An item that only refers to another one."""
    content = Dataset()
    content.RelationshipType = relationship
    content.ReferencedContentItemIdentifier = list(position)
    return content


def cited(uid: str = CITED, sop_class: str = CT_IMAGE, **attributes: Any) -> Dataset:
    """A reference to an instance."""
    found = Dataset()
    found.ReferencedSOPClassUID = sop_class
    found.ReferencedSOPInstanceUID = uid
    return changed(found, **attributes)


def evidence(*uids: str, study: str = f"{ROOT}.2.1", sop_class: str = CT_IMAGE) -> Sequence:
    """A sequence that lists these instances, all in one series of one study."""
    series = Dataset()
    series.SeriesInstanceUID = f"{ROOT}.3.7"
    series.ReferencedSOPSequence = Sequence([cited(uid, sop_class) for uid in uids])
    found = Dataset()
    found.StudyInstanceUID = study
    found.ReferencedSeriesSequence = Sequence([series])
    return Sequence([found])


def with_evidence(*content: Dataset, **attributes: Any) -> Dataset:
    """A document whose evidence lists the image that ``image`` cites."""
    listed = {"CurrentRequestedProcedureEvidenceSequence": evidence(CITED), **attributes}
    return report(*content, **listed)
