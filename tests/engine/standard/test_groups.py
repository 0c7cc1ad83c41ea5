"""The functional groups of an IOD (PS3.3 C.7.6.16) in the tables."""

import pytest

from validator.engine.standard import iods

GROUPS = (0x52009229, 0x52009230)
IODS = [iods.iod(key) for key in iods.keys()]  # noqa: SIM118  a function of the module
WITH_GROUPS = [iod for iod in IODS if iod is not None and iod.groups]


def listed(iod: iods.Iod) -> set[int]:
    """What the items of the shared and of the per-frame groups may hold by the modules of an IOD."""
    holders = [row for module in iod.modules for row in module.table.rows if row.tag in GROUPS]
    return {row.tag for holder in holders if holder.table for row in holder.table.rows}


@pytest.mark.parametrize("iod", WITH_GROUPS, ids=lambda iod: iod.key)
def test_no_group_is_asked_for_that_the_iod_does_not_hold(iod: iods.Iod):
    held = listed(iod)
    assert not held or {group.tag for group in iod.groups} <= held


def test_the_colour_image_of_magnetic_resonance_has_the_groups_of_the_grey_one():
    grey, colour = iods.iod("enhanced-mr-image"), iods.iod("enhanced-mr-color-image")
    assert grey is not None
    assert colour is not None
    assert [group.tag for group in colour.groups] == [group.tag for group in grey.groups]


def test_groups_of_newer_images_are_told_by_hand():
    photoacoustic = iods.iod("photoacoustic-image")
    assert photoacoustic is not None
    mandatory = {group.name for group in photoacoustic.groups if group.usage == "M"}
    assert mandatory == {
        "Pixel Measures",
        "Frame Content",
        "Plane Position (Volume)",
        "Plane Orientation (Volume)",
        "Image Data Type",
        "Photoacoustic Image Frame Type",
    }
