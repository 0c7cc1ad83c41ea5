"""MFR001 to MFR009: the functional groups of frames, each in its place and as often as it must be."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import Cell, Groups, frame_words, groups_of, is_damaged, number_of_frames
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import NUMBER_OF_FRAMES
from validator.engine.standard import iods

ONE_ITEM = frozenset(
    {
        tags.CARDIAC_SYNCHRONIZATION_SEQUENCE,
        tags.CONVERSION_SOURCE_ATTRIBUTES_SEQUENCE,
        tags.FRAME_ANATOMY_SEQUENCE,
        tags.FRAME_CONTENT_SEQUENCE,
        tags.FRAME_DISPLAY_SHUTTER_SEQUENCE,
        tags.FRAME_VOI_LUT_SEQUENCE,
        tags.IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE,
        tags.PATIENT_ORIENTATION_IN_FRAME_SEQUENCE,
        tags.PATIENT_PHYSIOLOGICAL_STATE_SEQUENCE,
        tags.PIXEL_MEASURES_SEQUENCE,
        tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
        tags.PLANE_ORIENTATION_SEQUENCE,
        tags.PLANE_ORIENTATION_VOLUME_SEQUENCE,
        tags.PLANE_POSITION_SEQUENCE,
        tags.PLANE_POSITION_SLIDE_SEQUENCE,
        tags.PLANE_POSITION_VOLUME_SEQUENCE,
        tags.RESPIRATORY_SYNCHRONIZATION_SEQUENCE,
        tags.SEGMENT_IDENTIFICATION_SEQUENCE,
        tags.TEMPORAL_POSITION_SEQUENCE,
        tags.UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE,
        tags.UNASSIGNED_SHARED_CONVERTED_ATTRIBUTES_SEQUENCE,
    }
)
"""The functional groups of any modality that must have a single item (PS3.3 C.7.6.16.2, C.8.20.3.1)."""
GEOMETRY = frozenset(
    {
        tags.PIXEL_MEASURES_SEQUENCE,
        tags.PLANE_ORIENTATION_SEQUENCE,
        tags.PLANE_ORIENTATION_VOLUME_SEQUENCE,
        tags.PLANE_POSITION_SEQUENCE,
        tags.PLANE_POSITION_SLIDE_SEQUENCE,
        tags.PLANE_POSITION_VOLUME_SEQUENCE,
    }
)
"""What tells where the pixels of a frame are."""
OF_ONE_FRAME = (
    tags.CONVERSION_SOURCE_ATTRIBUTES_SEQUENCE,
    tags.FRAME_CONTENT_SEQUENCE,
    tags.UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE,
)
"""The functional groups that cannot be shared (PS3.3 C.7.6.16.2.2, and the tables of the converted IODs)."""


@rule(
    "MFR001",
    "Items of frames against Number of Frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {items} for {frames}: each frame needs the item of its own rank.",
    reference="PS3.3 C.7.6.16, C.7.6.16.1.2",
)
def items_of_frames(data_set: DataSet) -> Iterator[Hit]:
    """The Per-frame Functional Groups Sequence has one item for each frame of Number of Frames: the first describes
    frame 1, the second frame 2.

    Why it matters
    Positions, times and orientations are given to the wrong frames, or the last frames have none. Measurements and
    reformatted images are wrong without any sign of it.

    Example
    (5200,9230) with 120 items and (0028,0008) of 60, after a tool that kept every second frame of the pixels.

    How to fix
    Take the instance from its source. A tool that removes frames must remove their items, and count again.
    """
    element = data_set.get(tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
    if element is None or element.items is None:
        return
    frames, items = number_of_frames(data_set), len(element.items)
    if frames is not None and items != frames and not is_damaged(data_set):
        yield data_set.at(
            tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
            items=f"{items} item{'' if items == 1 else 's'}",
            frames=frame_words(frames),
        )


@rule(
    "MFR002",
    "Functional group both shared and of a frame",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands in the item of frame {frame} and among the shared functional groups too: "
    "nobody can tell which of them holds.",
    reference="PS3.3 C.7.6.16.1.1",
)
def shared_and_of_frame(data_set: DataSet) -> Iterator[Hit]:
    """What all frames have in common stands in the shared functional groups, what differs in the items of the frames;
    a functional group must not be in both.

    Why it matters
    One viewer takes the shared value, another that of the frame. Where they differ, so do spacing, position or grey.

    Example
    Pixel Measures Sequence shared, and once more in each frame by a converter that copies all it finds.

    How to fix
    Keep the functional group in the items of the frames where it differs between them, else in the shared item.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    for tag in groups.shared.keys() & groups.columns.keys():
        if groups.shared[tag].items is not None:
            yield from (
                groups.at(cell, tag, frame=(cell.frame or 0) + 1)
                for cell in groups.columns[tag]
                if groups.creator(cell.frame, tag) == groups.creator(None, tag)
            )


@rule(
    "MFR003",
    "Geometry of some frames only",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing for {missing} of {frames}, the first of them frame {frame}: "
    "where the pixels of these frames are is not said.",
    reference="PS3.3 C.7.6.16.1.1, C.7.6.16.2",
)
def some_frames_only(data_set: DataSet) -> Iterator[Hit]:
    """A functional group that tells position, orientation or spacing is there for some frames, and neither shared nor
    there for the others.

    Why it matters
    Viewers take the place of the frame before, or of the first one, and show the slices in a wrong order or size.

    Example
    Plane Position Sequence in 119 of 120 items.

    How to fix
    Have the writer describe each frame, or put into the shared item what holds for all of them.
    """
    groups = groups_of(data_set)
    if groups is None or not groups.frames or is_damaged(data_set):
        return
    for tag in sorted(GEOMETRY & groups.columns.keys() - groups.shared.keys()):
        present = {cell.frame for cell in groups.columns[tag]}
        missing = [frame for frame in range(len(groups.frames)) if frame not in present]
        if missing:
            first = groups.frames[missing[0]]
            words = {"missing": len(missing), "frames": frame_words(len(groups.frames)), "frame": missing[0] + 1}
            yield Hit(words, path=groups.path(missing[0], tag), offset=first.offset)


@rule(
    "MFR004",
    "Functional group with no item or several",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {items} items: it must have exactly one.",
    reference="PS3.3 C.7.6.16, C.7.6.16.2",
)
def one_item(data_set: DataSet) -> Iterator[Hit]:
    """The shared functional groups are one item, and most functional groups are one item, too. This is asked of
    instances whose SOP Class is not in the standard; of the others, the rules about their IOD count items.

    Why it matters
    Readers take the first item, or none, and show the frame with another spacing, position or window than was meant.

    Example
    Plane Position Sequence of a frame with two items, after two frames were averaged into one.

    How to fix
    Correct the system that writes it; which of the items is right cannot be told from outside.
    """
    groups = groups_of(data_set)
    if groups is None or iods.iod_of(data_set.sop_class) is not None or is_damaged(data_set):
        return
    shared = data_set.get(tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
    if shared is not None and shared.items is not None and len(shared.items) != 1:
        yield data_set.at(tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, items=len(shared.items) or "no")
    for tag in ONE_ITEM:
        if tag in groups.shared:
            yield from _other_than_one(groups, Cell(None, groups.shared[tag]), tag)
        for cell in groups.columns.get(tag, ()):
            yield from _other_than_one(groups, cell, tag)


@rule(
    "MFR005",
    "Functional group that cannot be shared",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands among the shared functional groups: it tells frames apart and belongs into the items "
    "of the frames.",
    reference="PS3.3 C.7.6.16.2.2",
)
def shared_by_mistake(data_set: DataSet) -> Iterator[Hit]:
    """Frame Content and the sources of converted frames describe a single frame, even where there is only one.

    Why it matters
    Readers look for them in the items of the frames. Times, stack positions and dimension indices are not found.

    Example
    A segmentation of one frame that has its Frame Content Sequence in the shared item.

    How to fix
    Move the sequence into the item of its frame.
    """
    groups = groups_of(data_set)
    if groups is not None:
        for tag in OF_ONE_FRAME:
            if tag in groups.shared:
                yield groups.at(Cell(None, groups.shared[tag]), tag)


@rule(
    "MFR006",
    "Attribute outside of a functional group",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} stands beside the functional groups instead of within one: readers do not look for it there.",
    reference="PS3.3 C.7.6.16.1.1",
)
def outside_of_group(data_set: DataSet) -> Iterator[Hit]:
    """The items of frames, and the shared one, hold functional groups, each a sequence. Private groups may be added.

    Why it matters
    Image Position (Patient) straight in the item of a frame is there for the eye, and not there for any viewer.

    Example
    (5200,9230)[0].(0020,0032) instead of (5200,9230)[0].(0020,9113)[0].(0020,0032).

    How to fix
    Put the attribute into the sequence of its functional group.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    cells = [Cell(None, element) for element in groups.shared.values()]
    cells += [cell for column in groups.columns.values() for cell in column]
    for cell in cells:
        element = cell.element
        if element.items is None and not element.is_private and element.tag & 0xFFFF:
            yield groups.at(cell, element.tag)


@rule(
    "MFR007",
    "Number of Frames that is not positive",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not a whole number of at least 1.",
    reference="PS3.3 C.7.6.6.1.1",
)
def impossible_number(data_set: DataSet) -> Iterator[Hit]:
    """There is at least one frame. This is asked of instances without (7FE0,0010) Pixel Data, such as maps of floating
    point numbers; of the others the rules about pixel data ask it.

    Why it matters
    Programs reserve no memory and show nothing.

    Example
    (0028,0008) of "0" beside Float Pixel Data.

    How to fix
    Count the frames: length of the pixel data by the length of a frame.
    """
    if data_set.get(NUMBER_OF_FRAMES) is None or data_set.description is not None:
        return
    if number_of_frames(data_set) is None:
        yield data_set.at(NUMBER_OF_FRAMES)


def _other_than_one(groups: Groups, cell: Cell, tag: int) -> Iterator[Hit]:
    items = cell.element.items
    if items is not None and len(items) != 1:
        yield groups.at(cell, tag, items=len(items) or "no")
