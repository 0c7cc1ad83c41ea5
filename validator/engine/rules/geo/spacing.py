"""GEO010 to GEO015: distances between pixels and between slices."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import numbers, top_numbers
from validator.engine.rules.mfr.groups import Cell, Groups, groups_of
from validator.engine.rules.mfr.tags import PIXEL_MEASURES_SEQUENCE
from validator.engine.rules.subject import DataSet, Hit, Value, attribute, reads
from validator.engine.rules.tags import COLUMNS, ROWS

SPACINGS = (
    tags.PIXEL_SPACING,
    tags.IMAGER_PIXEL_SPACING,
    tags.NOMINAL_SCANNED_PIXEL_SPACING,
    tags.IMAGE_PLANE_PIXEL_SPACING,
    tags.DETECTOR_ELEMENT_SPACING,
    tags.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM,
    tags.COMPENSATOR_PIXEL_SPACING,
    tags.PRESENTATION_PIXEL_SPACING,
    tags.PRINTER_PIXEL_SPACING,
)
"""Row spacing and column spacing, in millimetres (PS3.3 10.7.1.3)."""
OF_GROUPS = (
    (PIXEL_MEASURES_SEQUENCE, tags.PIXEL_SPACING),
    (tags.FRAME_PIXEL_DATA_PROPERTIES_SEQUENCE, tags.IMAGER_PIXEL_SPACING),
)
"""Functional groups with a spacing."""
OF_IMAGE = SPACINGS[:3]
"""The spacings at the top level that tell the size of a pixel."""
NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"
"""There the sign of Spacing Between Slices is the direction in which slices are stacked (PS3.3 C.8.4.15)."""
THICKNESS_MAP = "1.2.840.10008.5.1.4.1.1.81.1"
"""Ophthalmic Thickness Map: it must have a Pixel Aspect Ratio, whatever it is (PS3.3 C.8.17.14)."""


@rule(
    "GEO010",
    "Negative pixel spacing",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is negative: distances between pixels are positive.",
    reference="PS3.3 10.7.1.3",
)
@reads("DS", "FD", "FL")
def negative(value: Value) -> Iterator[Hit]:
    """The distances between the centres of rows and of columns have no direction.

    Why it matters
    Viewers mirror the image, measure negative lengths, or refuse the series.

    Example
    -0.5\\0.5, from a program that turned the image upside down in this way.

    How to fix
    Write the distance; a mirrored image has other direction cosines and another position.
    """
    if value.tag in SPACINGS and min(numbers(value), default=0) < 0:
        yield Hit()


@rule(
    "GEO011",
    "Pixel spacing of zero",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has a {which} spacing of 0: nothing can be measured.",
    reference="PS3.3 10.7.1.3",
)
def zero(data_set: DataSet) -> Iterator[Hit]:
    """The distance between rows is 0 only where there is a single row, that between columns only in a single column.

    Why it matters
    Viewers divide by it: measurements come out as zero or infinite, and the image may not be shown at all.

    Example
    0\\0, from a frame grabber that knows no distances.

    How to fix
    Leave the attribute out, or empty where that is allowed, when the distance is not known.
    """
    extents = (data_set.number(ROWS), data_set.number(COLUMNS))
    for tag in OF_IMAGE:
        which = _zero(top_numbers(data_set, tag), extents)
        if which:
            yield data_set.at(tag, which=which)
    groups = groups_of(data_set)
    if groups is not None:
        for group, tag in OF_GROUPS:
            for cell, spacing in groups.decimals(group, tag):
                which = _zero(spacing, extents)
                if which:
                    yield groups.at(cell, group, tag, which=which)


@rule(
    "GEO012",
    "Negative spacing between slices",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is negative: it is the distance from one slice to the next.",
    reference="PS3.3 C.7.6.2, C.7.6.16.2.1",
)
def negative_between_slices(data_set: DataSet) -> Iterator[Hit]:
    """Spacing Between Slices is not negative. Only in nuclear medicine does the sign say in which direction slices are
    stacked.

    Why it matters
    Volumes come out with their ends exchanged: a lesion of the left lung is shown in the right one, or head and feet
    are swapped.

    Example
    -3 in a CT series that was stored from feet to head.

    How to fix
    Write the distance; the positions of the slices say in which direction they follow.
    """
    if data_set.sop_class != NUCLEAR_MEDICINE:
        for place in _between_slices(data_set):
            if place.number < 0:
                yield place.hit()


@rule(
    "GEO013",
    "Spacing between slices of zero",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is 0: slices at one place make no volume.",
    reference="PS3.3 C.7.6.2, C.7.6.16.2.1",
)
def zero_between_slices(data_set: DataSet) -> Iterator[Hit]:
    """The standard permits 0, which is right for one plane at several times only.

    Why it matters
    Programs that take the distance from here build a flat volume, or divide by 0.

    Example
    Spacing Between Slices of 0 in a reformatted series of 40 slices.

    How to fix
    Write the distance from centre to centre, or leave the attribute out where there is one slice.
    """
    for place in _between_slices(data_set):
        if place.number == 0:
            yield place.hit()


@rule(
    "GEO014",
    "Pixel Aspect Ratio that must not be there",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}: it is for images with oblong pixels of unknown size only.",
    reference="PS3.3 C.7.6.3, C.7.6.3.1.7",
)
def superfluous_aspect(data_set: DataSet) -> Iterator[Hit]:
    """Pixel Aspect Ratio is there if pixels are not square and no spacing tells so. It is left out for square pixels,
    and where Pixel Spacing, Imager Pixel Spacing or Nominal Scanned Pixel Spacing is given.

    Why it matters
    One viewer stretches the image by the ratio, another by the spacing. Where the two differ, so do the pictures, and
    all lengths.

    Example
    1\\1 in every image of a film digitiser.

    How to fix
    Remove the attribute.
    """
    if data_set.get(tags.PIXEL_ASPECT_RATIO) is None or data_set.sop_class == THICKNESS_MAP:
        return
    ratio = data_set.numbers(tags.PIXEL_ASPECT_RATIO)
    if len(ratio) != 2:
        return
    given = _given_spacing(data_set)
    if given is not None:
        yield data_set.at(tags.PIXEL_ASPECT_RATIO, problem=f"stands beside {attribute(given)}")
    elif ratio[0] == ratio[1]:
        yield data_set.at(tags.PIXEL_ASPECT_RATIO, problem="says that pixels are square")


@rule(
    "GEO015",
    "Impossible Pixel Aspect Ratio",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has a side that is not greater than 0.",
    reference="PS3.3 C.7.6.3.1.7",
)
@reads("IS")
def impossible_aspect(value: Value) -> Iterator[Hit]:
    """The ratio is that of the height of a pixel to its width: two whole numbers greater than 0.

    Why it matters
    The image is stretched without limit, or collapses into a line.

    Example
    0\\0, from a program that knows no ratio.

    How to fix
    Remove the attribute where pixels are square or their size is given.
    """
    if value.tag == tags.PIXEL_ASPECT_RATIO and min(numbers(value), default=1) <= 0:
        yield Hit()


class _Distance:
    """One Spacing Between Slices, at the top level or in a functional group."""

    def __init__(self, data_set: DataSet, number: float, *, groups: Groups | None = None, cell: Cell | None = None):
        self.number = number
        self._data_set, self._groups, self._cell = data_set, groups, cell

    def hit(self) -> Hit:
        if self._groups is None or self._cell is None:
            return self._data_set.at(tags.SPACING_BETWEEN_SLICES)
        return self._groups.at(self._cell, PIXEL_MEASURES_SEQUENCE, tags.SPACING_BETWEEN_SLICES)


def _between_slices(data_set: DataSet) -> Iterator[_Distance]:
    for number in top_numbers(data_set, tags.SPACING_BETWEEN_SLICES)[:1]:
        yield _Distance(data_set, number)
    groups = groups_of(data_set)
    if groups is not None:
        for cell, (number, *_) in groups.decimals(PIXEL_MEASURES_SEQUENCE, tags.SPACING_BETWEEN_SLICES):
            yield _Distance(data_set, number, groups=groups, cell=cell)


def _zero(spacing: tuple[float, ...], extents: tuple[int | None, int | None]) -> str | None:
    """Which of the two spacings is 0 although there are several rows or columns."""
    if len(spacing) != 2:
        return None
    return next(
        (
            which
            for which, distance, extent in zip(("row", "column"), spacing, extents, strict=True)
            if distance == 0 and extent != 1
        ),
        None,
    )


def _given_spacing(data_set: DataSet) -> int | None:
    """The attribute with a value that tells the size of pixels, of the image or of its frames."""
    given = next((tag for tag in OF_IMAGE if data_set.text(tag)), None)
    groups = groups_of(data_set)
    if given is None and groups is not None:
        return next((tag for group, tag in OF_GROUPS if any(groups.texts(group, tag))), None)
    return given
