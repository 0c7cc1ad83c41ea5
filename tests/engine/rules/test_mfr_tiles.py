"""MFR050 to MFR059."""

from typing import Any

import pytest
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, check, flags

GOOD = multiframe.slide()
FRAMES = "(0028,0008)"


def sparse(*tiles: build.Dataset, **attributes: Any) -> build.Dataset:
    """The slide with these tiles, each with its place."""
    dataset = multiframe.slide(NumberOfFrames=len(tiles), PixelData=bytes(24 * len(tiles)), **attributes)
    dataset.DimensionOrganizationType = "TILED_SPARSE"
    dataset.DimensionIndexSequence = Sequence([multiframe.dimension(0x0048021E, group=0x0048021A)])
    dataset.PerFrameFunctionalGroupsSequence = Sequence(tiles)
    return dataset


def test_too_few_tiles():
    (finding,) = flags(multiframe.slide(NumberOfFrames=3, PixelData=bytes(72)), ("MFR050", FRAMES))
    assert "is 3, but 2 x 2 tiles make 4." in finding.message
    allows("MFR050", GOOD)


def test_tiles_at_the_border_may_reach_beyond_it():
    size = {"TotalPixelMatrixColumns": 11, "TotalPixelMatrixRows": 7}
    allows("MFR050", multiframe.slide(**size, ImagedVolumeWidth=0.0055, ImagedVolumeHeight=0.0035))


def test_focal_planes_and_optical_paths_have_tiles_of_their_own():
    paths = [multiframe.optical_path("1"), multiframe.optical_path("2")]
    deep = multiframe.slide(TotalPixelMatrixFocalPlanes=2, NumberOfOpticalPaths=2, OpticalPathSequence=Sequence(paths))
    deep.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices = 0.001
    (finding,) = flags(deep, ("MFR050", FRAMES))
    assert "2 x 2 tiles, 2 focal planes and 2 optical paths or segments make 16." in finding.message
    allows("MFR050", build.changed(deep, NumberOfFrames=16, PixelData=bytes(16 * 24)))


def test_segments_have_tiles_of_their_own():
    tiled = {"DimensionOrganizationType": "TILED_FULL", "TotalPixelMatrixColumns": 12, "TotalPixelMatrixRows": 4}
    two = multiframe.segmentation(2, **tiled)
    assert "MFR050" not in _codes(two)
    two.SegmentSequence = Sequence([multiframe.segment(1), multiframe.segment(2)])
    assert "MFR050" in _codes(two)


@pytest.mark.parametrize(("frames", "offset", "is_wrong"), [(2, 2, False), (3, 2, True)])
def test_parts_of_a_concatenation_have_some_of_the_tiles(frames: int, offset: int, is_wrong: bool):
    part = multiframe.slide(
        NumberOfFrames=frames,
        PixelData=bytes(24 * frames),
        ConcatenationUID=f"{build.ROOT}.9.1",
        SOPInstanceUIDOfConcatenationSource=f"{build.ROOT}.9.2",
        InConcatenationNumber=2,
        ConcatenationFrameOffsetNumber=offset,
    )
    flags(part, *[("MFR050", FRAMES)] * is_wrong)


def test_a_tile_beside_the_matrix():
    place = "(5200,9230)[1].(0048,021A)[0].({})"
    (finding,) = flags(sparse(multiframe.tile(1, 1), multiframe.tile(13, 1)), ("MFR051", place.format("0048,021E")))
    assert "of frame 2 is 13, but the matrix reaches from 1 to 12:" in finding.message
    flags(sparse(multiframe.tile(1, 1), multiframe.tile(1, -3)), ("MFR051", place.format("0048,021F")))
    allows("MFR051", sparse(multiframe.tile(1, 1), multiframe.tile(12, 0)))


def test_another_number_of_optical_paths():
    paths = Sequence([multiframe.optical_path("1"), multiframe.optical_path("2")])
    (finding,) = flags(multiframe.slide(OpticalPathSequence=paths), ("MFR053", "(0048,0302)"))
    assert "is 1, but the Optical Path Sequence has 2 items." in finding.message
    allows("MFR053", GOOD)


def test_an_optical_path_that_is_not_described():
    odd = sparse(multiframe.tile(1, 1), multiframe.tile(7, 1))
    path = odd.PerFrameFunctionalGroupsSequence[1].OpticalPathIdentificationSequence[0]
    path.OpticalPathIdentifier = "2"
    (finding,) = flags(odd, ("MFR054", "(5200,9230)[1].(0048,0207)[0].(0048,0106)"))
    assert "of frame 2 names none" in finding.message
    del odd.OpticalPathSequence[0].OpticalPathIdentifier
    allows("MFR054", odd, ("IOD001", "(0048,0105)[0].(0048,0106)"))
    odd.OpticalPathSequence[0].OpticalPathIdentifier = "2"
    odd.PerFrameFunctionalGroupsSequence[0].OpticalPathIdentificationSequence[0].OpticalPathIdentifier = "2"
    allows("MFR054", odd)


def test_two_optical_paths_of_one_name():
    paths = Sequence([multiframe.optical_path("1"), multiframe.optical_path("1")])
    odd = multiframe.slide(OpticalPathSequence=paths, NumberOfOpticalPaths=2, NumberOfFrames=8, PixelData=bytes(8 * 24))
    flags(odd, ("MFR055", "(0048,0105)[1].(0048,0106)"))
    allows("MFR055", GOOD)


def _codes(dataset: build.Dataset) -> set[str]:
    return {finding.code for finding in check(dataset).findings}
