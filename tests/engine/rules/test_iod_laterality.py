"""Which side was examined: of a part that comes in pairs it is said, of another it need not be (PS3.3 C.7.3.1)."""

import pytest

from tests import build
from tests.engine.rules.harness import Flag, check

LATERALITY = "(0020,0060)"


def told(**attributes: str) -> list[Flag]:
    """What is said of Laterality in a CT image with these attributes."""
    found = check(build.ct(**attributes)).findings
    return [(finding.code, finding.path) for finding in found if finding.path == LATERALITY]


@pytest.mark.parametrize("part", ["KNEE", "BREAST", "HAND"])
def test_one_of_a_pair_has_a_side(part: str):
    assert told(BodyPartExamined=part) == [("IOD012", LATERALITY)]


@pytest.mark.parametrize("part", ["CHEST", "KIDNEY", ""])
def test_what_is_no_pair_or_may_be_seen_at_once_has_none(part: str):
    assert told(BodyPartExamined=part) == []


def test_a_side_that_is_not_known_is_left_empty():
    assert told(BodyPartExamined="KNEE", Laterality="") == []


def test_the_side_of_the_image_is_enough():
    assert told(BodyPartExamined="KNEE", ImageLaterality="L") == []


@pytest.mark.parametrize("part", ["KNEE", ""])
def test_the_series_has_no_side_where_its_images_have_theirs(part: str):
    assert told(BodyPartExamined=part, Laterality="L", ImageLaterality="L") == [("IOD013", LATERALITY)]
