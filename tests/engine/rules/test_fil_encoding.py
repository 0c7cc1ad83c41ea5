"""FIL030 to FIL049."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())


@pytest.mark.parametrize("declared", [build.IMPLICIT_LITTLE, build.EXPLICIT_BIG])
def test_a_data_set_in_another_encoding_than_declared(declared: str):
    source = build.file(build.ct(), TransferSyntaxUID=declared)
    retired = [("UID019", "(0002,0010)")] if declared == build.EXPLICIT_BIG else []
    flags(source, ("FIL030", ""), *retired)
    allows("FIL030", build.file(build.ct(), syntax=declared), *retired)


def test_the_real_encoding_is_named():
    (finding,) = flags(build.file(build.ct(), TransferSyntaxUID=build.IMPLICIT_LITTLE), ("FIL030", ""))
    assert "(it is Explicit VR Little Endian)" in finding.message


def test_an_implicit_element_in_an_explicit_data_set():
    source = GOOD.replace(build.element(0x00081030, "LO", b"CT Thorax "), build.implicit(0x00081030, b"CT Thorax "))
    (finding,) = flags(source, ("FIL031", "(0008,1030)"))
    assert finding.offset == source.index(b"\x08\0\x30\x10")
    allows("FIL031", GOOD)


def test_an_explicit_element_in_an_implicit_data_set():
    sound = build.file(build.ct(), syntax=build.IMPLICIT_LITTLE)
    source = sound.replace(build.implicit(0x00081030, b"CT Thorax "), build.element(0x00081030, "LO", b"CT Thorax "))
    flags(source, ("FIL032", "(0008,1030)"))
    allows("FIL032", sound)


@pytest.mark.parametrize("vr", ["??", "\0\0", "lo"])
def test_two_bytes_that_are_no_vr(vr: str):
    flags(build.file(build.ct(), raw={0x00081030: (vr, b"CT Thorax ")}), ("FIL033", "(0008,1030)"))


def test_unknown_is_a_vr():
    allows("FIL033", build.file(build.ct(), raw={0x00091010: ("UN", b"\1\2"), 0x00090010: ("LO", b"GEMS_IDEN_01")}))


def test_an_odd_length():
    (finding,) = flags(build.file(build.ct(), raw={0x00081030: ("LO", b"CT Thorax")}), ("FIL034", "(0008,1030)"))
    assert "(length 9)" in finding.message
    allows("FIL034", GOOD)


def test_a_length_that_wrapped_around_at_65536():
    points = b"\\".join([b"1.25"] * 13_998) + b" "
    wrapped = build.element(0x30060050, "DS", points, length=len(points) & 0xFFFF)
    sound = build.element(0x30060050, "UN", points)
    contour = build.file(build.sr()) + wrapped + build.element(0x40000010, "LT", b"END ")
    flags(contour, ("FIL035", "(3006,0050)"), ("FIL057", ""))
    allows("FIL035", build.file(build.sr()) + sound)


def test_a_deflated_stream_that_breaks_off():
    sound = build.file(build.ct(), syntax=build.DEFLATED)
    flags(sound[:-40], ("FIL036", ""), ("OPS038", "(0002,0010)"))
    allows("FIL036", sound, ("OPS038", "(0002,0010)"))
