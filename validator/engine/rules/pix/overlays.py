"""PIX110 to PIX114: overlay planes."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit

FIRST_GROUP, LAST_GROUP = 0x6000, 0x601E
LAST_REPEATING = 0x60FF
ROWS, COLUMNS, FRAMES, ORIGIN = 0x0010, 0x0011, 0x0015, 0x0050
BITS_ALLOCATED, BIT_POSITION, DATA = 0x0100, 0x0102, 0x3000


class _Plane(NamedTuple):
    """One overlay of the data set."""

    data_set: DataSet
    group: int

    def tag(self, number: int) -> int:
        return self.group << 16 | number

    def number(self, number: int) -> int | None:
        return self.data_set.number(self.tag(number))

    def hit(self, number: int, **words: object) -> Hit:
        return self.data_set.at(self.tag(number), **words)


@rule(
    "PIX110",
    "Overlay of more than one bit",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {bits}: an overlay has one bit a pixel, in (60xx,3000) Overlay Data{embedded}.",
    reference="PS3.3 C.9.2",
)
def bits(data_set: DataSet) -> Iterator[Hit]:
    """An overlay plane is one bit deep and has its own data. Until 2004 it could lie in unused bits of Pixel Data.

    Why it matters
    Viewers no longer look for overlays in the bits of the picture. Marks and annotations that belong to the study are
    not seen, and compression destroys them.

    Example
    Overlay Bits Allocated of 16 in a file of the nineties, without Overlay Data.

    How to fix
    Have the overlay extracted into Overlay Data while a system that understands the old form is there.
    """
    for plane in _planes(data_set):
        number = plane.number(BITS_ALLOCATED)
        if number is not None and number != 1:
            is_embedded = data_set.lacks(plane.tag(DATA))
            embedded = ": this one lies in unused bits of the picture, a form that was retired" if is_embedded else ""
            yield plane.hit(BITS_ALLOCATED, bits=number, embedded=embedded)


@rule(
    "PIX111",
    "Overlay with a bit position",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {position}: with data of its own an overlay has the position 0.",
    reference="PS3.3 C.9.2",
)
def bit_position(data_set: DataSet) -> Iterator[Hit]:
    """The position named the bit of Pixel Data in which the overlay lay; with Overlay Data there is none to name.

    Why it matters
    Viewers that still know the old form look for the overlay in the picture, and show noise over it.

    Example
    Overlay Bit Position of 12, kept when the overlay was extracted.

    How to fix
    Set it to 0.
    """
    for plane in _planes(data_set):
        position = plane.number(BIT_POSITION)
        if position:
            yield plane.hit(BIT_POSITION, position=position)


@rule(
    "PIX112",
    "Overlay without rows or columns",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is 0: an overlay has at least one row and one column.",
    reference="PS3.3 C.9.2",
)
def extent(data_set: DataSet) -> Iterator[Hit]:
    """The size of the overlay is zero in one direction.

    Why it matters
    Viewers divide by it or fail when they draw the overlay, and do not show the picture under it either.

    Example
    Overlay Rows of 0 for an empty layer of annotations.

    How to fix
    Leave the overlay out where there is nothing to draw.
    """
    for plane in _planes(data_set):
        yield from (plane.hit(number) for number in (ROWS, COLUMNS) if plane.number(number) == 0)


@rule(
    "PIX113",
    "Overlay Data too short",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {length} bytes, but its rows, columns and frames need {right}.",
    reference="PS3.3 C.9.2, PS3.5 8.1.2",
)
def data(data_set: DataSet) -> Iterator[Hit]:
    """The overlay has one bit for each of its rows and columns, for each of its frames.

    Why it matters
    The lower part of the marks is missing, or the viewer reads past the end and fails.

    Example
    An overlay of 512 by 512 with 32,000 bytes instead of 32,768.

    How to fix
    Take the overlay from the source, or correct its rows and columns.
    """
    for plane in _planes(data_set):
        element = data_set.get(plane.tag(DATA))
        rows, columns = plane.number(ROWS), plane.number(COLUMNS)
        if element is None or not rows or not columns or plane.number(BITS_ALLOCATED) not in (1, None):
            continue
        frames = plane.number(FRAMES) or 1
        right = (rows * columns * frames + 7) // 8
        if element.length < right:
            yield plane.hit(DATA, length=element.length, right=right)


@rule(
    "PIX114",
    "Overlay in a group that has none",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands in a group that no overlay may use: the sixteen overlays are in 6000 to 601E.",
    reference="PS3.5 7.6",
)
def group(data_set: DataSet) -> Iterator[Hit]:
    """The repeating groups of overlays are the even ones from 6000 to 601E.

    Why it matters
    Viewers look into the sixteen groups and no further: the overlay is never shown, nor removed when the instance is
    anonymised.

    Example
    A seventeenth overlay in group 6020.

    How to fix
    Join overlays, or leave out what nobody needs.
    """
    for element in _from_behind(data_set):
        if element >> 16 > LAST_GROUP:
            yield data_set.at(element)
            return


def _planes(data_set: DataSet) -> Iterator[_Plane]:
    groups = {tag >> 16 for tag in _from_behind(data_set) if tag >> 16 <= LAST_GROUP and not tag >> 16 & 1}
    return (_Plane(data_set, group) for group in sorted(groups))


def _from_behind(data_set: DataSet) -> Iterator[int]:
    """The tags of the repeating groups of overlays, which stand near the end of a data set."""
    for element in reversed(data_set.header.elements):
        if element.tag >> 16 < FIRST_GROUP:
            return
        if element.tag >> 16 <= LAST_REPEATING and not element.tag >> 16 & 1:
            yield element.tag
