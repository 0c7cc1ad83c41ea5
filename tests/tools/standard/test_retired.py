"""Attributes that an IOD once had."""

import pytest

from tools.standard.retired import retired_of
from tools.standard.sources import SourceError, highdicom


@pytest.fixture(scope="module", autouse=True)
def sources() -> None:
    try:
        highdicom("iod_module_map")
        retired_of("ct-image")
    except SourceError as error:
        pytest.skip(str(error))


def test_what_left_its_module_is_named() -> None:
    ethnic_group, dose_saving, support_angle = 0x00102160, 0x00189324, 0x300A0122
    positions = {0x300A0129, 0x300A012A, 0x300A0140, 0x300A0144}
    assert retired_of("ct-image") == {ethnic_group, dose_saving, support_angle} | positions


def test_an_attribute_of_a_repeating_group_stands_for_its_first_group() -> None:
    number_of_frames_in_overlay = 0x60000015
    assert number_of_frames_in_overlay in retired_of("rt-dose")


def test_an_iod_that_is_newer_than_the_older_tables_has_none() -> None:
    assert retired_of("photoacoustic-image") == frozenset()
