"""A small chain, built here, run and ready to be read."""

from collections.abc import Callable
from io import BytesIO

import pydicom
import pytest
from pydicom.dataset import FileDataset
from pydicom.uid import generate_uid

from tests.web.conftest import Api

INSTANCES = 3
HOSTILE = "<script>alert(1)</script>"


def bytes_of(data_set: FileDataset) -> bytes:
    """The data set as a file."""
    file = BytesIO()
    data_set.save_as(file)
    return file.getvalue()


def image(ct_small: bytes, number: int) -> FileDataset:
    """One image of a series of its own pixels."""
    data_set = pydicom.dcmread(BytesIO(ct_small))
    data_set.InstanceNumber = number
    data_set.AccessionNumber = "RAD-2026-000-123"
    data_set.PatientID = "77654"
    data_set.StudyDescription = HOSTILE
    data_set.SOPInstanceUID = data_set.file_meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[str(number)])
    data_set.PixelData = bytes([number]) + data_set.PixelData[1:]
    return data_set


@pytest.fixture
def chain(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """Three captures of three instances.

    The router writes its own name and gives study and series new UIDs; the archive cuts the Accession Number, pads the
    Patient ID with zeros, lost the third instance and holds a file that is not DICOM.
    """
    case = api.new_case("Modality", "Router", "Archive", title="A chain & its hops")
    source, router, archive = {}, {}, {}
    for number in range(1, INSTANCES + 1):
        data_set = image(ct_small, number)
        source[f"ct{number}.dcm"] = bytes_of(data_set)
        data_set.file_meta.ImplementationVersionName = "ROUTER 1.0"
        data_set.StudyInstanceUID = generate_uid(entropy_srcs=["study"])
        data_set.SeriesInstanceUID = generate_uid(entropy_srcs=["series"])
        router[f"ct{number}.dcm"] = bytes_of(data_set)
        data_set.AccessionNumber = "RAD-2026"
        data_set.PatientID = "0077654"
        if number < INSTANCES:
            archive[f"series/ct{number}.dcm"] = bytes_of(data_set)
    archive[f"{HOSTILE}.jpg"] = b"\xff\xd8\xff\xe0 not an image at all"
    for position, files in enumerate((source, router, archive)):
        assert api.send(case, position, files).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return case


@pytest.fixture
def single(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """One capture of one file."""
    case = api.new_case("File", title="One file")
    assert api.send(case, 0, {"ct.dcm": ct_small}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    drain()
    return case
