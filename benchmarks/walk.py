"""What a plain tool does to compare two files: read both with pydicom, walk through them, list what differs."""

from pathlib import Path
from typing import Any, NamedTuple

import pydicom
from pydicom import DataElement, Dataset


class Listed(NamedTuple):
    """One element that differs; on the side that lacks it the value is ``None``."""

    path: str
    vr: str
    before: Any
    after: Any


def list_differences(before: Path, after: Path) -> list[Listed]:
    """Compare by tag, values as pydicom converts them, pixel data by their bytes, items by their place."""
    one, other = pydicom.dcmread(before), pydicom.dcmread(after)
    found: list[Listed] = []
    _compare(one.file_meta, other.file_meta, "", found)
    _compare(one, other, "", found)
    return found


def _compare(before: Dataset, after: Dataset, prefix: str, found: list[Listed]) -> None:
    left: dict[int, DataElement] = {element.tag: element for element in before}
    right: dict[int, DataElement] = {element.tag: element for element in after}
    for tag, one in left.items():
        other = right.get(tag)
        if other is None:
            found.append(Listed(f"{prefix}{one.tag}", one.VR, one.value, None))
        elif one.VR == "SQ" and other.VR == "SQ":
            for number, (item, partner) in enumerate(zip(one.value, other.value, strict=False)):
                _compare(item, partner, f"{prefix}{one.tag}[{number}].", found)
            if len(one.value) != len(other.value):
                found.append(Listed(f"{prefix}{one.tag}", "SQ", len(one.value), len(other.value)))
        elif one.VR != other.VR or one.value != other.value:
            found.append(Listed(f"{prefix}{one.tag}", other.VR, one.value, other.value))
    for tag, other in right.items():
        if tag not in left:
            found.append(Listed(f"{prefix}{other.tag}", other.VR, None, other.value))
