"""What modalities make: a valid data set of each SOP Class, without what belongs to one patient, study or instance."""

import random
from collections.abc import Callable
from typing import NamedTuple

from pydicom import Dataset
from pydicom.dataset import PrivateBlock
from pydicom.sequence import Sequence

from benchmarks.migration.elements import Item, from_pydicom

CT, MR, PT, US_MULTI_FRAME, CR, DX, MG = (
    f"1.2.840.10008.5.1.4.1.1.{last}" for last in ("2", "4", "128", "3.1", "1", "1.1", "1.2")
)
BASIC_TEXT_SR, KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.11", "1.2.840.10008.5.1.4.1.1.88.59"
PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1"


class Maker(NamedTuple):
    """A manufacturer, what it calls its products, and under which creators it keeps private attributes."""

    name: str
    model: str
    version: str
    creators: tuple[str, ...]


MAKERS = (
    Maker("Nordlicht Medizintechnik", "Polar 64", "VB20A", ("NORDLICHT SCAN 1.0", "NORDLICHT DOSE")),
    Maker("Example Imaging", "Insight 3", "4.1.2", ("EXAMPLE ACQ",)),
    Maker("Harbour Systems", "Beacon", "R7\\R7.2", ("GEMS_IDEN_01", "HARBOUR PRIVATE")),
    Maker("Sakura Kiki", "SK-900", "2.0", ()),
)


def template(sop_class: str, maker: Maker, pixels: int) -> Item:
    """A data set of this SOP Class as this manufacturer writes it; ``pixels`` bytes of pixel data, where it has any."""
    dataset = Dataset()
    dataset.SOPClassUID = sop_class
    BUILDERS[sop_class](dataset, pixels)
    dataset.Manufacturer, dataset.ManufacturerModelName = maker.name, maker.model
    dataset.SoftwareVersions = maker.version.split("\\")
    dataset.DeviceSerialNumber = "10042"
    dataset.InstitutionName = "General Hospital"
    _keep_private(dataset, maker)
    return from_pydicom(dataset)


def _keep_private(dataset: Dataset, maker: Maker) -> None:
    for number, creator in enumerate(maker.creators):
        block = dataset.private_block(0x0009 + 0x10 * number, creator, create=True)
        if creator == "GEMS_IDEN_01":
            block.add_new(0x01, "LO", "GE_GENESIS_FF")
            block.add_new(0x02, "SH", "CT01")
        else:
            _invented_block(block)


def _invented_block(block: PrivateBlock) -> None:
    step = Dataset()
    step.CodeMeaning = "Scan step"
    block.add_new(0x01, "LO", "protocol A")
    block.add_new(0x02, "DS", ["1.5", "2.25"])
    block.add_new(0x03, "US", 7)
    block.add_new(0x10, "OB", bytes(range(64)))
    block.add_new(0x20, "SQ", Sequence([step]))


def _sectional(dataset: Dataset, pixels: int) -> None:
    """What CT, MR and PET images of a volume have in common."""
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.BodyPartExamined = "CHEST"
    dataset.PatientPosition = "HFS"
    dataset.AcquisitionNumber = 1
    dataset.SliceThickness = "2.5"
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.PositionReferenceIndicator = ""
    dataset.PixelSpacing = ["0.703125", "0.703125"]
    dataset.WindowCenter, dataset.WindowWidth = 40, 400
    _picture(dataset, pixels, bits=16, stored=12)


def _picture(dataset: Dataset, pixels: int, *, bits: int, stored: int, frames: int = 1) -> None:
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    columns = 64
    dataset.Rows = max(4, pixels // (columns * bits // 8 * frames))
    dataset.Columns = columns
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = bits, stored, stored - 1
    dataset.PixelRepresentation = 0
    length = dataset.Rows * columns * bits // 8 * frames
    noise = bytearray(random.Random(dataset.SOPClassUID).randbytes(length))
    if bits == 16:
        noise[1::2] = bytes(high & 0x0F for high in noise[1::2])
    dataset.PixelData = bytes(noise)
    dataset["PixelData"].VR = "OW" if bits == 16 else "OB"


def _ct(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "CT"
    _sectional(dataset, pixels)
    dataset.KVP = "120"
    dataset.DataCollectionDiameter = "500"
    dataset.ReconstructionDiameter = "360"
    dataset.GantryDetectorTilt = "0"
    dataset.TableHeight = "150"
    dataset.RotationDirection = "CW"
    dataset.ExposureTime, dataset.XRayTubeCurrent, dataset.Exposure = 500, 240, 120
    dataset.FilterType = "BODY"
    dataset.ConvolutionKernel = "B30f"
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = -1024, 1, "HU"


def _mr(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "MR"
    _sectional(dataset, pixels)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
    dataset.ScanningSequence, dataset.SequenceVariant, dataset.ScanOptions = "SE", "SK", "PFP"
    dataset.MRAcquisitionType = "2D"
    dataset.SequenceName = "se2d1"
    dataset.RepetitionTime, dataset.EchoTime, dataset.EchoTrainLength = "500", "12.5", 1
    dataset.NumberOfAverages = "1"
    dataset.ImagingFrequency, dataset.ImagedNucleus = "63.674", "1H"
    dataset.EchoNumbers = 1
    dataset.MagneticFieldStrength = "1.5"
    dataset.SpacingBetweenSlices = "3"
    dataset.FlipAngle = "90"
    dataset.AcquisitionMatrix = [0, 64, 64, 0]
    dataset.InPlanePhaseEncodingDirection = "ROW"
    dataset.SAR = "0.1"


def _pt(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "PT"
    _sectional(dataset, pixels)
    del dataset.PatientPosition  # The code sequences below say it.
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.BitsStored, dataset.HighBit = 16, 15
    dataset.Units, dataset.CountsSource = "BQML", "EMISSION"
    dataset.SeriesType = ["WHOLE BODY", "IMAGE"]
    dataset.NumberOfSlices = 64
    dataset.CorrectedImage = ["NORM", "DTIM", "ATTN", "DECY"]
    dataset.DecayCorrection = "START"
    dataset.CollimatorType = "NONE"
    dataset.RescaleIntercept, dataset.RescaleSlope = 0, "0.5"
    dataset.FrameReferenceTime, dataset.ActualFrameDuration = "1000", 180000
    dataset.DecayFactor = "1.02"
    dataset.ImageIndex = 1
    dataset.AttenuationCorrectionMethod = "measured"
    tracer = Dataset()
    tracer.Radiopharmaceutical = "FDG"
    tracer.RadionuclideTotalDose = "350000000"
    tracer.RadionuclideHalfLife = "6586.2"
    tracer.RadionuclideCodeSequence = Sequence([_code("77004003", "SCT", "^18^Fluorine")])
    dataset.RadiopharmaceuticalInformationSequence = Sequence([tracer])
    dataset.PatientOrientationCodeSequence = Sequence([_code("102538003", "SCT", "recumbent")])
    dataset.PatientOrientationCodeSequence[0].PatientOrientationModifierCodeSequence = Sequence(
        [_code("40199007", "SCT", "supine")]
    )
    dataset.PatientGantryRelationshipCodeSequence = Sequence([_code("102540008", "SCT", "headfirst")])


def _us(dataset: Dataset, pixels: int) -> None:
    frames = 8
    dataset.Modality = "US"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "ABDOMINAL"]
    _picture(dataset, pixels, bits=8, stored=8, frames=frames)
    dataset.NumberOfFrames = frames
    dataset.FrameTime = "33.3"
    dataset.FrameIncrementPointer = 0x00181063
    dataset.PatientOrientation = ""
    dataset.LossyImageCompression = "00"
    region = Dataset()
    region.RegionSpatialFormat, region.RegionDataType, region.RegionFlags = 1, 1, 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = 0, 0
    region.RegionLocationMaxX1, region.RegionLocationMaxY1 = dataset.Columns - 1, dataset.Rows - 1
    region.PhysicalUnitsXDirection, region.PhysicalUnitsYDirection = 3, 3
    region.PhysicalDeltaX, region.PhysicalDeltaY = 0.02, 0.02
    dataset.SequenceOfUltrasoundRegions = Sequence([region])


def _cr(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "CR"
    dataset.ImageType = ["ORIGINAL", "PRIMARY"]
    dataset.BodyPartExamined, dataset.ViewPosition = "CHEST", "PA"
    dataset.PatientOrientation = ["L", "F"]
    dataset.KVP = "125"
    dataset.PlateType = "HR"
    dataset.ImagerPixelSpacing = ["0.2", "0.2"]
    dataset.WindowCenter, dataset.WindowWidth = 2048, 4096
    _picture(dataset, pixels, bits=16, stored=12)


def _projection(dataset: Dataset, pixels: int) -> None:
    """What digital radiographs and mammograms have in common (PS3.3 C.8.11)."""
    dataset.ImageType = ["ORIGINAL", "PRIMARY", ""]
    dataset.PresentationIntentType = "FOR PRESENTATION"
    dataset.PatientOrientation = ["L", "F"]
    dataset.ImagerPixelSpacing = ["0.1", "0.1"]
    dataset.BurnedInAnnotation = "NO"
    dataset.WindowCenter, dataset.WindowWidth = 2048, 4096
    _picture(dataset, pixels, bits=16, stored=12)
    dataset.PixelIntensityRelationship, dataset.PixelIntensityRelationshipSign = "LOG", 1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = 0, 1, "US"
    dataset.PresentationLUTShape = "IDENTITY"
    dataset.LossyImageCompression = "00"
    dataset.KVP = "60"
    dataset.DetectorType = "DIRECT"
    dataset.AcquisitionContextSequence = Sequence()


def _dx(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "DX"
    _projection(dataset, pixels)
    dataset.BodyPartExamined = "CHEST"
    dataset.AnatomicRegionSequence = Sequence([_code("51185008", "SCT", "Chest")])
    dataset.ImageLaterality = "U"


def _mg(dataset: Dataset, pixels: int) -> None:
    dataset.Modality = "MG"
    _projection(dataset, pixels)
    dataset.BodyPartExamined = "BREAST"
    dataset.AnatomicRegionSequence = Sequence([_code("76752008", "SCT", "Breast")])
    dataset.ImageLaterality = "L"
    dataset.PositionerType = "MAMMOGRAPHIC"
    dataset.OrganExposed = "BREAST"
    view = _code("399162004", "SCT", "cranio-caudal")
    view.ViewModifierCodeSequence = Sequence()
    dataset.ViewCodeSequence = Sequence([view])


def _document(dataset: Dataset, title: Dataset) -> None:
    dataset.ReferencedPerformedProcedureStepSequence = Sequence()
    dataset.ValueType = "CONTAINER"
    dataset.ConceptNameCodeSequence = Sequence([title])
    dataset.ContinuityOfContent = "SEPARATE"


def _sr(dataset: Dataset, _pixels: int) -> None:
    dataset.Modality = "SR"
    _document(dataset, _code("18748-4", "LN", "Diagnostic imaging report"))
    dataset.CompletionFlag, dataset.VerificationFlag = "COMPLETE", "UNVERIFIED"
    dataset.PerformedProcedureCodeSequence = Sequence()
    text = Dataset()
    text.RelationshipType, text.ValueType = "CONTAINS", "TEXT"
    text.ConceptNameCodeSequence = Sequence([_code("121071", "DCM", "Finding")])
    text.TextValue = "Nothing unusual."
    dataset.ContentSequence = Sequence([text])


def _kos(dataset: Dataset, _pixels: int) -> None:
    dataset.Modality = "KO"
    _document(dataset, _code("113000", "DCM", "Of Interest"))
    content = Dataset()
    content.MappingResource, content.TemplateIdentifier = "DCMR", "2010"
    dataset.ContentTemplateSequence = Sequence([content])


def _gsps(dataset: Dataset, _pixels: int) -> None:
    dataset.Modality = "PR"
    dataset.ContentLabel, dataset.ContentDescription, dataset.ContentCreatorName = "MARKS", "Marks", "Kranz^Ada"
    dataset.PresentationLUTShape = "IDENTITY"
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner = [1, 1], [64, 4]
    area.PresentationSizeMode = "SCALE TO FIT"
    area.PresentationPixelAspectRatio = [1, 1]
    dataset.DisplayedAreaSelectionSequence = Sequence([area])


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence (PS3.3 8.8)."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


BUILDERS: dict[str, Callable[[Dataset, int], None]] = {
    CT: _ct,
    MR: _mr,
    PT: _pt,
    US_MULTI_FRAME: _us,
    CR: _cr,
    DX: _dx,
    MG: _mg,
    BASIC_TEXT_SR: _sr,
    KEY_OBJECT_SELECTION: _kos,
    PRESENTATION_STATE: _gsps,
}
