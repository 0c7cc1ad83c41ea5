"""A large case made from a small image: studies and series through three captures, with what goes wrong on the way.

The files are written with places kept free, and filled in by replacing bytes: to write 30,000 of them with pydicom
would take longer than to compare them.
"""

import hashlib
import io
from collections.abc import Iterator
from typing import NamedTuple

import pydicom
from pydicom import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

from benchmarks.series import CT

LABELS = ("modality", "router", "archive")
STUDIES, SERIES = 40, 10
"""Studies, and series in each."""
ROWS = 4
"""Of the image: what is measured is headers."""
CITED = 5
"""Images that a presentation state names; every series has one."""
LOST_BY_ROUTER, LOST_BY_ARCHIVE, SENT_TWICE = 211, 307, 503
"""Every so many-th image is lost, or arrives twice."""
PRESENTATION_STATE = UID("1.2.840.10008.5.1.4.1.1.11.1")
ROOT, OTHER_ROOT = "1.2.826.0.1.3680043.8.498.1", "1.2.826.0.1.3680043.8.498.2"
SOP, SERIES_UID, STUDY, FRAME = ROOT + ".4.0000000", ROOT + ".3.0000000", ROOT + ".2.0000000", ROOT + ".1.0000000"
"""Placeholders; the last digits are counted."""


class Sent(NamedTuple):
    """One file of one capture."""

    capture: int
    name: str
    content: bytes


def chain(images: int) -> Iterator[Sent]:
    """Images and presentation states of a migration, each through all its captures.

    The router gives new UIDs and forgets what the presentation states of every other study cite; the archive cuts
    Accession Number at 12 characters and pads Patient ID with zeros.
    """
    in_series = -(-images // (STUDIES * SERIES))
    templates = [_image(capture) for capture in range(len(LABELS))]
    states = [_state(capture) for capture in range(len(LABELS))]
    for number in range(images):
        series, at = divmod(number, in_series)
        for capture, template in enumerate(templates):
            content = _filled(template, capture, sop=number, series=series)
            content = content.replace(b"0000000.0 ", f"{number:07}.0 ".encode())
            if _is_lost(number, capture):
                continue
            name = _name(capture, series, at)
            yield Sent(capture, name, content)
            if capture and number % SENT_TWICE == SENT_TWICE - 1:
                yield Sent(capture, f"{name} again", content + bytes(2))
    for series in range(STUDIES * SERIES):
        for capture, template in enumerate(states):
            # A placeholder for each image that is cited, and one for the presentation state itself.
            content = _filled(template, capture, sop=images + series, series=series)
            cited_root = _root(capture) if series // SERIES % 2 else ROOT
            for at in range(min(CITED, in_series)):
                cited = f"{cited_root}.4.{series * in_series + at:07}"
                content = content.replace(f"{ROOT}.5.000000{at}".encode(), cited.encode())
            yield Sent(capture, _name(capture, series, in_series), content)


def _name(capture: int, series: int, at: int) -> str:
    """By study and series at the modality; behind it as archives do, in an order of its own."""
    name = f"{series // SERIES:02}/{series:03}/{at:04}"
    return hashlib.sha256(f"{capture} {name}".encode()).hexdigest()[:16] if capture else name


def _is_lost(number: int, capture: int) -> bool:
    lost_by_router = number % LOST_BY_ROUTER == LOST_BY_ROUTER - 1
    lost_by_archive = number % LOST_BY_ARCHIVE == LOST_BY_ARCHIVE - 1
    return (capture == 1 and lost_by_router) or (capture == 2 and (lost_by_router or lost_by_archive))


def _root(capture: int) -> str:
    return OTHER_ROOT if capture else ROOT


def _filled(template: bytes, capture: int, *, sop: int, series: int) -> bytes:
    root = _root(capture)
    study = series // SERIES
    for place, number in ((SOP, sop), (SERIES_UID, series), (STUDY, study), (FRAME, series)):
        filled = f"{root}{place.removeprefix(ROOT)[:3]}{number:07}"
        template = template.replace(place.encode(), filled.encode())
    return template.replace(b"PID00", f"PID{study:02}".encode()).replace(b"ACC0000", f"ACC{study:04}".encode())


def _image(capture: int) -> bytes:
    image = pydicom.dcmread(CT)
    image.Rows = ROWS
    # A picture of its own for each image: the same place as in Slice Location is counted in its first bytes.
    image.PixelData = b"0000000.0 " + image.PixelData[10 : ROWS * image.Columns * 2]
    image.ImagePositionPatient = ["-158.135803", "-179.035797", "0000000.0 "]
    image.SliceLocation = "0000000.0 "
    return _written(image, capture)


def _state(capture: int) -> bytes:
    state = pydicom.dcmread(CT)
    for tag in [
        element.tag for element in state if element.tag.group in (0x0028, 0x7FE0, 0xFFFC) or element.tag.group % 2
    ]:
        del state[tag]
    state.SOPClassUID = state.file_meta.MediaStorageSOPClassUID = PRESENTATION_STATE
    state.Modality = "PR"
    state.ContentLabel = "MARKS"
    cited = [
        _item(ReferencedSOPClassUID=CT_CLASS, ReferencedSOPInstanceUID=f"{ROOT}.5.000000{at}") for at in range(CITED)
    ]
    state.ReferencedSeriesSequence = Sequence(
        [_item(ReferencedImageSequence=Sequence(cited), SeriesInstanceUID=SERIES_UID)]
    )
    return _written(state, capture)


CT_CLASS = "1.2.840.10008.5.1.4.1.1.2"


def _item(**values: object) -> Dataset:
    item = Dataset()
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def _written(data_set: Dataset, capture: int) -> bytes:
    data_set.SOPInstanceUID = data_set.file_meta.MediaStorageSOPInstanceUID = SOP
    data_set.SeriesInstanceUID, data_set.StudyInstanceUID, data_set.FrameOfReferenceUID = SERIES_UID, STUDY, FRAME
    data_set.PatientID = "000PID00" if capture == 2 else "PID00"
    accession = "ACC0000-2026-4711"
    data_set.AccessionNumber = accession[:12] if capture == 2 else accession[:16]
    file = io.BytesIO()
    data_set.save_as(file, enforce_file_format=True)
    return file.getvalue()
