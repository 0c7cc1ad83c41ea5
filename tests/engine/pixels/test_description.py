"""How many bytes the described pixels take."""

import pytest

from validator.engine.pixels.description import Description, samples_of

CT = Description(
    rows=512,
    columns=512,
    samples=1,
    photometric="MONOCHROME2",
    allocated=16,
    stored=12,
    high_bit=11,
    representation=0,
    planar=None,
    frames=1,
)


@pytest.mark.parametrize(
    ("changes", "length"),
    [
        ({}, 512 * 512 * 2),
        ({"frames": 3}, 512 * 512 * 2 * 3),
        ({"samples": 3, "photometric": "RGB", "allocated": 8}, 512 * 512 * 3),
        ({"samples": 3, "photometric": "YBR_FULL_422", "allocated": 8}, 512 * 512 * 2),
        ({"rows": 3, "columns": 3, "allocated": 1}, 2),
        ({"rows": 3, "columns": 3, "allocated": 1, "frames": 2}, 3),
        ({"rows": 3, "columns": 3, "allocated": 8}, 9),
        ({"allocated": 12}, 512 * 512 * 12 // 8),
    ],
)
def test_the_length_of_native_pixels(changes: dict[str, int | str], length: int):
    assert CT._replace(**changes).native_length == length


@pytest.mark.parametrize("missing", ["rows", "columns", "samples", "allocated"])
def test_without_a_part_of_the_description_there_is_no_length(missing: str):
    assert CT._replace(**{missing: None}).native_length is None
    assert CT._replace(**{missing: 0}).native_length is None


def test_without_a_number_of_frames_there_is_no_length():
    assert CT._replace(frames=0).native_length is None


@pytest.mark.parametrize(
    ("term", "samples"), [("MONOCHROME1", 1), ("PALETTE COLOR", 1), ("YBR_ICT", 3), ("CMYK", 4), ("RGB24", None)]
)
def test_samples_by_photometric_interpretation(term: str, samples: int | None):
    assert samples_of(term) == samples
