"""SRD050 and SRD051: the displayed area of a presentation state (PS3.3 C.10.4)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.states import UNLIMITED, listed_by, subset, targets_of
from validator.engine.rules.subject import DataSet, Hit

DIRECTIONS = {
    (0, "N"): (1, 1),
    (90, "N"): (1, -1),
    (180, "N"): (-1, -1),
    (270, "N"): (-1, 1),
    (0, "Y"): (-1, 1),
    (90, "Y"): (1, 1),
    (180, "Y"): (1, -1),
    (270, "Y"): (-1, -1),
}
"""In which direction columns and rows run from the top left to the bottom right corner of what is shown, by rotation
and flip: the corners are those after the spatial transformation, given in pixels before it (PS3.3 C.10.4, C.10.6)."""


@rule(
    "SRD050",
    "Corners of the displayed area reversed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: in item {number} the top left corner does not lie above and to the left of the bottom right "
    "corner once the image is rotated by {rotation} degrees and {flip}.",
    reference="PS3.3 C.10.4, C.10.6",
)
def corners_reversed(data_set: DataSet) -> Iterator[Hit]:
    """The displayed area is given by the pixels in its top left and bottom right corner as they are shown, that is
    after rotation and flip. With a rotation by 180 degrees the top left corner has the highest column and row.

    Why it matters
    Viewers show nothing, the whole image, or a mirrored picture: each its own way, and left and right may be confused.

    Example
    An image that is flipped, with the corners 1\\1 and 512\\512, which are those without the flip.

    How to fix
    Correct the workstation that saves the presentation state: it must transform the corners together with the image.
    """
    if data_set.get(tags.DISPLAYED_AREA_SELECTION_SEQUENCE) is None:
        return
    rotation, flip = data_set.number(tags.IMAGE_ROTATION) or 0, data_set.text(tags.IMAGE_HORIZONTAL_FLIP) or "N"
    directions = DIRECTIONS.get((rotation % 360, flip))
    if directions is None:
        return
    for number, area in enumerate(data_set.top.items(tags.DISPLAYED_AREA_SELECTION_SEQUENCE), 1):
        first = area.numbers(tags.DISPLAYED_AREA_TOP_LEFT_HAND_CORNER)
        last = area.numbers(tags.DISPLAYED_AREA_BOTTOM_RIGHT_HAND_CORNER)
        if len(first) == len(last) == 2 and any(
            (end - begin) * direction < 0 for begin, end, direction in zip(first, last, directions, strict=True)
        ):
            yield data_set.at(
                tags.DISPLAYED_AREA_SELECTION_SEQUENCE,
                number=number,
                rotation=rotation,
                flip="flipped" if flip == "Y" else "not flipped",
            )


@rule(
    "SRD051",
    "Image without a displayed area",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} says nothing of {count} of the {all} images that the presentation state is for.",
    reference="PS3.3 C.10.4",
)
def image_without_area(data_set: DataSet) -> Iterator[Hit]:
    """Each image that a presentation state lists has a displayed area: an item without images is for all of them.

    Why it matters
    What is shown of the image is left to the viewer. The part that was to be seen may lie outside of the window.

    Example
    A presentation state to which an image was added without its displayed area.

    How to fix
    Have the workstation write the displayed area of every image, or one item without references for all.
    """
    if data_set.get(tags.DISPLAYED_AREA_SELECTION_SEQUENCE) is None or not targets_of(data_set):
        return
    listed = listed_by(data_set.top.items(tags.REFERENCED_SERIES_SEQUENCE))
    areas = data_set.top.items(tags.DISPLAYED_AREA_SELECTION_SEQUENCE)
    covered = [subset(area) for area in areas]
    missing = listed - frozenset().union(*(part for part in covered if part is not UNLIMITED))
    if areas and missing and UNLIMITED not in covered:
        yield data_set.at(tags.DISPLAYED_AREA_SELECTION_SEQUENCE, count=len(missing), all=len(listed))
