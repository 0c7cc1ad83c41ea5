"""PIX100 to PIX103."""

import struct
from typing import Any

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.rules.harness import allows, check, flags

DIGITAL_X_RAY = "1.2.840.10008.5.1.4.1.1.1.1"
DESCRIPTOR, DATA = "(0028,3010)[0].(0028,3002)", "(0028,3010)[0].(0028,3006)"


def lut(*descriptor: int, data: bytes) -> Sequence:
    """A sequence of one lookup table."""
    table = Dataset()
    table.add_new(0x00283002, "US", list(descriptor))
    table.add_new(0x00283003, "LO", "A table")
    table.add_new(0x00283006, "OW", data)
    return Sequence([table])


def words(*entries: int) -> bytes:
    return struct.pack(f"<{len(entries)}H", *entries)


FULL = lut(4, 0, 16, data=words(0, 21845, 43690, 65535))


def voi(*descriptor: int, data: bytes, **attributes: Any) -> Dataset:
    """A CT image with this VOI LUT."""
    return build.ct(VOILUTSequence=lut(*descriptor, data=data), **attributes)


@pytest.mark.parametrize("bits", [0, 7, 12, 17])
def test_bits_that_an_image_does_not_have(bits: int):
    (finding,) = flags(voi(4, 0, bits, data=words(0, 1, 2, 3)), ("PIX100", DESCRIPTOR))
    assert f"gives entries of {bits} bits, which must be 8 or 16 here" in finding.message


@pytest.mark.parametrize(("bits", "data"), [(8, bytes(4)), (8, bytes(8)), (16, words(0, 1, 2, 3))])
def test_bits_that_every_image_may_have(bits: int, data: bytes):
    allows("PIX100", voi(4, 0, bits, data=data))


def test_bits_that_projection_x_ray_may_have():
    image = voi(4, 0, 12, data=words(0, 1, 2, 4095), SOPClassUID=DIGITAL_X_RAY)
    assert "PIX100" not in {finding.code for finding in check(image).findings}


def test_a_presentation_lut_begins_with_zero():
    def found(first: int, bits: int) -> list[str]:
        image = build.ct(PresentationLUTSequence=lut(4, first, bits, data=words(0, 1, 2, 3)))
        return [finding.message for finding in check(image).findings if finding.code == "PIX100"]

    assert found(0, 12) == []
    (message,) = found(1, 12)
    assert "does not begin with the input value 0" in message
    (message,) = found(0, 20)
    assert "must be between 8 and 16 here" in message


@pytest.mark.parametrize(
    ("descriptor", "data"), [((4, 0, 16), words(0, 1, 2)), ((4, 0, 8), bytes(6)), ((0, 0, 16), bytes(65536))]
)
def test_data_of_another_length(descriptor: tuple[int, int, int], data: bytes):
    (finding,) = flags(voi(*descriptor, data=data), ("PIX101", DATA))
    assert f"has {len(data)} bytes" in finding.message


@pytest.mark.parametrize(
    ("descriptor", "data"), [((3, 0, 8), bytes(4)), ((3, 0, 8), bytes(6)), ((0, 0, 16), bytes(131072))]
)
def test_data_of_the_right_length(descriptor: tuple[int, int, int], data: bytes):
    allows("PIX101", voi(*descriptor, data=data))


def test_tables_in_the_items_of_a_presentation_state():
    state = Dataset()
    state.VOILUTSequence = lut(4, 0, 12, data=words(0, 1, 2))
    image = build.ct(SoftcopyVOILUTSequence=Sequence([state]))
    found = [(finding.code, finding.path) for finding in check(image).findings if finding.code.startswith("PIX1")]
    assert found == [("PIX101", "(0028,3110)[0].(0028,3010)[0].(0028,3006)")]


def test_entries_beyond_the_bits():
    source = voi(4, 0, 12, data=words(0, 1, 2, 4096))
    (_, finding) = flags(source, ("PIX100", DESCRIPTOR), ("PIX102", DATA))
    assert "has an entry of 4096, but entries of 12 bits go up to 4095" in finding.message
    allows("PIX102", build.ct(VOILUTSequence=FULL))


def test_a_modality_lut_beside_a_slope():
    table = lut(4, 0, 16, data=words(0, 1, 2, 3))
    table[0].ModalityLUTType = "HU"
    flags(build.ct(ModalityLUTSequence=table), ("PIX103", "(0028,3000)"))
    bare = dict.fromkeys(("RescaleSlope", "RescaleIntercept", "RescaleType"))
    allows("PIX103", build.ct(ModalityLUTSequence=table, **bare))
