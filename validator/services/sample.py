"""The sample case: a short chain made from test files that come with pydicom, so that a newcomer sees a report.

Source → a router that gives every UID a new value and puts another label on the same text → an archive that cuts
Accession Number at 16 characters, so that two orders become one, pads Patient ID with zeros and loses one instance.
"""

import io
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pydicom
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID

from validator.intake.spool import Part
from validator.models import AuditEvent, Case
from validator.services import analysis, captures, cases, uploads

TITLE = "Sample: CT studies on their way to the archive"
POINTS = (("Source", "CT_ROOM1", "export"), ("Router", "ROUTER", "c-store"), ("Archive", "ARCHIVE", "c-move"))
"""Label, AE Title and method of each capture."""
SLICES = 8
LOST = 5
"""The slice that the archive lacks, counted from 0."""
GRAYSCALE_PRESENTATION_STATE = UID("1.2.840.10008.5.1.4.1.1.11.1")


class Examination(NamedTuple):
    """One study of one patient, whom nobody is."""

    name: str
    birth_date: str
    patient_id: str
    accession: str
    """Longer than SH allows (PS3.5 6.2): that is what the archive will cut."""


HEAD = Examination("Müßig^Jörg", "19580417", "471193", "RAD-2026-0004711-CT-01")
"""The study of several slices, with a presentation state."""
OTHERS = (
    Examination("Müßig^Jörg", "19580417", "471193", "RAD-2026-0004711-CT-02"),
    Examination("Öztürk^Gül", "19830906", "90127", "RAD-2026-0004712-CT-01"),
    Examination("Gómez^Íñigo", "19471129", "118845", "RAD-2026-0004713-CT-01"),
    Examination("Brännström^Åsa", "19910223", "7730", "RAD-2026-0004714-CT-01"),
    Examination("Lefèvre^Zoé", "19690714", "302958", "RAD-2026-0004715-CT-01"),
    Examination("Kjærgård^Bjørn", "19751031", "65512", "RAD-2026-0004716-CT-01"),
    Examination("Weiß^Änne", "20010508", "240087", "RAD-2026-0004717-CT-01"),
)
"""Studies of one slice each; the first is a second order for the same patient."""
NOT_KNOWN = ("PatientAge", "PatientWeight", "Laterality")
"""What the slice that pydicom ships has without a value, or with one that stands for none."""
IDENTIFIERS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID")


def create_once() -> Case | None:
    """Make the sample where there never was a case; ``None`` where there was."""
    with transaction.atomic():
        # Whole or not at all: a start on a full disk must not leave an empty one behind.
        if AuditEvent.objects.filter(action="case.created").exists() or Case.objects.exists():
            return None
        return create()


def create() -> Case:
    """Make the sample case and start its analysis."""
    actor = AnonymousUser()
    case = cases.create(actor, title=TITLE, labels=[label for label, _, _ in POINTS], is_sample=True)
    for position, (label, ae_title, method) in enumerate(POINTS):
        captures.describe(actor, case, position, label=label, ae_title=ae_title, method=method)
    for capture, files in zip(case.captures.order_by("position"), chain(), strict=True):
        arrived = [uploads.Arrived(name, _part(content)) for name, content in files.items()]
        uploads.receive(actor, case, capture, arrived)
    analysis.start(actor, case)
    return case


def chain() -> tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]:
    """The files of the three captures, by name."""
    slices = [_slice(HEAD, number) for number in range(SLICES)]
    others = [_slice(each, SLICES + number) for number, each in enumerate(OTHERS)]
    source = [*slices, _presentation_state(slices), *others]
    routed = [_with_new_uids(data_set) for data_set in source]
    archived = [_archived(data_set) for number, data_set in enumerate(routed) if number != LOST]
    # The router's label has as many bytes as the right one: only the label changes, not one byte of text.
    return (
        {_name(data_set): _written(data_set) for data_set in source},
        {_name(data_set): _relabelled(_written(data_set)) for data_set in routed},
        {_name(data_set): _relabelled(_written(data_set)) for data_set in archived},
    )


def _slice(examination: Examination, number: int) -> Dataset:
    """One slice of its own position and pixels, made from the one that pydicom ships."""
    data_set = pydicom.dcmread(Path(pydicom.__file__).parent / "data" / "test_files" / "CT_small.dcm")
    _identify(data_set, examination)
    data_set.preamble = bytes(128)
    data_set.SOPInstanceUID = _uid("slice", number)
    data_set.file_meta.MediaStorageSOPInstanceUID = data_set.SOPInstanceUID
    data_set.InstanceNumber = number + 1
    data_set.BodyPartExamined = "HEAD"
    data_set.WindowCenter, data_set.WindowWidth = 40, 80
    x, y, z = data_set.ImagePositionPatient
    # A Decimal String has 16 characters (PS3.5 6.2), which the shortest form of a float may exceed.
    data_set.SliceLocation = f"{z + 5 * number:.6f}"
    data_set.ImagePositionPatient = [x, y, data_set.SliceLocation]
    rows = int(data_set.Columns) * 2 * number
    data_set.PixelData = data_set.PixelData[rows:] + data_set.PixelData[:rows]
    for keyword in NOT_KNOWN:
        delattr(data_set, keyword)
    del data_set[0xFFFC, 0xFFFC]
    return data_set


def _identify(data_set: Dataset, examination: Examination) -> None:
    data_set.SpecificCharacterSet = "ISO_IR 100"
    data_set.PatientName = examination.name
    data_set.PatientBirthDate = examination.birth_date
    data_set.PatientID = examination.patient_id
    data_set.AccessionNumber = examination.accession
    data_set.StudyDescription = "Schädel nativ"
    data_set.StudyInstanceUID = _uid("study", examination.accession)
    data_set.SeriesInstanceUID = _uid("series", examination.accession, data_set.Modality)
    data_set.FrameOfReferenceUID = _uid("frame of reference", examination.accession)


def _presentation_state(slices: Iterable[Dataset]) -> Dataset:
    """What a radiologist saved: a window for all slices, which it cites by their UIDs (PS3.3 A.33.1)."""
    first = next(iter(slices))
    state = Dataset()
    state.file_meta = FileMetaDataset()
    state.file_meta.TransferSyntaxUID = first.file_meta.TransferSyntaxUID
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID = GRAYSCALE_PRESENTATION_STATE
    state.file_meta.MediaStorageSOPInstanceUID = state.SOPInstanceUID = _uid("presentation state")
    state.Modality = "PR"
    _identify(state, HEAD)
    del state.FrameOfReferenceUID
    for keyword in ("StudyDate", "StudyTime", "PatientSex", "ReferringPhysicianName", "StudyID"):
        setattr(state, keyword, getattr(first, keyword, ""))
    state.Manufacturer = first.Manufacturer
    state.SeriesNumber, state.InstanceNumber = 99, 1
    state.ContentLabel, state.ContentDescription, state.ContentCreatorName = "BRAIN", "Brain window", ""
    state.PresentationCreationDate, state.PresentationCreationTime = first.StudyDate, first.StudyTime
    series = Dataset()
    series.SeriesInstanceUID = first.SeriesInstanceUID
    series.ReferencedImageSequence = [_citation(data_set) for data_set in slices]
    state.ReferencedSeriesSequence = [series]
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner = [1, 1], [first.Columns, first.Rows]
    area.PresentationSizeMode, area.PresentationPixelAspectRatio = "SCALE TO FIT", [1, 1]
    state.DisplayedAreaSelectionSequence = [area]
    window = Dataset()
    window.WindowCenter, window.WindowWidth = 40, 80
    state.SoftcopyVOILUTSequence = [window]
    state.PresentationLUTShape = "IDENTITY"
    return state


def _citation(data_set: Dataset) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = data_set.SOPClassUID, data_set.SOPInstanceUID
    return item


def _with_new_uids(data_set: Dataset) -> Dataset:
    """As the router does it: the instance's own identifiers, but not those that it cites."""
    routed = _copy(data_set)
    for keyword in IDENTIFIERS:
        if keyword in routed:
            setattr(routed, keyword, _uid("routed", getattr(routed, keyword)))
    _sign(routed, "ROUTER")
    routed.file_meta.MediaStorageSOPInstanceUID = routed.SOPInstanceUID
    return routed


def _archived(data_set: Dataset) -> Dataset:
    archived = _copy(data_set)
    archived.AccessionNumber = archived.AccessionNumber[:16]
    archived.PatientID = archived.PatientID.zfill(10)
    _sign(archived, "ARCHIVE")
    return archived


def _sign(data_set: Dataset, system: str) -> None:
    """Say in the File Meta Information who wrote the file (PS3.10 7.1)."""
    data_set.file_meta.ImplementationClassUID = _uid("implementation", system)
    data_set.file_meta.ImplementationVersionName = f"{system} 1.0"
    data_set.file_meta.SourceApplicationEntityTitle = system


def _copy(data_set: Dataset) -> Dataset:
    return pydicom.dcmread(io.BytesIO(_written(data_set)))


def _written(data_set: Dataset) -> bytes:
    buffer = io.BytesIO()
    data_set.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def _relabelled(content: bytes) -> bytes:
    return content.replace(b"ISO_IR 100", b"ISO_IR 192", 1)


def _name(data_set: Dataset) -> str:
    if data_set.Modality == "PR":
        return "PR/state.dcm"
    return f"CT/slice-{int(data_set.InstanceNumber):02}.dcm"


def _uid(*words: object) -> UID:
    """The same UID for the same words, derived from a UUID (PS3.5 B.2)."""
    name = "/".join(map(str, ("dicomcheck sample", *words)))
    return UID(f"2.25.{uuid.uuid5(uuid.NAMESPACE_OID, name).int}")


def _part(content: bytes) -> Part:
    part = Part()
    part.write(content)
    return part
