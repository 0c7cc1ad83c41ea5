"""Fresh images with functional groups (PS3.3 A.36, A.38)."""

from pydicom import Dataset
from pydicom import uid as uids

from tests.differential.bases.parts import (
    AXIAL,
    DATE,
    TIME,
    code,
    frame_of_reference,
    fresh,
    item,
    picture,
    put,
    uid,
)

FRAMES = 3
STACK, IN_STACK, FRAME_CONTENT = 0x00209056, 0x00209057, 0x00209111


def _multi_frame(image: Dataset, *, frame_type: str, shared: Dataset) -> Dataset:
    """The modules and macros of every enhanced image: a stack of axial slices."""
    organisation = uid("dimensions", image.SOPClassUID)
    put(
        frame_of_reference(image),
        ContentDate=DATE,
        ContentTime=TIME,
        AcquisitionDateTime=DATE + TIME,
        AcquisitionDuration=10.0,
        AcquisitionNumber=1,
        ContentQualification="PRODUCT",
        BurnedInAnnotation="NO",
        LossyImageCompression="00",
        PresentationLUTShape="IDENTITY",
        PatientPosition="HFS",
        AcquisitionContextSequence=[],
        NumberOfFrames=FRAMES,
        DimensionOrganizationSequence=[item(DimensionOrganizationUID=organisation)],
        DimensionOrganizationType="3D",
        DimensionIndexSequence=[
            item(
                DimensionOrganizationUID=organisation,
                DimensionIndexPointer=pointer,
                FunctionalGroupPointer=FRAME_CONTENT,
            )
            for pointer in (STACK, IN_STACK)
        ],
    )
    put(
        shared,
        PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.5], SliceThickness=1)],
        PlaneOrientationSequence=[item(ImageOrientationPatient=AXIAL)],
        FrameAnatomySequence=[item(FrameLaterality="U", AnatomicRegionSequence=[code("51185008", "SCT", "Chest")])],
        FrameVOILUTSequence=[item(WindowCenter=40, WindowWidth=400)],
    )
    image.SharedFunctionalGroupsSequence = [shared]
    image.PerFrameFunctionalGroupsSequence = [_frame(number, frame_type) for number in range(FRAMES)]
    return picture(image, frames=FRAMES)


def _frame(number: int, frame_type: str) -> Dataset:
    frame = item(
        FrameContentSequence=[
            item(
                FrameAcquisitionNumber=1,
                FrameReferenceDateTime=DATE + TIME,
                FrameAcquisitionDateTime=DATE + TIME,
                FrameAcquisitionDuration=1.0,
                StackID="1",
                InStackPositionNumber=number + 1,
                DimensionIndexValues=[1, number + 1],
            )
        ],
        PlanePositionSequence=[item(ImagePositionPatient=[-10.0, -20.0, float(number)])],
    )
    setattr(frame, frame_type, [])
    return frame


def enhanced_ct() -> Dataset:
    kind = item(
        FrameType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"],
        PixelPresentation="MONOCHROME",
        VolumetricProperties="VOLUME",
        VolumeBasedCalculationTechnique="NONE",
    )
    image = fresh(uids.EnhancedCTImageStorage, "CT", "enhanced ct", ImageType=["ORIGINAL", "PRIMARY", "VOLUME", "NONE"])
    put(
        image,
        PixelPresentation="MONOCHROME",
        VolumetricProperties="VOLUME",
        VolumeBasedCalculationTechnique="NONE",
        MultienergyCTAcquisition="NO",
    )
    shared = item(
        CTImageFrameTypeSequence=[kind],
        CTAcquisitionTypeSequence=[item(AcquisitionType="SEQUENCED", ConstantVolumeFlag="NO", FluoroscopyFlag="NO")],
        CTAcquisitionDetailsSequence=[
            item(
                RotationDirection="CW",
                RevolutionTime=0.5,
                SingleCollimationWidth=1.0,
                TotalCollimationWidth=16.0,
                TableHeight=100.0,
                GantryDetectorTilt=0.0,
                DataCollectionDiameter=500.0,
            )
        ],
        CTTableDynamicsSequence=[item()],
        CTPositionSequence=[
            item(
                TablePosition=0.0,
                DataCollectionCenterPatient=[0.0, 0.0, 0.0],
                ReconstructionTargetCenterPatient=[0.0, 0.0, 0.0],
            )
        ],
        CTGeometrySequence=[item(DistanceSourceToDetector=1000.0, DistanceSourceToDataCollectionCenter=500.0)],
        CTReconstructionSequence=[
            item(
                ReconstructionAlgorithm="FILTER_BACK_PROJ",
                ConvolutionKernel="B30",
                ConvolutionKernelGroup="SOFT_TISSUE",
                ReconstructionDiameter=300,
                ReconstructionPixelSpacing=[0.5, 0.5],
                ReconstructionAngle=360.0,
                ImageFilter="NONE",
            )
        ],
        CTExposureSequence=[
            item(
                ExposureTimeInms=500.0,
                XRayTubeCurrentInmA=200.0,
                ExposureInmAs=100.0,
                ExposureModulationType="NONE",
                CTDIvol=5.0,
                CTDIPhantomTypeCodeSequence=[code("113691", "DCM", "IEC Body Dosimetry Phantom")],
            )
        ],
        CTXRayDetailsSequence=[item(KVP=120, FocalSpots=[1.0], FilterType="FLAT", FilterMaterial="ALUMINUM")],
        PixelValueTransformationSequence=[item(RescaleIntercept=-1024, RescaleSlope=1, RescaleType="HU")],
        IrradiationEventIdentificationSequence=[item(IrradiationEventUID=uid("irradiation"))],
    )
    _multi_frame(image, frame_type="CTImageFrameTypeSequence", shared=shared)
    return _without_empty(image, "CTImageFrameTypeSequence")


def enhanced_mr() -> Dataset:
    meaning = {
        "PixelPresentation": "MONOCHROME",
        "VolumetricProperties": "VOLUME",
        "VolumeBasedCalculationTechnique": "NONE",
        "ComplexImageComponent": "MAGNITUDE",
        "AcquisitionContrast": "T1",
    }
    image = fresh(
        uids.EnhancedMRImageStorage, "MR", "enhanced mr", ImageType=["ORIGINAL", "PRIMARY", "T1", "NONE"], **meaning
    )
    put(
        image,
        ResonantNucleus="1H",
        KSpaceFiltering="NONE",
        MagneticFieldStrength=1.5,
        ApplicableSafetyStandardAgency="IEC",
        ApplicableSafetyStandardDescription="IEC 60601-2-33",
        PulseSequenceName="SE",
        MRAcquisitionType="2D",
        EchoPulseSequence="SPIN",
        MultipleSpinEcho="NO",
        MultiPlanarExcitation="NO",
        PhaseContrast="NO",
        TimeOfFlightContrast="NO",
        ArterialSpinLabelingContrast="",
        SteadyStatePulseSequence="NONE",
        EchoPlanarPulseSequence="NO",
        SaturationRecovery="NO",
        SpectrallySelectedSuppression="NONE",
        OversamplingPhase="NONE",
        GeometryOfKSpaceTraversal="RECTILINEAR",
        RectilinearPhaseEncodeReordering="LINEAR",
        SegmentedKSpaceTraversal="SINGLE",
        CoverageOfKSpace="",
        NumberOfKSpaceTrajectories=1,
    )
    for keyword in ("ArterialSpinLabelingContrast", "CoverageOfKSpace"):
        del image[keyword]
    shared = item(
        MRImageFrameTypeSequence=[item(FrameType=["ORIGINAL", "PRIMARY", "T1", "NONE"], **meaning)],
        MRTimingAndRelatedParametersSequence=[
            item(
                RepetitionTime=500,
                FlipAngle=90,
                EchoTrainLength=1,
                RFEchoTrainLength=1,
                GradientEchoTrainLength=0,
                SpecificAbsorptionRateSequence=[
                    item(SpecificAbsorptionRateDefinition="IEC_WHOLE_BODY", SpecificAbsorptionRateValue=0.1)
                ],
                GradientOutputType="DB_DT",
                GradientOutput=10.0,
                OperatingModeSequence=[item(OperatingModeType="GRADIENT", OperatingMode="IEC_NORMAL")],
            )
        ],
        MRFOVGeometrySequence=[
            item(
                InPlanePhaseEncodingDirection="ROW",
                MRAcquisitionFrequencyEncodingSteps=8,
                MRAcquisitionPhaseEncodingStepsInPlane=8,
                PercentSampling=100,
                PercentPhaseFieldOfView=100,
            )
        ],
        MREchoSequence=[item(EffectiveEchoTime=15.0)],
        MRModifierSequence=[
            item(
                InversionRecovery="NO",
                FlowCompensation="NONE",
                T2Preparation="NO",
                SpectrallySelectedExcitation="NONE",
                SpatialPresaturation="NONE",
                PartialFourier="NO",
                ParallelAcquisition="NO",
            )
        ],
        MRImagingModifierSequence=[
            item(
                MagnetizationTransfer="NONE",
                BloodSignalNulling="NO",
                Tagging="NONE",
                TransmitterFrequency=63.87,
                PixelBandwidth=100,
            )
        ],
        MRReceiveCoilSequence=[
            item(
                ReceiveCoilName="BODY",
                ReceiveCoilManufacturerName="",
                ReceiveCoilType="BODY",
                QuadratureReceiveCoil="YES",
            )
        ],
        MRTransmitCoilSequence=[
            item(TransmitCoilName="BODY", TransmitCoilManufacturerName="", TransmitCoilType="BODY")
        ],
        MRAveragesSequence=[item(NumberOfAverages=1)],
        PixelValueTransformationSequence=[item(RescaleIntercept=0, RescaleSlope=1, RescaleType="US")],
    )
    _multi_frame(image, frame_type="MRImageFrameTypeSequence", shared=shared)
    return _without_empty(image, "MRImageFrameTypeSequence")


def _without_empty(image: Dataset, keyword: str) -> Dataset:
    for frame in image.PerFrameFunctionalGroupsSequence:
        del frame[keyword]
    return image
