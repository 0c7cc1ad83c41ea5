"""SRD160 to SRD165: annotations in bulk, thousands of outlines as one list of coordinates (PS3.3 C.37.1)."""

import struct
from collections.abc import Iterator
from itertools import pairwise

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd.numbering import count_of
from validator.engine.rules.subject import DataSet, Hit

ANNOTATION_COORDINATE_TYPE = 0x006A0001
ANNOTATION_GROUP_SEQUENCE = 0x006A0002
ANNOTATION_GROUP_UID = 0x006A0003
NUMBER_OF_ANNOTATIONS = 0x006A000C
COMMON_Z_COORDINATE_VALUE = 0x006A0010
ANNOTATION_INDEX_LIST = 0x006A0011
ANNOTATION_GROUP_NUMBER = 0x0040A180
GRAPHIC_TYPE = 0x00700023
LONG_PRIMITIVE_POINT_INDEX_LIST = 0x00660040
MEASUREMENTS_SEQUENCE = 0x00660121
MEASUREMENT_VALUES_SEQUENCE = 0x00660132
FLOATING_POINT_VALUES = 0x00660125
COORDINATES = {0x00660016: 4, 0x00660022: 8}
"""Point Coordinates Data and Double Point Coordinates Data, with the bytes of a number."""
POINTS = {"POINT": 1, "RECTANGLE": 4, "ELLIPSE": 4}
"""Points of each annotation, where all of a type have the same number."""
LISTED = ("POLYLINE", "POLYGON")
"""Types whose annotations begin where the index list says."""
INDEX = 4


def _groups(data_set: DataSet) -> Iterator[Level]:
    if data_set.get(ANNOTATION_GROUP_SEQUENCE) is not None:
        yield from data_set.top.items(ANNOTATION_GROUP_SEQUENCE)


def _coordinates(data_set: DataSet) -> Iterator[tuple[Level, int, int, int]]:
    """Each group with the tag of its coordinates, how many numbers they are, and how many make a point."""
    flat = data_set.text(ANNOTATION_COORDINATE_TYPE) == "2D"
    if not flat and data_set.text(ANNOTATION_COORDINATE_TYPE) != "3D":
        return
    for group in _groups(data_set):
        size = 2 if flat or group.get(COMMON_Z_COORDINATE_VALUE) is not None else 3
        for tag, width in COORDINATES.items():
            count = count_of(group.get(tag), size=width)
            if count:
                yield group, tag, count, size


@rule(
    "SRD160",
    "Coordinates that are no whole points",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, which is no multiple of the {size} of a point.",
    reference="PS3.3 C.37.1",
)
def no_whole_points(data_set: DataSet) -> Iterator[Hit]:
    """Points have two numbers in an image, and three in space unless all lie in one plane.

    Why it matters
    From the first missing number on, columns are taken for rows: every later outline is at the wrong place.

    Example
    Coordinates in space in a group that says 2D.

    How to fix
    Have the system write all numbers of all points, and the type of coordinates that they are.
    """
    for group, tag, count, size in _coordinates(data_set):
        if count % size:
            yield group.at(tag, count=count, size=size)


@rule(
    "SRD161",
    "Points do not fit the number of annotations",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {points} points, and {annotations} annotations of the type {kind} have {expected}.",
    reference="PS3.3 C.37.1",
)
def wrong_number_of_points(data_set: DataSet) -> Iterator[Hit]:
    """A point is one point, a rectangle or an ellipse four, times the number of annotations.

    Why it matters
    Annotations are missing at the end, or measurements belong to others than they were made on.

    Example
    Rectangles given by two corners.

    How to fix
    Have the system write the points that each type has, and count the annotations again.
    """
    for group, tag, count, size in _coordinates(data_set):
        kind, annotations = group.text(GRAPHIC_TYPE) or "", group.number(NUMBER_OF_ANNOTATIONS)
        each = POINTS.get(kind)
        if each and annotations is not None and count // size != each * annotations:
            yield group.at(tag, points=count // size, annotations=annotations, kind=kind, expected=each * annotations)


@rule(
    "SRD162",
    "Index list does not fit the number of annotations",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} values, and there are {annotations} annotations: one value for each.",
    reference="PS3.3 C.37.1",
)
def wrong_number_of_indices(data_set: DataSet) -> Iterator[Hit]:
    """Lines and polygons have any number of points; a list says where in the coordinates each of them begins.

    Why it matters
    The last outlines have no beginning, or there are outlines that nobody counted.

    Example
    A list with an entry for the end as well, one more than there are polygons.

    How to fix
    Have the system write one index for each annotation.
    """
    for group in _groups(data_set):
        annotations = group.number(NUMBER_OF_ANNOTATIONS)
        count = count_of(group.get(LONG_PRIMITIVE_POINT_INDEX_LIST), size=INDEX)
        if count and annotations is not None and count != annotations and group.text(GRAPHIC_TYPE) in LISTED:
            yield group.at(LONG_PRIMITIVE_POINT_INDEX_LIST, count=count, annotations=annotations)


@rule(
    "SRD163",
    "Index list that leads astray",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.37.1",
)
def indices_astray(data_set: DataSet) -> Iterator[Hit]:
    """The indices count numbers of the coordinates from 1, each is greater than the one before, and none lies behind
    the last number.

    Why it matters
    Outlines begin in the middle of others, and the areas that are computed from them are wrong.

    Example
    A list that begins with 0, as programs count.

    How to fix
    Have the system count from 1, numbers and not points.
    """
    for group in _groups(data_set):
        indices = _indices(group.get(LONG_PRIMITIVE_POINT_INDEX_LIST), little=data_set.little)
        if not indices:
            continue
        counts = [count for tag, width in COORDINATES.items() if (count := count_of(group.get(tag), size=width))]
        if indices[0] != 1:
            yield group.at(LONG_PRIMITIVE_POINT_INDEX_LIST, problem="does not begin with 1")
        if any(second <= first for first, second in pairwise(indices)):
            yield group.at(LONG_PRIMITIVE_POINT_INDEX_LIST, problem="has an index that is not greater than the last")
        if counts and max(indices) > max(counts):
            yield group.at(
                LONG_PRIMITIVE_POINT_INDEX_LIST, problem=f"leads behind the {max(counts)} numbers that there are"
            )


@rule(
    "SRD164",
    "Groups of annotations that cannot be told apart",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}.",
    reference="PS3.3 C.37.1",
)
def groups_alike(data_set: DataSet) -> Iterator[Hit]:
    """Groups are counted 1, 2, 3 in their order, and each has a UID of its own.

    Why it matters
    Reports and other objects cite a group by its UID or number, and get another one.

    Example
    A group that was copied together with its UID to make the next.

    How to fix
    Have the system make a new UID for each group, and count them.
    """
    seen: set[str] = set()
    for position, group in enumerate(_groups(data_set), 1):
        number, uid = group.number(ANNOTATION_GROUP_NUMBER), group.text(ANNOTATION_GROUP_UID)
        if number is not None and number != position:
            yield group.at(ANNOTATION_GROUP_NUMBER, problem=f"is {number} in item {position}")
        if uid and uid in seen:
            yield group.at(ANNOTATION_GROUP_UID, problem="is that of an earlier group")
        seen.add(uid or "")


@rule(
    "SRD165",
    "Measurements do not fit the annotations",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} values for {annotations} annotations: one value for each.",
    reference="PS3.3 C.37.1",
)
def wrong_number_of_measurements(data_set: DataSet) -> Iterator[Hit]:
    """A measurement has a value for each annotation of the group, or for each of those that a list names.

    Why it matters
    Values are assigned to the wrong nuclei or cells, and statistics over them are wrong.

    Example
    Areas of 998 of 1000 polygons, without the list that says which they are.

    How to fix
    Have the system write the Annotation Index List where values are missing.
    """
    for group in _groups(data_set):
        annotations = group.number(NUMBER_OF_ANNOTATIONS)
        for measurement in group.items(MEASUREMENTS_SEQUENCE):
            for values in measurement.items(MEASUREMENT_VALUES_SEQUENCE):
                count = count_of(values.get(FLOATING_POINT_VALUES), size=4)
                named = count_of(values.get(ANNOTATION_INDEX_LIST), size=INDEX)
                expected = annotations if named is None else named
                if count is not None and expected is not None and count != expected:
                    yield values.at(FLOATING_POINT_VALUES, count=count, annotations=expected)


def _indices(element: Element | None, *, little: bool) -> tuple[int, ...]:
    if element is None or not element.value or len(element.value) % INDEX:
        return ()
    return struct.unpack(f"{'<' if little else '>'}{len(element.value) // INDEX}I", element.value)
