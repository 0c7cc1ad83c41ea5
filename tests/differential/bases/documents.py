"""Fresh objects without pictures: documents, waveforms, registrations (PS3.3 A.34, A.35, A.39, A.45)."""

from pydicom import Dataset
from pydicom import uid as uids

from tests.differential.bases.parts import (
    DATE,
    TIME,
    code,
    frame_of_reference,
    fresh,
    item,
    put,
    reference,
    srgb_profile,
    uid,
)
from tests.differential.bases.radiology import ct, mr

IDENTITY = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0]


def _encapsulated(sop_class: str, modality: str, name: str, media_type: str, document: bytes) -> Dataset:
    return put(
        fresh(sop_class, modality, name),
        ContentDate=DATE,
        ContentTime=TIME,
        AcquisitionDateTime=DATE + TIME,
        BurnedInAnnotation="NO",
        DocumentTitle="Report",
        ConceptNameCodeSequence=[code("18748-4", "LN", "Diagnostic imaging report")],
        MIMETypeOfEncapsulatedDocument=media_type,
        EncapsulatedDocument=document + bytes(len(document) % 2),
        EncapsulatedDocumentLength=len(document),
    )


def pdf() -> Dataset:
    document = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    result = _encapsulated(uids.EncapsulatedPDFStorage, "DOC", "pdf", "application/pdf", document)
    return put(result, ConversionType="WSD")


def cda() -> Dataset:
    document = b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>\n'
    result = _encapsulated(uids.EncapsulatedCDAStorage, "DOC", "cda", "text/XML", document)
    return put(result, ConversionType="WSD", HL7InstanceIdentifier=f"{uid('cda')}^1")


def _model(sop_class: str, name: str, media_type: str, document: bytes) -> Dataset:
    result = frame_of_reference(_encapsulated(sop_class, "M3D", name, media_type, document))
    return put(
        result,
        MeasurementUnitsCodeSequence=[code("mm", "UCUM", "mm")],
        ConceptNameCodeSequence=[code("85040-4", "LN", "Heart 3D model")],
        ModelModification="NO",
        ModelMirroring="NO",
        ModelUsageCodeSequence=[code("129009", "DCM", "Educational Intent")],
        ReferencedSeriesSequence=[
            item(SeriesInstanceUID=ct().SeriesInstanceUID, ReferencedInstanceSequence=[reference(ct())])
        ],
        SourceInstanceSequence=[reference(ct())],
    )


def stl() -> Dataset:
    return _model(uids.EncapsulatedSTLStorage, "stl", "model/stl", bytes(80) + (0).to_bytes(4, "little"))


def obj() -> Dataset:
    result = _model(uids.EncapsulatedOBJStorage, "obj", "model/obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    return put(result, ICCProfile=srgb_profile())


def ecg() -> Dataset:
    """Twelve leads of ten samples."""
    record = fresh(uids.TwelveLeadECGWaveformStorage, "ECG", "ecg")
    leads = ("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
    return put(
        record,
        ContentDate=DATE,
        ContentTime=TIME,
        AcquisitionDateTime=DATE + TIME,
        AcquisitionContextSequence=[],
        WaveformSequence=[
            item(
                WaveformOriginality="ORIGINAL",
                NumberOfWaveformChannels=len(leads),
                NumberOfWaveformSamples=10,
                SamplingFrequency=500,
                MultiplexGroupLabel="RHYTHM",
                ChannelDefinitionSequence=[_lead(number) for number, _ in enumerate(leads)],
                WaveformBitsAllocated=16,
                WaveformSampleInterpretation="SS",
                WaveformData=bytes(len(leads) * 10 * 2),
            )
        ],
    )


def _lead(number: int) -> Dataset:
    names = ("Lead I", "Lead II", "Lead III", "Lead aVR", "Lead aVL", "Lead aVF", *(f"Lead V{n}" for n in range(1, 7)))
    return item(
        ChannelSourceSequence=[code(f"2:{number + 1}", "MDC", names[number])],
        ChannelSensitivity=1,
        ChannelSensitivityUnitsSequence=[code("uV", "UCUM", "microvolt")],
        ChannelSensitivityCorrectionFactor=1,
        ChannelBaseline=0,
        ChannelSampleSkew=0,
        WaveformBitsStored=16,
    )


def general_ecg() -> Dataset:
    record = ecg()
    return put(record, SOPClassUID=uids.GeneralECGWaveformStorage, SOPInstanceUID=uid("instance", "general ecg"))


def registration() -> Dataset:
    result = frame_of_reference(fresh(uids.SpatialRegistrationStorage, "REG", "registration", BodyPartExamined="CHEST"))
    return put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        ContentLabel="REGISTRATION",
        ContentDescription="",
        ContentCreatorName="",
        RegistrationSequence=[
            item(
                FrameOfReferenceUID=uid("frame of reference"),
                ReferencedImageSequence=[reference(ct())],
                MatrixRegistrationSequence=[
                    item(
                        FrameOfReferenceTransformationComment="",
                        RegistrationTypeCodeSequence=[],
                        MatrixSequence=[
                            item(
                                FrameOfReferenceTransformationMatrixType="RIGID",
                                FrameOfReferenceTransformationMatrix=IDENTITY,
                            )
                        ],
                    )
                ],
            )
            for _ in range(2)
        ],
        ReferencedSeriesSequence=[
            item(SeriesInstanceUID=ct().SeriesInstanceUID, ReferencedInstanceSequence=[reference(ct())])
        ],
    )


def fiducials() -> Dataset:
    result = fresh(uids.SpatialFiducialsStorage, "FID", "fiducials", BodyPartExamined="CHEST")
    return put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        ContentLabel="FIDUCIALS",
        ContentDescription="",
        ContentCreatorName="",
        FiducialSetSequence=[
            item(
                FrameOfReferenceUID=uid("frame of reference"),
                ReferencedImageSequence=[reference(mr())],
                FiducialSequence=[
                    item(
                        FiducialIdentifier="A",
                        FiducialIdentifierCodeSequence=[code("A", "99EXAMPLE", "Anterior commissure")],
                        ShapeType="POINT",
                        NumberOfContourPoints=1,
                        ContourData=[0, 0, 0],
                    )
                ],
            )
        ],
        ReferencedSeriesSequence=[
            item(SeriesInstanceUID=mr().SeriesInstanceUID, ReferencedInstanceSequence=[reference(mr())])
        ],
    )


def raw_data() -> Dataset:
    result = frame_of_reference(fresh(uids.RawDataStorage, "MR", "raw", BodyPartExamined="CHEST"))
    return put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        AcquisitionContextSequence=[],
        CreatorVersionUID=uid("creator"),
    )


def real_world_values() -> Dataset:
    result = fresh(uids.RealWorldValueMappingStorage, "RWV", "real world", BodyPartExamined="CHEST")
    return put(
        result,
        ContentDate=DATE,
        ContentTime=TIME,
        ContentLabel="SUV",
        ContentDescription="",
        ContentCreatorName="",
        ReferencedImageRealWorldValueMappingSequence=[
            item(
                ReferencedImageSequence=[reference(ct())],
                RealWorldValueMappingSequence=[
                    item(
                        RealWorldValueFirstValueMapped=0,
                        RealWorldValueLastValueMapped=4095,
                        RealWorldValueIntercept=0.0,
                        RealWorldValueSlope=1.0,
                        LUTExplanation="SUV",
                        LUTLabel="SUV",
                        MeasurementUnitsCodeSequence=[
                            code("g/ml{SUVbw}", "UCUM", "Standardized Uptake Value body weight")
                        ],
                    )
                ],
            )
        ],
        ReferencedSeriesSequence=[
            item(SeriesInstanceUID=ct().SeriesInstanceUID, ReferencedInstanceSequence=[reference(ct())])
        ],
    )


def basic_text() -> Dataset:
    report = fresh(uids.BasicTextSRStorage, "SR", "basic text")
    return put(
        report,
        ContentDate=DATE,
        ContentTime=TIME,
        ReferencedPerformedProcedureStepSequence=[],
        PerformedProcedureCodeSequence=[],
        CompletionFlag="COMPLETE",
        VerificationFlag="UNVERIFIED",
        ValueType="CONTAINER",
        ConceptNameCodeSequence=[code("18748-4", "LN", "Diagnostic imaging report")],
        ContinuityOfContent="SEPARATE",
        CurrentRequestedProcedureEvidenceSequence=[
            item(
                StudyInstanceUID=ct().StudyInstanceUID,
                ReferencedSeriesSequence=[
                    item(SeriesInstanceUID=ct().SeriesInstanceUID, ReferencedSOPSequence=[reference(ct())])
                ],
            )
        ],
        ContentSequence=[
            item(
                RelationshipType="CONTAINS",
                ValueType="TEXT",
                ConceptNameCodeSequence=[code("121071", "DCM", "Finding")],
                TextValue="Nothing unusual.",
            ),
            item(RelationshipType="CONTAINS", ValueType="IMAGE", ReferencedSOPSequence=[reference(ct())]),
        ],
    )
