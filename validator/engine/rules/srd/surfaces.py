"""SRD073 to SRD076: surfaces and the points that they are made of (PS3.3 C.27.1, C.8.23)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd.numbering import count_of, numbers_of, strangers
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.srd.segments import SEGMENT_SEQUENCE
from validator.engine.rules.subject import DataSet, Hit

NUMBER_OF_SURFACES = 0x00660001
SURFACE_SEQUENCE = 0x00660002
SURFACE_NUMBER = 0x00660003
SURFACE_POINTS_SEQUENCE = 0x00660011
SURFACE_POINTS_NORMALS_SEQUENCE = 0x00660012
NUMBER_OF_SURFACE_POINTS = 0x00660015
POINT_COORDINATES_DATA = 0x00660016
NUMBER_OF_VECTORS = 0x0066001E
VECTOR_DIMENSIONALITY = 0x0066001F
VECTOR_COORDINATE_DATA = 0x00660021
REFERENCED_SURFACE_SEQUENCE = 0x0066002B
REFERENCED_SURFACE_NUMBER = 0x0066002C
FLOAT = 4


@rule(
    "SRD073",
    "Number of Surfaces does not fit the surfaces",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, and the Surface Sequence has {count} items.",
    reference="PS3.3 C.27.1",
)
def wrong_number_of_surfaces(data_set: DataSet) -> Iterator[Hit]:
    """The number of surfaces is written beside the list of them, and both agree.

    Why it matters
    Programs that trust the number leave surfaces out, or reserve room for some that never come.

    Example
    A number that was not changed when a surface was deleted.

    How to fix
    Have the writing system count the items that it writes.
    """
    surfaces = data_set.get(SURFACE_SEQUENCE)
    number = data_set.number(NUMBER_OF_SURFACES)
    if surfaces is None or not surfaces.items or number in (None, len(surfaces.items)):
        return
    if is_whole(data_set):
        yield data_set.at(NUMBER_OF_SURFACES, number=number, count=len(surfaces.items))


@rule(
    "SRD074",
    "Surfaces not counted from one",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number} in item {position}: surfaces are counted 1, 2, 3 as they stand.",
    reference="PS3.3 C.27.1",
)
def surfaces_not_counted(data_set: DataSet) -> Iterator[Hit]:
    """The surfaces of an instance have the numbers 1, 2, 3 and so on.

    Why it matters
    Segments name their surfaces by these numbers: with others they get the shape of something else.

    Example
    Surfaces 1 and 3, after the second was deleted.

    How to fix
    Have the writing system number the surfaces again, and change the segments that name them.
    """
    if data_set.get(SURFACE_SEQUENCE) is None:
        return
    for position, surface in enumerate(data_set.top.items(SURFACE_SEQUENCE), 1):
        number = surface.number(SURFACE_NUMBER)
        if number is not None and number != position:
            yield surface.at(SURFACE_NUMBER, number=number, position=position)


@rule(
    "SRD075",
    "Segment of a surface that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is no number of an item of the Surface Sequence.",
    reference="PS3.3 C.8.23",
)
def unknown_surface(data_set: DataSet) -> Iterator[Hit]:
    """A segment of a Surface Segmentation names the surfaces that belong to it by their numbers.

    Why it matters
    The segment has a name and no shape: nothing of it is shown.

    Example
    A segment that names surface 3 of two.

    How to fix
    Have the writing system change the numbers in the segments together with those of the surfaces.
    """
    if data_set.get(SURFACE_SEQUENCE) is None or data_set.get(SEGMENT_SEQUENCE) is None or not is_whole(data_set):
        return
    known = numbers_of(data_set.top.items(SURFACE_SEQUENCE), SURFACE_NUMBER)
    for segment in data_set.top.items(SEGMENT_SEQUENCE):
        for surface in strangers(segment.items(REFERENCED_SURFACE_SEQUENCE), REFERENCED_SURFACE_NUMBER, known):
            yield surface.at(REFERENCED_SURFACE_NUMBER)


@rule(
    "SRD076",
    "Coordinates of a surface do not fit their number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and {expected} are announced.",
    reference="PS3.3 C.27.2.1, C.27.3.1",
)
def wrong_number_of_coordinates(data_set: DataSet) -> Iterator[Hit]:
    """A surface says how many points and normals it has; a point is three numbers.

    Why it matters
    The mesh cannot be built: triangles lead to points that do not exist.

    Example
    A number of points that counts the coordinates, three times too many.

    How to fix
    Have the writing system count points, not numbers.
    """
    if data_set.get(SURFACE_SEQUENCE) is None:
        return
    for surface in data_set.top.items(SURFACE_SEQUENCE):
        for points in surface.items(SURFACE_POINTS_SEQUENCE):
            number, count = points.number(NUMBER_OF_SURFACE_POINTS), count_of(
                points.get(POINT_COORDINATES_DATA), size=FLOAT
            )  # fmt: skip
            if number is not None and count and count != 3 * number:
                yield points.at(POINT_COORDINATES_DATA, count=count, expected=3 * number)
        for normals in surface.items(SURFACE_POINTS_NORMALS_SEQUENCE):
            number, size = normals.number(NUMBER_OF_VECTORS), normals.number(VECTOR_DIMENSIONALITY)
            count = count_of(normals.get(VECTOR_COORDINATE_DATA), size=FLOAT)
            if number is not None and size and count and count != size * number:
                yield normals.at(VECTOR_COORDINATE_DATA, count=count, expected=size * number)
