"""MFR017 to MFR019: whether indices, stacks and positions tell the same story."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.level import decimals, text_of
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import Cell, Groups, groups_of
from validator.engine.rules.subject import DataSet, Hit, attribute

LABELS = frozenset({"CS", "SH", "UI"})
EXACT = LABELS | {"AT", "SL", "SS", "UL", "US"}
"""The VRs of numbers and labels that are the same or not; measured values may be nominally the same."""
RANKS = (tags.IN_STACK_POSITION_NUMBER, tags.TEMPORAL_POSITION_INDEX)
"""Attributes that are an index by themselves."""
NEARBY = 0.01
"""Millimetres, and parts of a unit vector: differences that come from rounding."""
PLANE = (
    (tags.PLANE_POSITION_SEQUENCE, tags.IMAGE_POSITION_PATIENT),
    (tags.PLANE_ORIENTATION_SEQUENCE, tags.IMAGE_ORIENTATION_PATIENT),
)


@rule(
    "MFR017",
    "One dimension index, different values",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} gives it the index {index} of {target}, as frame {other} has, "
    "but the two differ in it.",
    reference="PS3.3 C.7.6.17.1",
)
def index_of_another(data_set: DataSet) -> Iterator[Hit]:
    """Frames with the same index in a dimension have the same value there. Only attributes that are numbers or labels
    are compared; one frame of each index is named.

    Why it matters
    Frames of two segments, stacks or times are shown as one.

    Example
    Frames 1 to 10 of segment 1 and 11 to 20 of segment 2, all with the index 1.

    How to fix
    Have the indices computed again from the values. Tools that merge instances often forget it.
    """
    for position, group, target in _dimensions(data_set):
        groups = groups_of(data_set)
        if groups is not None:
            yield from _differing(groups, position, group=group, target=target)


@rule(
    "MFR018",
    "Position in the stack differs from its index",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} has the index {index} for {target}, which is {rank} itself: "
    "viewers sort by the one or the other.",
    reference="PS3.3 C.7.6.17.1",
)
def rank_and_index(data_set: DataSet) -> Iterator[Hit]:
    """In-Stack Position Number and Temporal Position Index count already, so that their index in a dimension is
    normally the same number. The standard permits another.

    Why it matters
    Viewers that sort by the index and viewers that sort by the number show the frames in different orders.

    Example
    In-Stack Position Numbers 11 to 20 of the lower half of a volume, with the indices 1 to 10.

    How to fix
    Number both alike where both are written anew.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    for position, group, target in _dimensions(data_set):
        if target not in RANKS or group != tags.FRAME_CONTENT_SEQUENCE:
            continue
        indices = _indices(groups, position)
        for cell, numbers in groups.integers(group, target):
            found = indices.get(cell.frame)
            if found is not None and found[1] != numbers[0]:
                words = {"index": found[1], "rank": numbers[0], "target": attribute(target)}
                yield _at_index(groups, found[0], **words)


@rule(
    "MFR019",
    "One position of a stack at two places",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} is {rank}, as that of frame {other} in the same stack, but the two lie in "
    "different planes.",
    reference="PS3.3 C.7.6.16.2.2.4",
)
def stack_position(data_set: DataSet) -> Iterator[Hit]:
    """Two frames of one stack may share an In-Stack Position Number only if position and orientation are the same, as
    in a series of times or echoes.

    Why it matters
    Viewers lay these frames over one another, for instance to compute a diffusion map, and mix different slices.

    Example
    Two stacks that were merged into one without counting on.

    How to fix
    Give each stack a Stack ID of its own, or count the positions through.
    """
    groups = groups_of(data_set)
    if groups is None or not groups.field(tags.FRAME_CONTENT_SEQUENCE, tags.IN_STACK_POSITION_NUMBER):
        return
    stacks = groups.of_frames(tags.FRAME_CONTENT_SEQUENCE, tags.STACK_ID)
    planes = [groups.of_frames(group, target) for group, target in PLANE]
    first: dict[tuple[str | None, int], int] = {}
    for cell, (rank, *_) in groups.integers(tags.FRAME_CONTENT_SEQUENCE, tags.IN_STACK_POSITION_NUMBER):
        frame = cell.frame
        if frame is None or frame not in stacks:
            continue
        other = first.setdefault((text_of(stacks[frame]), rank), frame)
        if any(_apart(plane.get(frame), plane.get(other), little=data_set.little) for plane in planes):
            place = (tags.FRAME_CONTENT_SEQUENCE, tags.IN_STACK_POSITION_NUMBER)
            yield groups.at(cell, *place, frame=frame + 1, other=other + 1, rank=rank)


def _dimensions(data_set: DataSet) -> Iterator[tuple[int, int, int]]:
    """Position of each dimension that names an attribute in a functional group, that group, and the attribute."""
    if data_set.get(tags.DIMENSION_INDEX_SEQUENCE) is None:
        return
    for position, level in enumerate(data_set.top.items(tags.DIMENSION_INDEX_SEQUENCE)):
        target, group = level.tags(tags.DIMENSION_INDEX_POINTER), level.tags(tags.FUNCTIONAL_GROUP_POINTER)
        if target and group:
            yield position, group[0], target[0]


def _indices(groups: Groups, position: int) -> dict[int | None, tuple[Cell, int]]:
    """The index of each frame in one dimension."""
    values = groups.integers(tags.FRAME_CONTENT_SEQUENCE, tags.DIMENSION_INDEX_VALUES)
    return {cell.frame: (cell, numbers[position]) for cell, numbers in values if position < len(numbers)}


def _differing(groups: Groups, position: int, *, group: int, target: int) -> Iterator[Hit]:
    indices = _indices(groups, position)
    first: dict[int, tuple[int | None, Element]] = {}
    told = set()
    for frame, element in groups.field(group, target):
        if frame not in indices or element.vr not in EXACT:
            continue
        cell, index = indices[frame]
        other, known = first.setdefault(index, (frame, element))
        if not _same(known, element) and index not in told:
            told.add(index)
            yield _at_index(groups, cell, index=index, target=attribute(target), other=(other or 0) + 1)


def _at_index(groups: Groups, cell: Cell, **words: object) -> Hit:
    place = (tags.FRAME_CONTENT_SEQUENCE, tags.DIMENSION_INDEX_VALUES)
    return groups.at(cell, *place, frame=(cell.frame or 0) + 1, **words)


def _same(one: Element, other: Element) -> bool:
    """Whether two numbers or labels are the same, however they are padded."""
    return one.value == other.value or (one.vr in LABELS and text_of(one) == text_of(other))


def _apart(one: Element | None, other: Element | None, *, little: bool) -> bool:
    """Whether two vectors differ by more than rounding."""
    if one is None or other is None or one.value == other.value:
        return False
    pairs = (decimals(one, little=little), decimals(other, little=little))
    return len(pairs[0]) == len(pairs[1]) and any(abs(a - b) > NEARBY for a, b in zip(*pairs, strict=True))
