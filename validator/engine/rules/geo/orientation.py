"""GEO001 and GEO002: directions of rows, columns and normals, wherever they stand."""

import math
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import SMALL, dot, is_unit, length, numbers
from validator.engine.rules.subject import Hit, Value, reads

ORIENTATIONS = frozenset(
    {
        tags.IMAGE_ORIENTATION,
        tags.IMAGE_ORIENTATION_PATIENT,
        tags.IMAGE_ORIENTATION_SLIDE,
        tags.IMAGE_ORIENTATION_VOLUME,
    }
)
"""Direction cosines of the first row and of the first column, six values."""
DIRECTIONS = frozenset(
    {
        tags.ASL_SLAB_ORIENTATION,
        tags.SLAB_ORIENTATION,
        tags.VELOCITY_ENCODING_DIRECTION,
    }
)
"""Direction cosines of one vector, three values."""
ROW, COLUMN = "row", "column"


@rule(
    "GEO001",
    "Direction that has not the length 1",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}: the {which} vector has the length {length}, but direction cosines make a length of 1.",
    reference="PS3.3 C.7.6.2.1.1",
)
@reads("DS", "FD", "FL")
def not_unit(value: Value) -> Iterator[Hit]:
    """A direction is given by its cosines with the three axes, whose squares add up to 1.

    Why it matters
    Position and size of every pixel are computed with them. Distances are wrong by that factor, and many workstations
    refuse to reformat or fuse the series.

    Example
    1\\0\\0\\0\\0.9\\0, after a program rounded oblique cosines to one digit.

    How to fix
    Take the values from the source. Tools that write them must keep at least six digits.
    """
    if value.tag not in ORIENTATIONS and value.tag not in DIRECTIONS:
        return
    for which, part in _parts(value.tag, numbers(value)):
        if not is_unit(part):
            yield Hit({"which": which, "length": f"{length(part):.6g}"})


@rule(
    "GEO002",
    "Rows and columns that are not at right angles",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}: rows and columns meet at {angle} degrees instead of 90.",
    reference="PS3.3 C.7.6.2.1.1",
)
@reads("DS", "FD", "FL")
def not_orthogonal(value: Value) -> Iterator[Hit]:
    """The rows of an image are at right angles to its columns.

    Why it matters
    The normal, along which slices are stacked, is computed from the two. Reformatted images come out sheared.

    Example
    Columns that are tilted with the gantry beside rows that are tilted too.

    How to fix
    Take the values from the source.
    """
    if value.tag not in ORIENTATIONS:
        return
    parts = [part for _, part in _parts(value.tag, numbers(value))]
    if len(parts) == 2 and abs(dot(*parts)) > SMALL:
        lengths = length(parts[0]) * length(parts[1])
        angle = math.degrees(math.acos(max(-1.0, min(1.0, dot(*parts) / lengths))))
        yield Hit({"angle": f"{angle:.4g}"})


def _parts(tag: int, cosines: tuple[float, ...]) -> list[tuple[str, tuple[float, ...]]]:
    """The vectors of an attribute with their names; none where there are too few or too many values."""
    if tag in ORIENTATIONS:
        return [(ROW, cosines[:3]), (COLUMN, cosines[3:])] if len(cosines) == 6 else []
    return [("direction", cosines)] if len(cosines) == 3 else []
