"""Fresh images of the classical modalities (PS3.3 A.2 to A.26)."""

from pydicom import Dataset
from pydicom import uid as uids

from tests.differential.bases.parts import acquired, code, frame_of_reference, fresh, item, picture, plane, put, uid

_CHEST = ("51185008", "SCT", "Chest")


def ct(number: int = 0) -> Dataset:
    """A slice; ``number`` places it in its series."""
    image = plane(frame_of_reference(acquired(fresh(uids.CTImageStorage, "CT", "ct"))), position=number)
    put(
        image,
        SOPInstanceUID=uid("instance", "ct", number),
        InstanceNumber=number + 1,
        PatientPosition="HFS",
        BodyPartExamined="CHEST",
        ImageType=["ORIGINAL", "PRIMARY", "AXIAL"],
        AcquisitionNumber=1,
        KVP=120,
        RescaleIntercept=-1024,
        RescaleSlope=1,
        RescaleType="HU",
        WindowCenter=40,
        WindowWidth=400,
    )
    return picture(image)


def mr(number: int = 0) -> Dataset:
    image = plane(frame_of_reference(acquired(fresh(uids.MRImageStorage, "MR", "mr"))), position=number)
    put(
        image,
        SOPInstanceUID=uid("instance", "mr", number),
        InstanceNumber=number + 1,
        PatientPosition="HFS",
        BodyPartExamined="BRAIN",
        ImageType=["ORIGINAL", "PRIMARY", "M", "SE"],
        AcquisitionNumber=1,
        ScanningSequence="SE",
        SequenceVariant="NONE",
        ScanOptions="",
        MRAcquisitionType="2D",
        RepetitionTime=500,
        EchoTime=15,
        EchoTrainLength=1,
        MagneticFieldStrength=1.5,
        WindowCenter=100,
        WindowWidth=200,
    )
    return picture(image)


def pet(number: int = 0) -> Dataset:
    image = plane(
        frame_of_reference(acquired(fresh(uids.PositronEmissionTomographyImageStorage, "PT", "pet"))), position=number
    )
    put(
        image,
        SOPInstanceUID=uid("instance", "pet", number),
        InstanceNumber=number + 1,
        PatientPosition="HFS",
        BodyPartExamined="CHEST",
        ImageType=["ORIGINAL", "PRIMARY"],
        SeriesDate="20240229",
        SeriesTime="101500",
        AcquisitionDate="20240229",
        AcquisitionTime="101500",
        Units="BQML",
        CountsSource="EMISSION",
        SeriesType=["STATIC", "IMAGE"],
        NumberOfSlices=3,
        CorrectedImage=["DECY", "ATTN"],
        DecayCorrection="START",
        CollimatorType="NONE",
        PatientOrientationCodeSequence=[
            put(
                code("102538003", "SCT", "recumbent"),
                PatientOrientationModifierCodeSequence=[code("40199007", "SCT", "supine")],
            )
        ],
        PatientGantryRelationshipCodeSequence=[code("102540008", "SCT", "headfirst")],
        RadiopharmaceuticalInformationSequence=[
            item(
                RadionuclideCodeSequence=[code("77004003", "SCT", "^18^Fluorine")],
                RadiopharmaceuticalStartTime="091500",
                RadionuclideTotalDose=370000000,
                RadionuclideHalfLife=6588,
                RadiopharmaceuticalCodeSequence=[code("35321007", "SCT", "Fluorodeoxyglucose F^18^")],
            )
        ],
        RescaleIntercept=0,
        RescaleSlope=1.5,
        FrameReferenceTime=0,
        ActualFrameDuration=60000,
        ImageIndex=number + 1,
        DecayFactor=1.1,
    )
    del image.PatientPosition
    return picture(image, stored=16)


def nm() -> Dataset:
    image = acquired(fresh(uids.NuclearMedicineImageStorage, "NM", "nm"))
    put(
        image,
        BodyPartExamined="CHEST",
        ImageType=["ORIGINAL", "PRIMARY", "STATIC", "EMISSION"],
        PatientOrientationCodeSequence=[
            put(
                code("102538003", "SCT", "recumbent"),
                PatientOrientationModifierCodeSequence=[code("40199007", "SCT", "supine")],
            )
        ],
        PatientGantryRelationshipCodeSequence=[code("102540008", "SCT", "headfirst")],
        PixelSpacing=[4.0, 4.0],
        NumberOfFrames=2,
        FrameIncrementPointer=[0x00540010, 0x00540020],
        EnergyWindowVector=[1, 1],
        NumberOfEnergyWindows=1,
        DetectorVector=[1, 2],
        NumberOfDetectors=2,
        EnergyWindowInformationSequence=[
            item(EnergyWindowRangeSequence=[item(EnergyWindowLowerLimit=126, EnergyWindowUpperLimit=154)])
        ],
        RadiopharmaceuticalInformationSequence=[
            item(
                RadionuclideCodeSequence=[code("72454006", "SCT", "^99m^Technetium")],
                RadiopharmaceuticalRoute="",
                RadiopharmaceuticalVolume=None,
                RadiopharmaceuticalStartTime="",
                RadiopharmaceuticalStopTime="",
                RadionuclideTotalDose=None,
            )
        ],
        DetectorInformationSequence=[
            item(
                CollimatorType="PARA",
                FocalDistance=0,
                ImageOrientationPatient=[1.0, 0.0, 0.0, 0.0, 0.0, -1.0],
                ImagePositionPatient=[0.0, 0.0, 0.0],
                CollimatorGridName="LEHR",
            )
            for _ in range(2)
        ],
        CountsAccumulated=100000,
        ActualFrameDuration=60000,
    )
    return picture(image, stored=16, frames=2)


def cr() -> Dataset:
    image = acquired(fresh(uids.ComputedRadiographyImageStorage, "CR", "cr"))
    put(
        image,
        ImageType=["ORIGINAL", "PRIMARY"],
        BodyPartExamined="CHEST",
        ViewPosition="PA",
        KVP=70,
        PlateID="1",
        ImagerPixelSpacing=[0.1, 0.1],
        WindowCenter=2048,
        WindowWidth=4096,
    )
    return picture(image)


def _projection(image: Dataset) -> Dataset:
    """What DX, mammography and intra-oral images share (PS3.3 C.8.11)."""
    put(
        image,
        ImageType=["ORIGINAL", "PRIMARY", ""],
        PresentationIntentType="FOR PRESENTATION",
        PixelIntensityRelationship="LOG",
        PixelIntensityRelationshipSign=-1,
        RescaleIntercept=0,
        RescaleSlope=1,
        RescaleType="US",
        PresentationLUTShape="IDENTITY",
        LossyImageCompression="00",
        BurnedInAnnotation="NO",
        WindowCenter=2048,
        WindowWidth=4096,
        ImagerPixelSpacing=[0.1, 0.1],
        DetectorType="DIRECT",
        KVP=70,
        AcquisitionContextSequence=[],
        PositionerType="NONE",
    )
    return picture(image)


def dx() -> Dataset:
    image = acquired(fresh(uids.DigitalXRayImageStorageForPresentation, "DX", "dx"))
    put(
        image,
        ImageLaterality="U",
        BodyPartExamined="CHEST",
        AnatomicRegionSequence=[code(*_CHEST)],
        ViewPosition="PA",
        ViewCodeSequence=[code("399348003", "SCT", "postero-anterior")],
    )
    return _projection(image)


def mammography() -> Dataset:
    image = _projection(acquired(fresh(uids.DigitalMammographyXRayImageStorageForPresentation, "MG", "mg")))
    return put(
        image,
        ImageLaterality="L",
        PatientOrientation=["A", "R"],
        BodyPartExamined="BREAST",
        OrganExposed="BREAST",
        AnatomicRegionSequence=[code("76752008", "SCT", "Breast")],
        ViewPosition="CC",
        ViewCodeSequence=[put(code("399162004", "SCT", "cranio-caudal"), ViewModifierCodeSequence=[])],
        PositionerType="MAMMOGRAPHIC",
        PositionerPrimaryAngle=0,
        BreastImplantPresent="NO",
        BodyPartThickness=50,
        CompressionForce=80,
    )


def intra_oral() -> Dataset:
    image = _projection(acquired(fresh(uids.DigitalIntraOralXRayImageStorageForPresentation, "IO", "io")))
    return put(
        image,
        ImageLaterality="L",
        BodyPartExamined="JAW",
        AnatomicRegionSequence=[code("661005", "SCT", "Jaw region")],
        PrimaryAnatomicStructureSequence=[code("28035005", "SCT", "Mandibular left first molar tooth")],
        ViewCodeSequence=[code("399348003", "SCT", "postero-anterior")],
    )


def _angiography(sop_class: str, modality: str, name: str) -> Dataset:
    image = acquired(fresh(sop_class, modality, name))
    put(
        image,
        ImageType=["ORIGINAL", "PRIMARY", "SINGLE PLANE"],
        BodyPartExamined="HEART",
        PixelIntensityRelationship="LIN",
        KVP=70,
        RadiationSetting="SC",
        XRayTubeCurrent=400,
        ExposureTime=8,
        NumberOfFrames=2,
        FrameIncrementPointer=0x00181063,
        FrameTime=66.7,
        PositionerMotion="STATIC",
        PositionerPrimaryAngle=0,
        PositionerSecondaryAngle=0,
        ImagerPixelSpacing=[0.3, 0.3],
        LossyImageCompression="00",
    )
    return picture(image, allocated=8, stored=8, frames=2)


def xa() -> Dataset:
    return _angiography(uids.XRayAngiographicImageStorage, "XA", "xa")


def xrf() -> Dataset:
    image = _angiography(uids.XRayRadiofluoroscopicImageStorage, "RF", "xrf")
    del image.PositionerMotion, image.PositionerPrimaryAngle, image.PositionerSecondaryAngle
    return image


def _ultrasound(sop_class: str, name: str) -> Dataset:
    image = acquired(fresh(sop_class, "US", name))
    return put(
        image,
        ImageType=["ORIGINAL", "PRIMARY", "ABDOMINAL", "0001"],
        BodyPartExamined="ABDOMEN",
        LossyImageCompression="00",
        SequenceOfUltrasoundRegions=[
            item(
                RegionLocationMinX0=0,
                RegionLocationMinY0=0,
                RegionLocationMaxX1=7,
                RegionLocationMaxY1=7,
                PhysicalUnitsXDirection=3,
                PhysicalUnitsYDirection=3,
                PhysicalDeltaX=0.05,
                PhysicalDeltaY=0.05,
                RegionSpatialFormat=1,
                RegionDataType=1,
                RegionFlags=0,
            )
        ],
    )


def us() -> Dataset:
    return picture(_ultrasound(uids.UltrasoundImageStorage, "us"), allocated=8, stored=8, colour=True)


def us_multi_frame() -> Dataset:
    image = _ultrasound(uids.UltrasoundMultiFrameImageStorage, "us multi-frame")
    put(image, NumberOfFrames=3, FrameIncrementPointer=0x00181063, FrameTime=40)
    return picture(image, allocated=8, stored=8, frames=3)
