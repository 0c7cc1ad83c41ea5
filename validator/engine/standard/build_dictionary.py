"""Rebuild ``dictionary.txt``, ``private.txt``, ``repeating.json`` and ``uids.json`` in ``data`` from pydicom's tables.

    python -m validator.engine.standard.build_dictionary

Offline and reproducible: the same pydicom gives the same bytes. The artefacts exist because the engine
must start without importing pydicom, which takes longer than checking a file. What a check needs a few rows of is
text, a row or a creator a line, which is split much faster than JSON is read.
"""

import json
from collections.abc import Iterable
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
    "1.2.840.10008.5.1.4.1.1.9.100.1": [
        "Waveform Presentation State Storage",
        "SOP Class",
        "WaveformPresentationStateStorage",
        0,
    ],
    "1.2.840.10008.5.1.4.1.1.9.100.2": [
        "Waveform Acquisition Presentation State Storage",
        "SOP Class",
        "WaveformAcquisitionPresentationStateStorage",
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
    rows = {f"{tag:08X}": _row(entry) for tag, entry in sorted(DicomDictionary.items())}
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
    source = f"pydicom {pydicom.__version__}"
    return {
        "dictionary.txt": _lines(
            f"{edition}\t{source}: PS3.6 data elements",
            ("\t".join([tag, *map(str, row)]) for tag, row in rows.items()),
        ),
        "private.txt": _lines(
            f"\t{source}: private dictionaries (GDCM)",
            (f"{creator}\t{_compact(table)}" for creator, table in private.items()),
        ),
        "repeating.json": _text({"source": f"{source}: PS3.6 data elements", "rows": repeating}),
        "uids.json": _text({"source": f"{source}: PS3.6 UIDs", "rows": uids}),
    }


def _row(entry: tuple[str, str, str, str, str]) -> list[str | int]:
    vr, vm, name, retired, keyword = entry
    return ["" if vr == "NONE" else vr, vm, name, keyword, int(bool(retired))]


def _lines(head: str, lines: Iterable[str]) -> str:
    return "\n".join([head, *lines]) + "\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(tables: dict[str, Any]) -> str:
    return _compact(tables).replace("],", "],\n") + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        (DATA / name).write_text(text, encoding="utf-8")
