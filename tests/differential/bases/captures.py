"""Fresh secondary captures, visible-light images and slides (PS3.3 A.8, A.32)."""

from pydicom import Dataset
from pydicom import uid as uids

from tests.differential.bases.parts import (
    DATE,
    TIME,
    acquired,
    code,
    frame_of_reference,
    fresh,
    item,
    picture,
    put,
    srgb_profile,
    uid,
)

SPECIMEN = ("119376003", "SCT", "Tissue specimen")


def _screens(sop_class: str, name: str) -> Dataset:
    image = acquired(fresh(sop_class, "OT", name))
    return put(
        image,
        ConversionType="WSD",
        Laterality="",
        ImageType=["DERIVED", "SECONDARY"],
        NumberOfFrames=2,
        FrameIncrementPointer=0x00181063,
        FrameTime=40,
        BurnedInAnnotation="NO",
    )


def single_bit() -> Dataset:
    image = _screens(uids.MultiFrameSingleBitSecondaryCaptureImageStorage, "sc bits")
    return picture(image, allocated=1, stored=1, frames=2)


def grey_bytes() -> Dataset:
    image = put(
        _screens(uids.MultiFrameGrayscaleByteSecondaryCaptureImageStorage, "sc bytes"), PresentationLUTShape="IDENTITY"
    )
    put(image, RescaleIntercept=0, RescaleSlope=1, RescaleType="US")
    return picture(image, allocated=8, stored=8, frames=2)


def grey_words() -> Dataset:
    image = put(
        _screens(uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage, "sc words"), PresentationLUTShape="IDENTITY"
    )
    put(image, RescaleIntercept=0, RescaleSlope=1, RescaleType="US")
    return picture(image, frames=2)


def true_colour() -> Dataset:
    image = _screens(uids.MultiFrameTrueColorSecondaryCaptureImageStorage, "sc colour")
    return picture(image, allocated=8, stored=8, frames=2, colour=True)


def _visible_light(sop_class: str, modality: str, name: str) -> Dataset:
    image = acquired(fresh(sop_class, modality, name))
    put(
        image,
        ImageType=["ORIGINAL", "PRIMARY"],
        LossyImageCompression="00",
        AcquisitionContextSequence=[],
        AnatomicRegionSequence=[code("69695003", "SCT", "Stomach")],
        BodyPartExamined="STOMACH",
    )
    return picture(image, allocated=8, stored=8, colour=True)


def endoscopic() -> Dataset:
    return _visible_light(uids.VLEndoscopicImageStorage, "ES", "endoscopic")


def photographic() -> Dataset:
    return _visible_light(uids.VLPhotographicImageStorage, "XC", "photographic")


def _specimen(image: Dataset) -> Dataset:
    """The Specimen Module (PS3.3 C.7.6.22)."""
    return put(
        image,
        ContainerIdentifier="S24-1",
        IssuerOfTheContainerIdentifierSequence=[],
        ContainerTypeCodeSequence=[code("433466003", "SCT", "Microscope slide")],
        SpecimenDescriptionSequence=[
            item(
                SpecimenIdentifier="S24-1-A",
                IssuerOfTheSpecimenIdentifierSequence=[],
                SpecimenUID=uid("specimen"),
                SpecimenPreparationSequence=[],
                SpecimenTypeCodeSequence=[code(*SPECIMEN)],
            )
        ],
    )


def microscopic() -> Dataset:
    return _specimen(_visible_light(uids.VLMicroscopicImageStorage, "GM", "microscopic"))


def slide_coordinates() -> Dataset:
    image = _specimen(_visible_light(uids.VLSlideCoordinatesMicroscopicImageStorage, "SM", "slide coordinates"))
    return put(
        frame_of_reference(image),
        PositionReferenceIndicator="SLIDE_CORNER",
        ImageCenterPointCoordinatesSequence=[
            item(XOffsetInSlideCoordinateSystem=10, YOffsetInSlideCoordinateSystem=20, ZOffsetInSlideCoordinateSystem=0)
        ],
    )


def ophthalmic_photography() -> Dataset:
    image = acquired(fresh(uids.OphthalmicPhotography8BitImageStorage, "OP", "ophthalmic"))
    put(
        image,
        ImageType=["ORIGINAL", "PRIMARY", ""],
        ImageLaterality="R",
        PixelSpacing=[0.01, 0.01],
        PatientEyeMovementCommanded="NO",
        HorizontalFieldOfView=45,
        EmmetropicMagnification=None,
        IntraOcularPressure=None,
        RefractiveStateSequence=[],
        PupilDilated="",
        AcquisitionDeviceTypeCodeSequence=[code("409898007", "SCT", "Fundus Camera")],
        IlluminationTypeCodeSequence=[],
        LightPathFilterTypeStackCodeSequence=[],
        ImagePathFilterTypeStackCodeSequence=[],
        LensesCodeSequence=[],
        DetectorType="CCD",
        AnatomicRegionSequence=[code("81745001", "SCT", "Eye")],
        LossyImageCompression="00",
        BurnedInAnnotation="NO",
        NumberOfFrames=1,
        FrameIncrementPointer=0x00181063,
        FrameTime=40,
        AcquisitionContextSequence=[],
        SynchronizationFrameOfReferenceUID=uid("synchronization"),
        SynchronizationTrigger="NO TRIGGER",
        AcquisitionTimeSynchronized="N",
    )
    return picture(image, allocated=8, stored=8, colour=True)


def whole_slide() -> Dataset:
    """Four tiles, each with its position."""
    image = _specimen(frame_of_reference(fresh(uids.VLWholeSlideMicroscopyImageStorage, "SM", "slide")))
    organisation = uid("slide dimensions")
    put(
        image,
        ContentDate=DATE,
        ContentTime=TIME,
        AcquisitionDateTime=DATE + TIME,
        PositionReferenceIndicator="SLIDE_CORNER",
        ImageType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
        PyramidUID=uid("pyramid"),
        AcquisitionContextSequence=[],
        LossyImageCompression="00",
        BurnedInAnnotation="NO",
        SpecimenLabelInImage="NO",
        FocusMethod="AUTO",
        ExtendedDepthOfField="NO",
        VolumetricProperties="VOLUME",
        ImagedVolumeWidth=0.016,
        ImagedVolumeHeight=0.016,
        ImagedVolumeDepth=1,
        TotalPixelMatrixColumns=16,
        TotalPixelMatrixRows=16,
        TotalPixelMatrixFocalPlanes=1,
        TotalPixelMatrixOriginSequence=[item(XOffsetInSlideCoordinateSystem=10, YOffsetInSlideCoordinateSystem=20)],
        ImageOrientationSlide=[0.0, -1.0, 0.0, -1.0, 0.0, 0.0],
        NumberOfOpticalPaths=1,
        OpticalPathSequence=[
            item(
                OpticalPathIdentifier="1",
                IlluminationTypeCodeSequence=[code("111744", "DCM", "Brightfield illumination")],
                IlluminationColorCodeSequence=[code("414298005", "SCT", "Full Spectrum")],
                ICCProfile=srgb_profile(),
                ObjectiveLensPower=20,
            )
        ],
        DimensionOrganizationSequence=[item(DimensionOrganizationUID=organisation)],
        DimensionOrganizationType="TILED_SPARSE",
        DimensionIndexSequence=[
            item(
                DimensionOrganizationUID=organisation, DimensionIndexPointer=pointer, FunctionalGroupPointer=0x0048021A
            )
            for pointer in (0x0048021F, 0x0048021E)
        ],
        SharedFunctionalGroupsSequence=[
            item(
                PixelMeasuresSequence=[item(PixelSpacing=[0.001, 0.001], SliceThickness=1)],
                WholeSlideMicroscopyImageFrameTypeSequence=[item(FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"])],
                OpticalPathIdentificationSequence=[item(OpticalPathIdentifier="1")],
            )
        ],
        PerFrameFunctionalGroupsSequence=[_tile(number) for number in range(4)],
        NumberOfFrames=4,
    )
    return picture(image, allocated=8, stored=8, frames=4, colour=True)


def _tile(number: int) -> Dataset:
    row, column = divmod(number, 2)
    return item(
        FrameContentSequence=[item(DimensionIndexValues=[row + 1, column + 1])],
        PlanePositionSlideSequence=[
            item(
                ColumnPositionInTotalImagePixelMatrix=column * 8 + 1,
                RowPositionInTotalImagePixelMatrix=row * 8 + 1,
                XOffsetInSlideCoordinateSystem=10 - row * 0.008,
                YOffsetInSlideCoordinateSystem=20 - column * 0.008,
                ZOffsetInSlideCoordinateSystem=0,
            )
        ],
    )
