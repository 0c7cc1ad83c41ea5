"""MFR017 to MFR019."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import multiframe
from tests.engine.rules.harness import allows, check, flags

CONTENT = "(5200,9230)[{}].(0020,9111)[0].({})"
GOOD = multiframe.segmentation()


def frames(*planes: Dataset) -> Dataset:
    """A segmentation of these frames."""
    return multiframe.segmentation(len(planes), PerFrameFunctionalGroupsSequence=Sequence(planes))


def test_one_index_of_two_stacks():
    planes = [
        multiframe.plane(1),
        multiframe.plane(2, StackID="2"),
        multiframe.plane(3, StackID="2"),
    ]
    (finding,) = flags(frames(*planes), ("MFR017", CONTENT.format(1, "0020,9157")))
    assert "of frame 2 gives it the index 1 of (0020,9056) Stack ID, as frame 1 has," in finding.message
    planes[1] = multiframe.plane(2, StackID="2", DimensionIndexValues=[2, 2])
    planes[2] = multiframe.plane(3, StackID="2", DimensionIndexValues=[2, 3])
    allows("MFR017", frames(*planes))


def test_numbers_are_compared_whole():
    planes = (
        multiframe.plane(32, DimensionIndexValues=[1, 1]),
        multiframe.plane(0x2000, DimensionIndexValues=[1, 1]),
    )
    found = {finding.code for finding in check(frames(*planes)).findings}
    assert "MFR017" in found


def test_another_index_than_the_rank():
    odd = frames(multiframe.plane(1), multiframe.plane(2, DimensionIndexValues=[1, 3]))
    (finding,) = flags(odd, ("MFR018", CONTENT.format(1, "0020,9157")))
    assert "has the index 3 for (0020,9057) In-Stack Position Number, which is 2 itself:" in finding.message
    allows("MFR018", GOOD)


def test_one_position_in_two_planes():
    moved = multiframe.plane(1)
    moved.PlanePositionSequence[0].ImagePositionPatient = [-10, -20, 2.5]
    (finding,) = flags(frames(multiframe.plane(1), moved), ("MFR019", CONTENT.format(1, "0020,9057")))
    assert "of frame 2 is 1, as that of frame 1 in the same stack," in finding.message
    moved.PlanePositionSequence[0].ImagePositionPatient = [-10, -20, 2.001]
    allows("MFR019", frames(multiframe.plane(1), moved))


def test_the_same_position_of_two_stacks():
    other = multiframe.plane(1, StackID="2", DimensionIndexValues=[2, 1])
    other.PlanePositionSequence[0].ImagePositionPatient = [0, 0, 0]
    allows("MFR019", frames(multiframe.plane(1), other))
