"""VRV030 to VRV034."""

import struct
import time

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

DECIMAL = (0x00181060, "(0018,1060)")


def decimal(value: bytes) -> bytes:
    """A file with this Trigger Time (DS)."""
    return build.file(build.ct(), raw={DECIMAL[0]: ("DS", value + b" " * (len(value) % 2))})


def integer(value: bytes) -> bytes:
    """A file with these Echo Numbers (IS)."""
    return build.file(build.ct(), raw={0x00180086: ("IS", value + b" " * (len(value) % 2))})


@pytest.mark.parametrize(
    "value", [b"1", b"-1.5", b"+.5", b"5.", b"1e3", b"1.25E-10", b" 1.0 ", b"", b"   ", b"0.0000000000001"]
)
def test_decimal_numbers(value: bytes):
    allows("VRV030", decimal(value))


@pytest.mark.parametrize("value", [b"0,488", b"1.5 mm", b"NaN", b"1e", b"--1", b"1 2", b".", b"0x10"])
def test_values_that_are_no_decimal_number(value: bytes):
    flags(decimal(value), ("VRV030", DECIMAL[1]))


def test_the_number_at_fault_is_named():
    source = build.file(build.ct(), raw={0x00200032: ("DS", b"-10\\-2O\\30")})
    findings = [finding for finding in flags(source, ("VRV030", "(0020,0032)")) if finding.code == "VRV030"]
    assert ", value 2 of 3, " in findings[0].message
    assert findings[0].value == "-2O"


def test_a_long_value_is_judged_in_time():
    value = b"1\\" * 20001 + b"x "
    started = time.process_time()
    flags(
        build.file(build.ct(), raw={0x30060050: ("DS", value)}),
        ("VRV030", "(3006,0050)"),
        ("VRV053", "(3006,0050)"),
    )
    assert time.process_time() - started < 1


@pytest.mark.parametrize("value", [b"0", b"-17", b"+3", b" 12 ", b"2147483647", b"-2147483648", b"", b"1\\2"])
def test_integers(value: bytes):
    allows("VRV031", integer(value))
    allows("VRV032", integer(value))


@pytest.mark.parametrize("value", [b"1.0", b"1A", b"1e3", b"- 1"])
def test_values_that_are_no_integer(value: bytes):
    flags(integer(value), ("VRV031", "(0018,0086)"))


@pytest.mark.parametrize("value", [b"2147483648", b"-2147483649", b"99999999999"])
def test_integers_out_of_range(value: bytes):
    flags(integer(value), ("VRV032", "(0018,0086)"))


def test_an_endless_integer():
    flags(integer(b"9" * 6000), ("VRV001", "(0018,0086)"), ("VRV032", "(0018,0086)"))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_not_finite(number: float):
    (finding,) = flags(
        build.file(build.ct(), raw={0x00189305: ("FD", struct.pack("<d", number))}), ("VRV033", "(0018,9305)")
    )
    assert "holds a value that is not a number" in finding.message
    allows("VRV033", build.file(build.ct(), raw={0x00189305: ("FD", struct.pack("<d", 0.5))}))


@pytest.mark.parametrize("value", [b"1e999", b"-1E+400", b"0\\1e999"])
def test_numbers_beyond_any_floating_point_number(value: bytes):
    source = build.file(build.ct(), raw={0x00181190: ("DS", value + b" " * (len(value) % 2))})
    flags(source, ("VRV034", "(0018,1190)"))


@pytest.mark.parametrize("value", [b"1e308", b"1e-999", b"", b"5"])
def test_numbers_that_are_large_or_small(value: bytes):
    allows("VRV034", decimal(value))


def test_what_is_no_number_is_not_called_large_too():
    flags(decimal(b"1e9e9"), ("VRV030", DECIMAL[1]))
