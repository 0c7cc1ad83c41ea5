"""GEO030 to GEO032."""

import pytest
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

TYPE = "(0020,9311)"
BETWEEN = "(5200,9229)[0].(0028,9110)[0].(0018,0088)"
OFFSETS = "(3004,000C)"


def volume(*ranks: int, **attributes: object) -> build.Dataset:
    """A segmentation whose frames lie at these multiples of 2 mm."""
    planes = [multiframe.plane(rank) for rank in range(1, len(ranks) + 1)]
    for plane, rank in zip(planes, ranks, strict=True):
        plane.PlanePositionSequence[0].ImagePositionPatient = [-10, -20, 2 * rank]
    dataset = multiframe.segmentation(len(ranks), PerFrameFunctionalGroupsSequence=Sequence(planes))
    return build.changed(dataset, **attributes)


def test_planes_at_unequal_distances():
    (finding,) = flags(volume(1, 2, 4, DimensionOrganizationType="3D"), ("GEO030", TYPE))
    assert "but their distances are from 2 to 4 mm." in finding.message
    allows("GEO030", volume(1, 2, 3, DimensionOrganizationType="3D"))
    allows("GEO030", volume(1, 2, 4))


def test_planes_at_one_place():
    (finding,) = flags(volume(1, 1, 1, DimensionOrganizationType="3D"), ("GEO030", TYPE))
    assert "but all of them lie in one plane." in finding.message


def test_planes_that_are_turned():
    turned = multiframe.segmentation(2, DimensionOrganizationType="3D_TEMPORAL")
    shared = turned.SharedFunctionalGroupsSequence[0]
    orientations = ([1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0.8, 0.6])
    for frame, orientation in zip(turned.PerFrameFunctionalGroupsSequence, orientations, strict=True):
        plane = multiframe.item(ImageOrientationPatient=orientation)
        frame.PlaneOrientationSequence = Sequence([plane])
    del shared.PlaneOrientationSequence
    (finding,) = flags(turned, ("GEO030", TYPE))
    assert "but they are turned against each other." in finding.message


@pytest.mark.parametrize("ranks", [(1, 2, 3), (1, 3, 5), (3, 2, 1), (1, 2, 1, 2, 3, 3)])
def test_spacing_that_fits_the_positions(ranks: tuple[int, ...]):
    allows("GEO031", volume(*ranks))


def test_spacing_that_does_not_fit_the_positions():
    odd = volume(1, 2, 3)
    odd.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices = 5
    (finding,) = flags(odd, ("GEO031", BETWEEN))
    assert "is 5, but by their positions the frames are 2 mm apart." in finding.message


def offsets(*values: float) -> build.Dataset:
    """A film whose frames are planes with these offsets."""
    film = multiframe.film(len(values), FrameTime=None, FrameIncrementPointer=0x3004000C)
    return build.changed(film, GridFrameOffsetVector=list(values))


@pytest.mark.parametrize(("values", "frame"), [((0, 5, 3), 3), ((0, 5, 5), 3), ((0, -5, 0), 3), ((0, 0, 1), 2)])
def test_offsets_that_turn_back(values: tuple[float, ...], frame: int):
    findings = flags(offsets(*values), ("GEO032", OFFSETS), ("IOD040", OFFSETS))
    assert f"turns back at frame {frame}:" in findings[0].message


@pytest.mark.parametrize("values", [(0, 5, 10), (0, -5, -10)])
def test_offsets_in_order(values: tuple[float, ...]):
    allows("GEO032", offsets(*values), ("IOD040", OFFSETS))
