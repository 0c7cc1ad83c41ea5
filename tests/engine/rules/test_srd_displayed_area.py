"""SRD050 and SRD051."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.build import ROOT
from tests.engine.rules.harness import allows, flags
from tests.engine.rules.presentations import FIRST, SECOND, area, state
from tests.engine.rules.test_srd_blending import blending

CORNERS = {
    (0, "N"): ((1, 1), (64, 32)),
    (90, "N"): ((1, 32), (64, 1)),
    (180, "N"): ((64, 32), (1, 1)),
    (270, "N"): ((64, 1), (1, 32)),
    (0, "Y"): ((64, 1), (1, 32)),
    (90, "Y"): ((1, 1), (64, 32)),
    (180, "Y"): ((1, 32), (64, 1)),
    (270, "Y"): ((64, 32), (1, 1)),
}


def turned(rotation: int, flip: str, corners: tuple[tuple[int, int], tuple[int, int]]) -> Dataset:
    areas = Sequence([area(*corners)])
    return state(ImageRotation=rotation, ImageHorizontalFlip=flip, DisplayedAreaSelectionSequence=areas)


@pytest.mark.parametrize("turn", CORNERS)
def test_corners_that_are_turned_with_the_image(turn: tuple[int, str]):
    allows("SRD050", turned(*turn, CORNERS[turn]))


@pytest.mark.parametrize("turn", CORNERS)
def test_corners_that_are_not(turn: tuple[int, str]):
    for corners in set(CORNERS.values()) - {CORNERS[turn]}:
        flags(turned(*turn, corners), ("SRD050", "(0070,005A)"))


def test_the_message_names_the_item_and_the_turn():
    areas = Sequence([area((1, 1), (64, 32), FIRST), area((64, 32), (1, 1), SECOND)])
    (finding,) = flags(state(DisplayedAreaSelectionSequence=areas), ("SRD050", "(0070,005A)"))
    assert "in item 2 the top left corner" in finding.message
    assert "rotated by 0 degrees and not flipped" in finding.message


def test_an_area_of_one_pixel():
    allows("SRD050", state(DisplayedAreaSelectionSequence=Sequence([area((7, 7), (7, 7))])))


def test_an_image_of_which_no_area_is_given():
    areas = Sequence([area((1, 1), (64, 32), FIRST)])
    (finding,) = flags(state(DisplayedAreaSelectionSequence=areas), ("SRD051", "(0070,005A)"))
    assert "says nothing of 1 of the 2 images" in finding.message


def test_every_image_has_its_area():
    areas = Sequence([area((1, 1), (64, 32), FIRST), area((2, 2), (3, 3), SECOND)])
    allows("SRD051", state(DisplayedAreaSelectionSequence=areas))


def test_the_layers_of_a_blending_need_no_area_of_their_own():
    made = blending("SUPERIMPOSED", "UNDERLYING")
    made.DisplayedAreaSelectionSequence = Sequence([area((1, 1), (64, 32), f"{ROOT}.4.212")])
    allows("SRD051", made)
