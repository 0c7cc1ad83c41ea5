"""Rebuild ``data/profile.json``: Table E.1-1 of PS3.15, what a de-identification does to which attribute.

    python -m validator.engine.privacy.build_profile

Offline and reproducible: the same pinned packages give the same bytes. The column of the Basic Profile is that of
dicom-anonymizer (BSD), the newest edition it has. The columns of the options are those of dicom-standard (MIT), an
older edition; what they lack is added below by hand.
"""

import json
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from validator.engine.standard import dictionary

DATA = Path(__file__).parent / "data"
EDITION = "2026c"
OPTION_COLUMNS = {
    "rtnSafePrivOpt": "safe-private",
    "rtnUIDsOpt": "uids",
    "rtnDevIdOpt": "device",
    "rtnInstIdOpt": "institution",
    "rtnPatCharsOpt": "patient",
    "rtnLongFullDatesOpt": "full-dates",
    "rtnLongModifDatesOpt": "modified-dates",
    "cleanDescOpt": "descriptors",
    "cleanStructContOpt": "structured-content",
    "cleanGraphOpt": "graphics",
}
"""The names of dicom-standard and ours, in the order of the table."""
PRIVATE = "GGGGEEEE-WHERE-GGGG-IS-ODD"
"""How dicom-standard calls the row of all private attributes."""

NEWER_TEMPORAL = ("04000310", "0040A034", "0040A035", "0040B034", "0040B036")
"""Dates and times whose VR does not tell it, or is not in the dictionary yet: kept with full dates, else shifted."""
NEWER_OPTIONS = {
    "device=K": (
        "0014407C", "0014407E", "00181200", "00181201", "00181202", "00181203", "00181204", "00181205", "00185011",
        "0018700C", "0018700E", "00203401", "04000563", "300C0127",
    ),
    "institution=K": ("04000564",),
    "patient=K": ("00100043", "00100046", "00100047", "00102161", "00102162", "0072005F"),
    "patient=C": ("00100042",),
    "descriptors=C": (
        "00081088", "00081301", "00081302", "00081303", "00081304", "00100016", "00100042", "00100045", "001811BB",
        "00189937", "00200027", "003A0329", "003A032B", "00400310", "0040B03B", "0040B03F", "006A0005", "006A0006",
        "00720066", "00720068", "0072006C", "0072006E", "00720070", "04000565", "30020121", "30020123", "30060002",
        "30060004", "30060006", "30060026", "30060028", "30060038", "30060085", "30060088", "300A000B", "300A0734",
        "300A0742", "300A0783", "300A078E", "300A0792", "300A0794", "300A079A",
    ),
}  # fmt: skip
"""Options of the rows that the older table lacks, or has without them. The few rows that came after 2025 (labels of
waveforms, secondary capture devices, unformatted text) have no option here: none is known to this table."""


def build() -> str:
    """The text of the artefact."""
    columns = dict(_option_columns())
    rows = dict(_basic_profile())
    attributes = {tag: _row(tag, action, columns.get(tag)) for tag, action in sorted(rows.items())}
    source = f"dicom-anonymizer {metadata.version('dicom-anonymizer')} (Basic Profile, {EDITION}); "
    source += f"dicom-standard {metadata.version('dicom-standard')} (options) with additions by hand"
    table = {"edition": EDITION, "source": source, "private": _joined("X", columns[PRIVATE]), "attributes": attributes}
    return json.dumps(table, separators=(",", ":")).replace('",', '",\n') + "\n"


def _basic_profile() -> Iterator[tuple[str, str]]:
    """Tag and action of each row; the package has one list of tags an action: ``X_Z_U_STAR_TAGS``."""
    database = import_module(f"dicomanonymizer.dicom_anonymization_databases.dicomfields_{EDITION}")
    for category, tags in vars(database).items():
        if category.endswith("_TAGS") and category != "ALL_TAGS":
            action = category.removesuffix("_TAGS").replace("U_STAR", "U*").replace("_", "/")
            yield from ((_mask(*tag), action) for tag in tags)


def _mask(group: int, element: int, group_mask: int = 0xFFFF, element_mask: int = 0xFFFF) -> str:
    """``60xx3000`` for a repeating group: ``x`` where the mask lets every digit pass."""
    digits, fixed = f"{group:04X}{element:04X}", f"{group_mask:04X}{element_mask:04X}"
    return "".join("x" if mask == "0" else digit for digit, mask in zip(digits, fixed, strict=True))


def _option_columns() -> Iterator[tuple[str, dict[str, str]]]:
    files = metadata.files("dicom-standard") or []
    path = next(file for file in files if file.name == "confidentiality_profile_attributes.json")
    table: list[dict[str, Any]] = json.loads(Path(str(path.locate())).read_text(encoding="utf-8"))
    for row in table:
        tag = str(row["id"]).upper().replace("X", "x")
        yield tag, {name: row[column] for column, name in OPTION_COLUMNS.items() if column in row}


def _row(tag: str, action: str, columns: dict[str, str] | None) -> str:
    vr = "" if "x" in tag else dictionary.vr_of(int(tag, 16))
    options = dict(columns or {})
    if columns is None:
        if vr in ("DA", "TM", "DT") or tag in NEWER_TEMPORAL:
            options |= {"full-dates": "K", "modified-dates": "C"}
        if vr == "UI":
            options["uids"] = "K"
    if vr == "AE" and (columns is None or "device" in columns):
        options["device"] = "C"
    for option, tags in NEWER_OPTIONS.items():
        if tag in tags:
            name, _, action_there = option.partition("=")
            options[name] = action_there
    return _joined(action, options)


def _joined(action: str, options: dict[str, str]) -> str:
    return " ".join([action, *(f"{name}={options[name]}" for name in OPTION_COLUMNS.values() if name in options)])


if __name__ == "__main__":
    (DATA / "profile.json").write_text(build(), encoding="utf-8")
