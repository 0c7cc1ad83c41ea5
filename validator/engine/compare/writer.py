"""Who wrote a file, as far as it tells (PS3.10 7.1)."""

from collections.abc import Iterable

from validator.engine.compare.contributors import Contributor
from validator.engine.hierarchy import uids_of
from validator.engine.model import Element, Header

IMPLEMENTATION_CLASS, IMPLEMENTATION_VERSION, SOURCE_AE_TITLE = 0x00020012, 0x00020013, 0x00020016
KNOWN_ROOTS = {
    "1.2.276.0.7230010.3": "DCMTK",
    "1.2.40.0.13.1": "dcm4che",
    "1.2.826.0.1.3680043.8.498": "pydicom",
    "1.2.826.0.1.3680043.2.1143": "GDCM",
    "1.2.826.0.1.3680043.9.3811": "pynetdicom",
    "1.2.826.0.1.3680043.8.641": "Orthanc",
    "1.3.6.1.4.1.30071.8": "fo-dicom",
    "1.2.840.113619": "GE",
    "1.3.12.2.1107": "Siemens",
    "1.3.46.670589": "Philips",
    "1.2.392.200036.9116": "Canon",
    "1.2.392.200036.9125": "Fujifilm",
    "1.2.124.113532": "Agfa",
    "1.2.840.113669": "Merge",
}
"""Whose implementations have a class UID under which root."""


def writer_of(header: Header, contributors: Iterable[Contributor] = ()) -> str | None:
    """Implementation Version Name, else whose root the Implementation Class UID has, and the Source AE Title.

    The File Meta Information often names a toolkit only: a device that entered itself as one that changes instances
    stands before it.
    """
    devices = (each.device for each in contributors if each.changes and each.device)
    said = [*dict.fromkeys(devices), _from_meta(header)]
    return " · ".join(filter(None, said)) or None


def _from_meta(header: Header) -> str | None:
    meta = {element.tag: element for element in reversed(header.meta)}
    version = _text(meta.get(IMPLEMENTATION_VERSION)) or _implementation(meta.get(IMPLEMENTATION_CLASS))
    title = _text(meta.get(SOURCE_AE_TITLE))
    if version and title:
        return f"{version} (AE {title})"
    return version or (f"AE {title}" if title else None)


def _implementation(element: Element | None) -> str:
    uid = next(iter(uids_of(element)), "")
    return next((name for root, name in KNOWN_ROOTS.items() if uid == root or uid.startswith(f"{root}.")), uid)


def _text(element: Element | None) -> str:
    return (element.value or b"").decode("ascii", "replace").strip(" \0") if element else ""
