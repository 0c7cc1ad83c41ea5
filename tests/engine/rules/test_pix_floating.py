"""PIX130 and PIX131."""

import struct
from typing import Any

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, flags

FLOAT, DOUBLE = 0x7FE00008, 0x7FE00009
PRIVATE = "1.3.46.670589.11.0.0.12.9"
"""A class of which nothing more is known."""
INTEGERS = ("BitsStored", "HighBit", "PixelRepresentation", "PixelData")
SAID = [("UID016", "(0008,0016)")]


def floating(*, length: int = 96, tag: int = FLOAT, **attributes: Any) -> bytes:
    """A map of 4 rows and 6 columns of floating point numbers."""
    bits = 32 if tag == FLOAT else 64
    image: Dataset = build.ct(SOPClassUID=PRIVATE, BitsAllocated=bits, **dict.fromkeys(INTEGERS))
    build.changed(image, WindowCenter=None, WindowWidth=None, **attributes)
    return build.file(image, raw={tag: ("OF" if tag == FLOAT else "OD", bytes(length))})


@pytest.mark.parametrize(
    ("attributes", "path"),
    [
        ({"BitsStored": 32}, "(0028,0101)"),
        ({"HighBit": 31}, "(0028,0102)"),
        ({"PixelRepresentation": 1}, "(0028,0103)"),
        ({"PlanarConfiguration": 0}, "(0028,0006)"),
    ],
)
def test_what_describes_integers(attributes: dict[str, int], path: str):
    flags(floating(**attributes), ("PIX130", path), *SAID)


def test_padding_of_integers():
    source = build.file(
        build.ct(SOPClassUID=PRIVATE, BitsAllocated=32, WindowCenter=None, WindowWidth=None, **dict.fromkeys(INTEGERS)),
        raw={FLOAT: ("OF", bytes(96)), 0x00280120: ("US", struct.pack("<H", 1))},
    )
    flags(source, ("PIX130", "(0028,0120)"), *SAID)


@pytest.mark.parametrize(("tag", "length"), [(FLOAT, 96), (DOUBLE, 192)])
def test_floating_point_pixels_as_they_should_be(tag: int, length: int):
    allows("PIX130", floating(tag=tag, length=length), *SAID)
    allows("PIX131", floating(tag=tag, length=length), *SAID)


def test_pixels_of_another_length():
    (finding, _) = sorted(flags(floating(length=92), ("PIX131", "(7FE0,0008)"), *SAID), key=lambda one: one.code)
    assert "has 92 bytes, but the attributes describe 96" in finding.message


def test_integers_are_judged_by_other_rules():
    allows("PIX130", build.ct())
