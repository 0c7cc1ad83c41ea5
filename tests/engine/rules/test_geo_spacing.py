"""GEO010 to GEO015."""

import pytest

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

SPACING = "(0028,0030)"
BETWEEN = "(0018,0088)"
ASPECT = "(0028,0034)"
MEASURES = "(5200,9229)[0].(0028,9110)[0].{}"


def measured(**attributes: object) -> build.Dataset:
    """A segmentation with other pixel measures."""
    dataset = multiframe.segmentation()
    build.changed(dataset.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0], **attributes)
    return dataset


def test_negative_spacings():
    flags(build.ct(PixelSpacing=[-0.5, 0.5]), ("GEO010", SPACING))
    flags(measured(PixelSpacing=[0.5, -0.5]), ("GEO010", MEASURES.format(SPACING)))
    allows("GEO010", build.ct())


def test_spacings_of_zero():
    (finding,) = flags(build.ct(PixelSpacing=[0, 0.5]), ("GEO011", SPACING))
    assert "has a row spacing of 0:" in finding.message
    (finding,) = flags(measured(PixelSpacing=[0.5, 0]), ("GEO011", MEASURES.format(SPACING)))
    assert "has a column spacing of 0:" in finding.message
    allows("GEO011", build.ct())


def test_a_single_row_may_have_no_distance_to_the_next():
    allows("GEO011", build.ct(PixelSpacing=[0, 0.5], Rows=1, PixelData=bytes(12)))
    flags(build.ct(PixelSpacing=[0.5, 0], Rows=1, PixelData=bytes(12)), ("GEO011", SPACING))


def test_negative_distances_between_slices():
    flags(build.ct(SpacingBetweenSlices=-1), ("GEO012", BETWEEN))
    flags(measured(SpacingBetweenSlices=-2), ("GEO012", MEASURES.format(BETWEEN)))
    allows("GEO012", build.ct(SpacingBetweenSlices=1))


def test_in_nuclear_medicine_the_sign_is_a_direction():
    allows("GEO012", multiframe.nuclear(SpacingBetweenSlices=-4))


def test_distances_between_slices_of_zero():
    flags(build.ct(SpacingBetweenSlices=0), ("GEO013", BETWEEN))
    allows("GEO013", build.ct(SpacingBetweenSlices=0.5))


@pytest.mark.parametrize("ratio", [[1, 1], [3, 3]])
def test_an_aspect_ratio_of_square_pixels(ratio: list[int]):
    (finding,) = flags(multiframe.film(PixelAspectRatio=ratio), ("GEO014", ASPECT))
    assert "says that pixels are square:" in finding.message
    allows("GEO014", multiframe.film(PixelAspectRatio=[6, 5]))


def test_an_aspect_ratio_beside_a_spacing():
    film = multiframe.film(PixelAspectRatio=[6, 5], NominalScannedPixelSpacing=[0.6, 0.5])
    (finding,) = flags(film, ("GEO014", ASPECT))
    assert "stands beside (0018,2010) Nominal Scanned Pixel Spacing:" in finding.message
    (finding,) = flags(multiframe.segmentation(PixelAspectRatio=[6, 5]), ("GEO014", ASPECT))
    assert "stands beside (0028,0030) Pixel Spacing:" in finding.message


def test_impossible_aspect_ratios():
    flags(multiframe.film(PixelAspectRatio=[0, 5]), ("GEO015", ASPECT))
    flags(multiframe.film(PixelAspectRatio=[-6, 5]), ("GEO015", ASPECT))
    allows("GEO015", multiframe.film(PixelAspectRatio=[6, 5]))
