"""A study with a CT series and all that commonly cites one: SEG, SR, KOS, PR and RT Structure Set.

Every UID has a name (``study``, ``ct``, ``ct 1`` …) and a generation: what a hop that regenerates UIDs makes of it.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pydicom
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build

CT = Path(pydicom.__file__).parent / "data" / "test_files" / "CT_small.dcm"
SLICES = (1, 2, 3)
SEG, SR, KOS = "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.5.1.4.1.1.88.59"
PR, RT = "1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.5.1.4.1.1.481.3"
STUDY_CLASS = "1.2.840.10008.3.1.2.3.1"

Naming = Callable[[str], str]
"""From the name of an entity to its UID."""


def generation(number: int) -> Naming:
    """The UIDs of one generation."""
    return lambda name: f"{build.ROOT}.{number}.{int(hashlib.md5(name.encode()).hexdigest()[:8], 16)}"


FIRST, SECOND, THIRD = map(generation, (1, 2, 3))


def only(names: Iterable[str], then: Naming, *, otherwise: Naming = FIRST) -> Naming:
    """Some entities by one naming, all others by another."""
    chosen = frozenset(names)
    return lambda name: then(name) if name in chosen else otherwise(name)


CT_NAMES = ("ct", *(f"ct {number}" for number in SLICES))
"""The series and its instances."""


def study(own: Naming = FIRST, cites: Naming | None = None, **other: Naming) -> dict[str, bytes]:
    """The files of the study: ``own`` names what they are, ``cites`` what they cite (else the same).

    ``other`` names what single objects cite: ``seg=FIRST``.
    """
    objects = {"seg": segmentation, "sr": report, "kos": key_objects, "pr": presentation, "rt": structures}
    images = {f"ct{number}": build.file(slice_of_ct(number, own)) for number in SLICES}
    cited = cites or own
    return images | {name: build.file(make(own, other.get(name, cited))) for name, make in objects.items()}


@cache
def _small_ct() -> Dataset:
    return pydicom.dcmread(CT)


def slice_of_ct(number: int, own: Naming) -> Dataset:
    """One of the slices: pydicom's CT with a place of its own."""
    dataset = Dataset()
    dataset.update(_small_ct())
    x, y, _ = dataset.ImagePositionPatient
    pixels = bytearray(dataset.PixelData)
    pixels[:2] = number.to_bytes(2, "little")
    return build.changed(
        dataset,
        SOPInstanceUID=own(f"ct {number}"),
        StudyInstanceUID=own("study"),
        SeriesInstanceUID=own("ct"),
        FrameOfReferenceUID=own("frame"),
        InstanceNumber=number,
        ImagePositionPatient=[x, y, number],
        PixelData=bytes(pixels),
    )


def segmentation(own: Naming, cited: Naming) -> Dataset:
    """A binary segmentation with one frame a slice (PS3.3 A.51)."""
    dataset = _object(SEG, "SEG", "seg", own)
    dataset.FrameOfReferenceUID = own("frame")
    dataset.ReferencedSeriesSequence = Sequence([_series(cited, "ReferencedInstanceSequence")])
    dataset.DimensionOrganizationSequence = Sequence([_item(DimensionOrganizationUID=own("dimension"))])
    dataset.DimensionIndexSequence = Sequence(
        [_item(DimensionOrganizationUID=own("dimension"), DimensionIndexPointer=0x0062000B)]
    )
    dataset.SegmentSequence = Sequence([_item(SegmentNumber=1, SegmentLabel="Lung", SegmentAlgorithmType="MANUAL")])
    dataset.PerFrameFunctionalGroupsSequence = Sequence(
        [
            _item(
                FrameContentSequence=Sequence([_item(DimensionIndexValues=[number])]),
                SegmentIdentificationSequence=Sequence([_item(ReferencedSegmentNumber=1)]),
                DerivationImageSequence=Sequence([_item(SourceImageSequence=Sequence([_image(number, cited)]))]),
            )
            for number in SLICES
        ]
    )
    dataset.NumberOfFrames = len(SLICES)
    dataset.Rows, dataset.Columns = 8, 8
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 1, 1, 0, 0
    dataset.PixelData = bytes(range(1, 25))
    dataset["PixelData"].VR = "OB"
    return dataset


def report(own: Naming, cited: Naming) -> Dataset:
    """A Comprehensive SR that measures in two slices and lists them as evidence (PS3.3 A.35.3)."""
    dataset = _object(SR, "SR", "sr", own)
    dataset.ContentDate, dataset.ContentTime = "20240229", "103000"
    dataset.CurrentRequestedProcedureEvidenceSequence = Sequence([_evidence(cited, 1, 2)])
    region = _item(RelationshipType="INFERRED FROM", ValueType="SCOORD", GraphicType="POINT", GraphicData=[1.0, 2.0])
    region.ContentSequence = Sequence([_content(2, cited, "SELECTED FROM")])
    dataset.ContentSequence = Sequence([_content(1, cited, "CONTAINS"), region])
    return dataset


def key_objects(own: Naming, cited: Naming) -> Dataset:
    """A Key Object Selection of one slice (PS3.3 A.35.4)."""
    dataset = _object(KOS, "KO", "kos", own)
    dataset.ContentDate, dataset.ContentTime = "20240229", "103100"
    dataset.CurrentRequestedProcedureEvidenceSequence = Sequence([_evidence(cited, 3)])
    dataset.ContentSequence = Sequence([_content(3, cited, "CONTAINS")])
    return dataset


def presentation(own: Naming, cited: Naming) -> Dataset:
    """A Grayscale Softcopy Presentation State of all slices (PS3.3 A.33.1)."""
    dataset = _object(PR, "PR", "pr", own)
    dataset.PresentationCreationDate, dataset.PresentationCreationTime = "20240229", "103200"
    dataset.ReferencedSeriesSequence = Sequence([_series(cited, "ReferencedImageSequence")])
    area = _item(PresentationSizeMode="SCALE TO FIT", ReferencedImageSequence=Sequence([_image(1, cited)]))
    dataset.DisplayedAreaSelectionSequence = Sequence([area])
    return dataset


def structures(own: Naming, cited: Naming) -> Dataset:
    """An RT Structure Set with one contour (PS3.3 A.19)."""
    dataset = _object(RT, "RTSTRUCT", "rt", own)
    dataset.StructureSetLabel, dataset.StructureSetDate, dataset.StructureSetTime = "Lung", "20240229", "103300"
    within = _item(SeriesInstanceUID=cited("ct"), ContourImageSequence=Sequence([_image(at, cited) for at in SLICES]))
    planned = _item(ReferencedSOPClassUID=STUDY_CLASS, ReferencedSOPInstanceUID=cited("study"))
    planned.RTReferencedSeriesSequence = Sequence([within])
    frame = _item(FrameOfReferenceUID=cited("frame"), RTReferencedStudySequence=Sequence([planned]))
    dataset.ReferencedFrameOfReferenceSequence = Sequence([frame])
    dataset.StructureSetROISequence = Sequence(
        [_item(ROINumber=1, ReferencedFrameOfReferenceUID=cited("frame"), ROIName="Lung", ROIGenerationAlgorithm="")]
    )
    contour = _item(ContourImageSequence=Sequence([_image(2, cited)]), ContourGeometricType="POINT")
    contour.NumberOfContourPoints, contour.ContourData = 1, [1, 2, 3]
    dataset.ROIContourSequence = Sequence([_item(ReferencedROINumber=1, ContourSequence=Sequence([contour]))])
    return dataset


def _object(sop_class: str, modality: str, name: str, own: Naming) -> Dataset:
    return build.instance(
        sop_class,
        SOPInstanceUID=own(f"{name} 1"),
        StudyInstanceUID=own("study"),
        SeriesInstanceUID=own(name),
        Modality=modality,
        SeriesNumber=90 + "seg sr kos pr rt".split().index(name),
        PatientID=_small_ct().PatientID,
    )


def _item(**attributes: object) -> Dataset:
    return build.changed(Dataset(), **attributes)


def _image(number: int, cited: Naming) -> Dataset:
    return _item(ReferencedSOPClassUID=build.CT_IMAGE, ReferencedSOPInstanceUID=cited(f"ct {number}"))


def _series(cited: Naming, keyword: str) -> Dataset:
    return _item(SeriesInstanceUID=cited("ct"), **{keyword: Sequence([_image(number, cited) for number in SLICES])})


def _evidence(cited: Naming, *numbers: int) -> Dataset:
    within = _item(SeriesInstanceUID=cited("ct"))
    within.ReferencedSOPSequence = Sequence([_image(number, cited) for number in numbers])
    return _item(StudyInstanceUID=cited("study"), ReferencedSeriesSequence=Sequence([within]))


def _content(number: int, cited: Naming, relationship: str) -> Dataset:
    return _item(
        RelationshipType=relationship, ValueType="IMAGE", ReferencedSOPSequence=Sequence([_image(number, cited)])
    )
