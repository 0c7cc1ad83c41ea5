"""Fresh objects of radiotherapy (PS3.3 A.17 to A.20)."""

from pydicom import Dataset
from pydicom import uid as uids

from tests.differential.bases.parts import (
    AXIAL,
    DATE,
    TIME,
    frame_of_reference,
    fresh,
    item,
    picture,
    put,
    reference,
    uid,
)
from tests.differential.bases.radiology import ct


def structure_set() -> Dataset:
    slice_ = ct()
    structures = frame_of_reference(fresh(uids.RTStructureSetStorage, "RTSTRUCT", "structures", OperatorsName=""))
    return put(
        structures,
        StructureSetLabel="Plan 1",
        StructureSetDate=DATE,
        StructureSetTime=TIME,
        ReferencedFrameOfReferenceSequence=[
            item(
                FrameOfReferenceUID=slice_.FrameOfReferenceUID,
                RTReferencedStudySequence=[
                    item(
                        ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1",
                        ReferencedSOPInstanceUID=slice_.StudyInstanceUID,
                        RTReferencedSeriesSequence=[
                            item(SeriesInstanceUID=slice_.SeriesInstanceUID, ContourImageSequence=[reference(slice_)])
                        ],
                    )
                ],
            )
        ],
        StructureSetROISequence=[
            item(
                ROINumber=1,
                ReferencedFrameOfReferenceUID=slice_.FrameOfReferenceUID,
                ROIName="Lung",
                ROIGenerationAlgorithm="MANUAL",
            )
        ],
        ROIContourSequence=[
            item(
                ROIDisplayColor=[255, 0, 0],
                ReferencedROINumber=1,
                ContourSequence=[
                    item(
                        ContourImageSequence=[reference(slice_)],
                        ContourGeometricType="CLOSED_PLANAR",
                        NumberOfContourPoints=4,
                        ContourData=[0, 0, 0, 2, 0, 0, 2, 2, 0, 0, 2, 0],
                    )
                ],
            )
        ],
        RTROIObservationsSequence=[
            item(ObservationNumber=1, ReferencedROINumber=1, RTROIInterpretedType="ORGAN", ROIInterpreter="Kranz^Ada")
        ],
        ApprovalStatus="UNAPPROVED",
        InstanceNumber=1,
    )


def plan() -> Dataset:
    result = frame_of_reference(fresh(uids.RTPlanStorage, "RTPLAN", "plan", OperatorsName=""))
    return put(
        result,
        RTPlanLabel="Plan 1",
        RTPlanDate=DATE,
        RTPlanTime=TIME,
        RTPlanGeometry="PATIENT",
        ReferencedStructureSetSequence=[reference(structure_set())],
        DoseReferenceSequence=[
            item(
                DoseReferenceNumber=1,
                DoseReferenceStructureType="SITE",
                DoseReferenceType="TARGET",
                TargetPrescriptionDose=60,
            )
        ],
        ToleranceTableSequence=[item(ToleranceTableNumber=1, GantryAngleTolerance=1)],
        FractionGroupSequence=[
            item(
                FractionGroupNumber=1,
                NumberOfFractionsPlanned=30,
                NumberOfBeams=1,
                NumberOfBrachyApplicationSetups=0,
                ReferencedBeamSequence=[item(ReferencedBeamNumber=1, BeamDose=2, BeamMeterset=100)],
            )
        ],
        PatientSetupSequence=[item(PatientSetupNumber=1, PatientPosition="HFS")],
        BeamSequence=[_beam()],
        ApprovalStatus="UNAPPROVED",
    )


def _beam() -> Dataset:
    return item(
        BeamNumber=1,
        BeamName="Anterior",
        TreatmentMachineName="LINAC1",
        PrimaryDosimeterUnit="MU",
        SourceAxisDistance=1000,
        BeamLimitingDeviceSequence=[
            item(RTBeamLimitingDeviceType=kind, NumberOfLeafJawPairs=1) for kind in ("ASYMX", "ASYMY")
        ],
        BeamType="STATIC",
        RadiationType="PHOTON",
        TreatmentDeliveryType="TREATMENT",
        ReferencedPatientSetupNumber=1,
        ReferencedToleranceTableNumber=1,
        NumberOfWedges=0,
        NumberOfCompensators=0,
        NumberOfBoli=0,
        NumberOfBlocks=0,
        FinalCumulativeMetersetWeight=1,
        NumberOfControlPoints=2,
        ControlPointSequence=[
            item(
                ControlPointIndex=0,
                CumulativeMetersetWeight=0,
                NominalBeamEnergy=6,
                BeamLimitingDevicePositionSequence=[
                    item(RTBeamLimitingDeviceType=kind, LeafJawPositions=[-50, 50]) for kind in ("ASYMX", "ASYMY")
                ],
                GantryAngle=0,
                GantryRotationDirection="NONE",
                BeamLimitingDeviceAngle=0,
                BeamLimitingDeviceRotationDirection="NONE",
                PatientSupportAngle=0,
                PatientSupportRotationDirection="NONE",
                TableTopEccentricAngle=0,
                TableTopEccentricRotationDirection="NONE",
                TableTopVerticalPosition=None,
                TableTopLongitudinalPosition=None,
                TableTopLateralPosition=None,
                IsocenterPosition=[0, 0, 0],
            ),
            item(ControlPointIndex=1, CumulativeMetersetWeight=1),
        ],
    )


def ion_plan() -> Dataset:
    result = plan()
    put(result, SOPClassUID=uids.RTIonPlanStorage, SOPInstanceUID=uid("instance", "ion plan"))
    result.IonToleranceTableSequence = result.ToleranceTableSequence
    del result.BeamSequence, result.ToleranceTableSequence
    result.IonBeamSequence = [
        item(
            BeamNumber=1,
            BeamName="Anterior",
            TreatmentMachineName="GANTRY1",
            PrimaryDosimeterUnit="NP",
            BeamType="STATIC",
            RadiationType="PROTON",
            TreatmentDeliveryType="TREATMENT",
            ScanMode="NONE",
            VirtualSourceAxisDistances=[2000, 2000],
            NumberOfWedges=0,
            NumberOfCompensators=0,
            NumberOfBoli=0,
            NumberOfBlocks=0,
            NumberOfRangeShifters=0,
            NumberOfLateralSpreadingDevices=0,
            NumberOfRangeModulators=0,
            PatientSupportType="TABLE",
            ReferencedPatientSetupNumber=1,
            ReferencedToleranceTableNumber=1,
            FinalCumulativeMetersetWeight=1,
            NumberOfControlPoints=2,
            IonControlPointSequence=[
                item(
                    ControlPointIndex=0,
                    CumulativeMetersetWeight=0,
                    NominalBeamEnergy=150,
                    GantryAngle=0,
                    GantryRotationDirection="NONE",
                    BeamLimitingDeviceAngle=0,
                    BeamLimitingDeviceRotationDirection="NONE",
                    PatientSupportAngle=0,
                    PatientSupportRotationDirection="NONE",
                    TableTopVerticalPosition=None,
                    TableTopLongitudinalPosition=None,
                    TableTopLateralPosition=None,
                    TableTopPitchAngle=0,
                    TableTopPitchRotationDirection="NONE",
                    TableTopRollAngle=0,
                    TableTopRollRotationDirection="NONE",
                    IsocenterPosition=[0, 0, 0],
                    GantryPitchAngle=0,
                    GantryPitchRotationDirection="NONE",
                    SnoutPosition=None,
                ),
                item(ControlPointIndex=1, CumulativeMetersetWeight=1),
            ],
        )
    ]
    return result


def dose() -> Dataset:
    result = frame_of_reference(fresh(uids.RTDoseStorage, "RTDOSE", "dose", OperatorsName=""))
    put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        PixelSpacing=[2.0, 2.0],
        ImageOrientationPatient=AXIAL,
        ImagePositionPatient=[0.0, 0.0, 0.0],
        SliceThickness=None,
        NumberOfFrames=3,
        FrameIncrementPointer=0x3004000C,
        GridFrameOffsetVector=[0, 2, 4],
        DoseUnits="GY",
        DoseType="PHYSICAL",
        DoseSummationType="PLAN",
        DoseGridScaling=0.001,
        TissueHeterogeneityCorrection="IMAGE",
        ReferencedRTPlanSequence=[reference(plan())],
    )
    return picture(result, stored=16, frames=3)


def rt_image() -> Dataset:
    result = frame_of_reference(fresh(uids.RTImageStorage, "RTIMAGE", "rt image", OperatorsName=""))
    put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        PatientOrientation="",
        ImageType=["ORIGINAL", "PRIMARY", "PORTAL"],
        ConversionType="DI",
        ReportedValuesOrigin="ACTUAL",
        RTImageLabel="Anterior",
        RTImagePlane="NORMAL",
        XRayImageReceptorAngle=0,
        RTImageOrientation=[1, 0, 0, 0, -1, 0],
        ImagePlanePixelSpacing=[0.5, 0.5],
        RTImagePosition=[-2, 2],
        RadiationMachineName="LINAC1",
        PrimaryDosimeterUnit="MU",
        RadiationMachineSAD=1000,
        RadiationMachineSSD=None,
        RTImageSID=1500,
        ReferencedRTPlanSequence=[reference(plan())],
        GantryAngle=0,
        BeamLimitingDeviceAngle=0,
        PatientSupportAngle=0,
        ApprovalStatus="UNAPPROVED",
    )
    return picture(result)


def beams_record() -> Dataset:
    record = fresh(uids.RTBeamsTreatmentRecordStorage, "RTRECORD", "record", OperatorsName="")
    return put(
        record,
        TreatmentDate=DATE,
        TreatmentTime=TIME,
        ReferencedRTPlanSequence=[reference(plan())],
        ReferencedFractionGroupNumber=1,
        NumberOfFractionsPlanned=30,
        PrimaryDosimeterUnit="MU",
        TreatmentMachineSequence=[
            item(
                TreatmentMachineName="LINAC1",
                Manufacturer="",
                InstitutionName="",
                ManufacturerModelName="",
                DeviceSerialNumber="",
            )
        ],
        TreatmentSessionBeamSequence=[
            item(
                BeamName="Anterior",
                BeamType="STATIC",
                RadiationType="PHOTON",
                ReferencedBeamNumber=1,
                TreatmentDeliveryType="TREATMENT",
                CurrentFractionNumber=1,
                TreatmentTerminationStatus="NORMAL",
                TreatmentVerificationStatus="",
                BeamLimitingDeviceLeafPairsSequence=[item(RTBeamLimitingDeviceType="ASYMX", NumberOfLeafJawPairs=1)],
                NumberOfWedges=0,
                NumberOfCompensators=None,
                NumberOfBoli=None,
                NumberOfBlocks=0,
                NumberOfControlPoints=1,
                ControlPointDeliverySequence=[
                    item(
                        ReferencedControlPointIndex=0,
                        TreatmentControlPointDate=DATE,
                        TreatmentControlPointTime=TIME,
                        SpecifiedMeterset=None,
                        DeliveredMeterset=100,
                        DoseRateDelivered=None,
                        NominalBeamEnergy=6,
                        NominalBeamEnergyUnit="MV",
                        DoseRateSet=None,
                        BeamLimitingDevicePositionSequence=[
                            item(RTBeamLimitingDeviceType="ASYMX", LeafJawPositions=[-50, 50])
                        ],
                        GantryAngle=0,
                        GantryRotationDirection="NONE",
                        BeamLimitingDeviceAngle=0,
                        BeamLimitingDeviceRotationDirection="NONE",
                        PatientSupportAngle=0,
                        PatientSupportRotationDirection="NONE",
                        TableTopEccentricAngle=0,
                        TableTopEccentricRotationDirection="NONE",
                        TableTopVerticalPosition=None,
                        TableTopLongitudinalPosition=None,
                        TableTopLateralPosition=None,
                    )
                ],
            )
        ],
    )
