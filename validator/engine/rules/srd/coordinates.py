"""SRD010 to SRD016: coordinates in an image, in space and in time."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.constraints import RELATIONSHIPS, constraints_of
from validator.engine.rules.srd.tree import ContentItem, ContentTree, content_tree
from validator.engine.rules.subject import DataSet, Hit

PLANE, SPACE, TIME = "SCOORD", "SCOORD3D", "TCOORD"
COUNTS: dict[str, dict[str, tuple[int, int | None]]] = {
    PLANE: {"POINT": (1, 1), "MULTIPOINT": (1, None), "POLYLINE": (2, None), "CIRCLE": (2, 2), "ELLIPSE": (4, 4)},
    SPACE: {
        "POINT": (1, 1),
        "MULTIPOINT": (1, None),
        "POLYLINE": (2, None),
        "POLYGON": (3, None),
        "ELLIPSE": (4, 4),
        "ELLIPSOID": (6, 6),
    },
}
"""How few and how many points each Graphic Type has (PS3.3 C.18.6.1.2, C.18.9.1.2)."""
SIZES = {PLANE: 2, SPACE: 3}
"""Numbers of one point."""
SOURCES = {PLANE: ("IMAGE",), TIME: ("SCOORD", "SCOORD3D", "IMAGE", "WAVEFORM")}
"""What coordinates are selected from (PS3.3 C.18.6, C.18.7)."""
RANGES: dict[str, tuple[int, int | None]] = {
    "POINT": (1, 1),
    "MULTIPOINT": (1, None),
    "SEGMENT": (2, 2),
    "MULTISEGMENT": (2, None),
    "BEGIN": (1, 1),
    "END": (1, 1),
}
"""How few and how many moments each Temporal Range Type has (PS3.3 C.18.7.1.1)."""
MOMENTS = (tags.REFERENCED_SAMPLE_POSITIONS, tags.REFERENCED_TIME_OFFSETS, tags.REFERENCED_DATE_TIME)


def _coordinates(data_set: DataSet, *types: str) -> Iterator[tuple[ContentTree, ContentItem]]:
    """Every content item of these Value Types, with the tree in which it stands."""
    tree = content_tree(data_set)
    if tree:
        yield from ((tree, item) for item in tree.items if item.value_type in types)


@rule(
    "SRD010",
    "Unknown kind of coordinates",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the terms for {value_type}: {terms}.",
    reference="PS3.3 C.18.6.1.2, C.18.7.1.1, C.18.9.1.2",
)
def unknown_kind(data_set: DataSet) -> Iterator[Hit]:
    """Coordinates in an image, in space and in time have terms of their own that say what the numbers draw.

    Why it matters
    A viewer does not know how to draw the numbers: the region that the report speaks of is not shown.

    Example
    POLYGON for coordinates in an image, where the standard has a closed POLYLINE.

    How to fix
    Have the system write one of the terms that the message lists.
    """
    for _, item in _coordinates(data_set, PLANE, SPACE, TIME):
        tag = tags.TEMPORAL_RANGE_TYPE if item.value_type == TIME else tags.GRAPHIC_TYPE
        terms = RANGES if item.value_type == TIME else COUNTS[item.value_type]
        written = item.level.text(tag)
        if written and written not in terms:
            yield item.level.at(tag, value_type=item.value_type, terms=", ".join(terms))


@rule(
    "SRD011",
    "Number of coordinates does not fit their kind",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} numbers, and a {graphic_type} in {value_type} has {expected}.",
    reference="PS3.3 C.18.6.1.2, C.18.9.1.2",
)
def wrong_count(data_set: DataSet) -> Iterator[Hit]:
    """A point in an image is two numbers, one in space three; each Graphic Type has its own number of points.

    Why it matters
    Viewers read past the end or leave the region out. A circle with three points is drawn at the wrong place.

    Example
    An ELLIPSE with the two points of a CIRCLE: eight numbers are needed, four are there.

    How to fix
    Correct the system that draws the region: write the points that PS3.3 C.18.6 and C.18.9 ask for.
    """
    for _, item in _coordinates(data_set, PLANE, SPACE):
        kind = item.level.text(tags.GRAPHIC_TYPE) or ""
        limits = COUNTS[item.value_type].get(kind)
        element = item.level.get(tags.GRAPHIC_DATA)
        if limits is None or element is None or element.vr != "FL" or not element.length or element.length % 4:
            continue
        size, count = SIZES[item.value_type], element.length // 4
        if count % size or not _fits(count // size, limits):
            expected = _numbers(size, limits)
            yield item.level.at(
                tags.GRAPHIC_DATA, count=count, graphic_type=kind, value_type=item.value_type, expected=expected
            )


@rule(
    "SRD012",
    "Polygon in space that is not closed",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of a POLYGON ends at another point than it begins: the first point is repeated at the end.",
    reference="PS3.3 C.18.9.1.2",
)
def polygon_not_closed(data_set: DataSet) -> Iterator[Hit]:
    """The last point of a POLYGON in space is its first one again.

    Why it matters
    Some programs close the polygon themselves, others draw an open line: areas and volumes differ between systems.

    Example
    A contour of four corners with twelve numbers, where fifteen are needed.

    How to fix
    Have the system write the first point again at the end, or a POLYLINE if the line is meant to be open.
    """
    for _, item in _coordinates(data_set, SPACE):
        if item.level.text(tags.GRAPHIC_TYPE) == "POLYGON":
            numbers = item.level.decimals(tags.GRAPHIC_DATA)
            if len(numbers) >= 6 and len(numbers) % 3 == 0 and numbers[:3] != numbers[-3:]:
                yield item.level.at(tags.GRAPHIC_DATA)


@rule(
    "SRD013",
    "Coordinates outside of the image",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has a negative number: coordinates in an image count from 0 at its upper left corner.",
    reference="PS3.3 C.18.6",
)
def negative_coordinates(data_set: DataSet) -> Iterator[Hit]:
    """Coordinates in an image lie between 0 and its number of columns and rows.

    Why it matters
    The region lies outside of the picture: it is not shown, or cut off at the border.

    Example
    Coordinates that count from the middle of the image, or in millimetres of the patient.

    How to fix
    Have the system write columns and rows of the image; coordinates in millimetres belong into SCOORD3D.
    """
    for _, item in _coordinates(data_set, PLANE):
        if any(number < 0 for number in item.level.decimals(tags.GRAPHIC_DATA)):
            yield item.level.at(tags.GRAPHIC_DATA)


@rule(
    "SRD014",
    "Coordinates selected from nothing",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names no {sources} that the {value_type} is SELECTED FROM.",
    reference="PS3.3 C.17.3.2.1, C.18.6, C.18.7",
)
def selected_from_nothing(data_set: DataSet) -> Iterator[Hit]:
    """Coordinates in an image belong to an image, coordinates in time to an image, a region or a waveform.

    Why it matters
    A viewer has numbers and no picture to draw them on: the region of the finding cannot be shown.

    Example
    An outline whose IMAGE was removed when the report was anonymised.

    How to fix
    Have the system write the image below the coordinates, with the relationship SELECTED FROM.
    """
    for tree, item in _coordinates(data_set, PLANE, TIME):
        sources = SOURCES[item.value_type]
        sequence = item.level.get(tags.CONTENT_SEQUENCE)
        unread = not tree.whole or (sequence is not None and sequence.items is None)
        if not unread and not any(_is_source(tree, child, sources) for child in tree.children(item)):
            yield item.level.at(tags.CONTENT_SEQUENCE, sources=" or ".join(sources), value_type=item.value_type)


@rule(
    "SRD015",
    "Source of coordinates in another relationship",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {relationship}: what a {value_type} belongs to is SELECTED FROM.",
    reference="PS3.3 C.17.3.2.4, A.35",
)
def wrong_relationship(data_set: DataSet) -> Iterator[Hit]:
    """An image below coordinates has one meaning only: the coordinates are selected from it.

    This is about documents for which no table of relationships holds: Extensible SR, and classes of vendors.

    Why it matters
    Viewers look for SELECTED FROM. The image is there, and the region is still not drawn on it.

    Example
    An IMAGE below an outline with INFERRED FROM.

    How to fix
    Have the system write SELECTED FROM.
    """
    constraints = constraints_of(data_set.sop_class)
    for tree, item in _coordinates(data_set, PLANE, TIME) if not (constraints and constraints.targets) else ():
        for child in tree.children(item):
            relationship = child.relationship
            if child.value_type in SOURCES[item.value_type] and relationship != "SELECTED FROM":
                known = relationship if relationship in RELATIONSHIPS else "something else"
                yield child.level.at(tags.RELATIONSHIP_TYPE, relationship=known, value_type=item.value_type)


@rule(
    "SRD016",
    "Number of moments does not fit their kind",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} values, and a {range_type} has {expected}.",
    reference="PS3.3 C.18.7.1.1",
)
def wrong_number_of_moments(data_set: DataSet) -> Iterator[Hit]:
    """A moment in time is one value, a stretch of time two, several stretches are pairs.

    Why it matters
    It cannot be told where a stretch ends: the part of the recording that the report speaks of is not marked.

    Example
    A SEGMENT with one time offset.

    How to fix
    Have the system write begin and end of each stretch, or POINT for one moment.
    """
    for _, item in _coordinates(data_set, TIME):
        kind = item.level.text(tags.TEMPORAL_RANGE_TYPE) or ""
        limits = RANGES.get(kind)
        for tag in MOMENTS if limits else ():
            count = len(item.level.values(tag) if tag == tags.REFERENCED_DATE_TIME else item.level.decimals(tag))
            if limits and count and (not _fits(count, limits) or (kind == "MULTISEGMENT" and count % 2)):
                expected = "pairs of values" if kind == "MULTISEGMENT" else f"{limits[0]}"
                yield item.level.at(tag, count=count, range_type=kind, expected=expected)


def _is_source(tree: ContentTree, child: ContentItem, sources: tuple[str, ...]) -> bool:
    """Whether coordinates may be selected from this child; in which relationship it stands, another rule says."""
    target = tree.target(child)
    return child.value_type in sources if target is child else target is None or target.value_type in sources


def _fits(count: int, limits: tuple[int, int | None]) -> bool:
    fewest, most = limits
    return count >= fewest and (most is None or count <= most)


def _numbers(size: int, limits: tuple[int, int | None]) -> str:
    """``4`` or ``a multiple of 2, at least 4``."""
    fewest, most = limits
    return f"{size * fewest}" if most else f"a multiple of {size}, at least {size * fewest}"
