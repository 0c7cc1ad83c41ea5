"""ENG003 and on: the limits of the scanner (the rules about events are tested with the runner)."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags
from validator.engine.header import Limits
from validator.engine.model import EXPLICIT_LITTLE, Fault, FaultKind, Header
from validator.engine.rules import check_header

PLAIN = build.file(build.sr())
CODE = build.element(0x00080100, "SH", b"T-D4")


def nested(depth: int) -> bytes:
    content = CODE
    for _ in range(depth):
        content = build.sequence(0x00082228, build.item(content))
    return PLAIN + build.sequence(0x00720022, build.item(content))


def test_nesting_deeper_than_the_limit():
    flags(nested(5), ("ENG003", "(0072,0022)[0].(0008,2228)[0].(0008,2228)[0].(0008,2228)[0]"), limits=Limits(depth=3))
    allows("ENG003", nested(5))


def test_more_elements_than_the_limit():
    many = PLAIN + build.sequence(0x00720022, *(build.item(CODE) for _ in range(40)))
    flags(many, ("ENG004", "(0072,0022)[9]"), limits=Limits(elements=60))
    allows("ENG004", many)


def test_a_deflated_data_set_larger_than_the_limit():
    deflated = build.file(build.ct(), syntax=build.DEFLATED)
    flags(deflated, ("ENG005", ""), ("OPS038", "(0002,0010)"), limits=Limits(inflated=600))
    allows("ENG005", deflated, ("OPS038", "(0002,0010)"))


def test_long_values_beyond_the_limit_of_memory():
    long = build.file(build.sr(), raw={0x00104000: ("LT", b"x" * 200), 0x00324000: ("LT", b"y" * 200)})
    flags(long, ("ENG006", ""), limits=Limits(values=500))
    allows("ENG006", long)


def test_a_file_that_takes_longer_than_the_limit():
    slow = PLAIN + build.element(0x00730010, "OB", bytes(65_536))
    flags(slow, ("ENG007", ""), limits=Limits(seconds=-1))
    allows("ENG007", PLAIN)


def test_more_faults_than_the_limit():
    block = build.element(0x40010010, "LO", b"GEMS_IDEN_01")
    odd = PLAIN + block + b"".join(build.element(0x40011000 + number, "LO", b"x") for number in range(9))
    listed = [("FIL034", f"(4001,{0x1000 + number:04X})") for number in range(3)]
    flags(odd, *listed, ("ENG008", ""), limits=Limits(faults=3))
    allows("ENG008", PLAIN)


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_of_the_scanner_is_one_finding(kind: FaultKind):
    header = Header(100, bytes(128), (), (), None, EXPLICIT_LITTLE, 0, (Fault(7, None, kind, detail="so"),))
    findings = [
        finding for finding in check_header(header, file="a.dcm").findings if finding.code[:3] in ("FIL", "ENG")
    ]
    assert [finding.offset for finding in findings] == [7]
