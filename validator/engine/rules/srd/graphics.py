"""SRD056 to SRD059: what is drawn on the images of a presentation state (PS3.3 C.10.5, C.10.7)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.subject import DataSet, Hit

POINTS: dict[str, tuple[int, int | None]] = {
    "POINT": (1, 1),
    "POLYLINE": (2, None),
    "INTERPOLATED": (2, None),
    "CIRCLE": (2, 2),
    "ELLIPSE": (4, 4),
}
"""How few and how many points each Graphic Type has (PS3.3 C.10.5.1.2)."""
OVERLAY_ACTIVATION_LAYERS = range(0x60001001, 0x60201001, 0x00020000)


@rule(
    "SRD056",
    "Graphic Layer that is not declared",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the layers in the Graphic Layer Sequence.",
    reference="PS3.3 C.10.5, C.10.7, C.11.7",
)
def unknown_layer(data_set: DataSet) -> Iterator[Hit]:
    """Annotations and overlays are drawn in layers, and each layer is declared in the Graphic Layer Sequence.

    Why it matters
    Viewers draw layer by layer. What is in a layer that they do not know is not drawn: the annotation is missing.

    Example
    Annotations in the layer "MARKS", while only "LAYER_1" is declared.

    How to fix
    Have the workstation declare every layer that it uses, with the same spelling.
    """
    declared = {layer.text(tags.GRAPHIC_LAYER) for layer in _layers(data_set)}
    if not declared:
        return
    for annotation in data_set.top.items(tags.GRAPHIC_ANNOTATION_SEQUENCE):
        layer = annotation.text(tags.GRAPHIC_LAYER)
        if layer and layer not in declared:
            yield annotation.at(tags.GRAPHIC_LAYER)
    for tag in OVERLAY_ACTIVATION_LAYERS:
        layer = data_set.text(tag)
        if layer and layer not in declared:
            yield data_set.at(tag)


@rule(
    "SRD057",
    "Number of Graphic Points does not fit the data",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {points}, and the Graphic Data have {count} numbers: two for each point.",
    reference="PS3.3 C.10.5",
)
def wrong_number_of_points(data_set: DataSet) -> Iterator[Hit]:
    """Each point of a graphic is a column and a row, and the number of points is written beside them.

    Why it matters
    Viewers that trust the number read past the end of the data, or leave out the end of the line.

    Example
    A closed outline of four corners and five points, and a number of 4.

    How to fix
    Have the workstation count the points that it writes, the repeated last one too.
    """
    for graphic in _graphics(data_set):
        points, count = graphic.number(tags.NUMBER_OF_GRAPHIC_POINTS), _count(graphic)
        if points is not None and count and points * 2 != count:
            yield graphic.at(tags.NUMBER_OF_GRAPHIC_POINTS, points=points, count=count)


@rule(
    "SRD058",
    "Points of a graphic do not fit its type",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and a {graphic_type} has {expected}.",
    reference="PS3.3 C.10.5.1.2",
)
def wrong_points_for_type(data_set: DataSet) -> Iterator[Hit]:
    """A point is one pair of numbers, a circle two (centre and a point on it), an ellipse four, a line two or more.

    Why it matters
    The graphic cannot be drawn as it was meant: it is left out, or appears at the wrong place of the image.

    Example
    A CIRCLE with the four corners of the square around it.

    How to fix
    Correct the workstation: PS3.3 C.10.5.1.2 says which points each type has.
    """
    for graphic in _graphics(data_set):
        kind, count = graphic.text(tags.GRAPHIC_TYPE) or "", _count(graphic)
        limits = POINTS.get(kind)
        if limits is None or not count:
            continue
        fewest, most = limits
        if count % 2 or count < 2 * fewest or (most is not None and count > 2 * most):
            expected = f"{2 * fewest}" if most else f"an even number, at least {2 * fewest}"
            yield graphic.at(tags.GRAPHIC_DATA, count=count, graphic_type=kind, expected=expected)


@rule(
    "SRD059",
    "Closed line that is neither filled nor open",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing: the line ends where it begins, and so it has to say whether it is filled.",
    reference="PS3.3 C.10.5, C.10.5.1.2",
)
def closed_and_not_filled(data_set: DataSet) -> Iterator[Hit]:
    """A line whose last point is its first is a closed figure, as a circle is, and says whether it is filled.

    Why it matters
    Some viewers fill the figure and hide what it marks, others draw its outline.

    Example
    An outline of a lesion that was drawn by hand and closed by the program, without Graphic Filled.

    How to fix
    Have the workstation write Graphic Filled with N (or Y) for all closed figures.
    """
    for graphic in _graphics(data_set):
        if graphic.get(tags.GRAPHIC_FILLED) is None and graphic.text(tags.GRAPHIC_TYPE) in ("POLYLINE", "INTERPOLATED"):
            numbers = graphic.decimals(tags.GRAPHIC_DATA)
            if len(numbers) >= 6 and numbers[:2] == numbers[-2:]:
                yield graphic.at(tags.GRAPHIC_FILLED)


def _layers(data_set: DataSet) -> tuple[Level, ...]:
    if data_set.get(tags.GRAPHIC_LAYER_SEQUENCE) is None:
        return ()
    return data_set.top.items(tags.GRAPHIC_LAYER_SEQUENCE)


def _graphics(data_set: DataSet) -> Iterator[Level]:
    """Every graphic object of a presentation state."""
    if data_set.get(tags.GRAPHIC_ANNOTATION_SEQUENCE) is not None:
        for annotation in data_set.top.items(tags.GRAPHIC_ANNOTATION_SEQUENCE):
            yield from annotation.items(tags.GRAPHIC_OBJECT_SEQUENCE)


def _count(graphic: Level) -> int:
    """How many numbers the Graphic Data have, also where they stay on disk; 0 where that cannot be told."""
    element = graphic.get(tags.GRAPHIC_DATA)
    if element is None or element.vr != "FL" or element.length % 4:
        return 0
    return element.length // 4
