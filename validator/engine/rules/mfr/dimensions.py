"""MFR010 to MFR019: the dimensions along which frames are sorted, and the index that each frame has in them."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity, is_private
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import Cell, Groups, groups_of, is_damaged
from validator.engine.rules.subject import DataSet, Hit, Level, attribute
from validator.engine.standard import dictionary, iods

COUNTS = (tags.DIMENSION_INDEX_VALUES, tags.IN_STACK_POSITION_NUMBER, tags.TEMPORAL_POSITION_INDEX)
"""The attributes of Frame Content that count from 1."""
NEVER_A_DIMENSION = (tags.FRAME_CONTENT_SEQUENCE, tags.DIMENSION_INDEX_VALUES)
PRIVATE_CREATORS = (
    (tags.DIMENSION_INDEX_POINTER, tags.DIMENSION_INDEX_PRIVATE_CREATOR),
    (tags.FUNCTIONAL_GROUP_POINTER, tags.FUNCTIONAL_GROUP_PRIVATE_CREATOR),
)


@rule(
    "MFR010",
    "Dimension Index Values do not match the dimensions",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} has {values} for {dimensions}: each dimension has one index.",
    reference="PS3.3 C.7.6.17.1, C.7.6.16.2.2",
)
def index_count(data_set: DataSet) -> Iterator[Hit]:
    """Dimension Index Values has one value for each item of the Dimension Index Sequence, in the same order. Where it
    is missing altogether, the rules about the IOD say so.

    Why it matters
    Viewers sort frames by these values. With one too few they fail, or take the index of time for that of place.

    Example
    Three dimensions (stack, position, time) and two values, after a tool removed the dimension of time.

    How to fix
    Take the instance from its source; a tool that changes the dimensions must change the values of every frame.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    dimensions = len(_dimensions(data_set))
    words = {"dimensions": _counted(dimensions, "dimension")}
    have = set()
    for cell in groups.field(tags.FRAME_CONTENT_SEQUENCE, tags.DIMENSION_INDEX_VALUES):
        have.add(cell.frame)
        values = groups.count(cell)
        if values not in (None, dimensions) and cell.frame is not None:
            yield _at_content(groups, cell, tags.DIMENSION_INDEX_VALUES, values=_counted(values or 0, "value"), **words)
    if dimensions and iods.iod_of(data_set.sop_class) is None and not is_damaged(data_set):
        for cell in groups.columns.get(tags.FRAME_CONTENT_SEQUENCE, ()):
            if cell.element.items and cell.frame not in have:
                yield _at_content(groups, cell, tags.DIMENSION_INDEX_VALUES, values="no value", **words)


@rule(
    "MFR011",
    "A count that does not begin with 1",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} holds 0, but what it counts begins with 1.",
    reference="PS3.3 C.7.6.17.1, C.7.6.16.2.2",
)
def count_from_one(data_set: DataSet) -> Iterator[Hit]:
    """Dimension Index Values, In-Stack Position Number and Temporal Position Index count from 1.

    Why it matters
    Viewers that use the value as a rank leave such frames out, or show them in the place of others.

    Example
    Index values from 0 to 99, written by a program whose arrays begin with 0.

    How to fix
    Add 1 to the values of all frames.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    for tag in COUNTS:
        for cell, numbers in groups.integers(tags.FRAME_CONTENT_SEQUENCE, tag):
            if min(numbers) < 1 and cell.frame is not None:
                yield _at_content(groups, cell, tag)


@rule(
    "MFR012",
    "Dimension that can be none",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of dimension {dimension} names {target}, where indices are kept: it is not what they count.",
    reference="PS3.3 C.7.6.17.1",
)
def never_a_dimension(data_set: DataSet) -> Iterator[Hit]:
    """A dimension is an attribute by which frames differ. Frame Content Sequence and Dimension Index Values hold the
    indices themselves, and are excluded.

    Why it matters
    Viewers that look up what the dimension means find the index again, and offer no sensible way to scroll.

    Example
    Dimension Index Pointer of (0020,9111) because every frame has one.

    How to fix
    Name the attribute that differs, as In-Stack Position Number, with Frame Content as its functional group.
    """
    for number, level in enumerate(_dimensions(data_set), 1):
        target = _tag(level, tags.DIMENSION_INDEX_POINTER)
        if target in NEVER_A_DIMENSION:
            yield level.at(tags.DIMENSION_INDEX_POINTER, dimension=number, target=attribute(target))


@rule(
    "MFR013",
    "Functional Group Pointer does not lead to the dimension",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of dimension {dimension} {problem}.",
    reference="PS3.3 C.7.6.17, C.7.6.17.1",
)
def group_pointer(data_set: DataSet) -> Iterator[Hit]:
    """For an attribute within a functional group, the pointer names that functional group. For a functional group that
    is a dimension by itself there is no such pointer.

    Why it matters
    Readers follow the pointer to the value that belongs to an index. They find nothing, or fail.

    Example
    Dimension Index Pointer of Image Position (Patient) with a pointer to Plane Orientation Sequence.

    How to fix
    Name the sequence that holds the attribute: Plane Position Sequence for Image Position (Patient).
    """
    dimensions = _dimensions(data_set)
    groups = groups_of(data_set)
    if not dimensions or groups is None:
        return
    for number, level in enumerate(dimensions, 1):
        target = _tag(level, tags.DIMENSION_INDEX_POINTER)
        if target is None or target in NEVER_A_DIMENSION:
            continue
        problem = _pointer_problem(data_set, groups, target=target, group=_tag(level, tags.FUNCTIONAL_GROUP_POINTER))
        if problem:
            yield level.at(tags.FUNCTIONAL_GROUP_POINTER, dimension=number, problem=problem)


@rule(
    "MFR014",
    "Private dimension without its creator",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of dimension {dimension} is missing, but its pointer is a private tag: "
    "whose it is cannot be told.",
    reference="PS3.3 C.7.6.17",
)
def private_creator(data_set: DataSet) -> Iterator[Hit]:
    """A pointer to a private attribute is accompanied by the private creator, since the tag alone means nothing.

    Why it matters
    Private blocks may be moved. The pointer then leads to the attribute of somebody else.

    Example
    Dimension Index Pointer of (2005,1063) without (0020,9213) Dimension Index Private Creator.

    How to fix
    Write the private creator of the block beside the pointer.
    """
    for number, level in enumerate(_dimensions(data_set), 1):
        for pointer, creator in PRIVATE_CREATORS:
            target = _tag(level, pointer)
            if target is not None and is_private(target) and not level.text(creator):
                yield level.at(creator, dimension=number)


@rule(
    "MFR015",
    "Dimension of an organization that is not listed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of dimension {dimension} is not in the Dimension Organization Sequence, which lists them all.",
    reference="PS3.3 C.7.6.17.2",
)
def unlisted_organization(data_set: DataSet) -> Iterator[Hit]:
    """Each dimension belongs to a Dimension Organization UID, and the Dimension Organization Sequence lists them.

    Why it matters
    Instances that share an organization are scrolled together. Readers that go by the list do not find the partner.

    Example
    A new UID in the list and the old one in the dimensions, after a tool that renews UIDs at the top level only.

    How to fix
    Renew both alike: the UID of the list and those of the dimensions.
    """
    dimensions = _dimensions(data_set)
    if not dimensions:
        return
    organizations = data_set.top.items(tags.DIMENSION_ORGANIZATION_SEQUENCE)
    listed = {level.text(tags.DIMENSION_ORGANIZATION_UID) for level in organizations}
    for number, level in enumerate(dimensions, 1):
        uid = level.text(tags.DIMENSION_ORGANIZATION_UID)
        if all(listed) and listed and uid and uid not in listed:
            yield level.at(tags.DIMENSION_ORGANIZATION_UID, dimension=number)


@rule(
    "MFR016",
    "Dimension that no frame has",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of dimension {dimension} names {target}, which no frame has: frames are sorted by nothing.",
    reference="PS3.3 C.7.6.17.1",
)
def absent_dimension(data_set: DataSet) -> Iterator[Hit]:
    """A dimension may be without value in some frames. Here the attribute is in none of them, and not shared either.

    Why it matters
    Viewers cannot label the dimension, and some refuse the instance.

    Example
    Dimension Index Pointer of Stack ID in an instance whose frames have no Stack ID any more.

    How to fix
    Take the dimension out of the sequence and its value out of the index of every frame, or bring the attribute back.
    """
    dimensions = _dimensions(data_set)
    groups = groups_of(data_set)
    if not dimensions or groups is None or not groups.frames:
        return
    for number, level in enumerate(dimensions, 1):
        target = _tag(level, tags.DIMENSION_INDEX_POINTER)
        if target is None or target in NEVER_A_DIMENSION or groups.has(target) or data_set.get(target) is not None:
            continue
        if not any(target in groups.fields(group) for group in groups.shared.keys() | groups.columns.keys()):
            yield level.at(tags.DIMENSION_INDEX_POINTER, dimension=number, target=attribute(target))


def _dimensions(data_set: DataSet) -> tuple[Level, ...]:
    if data_set.get(tags.DIMENSION_INDEX_SEQUENCE) is None:
        return ()
    return data_set.top.items(tags.DIMENSION_INDEX_SEQUENCE)


def _tag(level: Level, pointer: int) -> int | None:
    """The tag that an attribute of AT names."""
    return next(iter(level.tags(pointer)), None)


def _pointer_problem(data_set: DataSet, groups: Groups, *, target: int, group: int | None) -> str | None:
    """What is wrong with the functional group that stands beside a dimension's attribute."""
    if dictionary.vr_of(target) == "SQ" or groups.has(target):
        is_group = groups.has(target) or group is None
        return "is there, though the dimension is a functional group itself" if is_group and group else None
    if group is None:
        is_elsewhere = data_set.get(target) is not None
        return None if is_elsewhere else "is missing: where the attribute stands is not said"
    if target in groups.fields(group):
        return None
    others = (groups.shared.keys() | groups.columns.keys()) - {group}
    right = min((other for other in others if target in groups.fields(other)), default=None)
    return None if right is None else f"is not {attribute(right)}, which holds the attribute"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _at_content(groups: Groups, cell: Cell, tag: int, **words: object) -> Hit:
    return groups.at(cell, tags.FRAME_CONTENT_SEQUENCE, tag, frame=(cell.frame or 0) + 1, **words)
