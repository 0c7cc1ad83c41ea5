"""VRV060."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

PATH = "(0008,0201)"


def holding(value: bytes) -> bytes:
    return build.file(build.ct(), raw={0x00080201: ("SH", value)})


@pytest.mark.parametrize("value", [b"+0100 ", b"-1200 ", b"+1400 ", b"+0000 ", b"-0330 ", b""])
def test_offsets_that_exist(value: bytes):
    allows("VRV060", holding(value))


@pytest.mark.parametrize("value", [b"CET ", b"+1", b"+01:00", b"0100", b"+0100\\+0200 "])
def test_other_forms(value: bytes):
    found = flags(holding(value), ("VRV060", PATH), *([("VRV053", PATH)] if b"\\" in value else []))
    assert "is not a sign and four digits" in next(finding.message for finding in found if finding.code == "VRV060")


@pytest.mark.parametrize("value", [b"+1500 ", b"-1230 ", b"+0160 ", b"-0000 "])
def test_offsets_that_do_not_exist(value: bytes):
    (finding,) = flags(holding(value), ("VRV060", PATH))
    assert "there is no such one" in finding.message


def test_other_texts_are_no_offsets():
    allows("VRV060", build.file(build.ct(), raw={0x00081010: ("SH", b"CET ")}))
