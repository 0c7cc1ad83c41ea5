"""VRV020 to VRV028."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

FIELDS = {
    "DA": (0x00181200, "(0018,1200)"),
    "TM": (0x00181201, "(0018,1201)"),
    "DT": (0x0018A002, "(0018,A002)"),
    "AS": (0x00101010, "(0010,1010)"),
}
"""An attribute of each VR on which no other family has an opinion; (0018,A002) is Contribution DateTime."""


def holding(vr: str, value: bytes) -> bytes:
    return build.file(build.ct(), raw={FIELDS[vr][0]: (vr, value + b" " * (len(value) % 2))})


def path(vr: str) -> str:
    return FIELDS[vr][1]


@pytest.mark.parametrize("value", [b"20240229", b"19000101", b"", b"        ", b"20240229\\20240301"])
def test_sound_dates(value: bytes):
    allows("VRV020", holding("DA", value))
    allows("VRV021", holding("DA", value))
    allows("VRV022", holding("DA", value))


@pytest.mark.parametrize(
    "value", [b"2024", b"202402", b"240229", b"29.02.2024", b"2024-02-29", b"20240229-20240301", b"***"]
)
def test_values_that_are_no_date(value: bytes):
    flags(holding("DA", value), ("VRV020", path("DA")))


@pytest.mark.parametrize("value", [b"20230229", b"19500000", b"20241301", b"00000101"])
def test_days_that_do_not_exist(value: bytes):
    flags(holding("DA", value), ("VRV021", path("DA")))


def test_dates_with_dots():
    flags(holding("DA", b"1997.04.24"), ("VRV022", path("DA")))


@pytest.mark.parametrize("value", [b"10", b"1015", b"101500", b"101500.1", b"235960.123456", b"", b"101500.12 "])
def test_sound_times(value: bytes):
    allows("VRV023", holding("TM", value))
    allows("VRV024", holding("TM", value))
    allows("VRV025", holding("TM", value))


@pytest.mark.parametrize("value", [b"9:30", b"93000", b"101500.", b" 101500", b"10h15", b"101500-113000"])
def test_values_that_are_no_time(value: bytes):
    flags(holding("TM", value), ("VRV023", path("TM")))


def test_a_fraction_that_is_too_fine_is_too_long_as_well():
    flags(holding("TM", b"101500.1234567"), ("VRV023", path("TM")))
    flags(holding("TM", b"101500.123456789"), ("VRV001", path("TM")), ("VRV023", path("TM")))


@pytest.mark.parametrize("value", [b"240000", b"106000", b"101561", b"99"])
def test_times_out_of_range(value: bytes):
    flags(holding("TM", value), ("VRV024", path("TM")))


@pytest.mark.parametrize("value", [b"10:15", b"10:15:00", b"10:15:00.123"])
def test_times_with_colons(value: bytes):
    flags(holding("TM", value), ("VRV025", path("TM")))


@pytest.mark.parametrize(
    "value",
    [b"2024", b"20240229", b"20240229101500.123456+0100", b"202402291015-1200", b"2024+1400", b"", b"20240229101500 "],
)
def test_sound_moments(value: bytes):
    allows("VRV026", holding("DT", value))
    allows("VRV027", holding("DT", value))


@pytest.mark.parametrize("value", [b"2024-02-29", b"20240229T1015", b"24", b"20240229101500Z", b"20240229101500+01"])
def test_values_that_are_no_moment(value: bytes):
    flags(holding("DT", value), ("VRV026", path("DT")))


@pytest.mark.parametrize(
    "value", [b"20230229", b"2024022924", b"20240229101500+1500", b"20240229101500-0160", b"2024-0000"]
)
def test_moments_that_do_not_exist(value: bytes):
    flags(holding("DT", value), ("VRV027", path("DT")))


def test_ages():
    allows("VRV028", holding("AS", b"045Y"))
    allows("VRV028", holding("AS", b""))
    for value in (b"45Y", b"045", b"045y", b"0045Y"):
        flags(holding("AS", value), ("VRV028", path("AS")))
