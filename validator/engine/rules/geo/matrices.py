"""GEO041 to GEO043: matrices that lead from one coordinate system to another."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import SMALL, is_orthogonal, is_rigid, numbers
from validator.engine.rules.subject import DataSet, Hit, Level, Value, reads

RIGID = frozenset(
    {
        tags.FRAME_OF_REFERENCE_TO_DISPLAYED_COORDINATE_SYSTEM_TRANSFORMATION_MATRIX,
        tags.IMAGE_TO_EQUIPMENT_MAPPING_MATRIX,
        tags.VOLUME_TO_TABLE_MAPPING_MATRIX,
        tags.VOLUME_TO_TRANSDUCER_MAPPING_MATRIX,
    }
)
"""Matrices that the standard demands to be rigid (PS3.3 C.7.6.21.1, C.8.24.2, C.20.2.1.2)."""
LAST_ROW = (0.0, 0.0, 0.0, 1.0)
FIT = {"RIGID": is_rigid, "RIGID_SCALE": is_orthogonal}


@rule(
    "GEO041",
    "Matrix with another last row",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}: the last row is not 0, 0, 0, 1.",
    reference="PS3.3 C.20.2.1.2",
)
@reads("DS", "FD")
def last_row(value: Value) -> Iterator[Hit]:
    """A matrix of 4 x 4 elements, row by row, that maps homogeneous coordinates ends with 0, 0, 0, 1.

    Why it matters
    Registered series are shown beside each other, shifted or distorted.

    Example
    A matrix that was written column by column, so that the shift stands in the last row.

    How to fix
    Write the elements row by row.
    """
    if value.tag not in RIGID and value.tag != tags.FRAME_OF_REFERENCE_TRANSFORMATION_MATRIX:
        return
    matrix = numbers(value)
    if len(matrix) == 16 and any(abs(a - b) > SMALL for a, b in zip(matrix[12:], LAST_ROW, strict=True)):
        yield Hit()


@rule(
    "GEO042",
    "Matrix that is not rigid",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} does more than turn and shift: its rotation is not orthonormal.",
    reference="PS3.3 C.7.6.21.1, C.8.24.2, C.20.2.1.2",
)
@reads("DS", "FD")
def not_rigid(value: Value) -> Iterator[Hit]:
    """The mapping from patient or volume to equipment keeps lengths and angles.

    Why it matters
    Positions on the table and in the image do not match; a biopsy goes to the wrong place.

    Example
    A matrix of zeros from a system that knows no table.

    How to fix
    Write the identity or leave the attribute out where the mapping is not known.
    """
    if value.tag not in RIGID:
        return
    matrix = numbers(value)
    if len(matrix) == 16 and not is_rigid(matrix):
        yield Hit()


@rule(
    "GEO043",
    "Registration of another type than it says",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not what Frame of Reference Transformation Matrix Type says: {kind}.",
    reference="PS3.3 C.20.2.1.2",
)
def registration(data_set: DataSet) -> Iterator[Hit]:
    """A matrix of type RIGID turns and shifts only. One of type RIGID_SCALE may also scale along the axes, but not
    shear.

    Why it matters
    Programs that handle rigid registrations drop the rest. The series look aligned and are not.

    Example
    A scale of 1.02 in a matrix called RIGID, from a registration that corrected the size of pixels.

    How to fix
    Call it RIGID_SCALE or AFFINE.
    """
    for level in _matrices(data_set):
        kind = level.text(tags.FRAME_OF_REFERENCE_TRANSFORMATION_MATRIX_TYPE) or ""
        matrix = level.decimals(tags.FRAME_OF_REFERENCE_TRANSFORMATION_MATRIX)
        fits = FIT.get(kind)
        if fits and len(matrix) == 16 and not fits(matrix):
            yield level.at(tags.FRAME_OF_REFERENCE_TRANSFORMATION_MATRIX, kind=kind)


def _matrices(data_set: DataSet) -> Iterator[Level]:
    """The items with a matrix and its type, of both kinds of registration (PS3.3 C.20.2, C.20.3)."""
    if data_set.get(tags.REGISTRATION_SEQUENCE) is not None:
        for registered in data_set.top.items(tags.REGISTRATION_SEQUENCE):
            for matrices in registered.items(tags.MATRIX_REGISTRATION_SEQUENCE):
                yield from matrices.items(tags.MATRIX_SEQUENCE)
    if data_set.get(tags.DEFORMABLE_REGISTRATION_SEQUENCE) is not None:
        for registered in data_set.top.items(tags.DEFORMABLE_REGISTRATION_SEQUENCE):
            yield from registered.items(tags.PRE_DEFORMATION_MATRIX_REGISTRATION_SEQUENCE)
            yield from registered.items(tags.POST_DEFORMATION_MATRIX_REGISTRATION_SEQUENCE)
