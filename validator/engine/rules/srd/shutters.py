"""SRD060 and SRD061: shutters and collimators, which hide what lies outside of them (PS3.3 C.7.6.11, C.8.7.3)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.subject import DataSet, Hit

EDGES = (
    (tags.SHUTTER_LEFT_VERTICAL_EDGE, tags.SHUTTER_RIGHT_VERTICAL_EDGE),
    (tags.SHUTTER_UPPER_HORIZONTAL_EDGE, tags.SHUTTER_LOWER_HORIZONTAL_EDGE),
    (tags.COLLIMATOR_LEFT_VERTICAL_EDGE, tags.COLLIMATOR_RIGHT_VERTICAL_EDGE),
    (tags.COLLIMATOR_UPPER_HORIZONTAL_EDGE, tags.COLLIMATOR_LOWER_HORIZONTAL_EDGE),
)
CORNERS = (tags.VERTICES_OF_THE_POLYGONAL_SHUTTER, tags.VERTICES_OF_THE_POLYGONAL_COLLIMATOR)


@rule(
    "SRD060",
    "Edges of a shutter reversed",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} does not lie before the opposite edge: nothing of the image is left between them.",
    reference="PS3.3 C.7.6.11, C.8.7.3",
)
def edges_reversed(data_set: DataSet) -> Iterator[Hit]:
    """Columns count from the left and rows from above, so that the left and upper edges have the smaller numbers.

    Why it matters
    Viewers that apply the shutter as it stands show a black image; others leave it out.

    Example
    A left edge of 900 and a right edge of 100, after the image was mirrored and the shutter was not.

    How to fix
    Have the system that turned the image turn the shutter as well.
    """
    for first, second in EDGES:
        if data_set.get(first) is None:
            continue
        begin, end = data_set.number(first), data_set.number(second)
        if begin is not None and end is not None and begin >= end:
            yield data_set.at(first)


@rule(
    "SRD061",
    "Polygonal shutter with fewer than three corners",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers: three corners or more, a row and a column for each.",
    reference="PS3.3 C.7.6.11, C.8.7.3",
)
def too_few_corners(data_set: DataSet) -> Iterator[Hit]:
    """A polygon has three corners at least; it is closed without repeating the first one.

    Why it matters
    The shutter encloses nothing: viewers hide the whole image or show all of it.

    Example
    Two opposite corners of a rectangle, written as a polygon.

    How to fix
    Have the system write all corners, or a rectangular shutter.
    """
    for tag in CORNERS:
        if data_set.get(tag) is not None:
            count = len(data_set.numbers(tag))
            if 0 < count < 6:
                yield data_set.at(tag, count=count)
