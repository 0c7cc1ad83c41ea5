"""PIX030 to PIX039."""

from typing import Any

import pytest
from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import allows, check, flags
from tests.multiframe import film

PIXELS = "(7FE0,0010)"
SINGLE_BIT_FILM = "1.2.840.10008.5.1.4.1.1.7.1"


def image(length: int, *, rows: int = 40, columns: int = 50, frames: int | None = None) -> Dataset:
    """A grey image of 8 bits whose pixel data have this many bytes."""
    size: dict[str, Any] = {"Rows": rows, "Columns": columns, "PixelData": bytes(length)}
    if frames is not None:
        return film(frames, **size)
    return build.ct(BitsAllocated=8, BitsStored=8, HighBit=7, **size)


@pytest.mark.parametrize(
    ("length", "frames", "missing"),
    [
        (2000 - 150, None, "3 rows are missing"),
        (2000 - 50, None, "1 row is missing"),
        (6000 - 4000, 3, "2 frames are missing"),
        (2000 - 30, None, "30 bytes are missing"),
    ],
)
def test_pixel_data_too_short(length: int, frames: int | None, missing: str):
    (finding,) = flags(image(length, frames=frames), ("PIX030", PIXELS))
    assert finding.message.endswith(f"{missing}.")


def test_pixel_data_of_the_right_length():
    allows("PIX030", image(2000))
    allows("PIX030", image(6000, frames=3))


def test_a_file_cut_off_is_not_short_by_its_description():
    whole = build.file(image(2000))
    allows("PIX030", whole[:-400], ("FIL056", PIXELS))


def test_samples_of_one_bit_are_packed_across_frames():
    one_bit = {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0, "SOPClassUID": SINGLE_BIT_FILM}
    allows("PIX030", film(3, Rows=3, Columns=3, PixelData=bytes(4), **one_bit))
    flags(film(4, Rows=3, Columns=3, PixelData=bytes(4), **one_bit), ("PIX030", PIXELS))


def test_shared_chroma_takes_two_samples_a_pixel():
    allows("PIX030", build.colour(PhotometricInterpretation="YBR_FULL_422", PixelData=bytes(48)))


@pytest.mark.parametrize(("length", "words"), [(2040, "1 bytes a row too many"), (1920, "2 bytes a row too few")])
def test_a_sheared_image(length: int, words: str):
    (finding,) = flags(image(length), ("PIX031", PIXELS))
    assert words in finding.message


def test_a_straight_image():
    allows("PIX031", image(2000))


@pytest.mark.parametrize("length", [2010, 4000])
def test_pixel_data_too_long(length: int):
    flags(image(length), ("PIX032", PIXELS))


def test_one_byte_makes_an_odd_length_even():
    allows("PIX032", image(46, rows=5, columns=9))


def test_sixteen_bits_written_as_bytes():
    flags(build.file(build.ct(), raw={0x7FE00010: ("OB", bytes(48))}), ("PIX033", PIXELS))
    allows("PIX033", build.file(build.ct(), raw={0x7FE00010: ("OW", bytes(48))}))


def test_compressed_pixels_written_as_words():
    flags(build.compressed(b"\xff\xd8\xff\xd9", vr="OW"), ("PIX033", PIXELS))
    allows("PIX033", build.compressed(b"\xff\xd8\xff\xd9"))


def test_the_length_of_an_icon():
    icon = Dataset()
    icon.update({element.tag: element for element in image(36, rows=6, columns=6).group_dataset(0x0028)})
    icon.PixelData = bytes(36)
    icon["PixelData"].VR = "OB"
    allows("PIX034", build.ct(IconImageSequence=[icon]))
    flags(
        build.ct(IconImageSequence=[build.changed(icon, PixelData=bytes(30))]),
        ("PIX034", f"(0088,0200)[0].{PIXELS}"),
    )
    record = build.changed(Dataset(), IconImageSequence=[build.changed(icon, PixelData=bytes(30))])
    found = check(build.ct(DirectoryRecordSequence=[record])).findings
    paths = [finding.path for finding in found if finding.code == "PIX034"]
    assert paths == [f"(0004,1220)[0].(0088,0200)[0].{PIXELS}"]
