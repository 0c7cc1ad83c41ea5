"""MFR030 to MFR034."""

import pytest

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

POINTER = "(0028,0009)"
VECTOR = {"FrameTime": None, "FrameIncrementPointer": 0x00181065}
GOOD = multiframe.film()


def codes(dataset: build.Dataset) -> set[str]:
    """The codes about frames that are found in a data set."""
    return {finding.code for finding in check(dataset).findings if finding.code.startswith("MFR")}


def test_a_pointer_to_nothing():
    (finding,) = flags(multiframe.film(FrameTime=None, FrameIncrementPointer=0x52009230), ("MFR030", POINTER))
    assert "names (5200,9230) Per-Frame Functional Groups Sequence, which is not there:" in finding.message
    allows("MFR030", GOOD)


def test_a_pointer_to_an_empty_attribute():
    film = multiframe.film(FrameTime=None, FrameIncrementPointer=0x00082144)
    (finding,) = flags(build.file(film, raw={0x00082144: ("IS", b"")}), ("MFR030", POINTER))
    assert "names (0008,2144) Recommended Display Frame Rate, which is empty:" in finding.message


def test_a_number_that_is_zero_is_a_value():
    film = multiframe.film(FrameTime=None, FrameIncrementPointer=0x00280103, PixelRepresentation=0)
    assert "MFR030" not in codes(film)


def test_what_lies_behind_the_end_of_a_file_is_not_missed():
    film = build.file(multiframe.film(FrameTime=None, FrameIncrementPointer=0x52009230))
    assert "MFR030" not in {finding.code for finding in check(film[: film.index(b"\xe0\x7f\x10\x00") + 6]).findings}


def test_vectors_of_another_kind_of_nuclear_medicine():
    odd = multiframe.nuclear(FrameIncrementPointer=[0x00540020, 0x00540010, 0x00540030, 0x00540100])
    (finding,) = flags(odd, ("MFR031", POINTER))
    assert "as that of a nuclear medicine image of the type DYNAMIC must be." in finding.message
    allows("MFR031", multiframe.nuclear())


def test_the_pointer_of_a_dose_distribution():
    dose = multiframe.film(SOPClassUID="1.2.840.10008.5.1.4.1.1.481.2")
    assert "MFR031" in codes(dose)
    build.changed(dose, FrameIncrementPointer=0x3004000C, GridFrameOffsetVector=[0, 1, 2])
    assert "MFR031" not in codes(dose)


def test_several_frames_in_a_single_image():
    odd = build.ct(NumberOfFrames=2, PixelData=bytes(96))
    _, finding = flags(odd, ("MFR033", "(0028,0008)"), ("IOD040", "(0028,0008)"))
    assert "is 2, but" in finding.message
    allows("MFR033", build.ct(NumberOfFrames=1), ("IOD040", "(0028,0008)"))


@pytest.mark.parametrize(
    ("attributes", "path", "words"),
    [
        ({"FrameTime": 0}, "(0018,1063)", "is 0: viewers cannot play the 3 frames"),
        ({"FrameTime": -40}, "(0018,1063)", "is negative:"),
        ({**VECTOR, "FrameTimeVector": [0, 0, 0]}, "(0018,1065)", "is 0:"),
        ({"CineRate": 0}, "(0018,0040)", "is not greater than 0:"),
    ],
)
def test_frames_without_speed(attributes: dict[str, object], path: str, words: str):
    (finding,) = flags(multiframe.film(**attributes), ("MFR034", path))
    assert words in finding.message


def test_a_single_frame_needs_no_speed():
    allows("MFR034", multiframe.film(1, FrameTime=0))
    allows("MFR034", multiframe.film(**VECTOR, FrameTimeVector=[0, 40, 40]))
