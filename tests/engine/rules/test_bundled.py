"""What is found in files that pydicom brings along: files from the field, judged by eye."""

from pathlib import Path

import pydicom
import pytest

from validator.engine.rules import check_path

DATA = Path(pydicom.__file__).parent / "data"
FAMILIES = ("ENG", "FIL", "IDN", "OPS", "PIX", "UID")
ABSENT = "IDN005 (0008,0050)", "OPS004 (0010,0030)"
"""Accession Number and birth date, which hardly any public file has."""
EXPECTED = {
    "CT_small.dcm": {*ABSENT, "FIL004 ", "OPS009 (0018,0015)", "OPS012 (0028,1050)"},
    "MR_truncated.dcm": {*ABSENT, "FIL004 ", "FIL056 (7FE0,0010)", "OPS008 (0008,1030)", "OPS009 (0018,0015)"},
    "SC_ybr_full_422_uncompressed.dcm": {*ABSENT, "OPS008 (0008,1030)"},
    "badVR.dcm": {
        *ABSENT,
        "FIL018 (0002,0003)",
        "PIX021 (0028,0008)",
        "UID003 (300C,0002)[0].(0008,1155)",
        "UID005 (0008,0018)",
    },
    "examples_palette.dcm": {*ABSENT, "OPS008 (0008,1030)"},
    "liver_1frame.dcm": {"OPS004 (0010,0030)", "OPS008 (0008,1030)"},
    "test-SR.dcm": {
        "IDN002 (0010,0020)",
        "IDN005 (0008,0050)",
        "OPS004 (0010,0030)",
        "OPS005 (0008,0020)",
        "OPS006 (0008,0030)",
        "UID005 (0040,A730)[3].(0008,1199)[0].(0008,1155)",
    },
    "DICOMDIR": set(),
    "winter.dcm": {"FIL051 (0008,0018)", "UID005 (0002,0100)"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_found_in_a_file_from_the_field(name: str):
    checked = check_path(next(iter(sorted(DATA.rglob(name)))), file=name)
    found = [f"{finding.code} {finding.path}" for finding in checked.findings if finding.code.startswith(FAMILIES)]
    assert sorted(found) == sorted(EXPECTED[name])


def test_no_rule_crashes_on_any_bundled_file():
    crashes = [
        (path.name, finding.message)
        for path in sorted(DATA.rglob("*"))
        if path.is_file()
        for finding in check_path(path, file=path.name).findings
        if finding.code == "ENG001"
    ]
    assert crashes == []
