"""What the fresh objects are put together from: items, codes, pictures, and the modules that nearly all of them share.

Everything is invented. The modules of patient, study, series and equipment are written by highdicom's ``SOPClass``.
"""

import hashlib
from typing import Any

from highdicom.base import SOPClass
from PIL import ImageCms
from pydicom import Dataset
from pydicom.datadict import tag_for_keyword

ROOT = "1.2.826.0.1.3680043.10.954"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DATE, TIME = "20240229", "101500"
_WHEN = frozenset(
    f"{what}{unit}"
    for what in ("InstanceCreation", "Content", "Series", "PresentationCreation")
    for unit in ("Date", "Time")
) | {"DateOfSecondaryCapture", "TimeOfSecondaryCapture"}
AXIAL = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0]
EQUIPMENT = {
    "manufacturer": "Example Imaging",
    "manufacturer_model_name": "Model One",
    "software_versions": "1.0",
    "device_serial_number": "4711",
}


def uid(*names: object) -> str:
    """The same UID for the same names, below a root of ours."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return f"{ROOT}.{int.from_bytes(digest[:8], 'big')}"


def item(**attributes: Any) -> Dataset:
    """A data set or item with these attributes."""
    dataset = Dataset()
    put(dataset, **attributes)
    return dataset


def put(dataset: Dataset, **attributes: Any) -> Dataset:
    """The same data set with these attributes; lists of data sets become sequences."""
    for keyword, value in attributes.items():
        if tag_for_keyword(keyword) is None:
            raise ValueError(f"{keyword} is no keyword of PS3.6")
        setattr(dataset, keyword, value)
    return dataset


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence (PS3.3 8.8)."""
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def fresh(sop_class: str, modality: str, name: str, **attributes: Any) -> Dataset:
    """The modules of every composite object; ``name`` decides its UIDs."""
    dataset = SOPClass(
        study_instance_uid=uid("study"),
        series_instance_uid=uid("series", name),
        series_number=1,
        sop_instance_uid=uid("instance", name),
        sop_class_uid=sop_class,
        instance_number=1,
        modality=modality,
        transfer_syntax_uid=EXPLICIT_LITTLE,
        patient_id="P-4711",
        patient_name="Winter^Tim",
        patient_birth_date="19700131",
        patient_sex="M",
        accession_number="A2024-0815",
        study_id="S1",
        study_date=DATE,
        study_time=TIME,
        referring_physician_name="Kranz^Ada",
        series_description="Invented",
        **EQUIPMENT,
    )
    return put(dataset, **attributes)


def settled(dataset: Dataset) -> Dataset:
    """The same object with no trace of when it was made, and with what stood in a set in one order."""
    known: dict[str, str] = {}
    for element in dataset.iterall():
        if element.keyword in _WHEN:
            element.value = DATE if element.VR == "DA" else TIME
        elif element.keyword == "ReferencedInstanceSequence":
            element.value = sorted(element.value, key=lambda cited: str(cited.ReferencedSOPInstanceUID))
        elif element.VR == "DT" and element.value:
            element.value = DATE + TIME
        elif element.VR == "UI" and str(element.value).startswith("1.2.826.0.1.3680043.10.511.3."):
            element.value = known.setdefault(element.value, uid("settled", dataset.SOPInstanceUID, len(known)))
    return dataset


def frame_of_reference(dataset: Dataset) -> Dataset:
    """PS3.3 C.7.4.1."""
    return put(dataset, FrameOfReferenceUID=uid("frame of reference"), PositionReferenceIndicator="")


def acquired(dataset: Dataset) -> Dataset:
    """When it was made, as the General Image Module tells it (PS3.3 C.7.6.1)."""
    return put(
        dataset, ContentDate=DATE, ContentTime=TIME, AcquisitionDateTime=DATE + TIME, PatientOrientation=["L", "P"]
    )


def plane(dataset: Dataset, *, position: int = 0) -> Dataset:
    """The Image Plane Module of an axial slice (PS3.3 C.7.6.2); ``position`` in mm."""
    return put(
        dataset,
        PixelSpacing=[0.5, 0.5],
        ImageOrientationPatient=AXIAL,
        ImagePositionPatient=[-10.0, -20.0, float(position)],
        SliceThickness=1.0,
    )


def picture(
    dataset: Dataset,
    *,
    rows: int = 8,
    columns: int = 8,
    allocated: int = 16,
    stored: int = 12,
    frames: int = 1,
    colour: bool = False,
    signed: bool = False,
) -> Dataset:
    """The Image Pixel Module (PS3.3 C.7.6.3) with samples that count upwards."""
    samples = 3 if colour else 1
    put(
        dataset,
        SamplesPerPixel=samples,
        PhotometricInterpretation="RGB" if colour else "MONOCHROME2",
        Rows=rows,
        Columns=columns,
        BitsAllocated=allocated,
        BitsStored=stored,
        HighBit=stored - 1,
        PixelRepresentation=int(signed),
    )
    if colour:
        dataset.PlanarConfiguration = 0
    count = rows * columns * samples * frames
    if allocated == 1:
        pixels = bytes(index % 251 for index in range((count + 7) // 8))
    else:
        width = allocated // 8
        pixels = b"".join((index % 200).to_bytes(width, "little") for index in range(count))
    dataset.PixelData = pixels + bytes(len(pixels) % 2)
    dataset["PixelData"].VR = "OB" if allocated <= 8 else "OW"
    return dataset


def srgb_profile() -> bytes:
    """An ICC profile of sRGB, as of an input device, without the date of its making (PS3.3 C.11.15)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[12:16] = b"scnr"
    profile[24:36] = bytes(12)
    return bytes(profile) + bytes(len(profile) % 2)


def reference(dataset: Dataset, **attributes: Any) -> Dataset:
    """An item that cites this instance."""
    return item(
        ReferencedSOPClassUID=dataset.SOPClassUID, ReferencedSOPInstanceUID=dataset.SOPInstanceUID, **attributes
    )
