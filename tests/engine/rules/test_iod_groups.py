"""IOD050."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests.engine.rules.harness import allows, flags
from tests.multiframe import segmentation, slide


def without(keyword: str, *frames: int) -> Dataset:
    """A segmentation of three frames; these of them, counted from 0, lack a functional group."""
    dataset = segmentation()
    for frame in frames:
        delattr(dataset.PerFrameFunctionalGroupsSequence[frame], keyword)
    return dataset


def unshared(keyword: str) -> Dataset:
    """A segmentation that shares no group of this kind."""
    dataset = segmentation()
    delattr(dataset.SharedFunctionalGroupsSequence[0], keyword)
    return dataset


def test_a_group_that_neither_is_shared_nor_stands_in_a_frame():
    findings = flags(unshared("SegmentIdentificationSequence"), ("IOD050", "(5200,9230)[0].(0062,000A)"))
    assert findings[0].message == (
        "(0062,000A) Segment Identification Sequence is missing: the IOD requires this functional group for every "
        "frame, because Segmentation Type is not LABELMAP and Dimension Organization Type is not TILED_FULL. It is "
        "neither shared nor among those of this frame."
    )


def test_the_first_frame_that_lacks_a_group_is_named():
    (finding,) = flags(without("FrameContentSequence", 1, 2), ("IOD050", "(5200,9230)[1].(0020,9111)"))
    assert finding.message == (
        "(0020,9111) Frame Content Sequence is missing: the IOD requires this functional group for every frame, "
        "because Dimension Organization Type is not TILED_FULL. It is neither shared nor among those of this frame."
    )
    assert finding.offset is not None


def test_a_shared_group_serves_every_frame():
    allows("IOD050", segmentation())


def test_a_group_of_each_frame_need_not_be_shared():
    dataset = unshared("SegmentIdentificationSequence")
    group = segmentation().SharedFunctionalGroupsSequence[0].SegmentIdentificationSequence
    for frame in dataset.PerFrameFunctionalGroupsSequence:
        frame.SegmentIdentificationSequence = group
    allows("IOD050", dataset)


def test_a_group_whose_condition_does_not_hold():
    dataset = segmentation()
    assert "DerivationImageSequence" not in dataset.PerFrameFunctionalGroupsSequence[0]
    allows("IOD050", dataset)


def test_tiles_in_order_need_no_groups_of_their_own():
    dataset = slide()
    assert "PerFrameFunctionalGroupsSequence" not in dataset
    allows("IOD050", dataset)


def test_one_finding_where_no_frame_has_groups():
    flags(segmentation(PerFrameFunctionalGroupsSequence=None), ("IOD010", "(5200,9230)"))
    empty = segmentation(PerFrameFunctionalGroupsSequence=Sequence())
    flags(empty, ("IOD011", "(5200,9230)"), ("MFR001", "(5200,9230)"))
