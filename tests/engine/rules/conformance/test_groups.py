"""Functional groups that are demanded of every frame."""

from typing import Any

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.engine.rules.conformance.tables import IS_CT, UNKNOWN, data_set, instance, iod, module, row, tag
from tests.multiframe import item
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.conformance.groups import missing_groups
from validator.engine.standard.iods import Condition, Group, Iod

POSITION = "(0020,9113)"
GROUPS = ("PlanePositionSequence", "PixelMeasuresSequence")


def demanding(usage: str = "M", required: list[Any] | None = None) -> Iod:
    """An IOD that demands Plane Position Sequence."""
    condition = Condition(required, ["always"]) if required else None
    group = Group(tag("PlanePositionSequence"), "Plane Position", usage, condition)
    groups = [row(f"{kind}FunctionalGroupsSequence", "1") for kind in ("Shared", "PerFrame")]
    return iod(module("own", *groups), groups=[group])


def grouped(*frames: bool, shared: bool | None = False, **attributes: Any) -> Dataset:
    """An instance whose frames, and whose shared groups, have a position or not; ``None`` for no shared groups."""
    dataset = data_set(**attributes)
    if shared is not None:
        dataset.SharedFunctionalGroupsSequence = Sequence([group(has_position=shared)])
    if frames:
        dataset.PerFrameFunctionalGroupsSequence = Sequence(group(has_position=each) for each in frames)
    return dataset


def group(*, has_position: bool) -> Dataset:
    made = item(PixelMeasuresSequence=Sequence([item(SliceThickness=1)]))
    if has_position:
        made.PlanePositionSequence = Sequence([item(ImagePositionPatient=[0, 0, 0])])
    return made


def missing(listed: Iod, source: Dataset, *, is_cut: bool = False) -> list[str]:
    found = list(missing_groups(listed, instance(source, is_cut=is_cut)))
    assert {deviation.difference for deviation in found} <= {Difference.GROUP_MISSING}
    return [deviation.path for deviation in found]


def test_a_group_stands_in_every_frame_or_is_shared():
    assert missing(demanding(), grouped(True, True)) == []
    assert missing(demanding(), grouped(False, False, shared=True)) == []
    assert missing(demanding(), grouped(True, False, shared=True)) == []


def test_the_first_of_several_frames_that_lack_it_is_named():
    assert missing(demanding(), grouped(True, False, True, False)) == [f"(5200,9230)[1].{POSITION}"]
    assert missing(demanding(), grouped(True, False, shared=None)) == [f"(5200,9230)[1].{POSITION}"]


def test_a_group_is_demanded_where_its_condition_holds_for_sure():
    lacking = grouped(False, Modality="CT")
    assert missing(demanding("C", IS_CT), lacking) == [f"(5200,9230)[0].{POSITION}"]
    assert missing(demanding("C", ["not", IS_CT]), lacking) == []
    assert missing(demanding("C", UNKNOWN), lacking) == []
    assert missing(demanding("U"), lacking) == []


def test_the_condition_is_the_reason():
    (deviation,) = missing_groups(demanding("C", IS_CT), instance(grouped(False, Modality="CT")))
    assert deviation.because == IS_CT


def test_frames_without_groups_of_their_own_are_told_of_once_elsewhere():
    assert missing(demanding(), grouped()) == []
    assert missing(demanding(), grouped(shared=None)) == []


def test_tiles_in_order_may_have_shared_groups_only():
    tiled = {"DimensionOrganizationType": "TILED_FULL"}
    assert missing(demanding(), grouped(shared=True, **tiled)) == []
    assert missing(demanding(), grouped(shared=False, **tiled)) == [f"(5200,9229)[0].{POSITION}"]


def test_nothing_is_missing_behind_the_end_of_a_damaged_file():
    assert missing(demanding(), grouped(False), is_cut=True) == []
