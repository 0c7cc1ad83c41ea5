"""VRV070 and VRV071."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags


@pytest.mark.parametrize(
    ("tag", "vr", "value", "what"),
    [
        (0x00180050, "DS", b"0 ", "is 0"),
        (0x00180050, "DS", b"0.000 ", "is 0"),
        (0x00180050, "DS", b"-1", "is negative"),
        (0x00286010, "US", b"\0\0", "is 0"),
        (0x00187020, "DS", b"0.1\\0 ", "is 0"),
        (0x00082144, "IS", b"0 ", "is 0"),
    ],
)
def test_sizes_and_numbers_that_cannot_be_zero(tag: int, vr: str, value: bytes, what: str):
    path = f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
    (finding,) = flags(build.file(build.ct(), raw={tag: (vr, value)}), ("VRV070", path))
    assert what in finding.message


def test_zero_in_an_item():
    item = build.item(build.element(0x00180050, "DS", b"0 "))
    source = build.file(build.ct(), raw={0x00289110: ("SQ", item)})
    flags(source, ("VRV070", "(0028,9110)[0].(0018,0050)"))


@pytest.mark.parametrize("value", [b"0.6 ", b"", b"1E-3", b"none"])
def test_what_is_positive_empty_or_no_number(value: bytes):
    extra = [("VRV030", "(0018,0050)")] if value == b"none" else []
    allows("VRV070", build.file(build.ct(), raw={0x00180050: ("DS", value)}), *extra)


def test_zero_where_it_means_something():
    allows("VRV070", build.ct(TriggerTime="0"))


def test_measures_of_zero_are_one_finding():
    (finding,) = flags(build.ct(KVP=0, PatientWeight=0, PatientSize="0.00"), ("VRV071", "(0010,1020)"))
    assert "(and so for (0010,1030) Patient's Weight, (0018,0060) KVP) is 0" in finding.message
    (finding,) = flags(build.ct(KVP=0), ("VRV071", "(0018,0060)"))
    assert finding.message.startswith("(0018,0060) KVP is 0")


def test_measures_that_are_known_or_empty():
    allows("VRV071", build.ct(KVP=120, PatientWeight="", PatientSize="1.8"))
