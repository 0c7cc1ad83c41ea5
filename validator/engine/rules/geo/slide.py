"""GEO040: how large a slide is."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import top_numbers
from validator.engine.rules.mfr.groups import groups_of
from validator.engine.rules.mfr.tags import (
    PIXEL_MEASURES_SEQUENCE,
    TOTAL_PIXEL_MATRIX_COLUMNS,
    TOTAL_PIXEL_MATRIX_ROWS,
)
from validator.engine.rules.subject import DataSet, Hit

AGREEMENT = 0.05
"""Part of a size within which it counts as that of the matrix."""
SIZES = (
    (tags.IMAGED_VOLUME_HEIGHT, TOTAL_PIXEL_MATRIX_ROWS),
    (tags.IMAGED_VOLUME_WIDTH, TOTAL_PIXEL_MATRIX_COLUMNS),
)
"""The size in millimetres, and the number of pixels in that direction: in the order of Pixel Spacing."""


@rule(
    "GEO040",
    "Size of the slide against its pixels",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {size} mm, but {pixels} pixels of {spacing} mm make {expected} mm.",
    reference="PS3.3 C.8.12.4.1.2, C.8.12.4.1.3",
)
def imaged_volume(data_set: DataSet) -> Iterator[Hit]:
    """Imaged Volume Width and Height are the size of the Total Pixel Matrix, in millimetres.

    Why it matters
    Viewers take the scale bar and the magnification from one of the two.

    Example
    A width of 15,000 where 15 is meant: micrometres instead of millimetres.

    How to fix
    Multiply the number of pixels by their spacing.
    """
    if data_set.get(tags.IMAGED_VOLUME_WIDTH) is None and data_set.get(tags.IMAGED_VOLUME_HEIGHT) is None:
        return
    groups = groups_of(data_set)
    spacings = [] if groups is None else list(groups.decimals(PIXEL_MEASURES_SEQUENCE, tags.PIXEL_SPACING))
    if len({numbers for _, numbers in spacings}) != 1 or len(spacings[0][1]) != 2:
        return
    for (size, matrix), spacing in zip(SIZES, spacings[0][1], strict=True):
        millimetres, pixels = next(iter(top_numbers(data_set, size)), 0.0), data_set.number(matrix)
        if millimetres > 0 and pixels and spacing > 0 and _differ(millimetres, pixels * spacing):
            words = {"size": f"{millimetres:.4g}", "pixels": f"{pixels:,}", "spacing": f"{spacing:.4g}"}
            yield data_set.at(size, **words, expected=f"{pixels * spacing:.4g}")


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > AGREEMENT * max(one, other)
