"""A CT series and what a chain makes of it, made from the CT image that is bundled with pydicom."""

from pathlib import Path

import pydicom
from pydicom import Dataset
from pydicom.uid import generate_uid

FILES = Path(pydicom.__file__).parent / "data" / "test_files"
CT = FILES / "CT_small.dcm"
"""262 elements with those in its sequences, 8 more of file meta; 128 × 128 pixels."""
ECG = FILES / "waveform_ecg.dcm"
"""An electrocardiogram: most of its elements stand in the items of sequences."""


def write_chain(folder: Path, *, instances: int) -> list[tuple[str, Path]]:
    """Two captures of one series: as it was made, and behind a router that changes UIDs and identifiers."""
    for number in range(instances):
        image = pydicom.dcmread(CT)
        _place(image, number)
        _save(image, folder / "source" / f"{number:04}.dcm")
        _reroute(image, number)
        _save(image, folder / "archive" / f"{number:04}.dcm")
    return [(label, folder / label) for label in ("source", "archive")]


def _place(image: Dataset, number: int) -> None:
    image.SOPInstanceUID = _uid("instance", number)
    image.InstanceNumber = number + 1
    image.AccessionNumber = "ACC-2024-00081500"[:16]
    x, y, _ = image.ImagePositionPatient
    image.ImagePositionPatient = [x, y, float(number)]
    image.SliceLocation = float(number)
    pixels = bytearray(image.PixelData)
    pixels[:4] = number.to_bytes(4, "little")
    image.PixelData = bytes(pixels)


def _reroute(image: Dataset, number: int) -> None:
    image.StudyInstanceUID = _uid("study", 0)
    image.SeriesInstanceUID = _uid("series", 0)
    image.SOPInstanceUID = _uid("new instance", number)
    image.AccessionNumber = image.AccessionNumber[:12]
    image.PatientID = image.PatientID.zfill(10)
    del image.StationName


def _uid(what: str, number: int) -> str:
    return generate_uid(entropy_srcs=[what, str(number)])


def _save(image: Dataset, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    image.save_as(path)
