"""Builders of DICOM files: real bytes written by pydicom, and hand-assembled ones for what no library writes."""

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from pydicom import Dataset, dcmwrite
from pydicom.charset import convert_encodings
from pydicom.dataset import FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import correct_ambiguous_vr, write_data_element, write_file_meta_info
from pydicom.sequence import Sequence

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
JPIP = "1.2.840.10008.1.2.4.94"
MPEG4 = "1.2.840.10008.1.2.4.102"
JPEG_BASELINE = "1.2.840.10008.1.2.4.50"
RLE = "1.2.840.10008.1.2.5"

CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11"
ROOT = "1.2.826.0.1.3680043.10.954"
UNDEFINED = 0xFFFFFFFF
LONG_FORM = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"})

Raw = Mapping[int, tuple[str, bytes]]


def instance(sop_class: str, **attributes: Any) -> Dataset:
    """The patient, study and series of every well-formed instance here; a value of ``None`` leaves one out."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = f"{ROOT}.4.1"
    dataset.StudyDate = "20240229"
    dataset.StudyTime = "101500"
    dataset.AccessionNumber = "A2024-0815"
    dataset.Manufacturer = "Example Imaging"
    dataset.ReferringPhysicianName = "Kranz^Ada"
    dataset.StudyDescription = "CT Thorax"
    dataset.PatientName = "Winter^Tim"
    dataset.PatientID = "P-4711"
    dataset.IssuerOfPatientID = "GENERAL"
    dataset.PatientBirthDate = "19700131"
    dataset.PatientSex = "M"
    dataset.StudyInstanceUID = f"{ROOT}.2.1"
    dataset.SeriesInstanceUID = f"{ROOT}.3.1"
    dataset.StudyID = "S1"
    dataset.SeriesNumber = 1
    dataset.InstanceNumber = 1
    return changed(dataset, **attributes)


def ct(**attributes: Any) -> Dataset:
    """A well-formed CT Image of 4 rows and 6 columns."""
    dataset = instance(CT_IMAGE)
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.Modality = "CT"
    dataset.SeriesDescription = "Thorax 1.0"
    dataset.BodyPartExamined = "CHEST"
    dataset.SliceThickness = 1
    dataset.KVP = 120
    dataset.PatientPosition = "HFS"
    dataset.AcquisitionNumber = 1
    dataset.ImagePositionPatient = [-10, -20, 30]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.FrameOfReferenceUID = f"{ROOT}.5.1"
    dataset.PositionReferenceIndicator = ""
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows = 4
    dataset.Columns = 6
    dataset.PixelSpacing = [0.5, 0.5]
    dataset.BitsAllocated = 16
    dataset.BitsStored = 12
    dataset.HighBit = 11
    dataset.PixelRepresentation = 0
    dataset.WindowCenter = 40
    dataset.WindowWidth = 400
    dataset.RescaleIntercept = -1024
    dataset.RescaleSlope = 1
    dataset.RescaleType = "HU"
    dataset.PixelData = bytes(4 * 6 * 2)
    dataset["PixelData"].VR = "OW"
    return changed(dataset, **attributes)


def secondary_capture(**attributes: Any) -> Dataset:
    """The same image as a Secondary Capture of a scanned document."""
    return changed(ct(SOPClassUID=SECONDARY_CAPTURE, Modality="OT", ConversionType="SD", KVP=None), **attributes)


def colour(**attributes: Any) -> Dataset:
    """The same Secondary Capture in RGB with 8 bits a sample."""
    dataset = secondary_capture(SamplesPerPixel=3, PhotometricInterpretation="RGB")
    changed(dataset, BitsAllocated=8, BitsStored=8, HighBit=7, PlanarConfiguration=0, PixelData=bytes(4 * 6 * 3))
    changed(dataset, WindowCenter=None, WindowWidth=None, RescaleIntercept=None, RescaleSlope=None, RescaleType=None)
    return changed(dataset, **attributes)


def compressed(
    *fragments: bytes,
    dataset: Dataset | None = None,
    syntax: str = JPEG_BASELINE,
    offsets: bytes = b"",
    vr: str = "OB",
    **attributes: Any,
) -> bytes:
    """A file whose pixel data are these fragments; of JPEG Baseline, with its loss declared, unless said otherwise."""
    image = dataset or ct(BitsAllocated=8, BitsStored=8, HighBit=7)
    if syntax == JPEG_BASELINE:
        image.LossyImageCompression = "01"
        image.LossyImageCompressionRatio = "10"
        image.LossyImageCompressionMethod = "ISO_10918_1"
    changed(image, PixelData=None, **attributes)
    return file(image, TransferSyntaxUID=syntax) + encapsulated(*fragments, offsets=offsets, vr=vr)


def sr(**attributes: Any) -> Dataset:
    """A well-formed Basic Text SR with one sentence: an instance without pixels."""
    dataset = instance(BASIC_TEXT_SR)
    dataset.Modality = "SR"
    dataset.SeriesDescription = "Report"
    dataset.ReferencedPerformedProcedureStepSequence = Sequence()
    dataset.ContentDate = "20240229"
    dataset.ContentTime = "103000"
    dataset.CompletionFlag = "COMPLETE"
    dataset.VerificationFlag = "UNVERIFIED"
    dataset.PerformedProcedureCodeSequence = Sequence()
    dataset.ValueType = "CONTAINER"
    dataset.ConceptNameCodeSequence = Sequence([code("18748-4", "LN", "Diagnostic imaging report")])
    dataset.ContinuityOfContent = "SEPARATE"
    text = Dataset()
    text.RelationshipType = "CONTAINS"
    text.ValueType = "TEXT"
    text.ConceptNameCodeSequence = Sequence([code("121071", "DCM", "Finding")])
    text.TextValue = "Nothing unusual."
    dataset.ContentSequence = Sequence([text])
    return changed(dataset, **attributes)


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence (PS3.3 8.8)."""
    item = Dataset()
    item.CodeValue = value
    item.CodingSchemeDesignator = scheme
    item.CodeMeaning = meaning
    return item


def changed(dataset: Dataset, **attributes: Any) -> Dataset:
    """The same data set, attributes set by keyword; ``None`` removes one."""
    for keyword, value in attributes.items():
        if value is not None:
            setattr(dataset, keyword, value)
        elif keyword in dataset:
            delattr(dataset, keyword)
    return dataset


def file(dataset: Dataset, *, syntax: str = EXPLICIT_LITTLE, raw: Raw | None = None, **meta: Any) -> bytes:
    """A Part 10 file: preamble, file meta and data set as pydicom writes them.

    ``raw`` puts (VR, value bytes) in place of top-level elements or beside them, whatever the standard thinks of
    them; ``meta`` sets attributes of the File Meta Information by keyword.
    """
    information = FileMetaDataset()
    information.FileMetaInformationVersion = b"\x00\x01"
    information.MediaStorageSOPClassUID = dataset.get("SOPClassUID", CT_IMAGE)
    information.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", f"{ROOT}.4.1")
    information.TransferSyntaxUID = syntax
    information.ImplementationClassUID = f"{ROOT}.1"
    information.ImplementationVersionName = "BUILDER_1"
    changed(information, **meta)
    head = DicomBytesIO()
    write_file_meta_info(head, information, enforce_standard=False)
    return part10(body(dataset, syntax=syntax, raw=raw), meta=with_group_length(head.getvalue()))


def body(dataset: Dataset, *, syntax: str = EXPLICIT_LITTLE, raw: Raw | None = None) -> bytes:
    """The data set alone, in this transfer syntax, with ``raw`` as in ``file``."""
    raw = raw or {}
    if syntax in (DEFLATED, IMPLICIT_LITTLE, EXPLICIT_BIG):
        if raw:
            raise ValueError("raw elements are written in Explicit VR Little Endian only")
        return _by_pydicom(dataset, syntax)
    encodings = convert_encodings(dataset.get("SpecificCharacterSet", "ISO_IR 6"))
    parts = {tag: element(tag, vr, value) for tag, (vr, value) in raw.items()}
    for data_element in correct_ambiguous_vr(dataset, True):
        if data_element.tag in raw:
            continue
        buffer = DicomBytesIO()
        buffer.is_little_endian, buffer.is_implicit_VR = True, False
        write_data_element(buffer, data_element, encodings)
        parts[int(data_element.tag)] = buffer.getvalue()
    return b"".join(parts[tag] for tag in sorted(parts))


def _by_pydicom(dataset: Dataset, syntax: str) -> bytes:
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    whole = BytesIO()
    dcmwrite(whole, dataset, enforce_file_format=False)
    head = DicomBytesIO()
    write_file_meta_info(head, dataset.file_meta, enforce_standard=False)
    return whole.getvalue()[len(head.getvalue()) :]


def part10(data: bytes, *, meta: bytes, preamble: bytes = bytes(128)) -> bytes:
    """Preamble, ``DICM``, File Meta Information and whatever follows (PS3.10 7.1)."""
    return preamble + b"DICM" + meta + data


def with_group_length(meta: bytes) -> bytes:
    """Elements of group 0002 with the (0002,0000) File Meta Information Group Length that is true of them."""
    return element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta


def element(tag: int, vr: str, value: bytes, *, length: int | None = None, little: bool = True) -> bytes:
    """One element with an explicit VR, its bytes as given: nothing is padded; ``length`` lies about the value."""
    order = "<" if little else ">"
    size = len(value) if length is None else length
    head = struct.pack(order + "HH", tag >> 16, tag & 0xFFFF) + vr.encode("latin-1")
    if vr in LONG_FORM:
        return head + struct.pack(order + "HI", 0, size) + value
    return head + struct.pack(order + "H", size) + value


def implicit(tag: int, value: bytes, *, length: int | None = None) -> bytes:
    """One element without a VR, little endian."""
    return struct.pack("<HHI", tag >> 16, tag & 0xFFFF, len(value) if length is None else length) + value


def item(*elements: bytes, length: int | None = None) -> bytes:
    """An item of a sequence; a ``length`` of ``UNDEFINED`` closes it with a delimiter (PS3.5 7.5)."""
    value = b"".join(elements)
    end = implicit(0xFFFEE00D, b"") if length == UNDEFINED else b""
    return implicit(0xFFFEE000, value, length=length) + end


def sequence(tag: int, *items: bytes, length: int | None = None) -> bytes:
    """A sequence with an explicit VR; a ``length`` of ``UNDEFINED`` closes it with a delimiter."""
    end = implicit(0xFFFEE0DD, b"") if length == UNDEFINED else b""
    return element(tag, "SQ", b"".join(items), length=length) + end


def encapsulated(*fragments: bytes, offsets: bytes = b"", vr: str = "OB") -> bytes:
    """Encapsulated Pixel Data: a Basic Offset Table, these fragments and the delimiter (PS3.5 A.4)."""
    value = b"".join(item(part) for part in (offsets, *fragments))
    return element(0x7FE00010, vr, value, length=UNDEFINED) + implicit(0xFFFEE0DD, b"")
