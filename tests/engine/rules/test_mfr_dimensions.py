"""MFR010 to MFR016."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build, multiframe
from tests.engine.rules.harness import allows, flags

DIMENSIONS = "(0020,9222)"
CONTENT = "(5200,9230)[{}].(0020,9111)[0].({})"
STACK, POSITION, TIME = 0x00209056, 0x00209057, 0x00209128
FRAME_CONTENT, PLANE_POSITION, PLANE_ORIENTATION = 0x00209111, 0x00209113, 0x00209116
IMAGE_POSITION = 0x00200032
GOOD = multiframe.segmentation()


def content(dataset: Dataset, frame: int) -> Dataset:
    """The Frame Content of one frame, counted from 0."""
    return dataset.PerFrameFunctionalGroupsSequence[frame].FrameContentSequence[0]


def with_dimensions(*dimensions: Dataset) -> Dataset:
    """A segmentation of one frame with these dimensions, each with the index 1."""
    dataset = multiframe.segmentation(frames=1, DimensionIndexSequence=Sequence(dimensions))
    content(dataset, 0).DimensionIndexValues = [1] * len(dimensions)
    return dataset


def test_another_number_of_indices_than_of_dimensions():
    odd = multiframe.segmentation()
    content(odd, 1).DimensionIndexValues = [1, 2, 1]
    (finding,) = flags(odd, ("MFR010", CONTENT.format(1, "0020,9157")))
    assert "of frame 2 has 3 values for 2 dimensions:" in finding.message
    assert finding.value == "1\\2\\1"
    allows("MFR010", GOOD)


def test_a_frame_without_indices():
    place = CONTENT.format(2, "0020,9157")
    odd = multiframe.segmentation()
    del content(odd, 2).DimensionIndexValues
    allows("MFR010", odd, ("IOD010", place))
    odd.SOPClassUID = "1.3.12.2.1107.5.9.1"
    _, finding = flags(odd, ("UID016", "(0008,0016)"), ("MFR010", place))
    assert "of frame 3 has no value for 2 dimensions:" in finding.message


def test_indices_without_dimensions():
    odd = multiframe.segmentation(frames=1, DimensionIndexSequence=None)
    place = CONTENT.format(0, "0020,9157")
    findings = flags(odd, ("MFR010", place), ("IOD010", "(0020,9222)"), ("IOD014", place))
    assert "has 2 values for no dimensions:" in findings[-1].message


def test_counts_from_zero():
    odd = multiframe.segmentation(frames=1)
    build.changed(content(odd, 0), DimensionIndexValues=[0, 0], InStackPositionNumber=0, TemporalPositionIndex=0)
    flags(
        odd,
        ("MFR011", CONTENT.format(0, "0020,9057")),
        ("MFR011", CONTENT.format(0, "0020,9128")),
        ("MFR011", CONTENT.format(0, "0020,9157")),
    )
    allows("MFR011", GOOD)


def test_what_can_be_no_dimension():
    odd = with_dimensions(multiframe.dimension(0x00209157, group=FRAME_CONTENT))
    (finding,) = flags(odd, ("MFR012", f"{DIMENSIONS}[0].(0020,9165)"))
    assert "(0020,9157) Dimension Index Values" in finding.message
    flags(with_dimensions(multiframe.dimension(FRAME_CONTENT, group=None)), ("MFR012", f"{DIMENSIONS}[0].(0020,9165)"))
    allows("MFR012", GOOD)


def test_a_pointer_to_another_group():
    odd = with_dimensions(
        multiframe.dimension(STACK, group=FRAME_CONTENT), multiframe.dimension(IMAGE_POSITION, group=PLANE_ORIENTATION)
    )
    (finding,) = flags(odd, ("MFR013", f"{DIMENSIONS}[1].(0020,9167)"))
    assert "of dimension 2 is not (0020,9113) Plane Position Sequence, which holds the attribute." in finding.message
    allows("MFR013", with_dimensions(multiframe.dimension(IMAGE_POSITION, group=PLANE_POSITION)))


def test_a_missing_pointer_to_the_group():
    odd = with_dimensions(multiframe.dimension(STACK, group=None))
    (finding,) = flags(odd, ("MFR013", f"{DIMENSIONS}[0].(0020,9167)"))
    assert "is missing:" in finding.message


def test_a_group_that_is_a_dimension_itself():
    odd = with_dimensions(multiframe.dimension(PLANE_POSITION, group=PLANE_POSITION))
    (finding,) = flags(odd, ("MFR013", f"{DIMENSIONS}[0].(0020,9167)"))
    assert "is there, though the dimension is a functional group itself." in finding.message
    allows("MFR013", with_dimensions(multiframe.dimension(PLANE_POSITION, group=None)))


def test_private_dimensions():
    private = multiframe.dimension(0x00211063, group=0x002110FE)
    flags(
        private_stack(private), ("MFR014", f"{DIMENSIONS}[0].(0020,9213)"), ("MFR014", f"{DIMENSIONS}[0].(0020,9238)")
    )
    private.DimensionIndexPrivateCreator = private.FunctionalGroupPrivateCreator = "SIEMENS MR SDI 02"
    allows("MFR014", private_stack(private))


def private_stack(dimension: Dataset) -> Dataset:
    """A segmentation of one frame with a private functional group that is its dimension."""
    dataset = with_dimensions(dimension)
    for level in (dataset.PerFrameFunctionalGroupsSequence[0], inner := Dataset()):
        level.add_new(0x00210010, "LO", "SIEMENS MR SDI 02")
    inner.add_new(0x00211063, "IS", 1)
    dataset.PerFrameFunctionalGroupsSequence[0].add_new(0x002110FE, "SQ", Sequence([inner]))
    return dataset


def test_an_organization_that_is_not_listed():
    other = f"{build.ROOT}.6.2"
    odd = with_dimensions(multiframe.dimension(STACK, group=FRAME_CONTENT, organization=other))
    flags(odd, ("MFR015", f"{DIMENSIONS}[0].(0020,9164)"))
    listed = [multiframe.item(DimensionOrganizationUID=uid) for uid in (multiframe.ORGANIZATION, other)]
    allows("MFR015", build.changed(odd, DimensionOrganizationSequence=Sequence(listed)))


def test_a_list_without_its_uids_tells_nothing():
    odd = with_dimensions(multiframe.dimension(STACK, group=FRAME_CONTENT))
    odd.DimensionOrganizationSequence = Sequence([Dataset()])
    allows("MFR015", odd, ("IOD001", "(0020,9221)[0].(0020,9164)"))


def test_a_dimension_that_no_frame_has():
    odd = with_dimensions(multiframe.dimension(TIME, group=FRAME_CONTENT))
    (finding,) = flags(odd, ("MFR016", f"{DIMENSIONS}[0].(0020,9165)"))
    assert "of dimension 1 names (0020,9128) Temporal Position Index, which no frame has:" in finding.message
    build.changed(content(odd, 0), TemporalPositionIndex=1)
    allows("MFR016", odd)


def test_tiles_whose_place_need_not_be_said_may_have_it_as_dimension():
    column = multiframe.dimension(0x0048021E, group=0x0048021A)
    allows("MFR016", multiframe.slide(DimensionIndexSequence=Sequence([column])))
