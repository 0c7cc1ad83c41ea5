"""Kinds of pairs that comparisons are made of: a few changes, none at all, another encoding, many sequences."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pydicom
from pydicom import Dataset, Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid

from benchmarks.series import CT, ECG, FILES

REPORT = FILES / "reportsi.dcm"
"""A structured report: most of its elements stand in nested items."""
TILES = 16
"""128 × 128 pixels, so many times, are the 512 × 512 of a usual CT image."""
FRAMES = 60
Hop = Callable[[Dataset], None]


class Kind(NamedTuple):
    """Some pairs of files that differ in the same way."""

    name: str
    pairs: list[tuple[Path, Path]]


def write_kinds(folder: Path, *, instances: int) -> Iterator[Kind]:
    """Write ``instances`` pairs of each kind, no two instances alike."""
    kinds = (
        ("CT, UIDs new, Accession Number cut", _read(CT), _renew),
        ("CT of 512 × 512, the same changes", _large(), _renew),
        ("CT, unchanged", _read(CT), _keep),
        ("CT, implicit to explicit", _implicit(), _write_explicitly),
        ("electrocardiogram, the same changes", _read(ECG), _renew),
        ("structured report, the same changes", _read(REPORT), _renew),
        (f"{FRAMES} frames, the same changes", _enhanced(), _renew),
    )
    for number, (name, source, hop) in enumerate(kinds):
        yield Kind(name, list(_write(folder / str(number), source, hop, instances=instances)))


def _write(folder: Path, source: Dataset, hop: Hop, *, instances: int) -> Iterator[tuple[Path, Path]]:
    folder.mkdir(parents=True)
    for number in range(instances):
        _number(source, number)
        pair = folder / f"{number:04}-before.dcm", folder / f"{number:04}-after.dcm"
        source.save_as(pair[0])
        after = pydicom.dcmread(pair[0])
        hop(after)
        after.save_as(pair[1])
        yield pair


def _number(image: Dataset, number: int) -> None:
    """Make one instance of a series: its UID, number, place and pixels are its own."""
    _name(image, "instance", number)
    image.InstanceNumber = number + 1
    image.AccessionNumber = "ACC-2024-0008150"
    if "ImagePositionPatient" in image:
        x, y, _ = image.ImagePositionPatient
        place = f"{-75.699997 + 2.5 * number:.6f}"
        image.ImagePositionPatient, image.SliceLocation = [x, y, place], place
    if "PixelData" in image:
        image.PixelData = number.to_bytes(4, "little") + image.PixelData[4:]


def _renew(image: Dataset) -> None:
    image.StudyInstanceUID = _uid("study", 0)
    image.SeriesInstanceUID = _uid("series", 0)
    if "FrameOfReferenceUID" in image:
        image.FrameOfReferenceUID = _uid("frame of reference", 0)
    _name(image, "new instance", int(image.InstanceNumber))
    image.AccessionNumber = image.AccessionNumber[:12]


def _keep(image: Dataset) -> None:
    """Pass the instance on as it is."""


def _write_explicitly(image: Dataset) -> None:
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian


def _name(image: Dataset, what: str, number: int) -> None:
    image.SOPInstanceUID = _uid(what, number)
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID


def _uid(what: str, number: int) -> str:
    """UIDs as they are usual: they end in a number, and so differ in length."""
    return f"{generate_uid(entropy_srcs=[what])[:48]}.{number + 1}"


def _read(path: Path) -> Dataset:
    return pydicom.dcmread(path)


def _large() -> Dataset:
    image = _read(CT)
    image.Rows = image.Columns = 512
    image.PixelData = bytes(image.PixelData) * TILES
    return image


def _implicit() -> Dataset:
    image = _read(CT)
    image.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    return image


def _enhanced() -> Dataset:
    """A multi-frame image whose frames say where they are in functional groups (PS3.3 C.7.6.16)."""
    image = _read(CT)
    image.NumberOfFrames = FRAMES
    image.PixelData = bytes(image.PixelData) * FRAMES
    image.PerFrameFunctionalGroupsSequence = Sequence(map(_frame, range(FRAMES)))
    return image


def _frame(number: int) -> Dataset:
    content, place, orientation, measures, window = (Dataset() for _ in range(5))
    content.FrameAcquisitionNumber = number + 1
    content.StackID, content.InStackPositionNumber = "1", number + 1
    content.DimensionIndexValues = [1, number + 1]
    place.ImagePositionPatient = [-158.1, -179.0, -75.7 + number]
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    measures.PixelSpacing, measures.SliceThickness = [0.66, 0.66], 5
    window.WindowCenter, window.WindowWidth = 40, 400
    frame = Dataset()
    frame.FrameContentSequence = Sequence([content])
    frame.PlanePositionSequence = Sequence([place])
    frame.PlaneOrientationSequence = Sequence([orientation])
    frame.PixelMeasuresSequence = Sequence([measures])
    frame.FrameVOILUTSequence = Sequence([window])
    return frame
