"""Rebuild ``data/dictionary.json`` and ``data/private.json`` from the tables that pydicom carries.

    python -m validator.engine.standard.build_dictionary

Offline and reproducible: the same pydicom gives the same bytes. The artefacts exist because the engine
must start without importing pydicom, which takes longer than checking a file.
"""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NEWER_UIDS = {
    "1.2.840.10008.1.2.4.110": ["JPEG XL Lossless", "Transfer Syntax", "JPEGXLLossless", 0],
    "1.2.840.10008.1.2.4.111": ["JPEG XL JPEG Recompression", "Transfer Syntax", "JPEGXLJPEGRecompression", 0],
    "1.2.840.10008.1.2.4.112": ["JPEG XL", "Transfer Syntax", "JPEGXL", 0],
    "1.2.840.10008.1.2.8.1": [
        "Deflated Image Frame Compression",
        "Transfer Syntax",
        "DeflatedImageFrameCompression",
        0,
    ],
    "1.2.840.10008.5.1.4.1.1.66.7": [
        "Label Map Segmentation Storage",
        "SOP Class",
        "LabelMapSegmentationStorage",
        0,
    ],
    "1.2.840.10008.5.1.4.1.1.66.8": [
        "Height Map Segmentation Storage",
        "SOP Class",
        "HeightMapSegmentationStorage",
        0,
    ],
}
"""UIDs of PS3.6 annex A that files already carry and that pydicom's edition does not list yet."""


def build() -> dict[str, str]:
    """The text of each artefact by its file name."""
    import pydicom
    from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
    from pydicom._private_dict import private_dictionaries
    from pydicom._uid_dict import UID_dictionary

    edition = pydicom.__dicom_version__
    source = f"pydicom {pydicom.__version__}: PS3.6 data elements and UIDs"
    tags = {f"{tag:08X}": _row(entry) for tag, entry in sorted(DicomDictionary.items())}
    repeating = {mask.upper().replace("X", "x"): _row(entry) for mask, entry in sorted(RepeatersDictionary.items())}
    uids = {
        uid: [name, type_, keyword, int(bool(retired))]
        for uid, (name, type_, _, retired, keyword) in UID_dictionary.items()
    }
    uids = dict(sorted((NEWER_UIDS | uids).items()))
    private = {
        creator: {mask.upper().replace("X", "x"): [vr, vm, name] for mask, (vr, vm, name, _) in sorted(table.items())}
        for creator, table in sorted(private_dictionaries.items())
    }
    return {
        "dictionary.json": _text(
            {"edition": edition, "source": source, "tags": tags, "repeating": repeating, "uids": uids}
        ),
        "private.json": _text(
            {"source": f"pydicom {pydicom.__version__}: private dictionaries (GDCM)", "creators": private}
        ),
    }


def _row(entry: tuple[str, str, str, str, str]) -> list[str | int]:
    vr, vm, name, retired, keyword = entry
    return ["" if vr == "NONE" else vr, vm, name, keyword, int(bool(retired))]


def _text(tables: dict[str, Any]) -> str:
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        (DATA / name).write_text(text, encoding="utf-8")
