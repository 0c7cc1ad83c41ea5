"""PIX070 to PIX079: how the samples become grey on the screen."""

import math
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.pix.levels import top_and_items
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import (
    PIXEL_PADDING_RANGE_LIMIT,
    PIXEL_PADDING_VALUE,
    RESCALE_INTERCEPT,
    RESCALE_SLOPE,
    VOI_LUT_FUNCTION,
    WINDOW_CENTER,
    WINDOW_WIDTH,
)

WINDOW_SEQUENCES = frozenset({0x00283110, 0x00289132})
"""Softcopy VOI LUT Sequence and Frame VOI LUT Sequence."""
RESCALE_SEQUENCES = frozenset({0x00289145})
"""Pixel Value Transformation Sequence."""
EPSILON = 1e-12
"""Less than any width that a decimal string gives."""


@rule(
    "PIX070",
    "Impossible Window Width",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {right}: the picture comes up black or white.",
    reference="PS3.3 C.11.2.1.2",
)
def window_width(data_set: DataSet) -> Iterator[Hit]:
    """A window has a width of at least 1; with the functions LINEAR_EXACT and SIGMOID it is greater than 0.

    Why it matters
    Viewers divide by it. The picture comes up black or white, and users think that it is lost.

    Example
    Window Width of 0, from a workstation that stores the window of an empty viewport.

    How to fix
    Correct the system that writes it; without a window most viewers find a fair one themselves.
    """
    for level in top_and_items(data_set, WINDOW_SEQUENCES):
        exact = level.text(VOI_LUT_FUNCTION) in ("LINEAR_EXACT", "SIGMOID")
        widths = [_decimal(text) for text in level.values(WINDOW_WIDTH)]
        width = next((width for width in widths if width is not None and width < (EPSILON if exact else 1)), None)
        if width is not None:
            yield level.at(WINDOW_WIDTH, right="not greater than 0" if width <= 0 else "less than 1")


@rule(
    "PIX071",
    "Window Center and Width do not pair",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="(0028,1050) Window Center has {centers} and (0028,1051) Window Width {widths}: each window needs both.",
    reference="PS3.3 C.11.2.1.2",
)
def window_pairs(data_set: DataSet) -> Iterator[Hit]:
    """Center and width have the same number of values, the first of one belongs to the first of the other.

    Why it matters
    Viewers take the window from one image and the width from another, or fail on the series.

    Example
    Two centers and one width, after a tool that keeps the first value of some attributes.

    How to fix
    Take both from the source.
    """
    for level in top_and_items(data_set, WINDOW_SEQUENCES):
        centers, widths = len(level.values(WINDOW_CENTER)), len(level.values(WINDOW_WIDTH))
        if centers != widths:
            tag = WINDOW_WIDTH if centers > widths else WINDOW_CENTER
            yield level.at(tag, centers=_values(centers), widths=_values(widths))


@rule(
    "PIX072",
    "Rescale Slope of zero",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is 0: every pixel gets the same value.",
    reference="PS3.3 C.11.1.1.2",
)
def rescale_slope(data_set: DataSet) -> Iterator[Hit]:
    """The slope turns stored samples into values (Hounsfield units, uptake); with 0 all become the intercept.

    Why it matters
    The picture is one grey, and measurements give one number.

    Example
    "0" where a writer had nothing to say; an empty or absent attribute would have meant that.

    How to fix
    Take slope and intercept from the source, or remove both where the samples need no scaling.
    """
    for level in top_and_items(data_set, RESCALE_SEQUENCES):
        slopes = level.values(RESCALE_SLOPE)
        if slopes and _decimal(slopes[0]) == 0:
            yield level.at(RESCALE_SLOPE)


@rule(
    "PIX073",
    "Rescale Slope and Intercept do not pair",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing beside its counterpart: stored samples cannot be turned into values.",
    reference="PS3.3 C.11.1",
)
def rescale_pair(data_set: DataSet) -> Iterator[Hit]:
    """Slope and intercept are there together or not at all.

    Why it matters
    Viewers take 1 or 0 for what is missing: Hounsfield units are off by 1,024, doses and uptakes by a factor.

    Example
    Rescale Slope without Rescale Intercept, after a private tool removed attributes with the value 0.

    How to fix
    Take both from the source.
    """
    slope, intercept = bool(data_set.text(RESCALE_SLOPE)), bool(data_set.text(RESCALE_INTERCEPT))
    if data_set.pixels is not None and slope != intercept:
        yield data_set.at(RESCALE_INTERCEPT if slope else RESCALE_SLOPE)


@rule(
    "PIX074",
    "Pixel Padding range without its value",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, but (0028,0121) Pixel Padding Range Limit is there: the range has no beginning.",
    reference="PS3.3 C.7.5.1.1.2",
)
def padding_range(data_set: DataSet) -> Iterator[Hit]:
    """The range of samples that are background goes from Pixel Padding Value to Pixel Padding Range Limit.

    Why it matters
    Viewers treat background as tissue: windows that are computed from the picture come up too dark.

    Example
    (0028,0121) kept, and (0028,0120) removed by a tool that did not know its VR.

    How to fix
    Take both from the source.
    """
    if data_set.get(PIXEL_PADDING_RANGE_LIMIT) is not None and data_set.lacks(PIXEL_PADDING_VALUE):
        yield data_set.at(PIXEL_PADDING_VALUE)


def _decimal(text: str) -> float | None:
    """A number of DS; ``None`` for what is none, which the VRV family reports."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _values(count: int) -> str:
    return f"{count or 'no'} value{'' if count == 1 else 's'}"
