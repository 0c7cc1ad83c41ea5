"""Messages travel to vendors as they are: no rule repeats in them what stands in the file."""

import pytest
from pydicom.datadict import DicomDictionary

from tests import build
from tests.engine.rules.harness import check

SECRET = "WINTER4711"
FORMS = (
    SECRET.encode(),
    SECRET.encode() + b"\x84\xff",
    b"\x1b$B" + SECRET.encode(),
    SECRET.encode() + b"^" * 9 + b"=" * 9,
    "Ã¤".encode() + SECRET.encode(),
    (SECRET * 130).encode(),
    b"<script>" + SECRET.encode() + b"\0\n",
    b"\\".join([SECRET.encode()] * 7),
)
BY_VR = {
    vr: next(tag for tag in sorted(DicomDictionary) if DicomDictionary[tag][0] == vr and tag >> 16 == group)
    for vr, group in {
        "AE": 0x0008, "AS": 0x0010, "CS": 0x0018, "DA": 0x0008, "DS": 0x0018, "DT": 0x0008, "IS": 0x0008,
        "LO": 0x0008, "LT": 0x0010, "PN": 0x0010, "SH": 0x0008, "ST": 0x0008, "TM": 0x0008, "UC": 0x0008,
        "UI": 0x0020, "UR": 0x0008, "UT": 0x0008,
    }.items()
}  # fmt: skip
IDENTIFYING = {
    0x00080018: "UI", 0x00080020: "DA", 0x00080030: "TM", 0x00080050: "SH", 0x00080060: "CS", 0x00080064: "CS",
    0x00081030: "LO", 0x00100010: "PN", 0x00100020: "LO", 0x00100030: "DA", 0x00180015: "CS", 0x0020000D: "UI",
    0x0020000E: "UI", 0x00200011: "IS", 0x00200013: "IS", 0x00200052: "UI",
}  # fmt: skip
"""Attributes that rules over a whole data set look at."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("label", ["ISO_IR 100", "ISO_IR 192", "GB18030 "])
def test_no_message_repeats_a_value(form: bytes, label: str):
    raw = {tag: (vr, form) for vr, tag in BY_VR.items()}
    raw |= {tag: (vr, form) for tag, vr in IDENTIFYING.items()}
    raw[0x00080005] = ("CS", label.encode())
    findings = check(build.file(build.ct(), raw=raw)).findings
    assert len(findings) > len(raw) / 2
    assert [finding for finding in findings if SECRET in finding.message] == []
