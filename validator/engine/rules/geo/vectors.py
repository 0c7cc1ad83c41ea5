"""Arithmetic of directions, positions and 4 x 4 matrices."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from validator.engine.model import Element
from validator.engine.rules.level import decimals
from validator.engine.rules.subject import DataSet, Value

SMALL = 1e-4
"""By how much the square of a length, or a dot product, may differ from what it must be: DS has sixteen characters."""
Vector = tuple[float, float, float]


class Plane(NamedTuple):
    """Where a frame lies."""

    position: Vector
    """Of the first pixel, in millimetres."""
    orientation: tuple[float, ...]
    """Direction cosines of the row, then of the column."""

    @property
    def normal(self) -> Vector:
        """The direction in which planes are stacked."""
        return cross(vector(self.orientation), vector(self.orientation[3:]))


def numbers(value: Value) -> tuple[float, ...]:
    """The numbers of a value; empty where one of them cannot be read."""
    element = Element(value.tag, value.vr, value.vr, len(value.raw), 0, 0, value.raw)
    return decimals(element, little=value.little)


def top_numbers(data_set: DataSet, tag: int) -> tuple[float, ...]:
    """The numbers of a top-level element; empty where it is absent or one cannot be read. What repeats from instance
    to instance, as spacings do, is read once."""
    element = data_set.get(tag)
    if element is None or not element.value:
        return ()
    return _read(element.vr, element.value, data_set.little)


@lru_cache(maxsize=4096)
def _read(vr: str, raw: bytes, little: bool) -> tuple[float, ...]:
    return decimals(Element(0, vr, vr, len(raw), 0, 0, raw), little=little)


def vector(values: Sequence[float]) -> Vector:
    """The first three of these numbers."""
    x, y, z = values[:3]
    return x, y, z


def dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def cross(one: Vector, other: Vector) -> Vector:
    (a, b, c), (x, y, z) = one, other
    return b * z - c * y, c * x - a * z, a * y - b * x


def length(values: Sequence[float]) -> float:
    return math.sqrt(dot(values, values))


def is_unit(values: Sequence[float]) -> bool:
    """Whether a direction has the length 1."""
    return abs(dot(values, values) - 1) <= SMALL


def is_rigid(matrix: Sequence[float]) -> bool:
    """Whether the nine rotating elements of a 4 x 4 matrix, row by row, are orthonormal."""
    columns = [tuple(matrix[row * 4 + column] for row in range(3)) for column in range(3)]
    return all(map(is_unit, columns)) and is_orthogonal(matrix)


def is_orthogonal(matrix: Sequence[float]) -> bool:
    """Whether the columns of a 4 x 4 matrix are at right angles, whatever their length."""
    columns = [tuple(matrix[row * 4 + column] for row in range(3)) for column in range(3)]
    pairs = ((0, 1), (0, 2), (1, 2))
    return all(
        abs(dot(columns[a], columns[b])) <= SMALL * max(1.0, length(columns[a]) * length(columns[b])) for a, b in pairs
    )
