"""Builders of well-formed instances with several frames: a film, a segmentation, a slide, nuclear medicine."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build

FILM = "1.2.840.10008.5.1.4.1.1.7.2"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"
ORGANIZATION = f"{build.ROOT}.6.1"


def film(frames: int = 3, **attributes: Any) -> Dataset:
    """A Multi-frame Grayscale Byte Secondary Capture of 4 rows and 6 columns, 40 milliseconds a frame."""
    dataset = _image(build.instance(FILM), frames=frames)
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    dataset.Modality = "OT"
    dataset.ConversionType = "WSD"
    dataset.SeriesDescription = "Film"
    dataset.BodyPartExamined = "CHEST"
    dataset.PatientOrientation = ""
    dataset.BurnedInAnnotation = "NO"
    dataset.RecognizableVisualFeatures = "NO"
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.RescaleIntercept = 0
    dataset.RescaleSlope = 1
    dataset.RescaleType = "US"
    dataset.WindowCenter = 128
    dataset.WindowWidth = 256
    dataset.FrameTime = 40
    dataset.FrameIncrementPointer = 0x00181063
    return build.changed(dataset, **attributes)


def segmentation(frames: int = 3, **attributes: Any) -> Dataset:
    """A Segmentation of one segment in parallel planes 2 mm apart: each frame in a stack of its own position."""
    dataset = _image(build.instance(SEGMENTATION), frames=frames)
    dataset.ImageType = ["DERIVED", "PRIMARY"]
    dataset.Modality = "SEG"
    dataset.SeriesDescription = "Liver"
    dataset.ManufacturerModelName = "Builder"
    dataset.DeviceSerialNumber = "1"
    dataset.SoftwareVersions = "1"
    dataset.ContentDate = "20240229"
    dataset.ContentTime = "103000"
    dataset.ContentLabel = "LIVER"
    dataset.ContentDescription = "Liver"
    dataset.ContentCreatorName = "Kranz^Ada"
    dataset.FrameOfReferenceUID = f"{build.ROOT}.5.1"
    dataset.PositionReferenceIndicator = ""
    dataset.LossyImageCompression = "00"
    dataset.SegmentationType = "FRACTIONAL"
    dataset.SegmentationFractionalType = "PROBABILITY"
    dataset.MaximumFractionalValue = 255
    dataset.SegmentSequence = Sequence([segment(1)])
    dataset.DimensionOrganizationSequence = Sequence([item(DimensionOrganizationUID=ORGANIZATION)])
    dataset.DimensionIndexSequence = Sequence(
        [dimension(0x00209056, group=0x00209111), dimension(0x00209057, group=0x00209111)]
    )
    measures = item(PixelSpacing=[0.5, 0.5], SliceThickness=2, SpacingBetweenSlices=2)
    dataset.SharedFunctionalGroupsSequence = Sequence(
        [
            item(
                PixelMeasuresSequence=Sequence([measures]),
                PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])]),
                SegmentIdentificationSequence=Sequence([item(ReferencedSegmentNumber=1)]),
            )
        ]
    )
    dataset.PerFrameFunctionalGroupsSequence = Sequence([plane(number) for number in range(1, frames + 1)])
    return build.changed(dataset, **attributes)


def slide(**attributes: Any) -> Dataset:
    """A whole slide image of 8 x 12 pixels in four tiles of 4 x 6, with one optical path (TILED_FULL)."""
    dataset = _image(build.instance(WHOLE_SLIDE), frames=4)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    dataset.Modality = "SM"
    dataset.SeriesDescription = "Slide"
    dataset.ManufacturerModelName = "Builder"
    dataset.DeviceSerialNumber = "1"
    dataset.SoftwareVersions = "1"
    dataset.ContentDate = "20240229"
    dataset.ContentTime = "103000"
    dataset.AcquisitionDateTime = "20240229101500"
    dataset.AcquisitionDuration = 10.0
    dataset.FrameOfReferenceUID = f"{build.ROOT}.5.1"
    dataset.PositionReferenceIndicator = "SLIDE_CORNER"
    dataset.PyramidUID = f"{build.ROOT}.7.1"
    dataset.DimensionOrganizationSequence = Sequence([item(DimensionOrganizationUID=ORGANIZATION)])
    dataset.DimensionOrganizationType = "TILED_FULL"
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.RescaleIntercept = 0
    dataset.RescaleSlope = 1
    dataset.BurnedInAnnotation = "NO"
    dataset.LossyImageCompression = "00"
    dataset.VolumetricProperties = "VOLUME"
    dataset.ContainerIdentifier = "S1"
    dataset.IssuerOfTheContainerIdentifierSequence = Sequence()
    dataset.ContainerTypeCodeSequence = Sequence([build.code("433466003", "SCT", "Microscope slide")])
    dataset.AcquisitionContextSequence = Sequence()
    specimen = item(SpecimenIdentifier="S1", SpecimenUID=f"{build.ROOT}.8.1")
    specimen.IssuerOfTheSpecimenIdentifierSequence = Sequence()
    specimen.SpecimenPreparationSequence = Sequence()
    dataset.SpecimenDescriptionSequence = Sequence([specimen])
    dataset.ImagedVolumeWidth = 0.006
    dataset.ImagedVolumeHeight = 0.004
    dataset.ImagedVolumeDepth = 1.0
    dataset.TotalPixelMatrixColumns = 12
    dataset.TotalPixelMatrixRows = 8
    origin = item(XOffsetInSlideCoordinateSystem=20, YOffsetInSlideCoordinateSystem=40)
    dataset.TotalPixelMatrixOriginSequence = Sequence([origin])
    dataset.SpecimenLabelInImage = "NO"
    dataset.FocusMethod = "AUTO"
    dataset.ExtendedDepthOfField = "NO"
    dataset.ImageOrientationSlide = [0, -1, 0, -1, 0, 0]
    dataset.OpticalPathSequence = Sequence([optical_path("1")])
    dataset.NumberOfOpticalPaths = 1
    dataset.TotalPixelMatrixFocalPlanes = 1
    measures = item(PixelSpacing=[0.0005, 0.0005], SliceThickness=0.001)
    frame_type = item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"])
    dataset.SharedFunctionalGroupsSequence = Sequence(
        [
            item(
                PixelMeasuresSequence=Sequence([measures]),
                WholeSlideMicroscopyImageFrameTypeSequence=Sequence([frame_type]),
            )
        ]
    )
    return build.changed(dataset, **attributes)


def nuclear(**attributes: Any) -> Dataset:
    """A dynamic Nuclear Medicine image: one window, one detector, two phases of two frames."""
    dataset = _image(build.instance(NUCLEAR_MEDICINE), frames=4)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "DYNAMIC", "EMISSION"]
    dataset.Modality = "NM"
    dataset.SeriesDescription = "Renogram"
    dataset.BodyPartExamined = "ABDOMEN"
    dataset.PatientOrientationCodeSequence = Sequence()
    dataset.PatientGantryRelationshipCodeSequence = Sequence()
    dataset.PatientOrientation = ""
    dataset.PixelSpacing = [4, 4]
    dataset.WindowCenter = 128
    dataset.WindowWidth = 256
    dataset.CountsAccumulated = ""
    dataset.FrameIncrementPointer = [0x00540010, 0x00540020, 0x00540030, 0x00540100]
    dataset.EnergyWindowVector = [1, 1, 1, 1]
    dataset.NumberOfEnergyWindows = 1
    dataset.DetectorVector = [1, 1, 1, 1]
    dataset.NumberOfDetectors = 1
    dataset.PhaseVector = [1, 1, 2, 2]
    dataset.NumberOfPhases = 2
    dataset.TimeSliceVector = [1, 2, 1, 2]
    dataset.EnergyWindowInformationSequence = Sequence()
    dataset.RadiopharmaceuticalInformationSequence = Sequence()
    detector = item(ImageOrientationPatient="", ImagePositionPatient="", CollimatorType="PARA", FocalDistance=0)
    dataset.DetectorInformationSequence = Sequence([detector])
    dataset.PhaseInformationSequence = Sequence([phase(), phase()])
    return build.changed(dataset, **attributes)


def item(**attributes: Any) -> Dataset:
    """An item of a sequence."""
    return build.changed(Dataset(), **attributes)


def page_film(**attributes: Any) -> Dataset:
    """The film as three pages of a document."""
    dataset = film(FrameTime=None, FrameIncrementPointer=0x00182001, PageNumberVector=[1, 2, 3])
    return build.changed(dataset, **attributes)


def plane(number: int, **content: Any) -> Dataset:
    """The functional groups of a frame: position ``number`` of the stack, 2 mm behind the one before."""
    frame = item(StackID="1", InStackPositionNumber=number, DimensionIndexValues=[1, number])
    return item(
        FrameContentSequence=Sequence([build.changed(frame, **content)]),
        PlanePositionSequence=Sequence([item(ImagePositionPatient=[-10, -20, 2 * number])]),
    )


def dimension(pointer: int, *, group: int | None, organization: str = ORGANIZATION) -> Dataset:
    """An item of the Dimension Index Sequence."""
    return item(DimensionIndexPointer=pointer, FunctionalGroupPointer=group, DimensionOrganizationUID=organization)


def segment(number: int) -> Dataset:
    """An item of the Segment Sequence."""
    liver = build.code("10200004", "SCT", "Liver")
    organ = build.code("123037004", "SCT", "Anatomical Structure")
    return item(
        SegmentNumber=number,
        SegmentLabel="Liver",
        SegmentAlgorithmType="MANUAL",
        SegmentedPropertyCategoryCodeSequence=Sequence([organ]),
        SegmentedPropertyTypeCodeSequence=Sequence([liver]),
    )


def optical_path(identifier: str) -> Dataset:
    """An item of the Optical Path Sequence."""
    return item(
        OpticalPathIdentifier=identifier,
        IlluminationWaveLength=500.0,
        IlluminationTypeCodeSequence=Sequence([build.code("111744", "DCM", "Brightfield illumination")]),
    )


def tile(column: int, row: int) -> Dataset:
    """The functional groups of a tile that begins at this column and row of the matrix."""
    place = item(ColumnPositionInTotalImagePixelMatrix=column, RowPositionInTotalImagePixelMatrix=row)
    place.XOffsetInSlideCoordinateSystem = 20
    place.YOffsetInSlideCoordinateSystem = 40
    place.ZOffsetInSlideCoordinateSystem = 0
    return item(
        PlanePositionSlideSequence=Sequence([place]),
        OpticalPathIdentificationSequence=Sequence([item(OpticalPathIdentifier="1")]),
    )


def phase(frames: int = 2) -> Dataset:
    """An item of the Phase Information Sequence."""
    return item(PhaseDelay=0, ActualFrameDuration=1000, PauseBetweenFrames=0, NumberOfFramesInPhase=frames)


def _image(dataset: Dataset, *, frames: int) -> Dataset:
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.NumberOfFrames = frames
    dataset.Rows = 4
    dataset.Columns = 6
    dataset.BitsAllocated = 8
    dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    dataset.PixelData = bytes(4 * 6 * frames)
    return dataset
