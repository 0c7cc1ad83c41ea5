"""MFR050 to MFR059: images of slides that are cut into tiles, one in each frame."""

from collections import Counter
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import groups_of
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import COLUMNS, NUMBER_OF_FRAMES, ROWS

WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
LABEL_MAP = "1.2.840.10008.5.1.4.1.1.66.7"
POSITIONS = (
    (tags.COLUMN_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX, tags.TOTAL_PIXEL_MATRIX_COLUMNS, COLUMNS),
    (tags.ROW_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX, tags.TOTAL_PIXEL_MATRIX_ROWS, ROWS),
)
"""Where a tile begins, how far the matrix reaches in that direction, and how large a tile is."""


@rule(
    "MFR050",
    "Number of Frames does not fill the tiles",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {frames}, but {rows} x {columns} tiles{more} make {expected}.",
    reference="PS3.3 C.7.6.17.3, C.8.12.4.1.3",
)
def full_tiles(data_set: DataSet) -> Iterator[Hit]:
    """With the organization TILED_FULL every tile has a frame, in each focal plane and optical path, or segment. The
    frames follow one another row by row, and nothing else says where they belong.

    Why it matters
    All tiles behind a missing one are shown at a wrong place.

    Example
    A matrix of 5,000 x 5,000 pixels in tiles of 512, which makes 100 tiles, and 99 frames.

    How to fix
    Write empty tiles too, or describe the place of each tile and call the organization TILED_SPARSE.
    """
    if not _is_full(data_set) or data_set.sop_class not in (WHOLE_SLIDE, SEGMENTATION, LABEL_MAP):
        return
    tiles = _tiles(data_set)
    frames = data_set.number(NUMBER_OF_FRAMES)
    if tiles is None or frames is None:
        return
    columns, rows = tiles
    depth, paths = _layers(data_set)
    expected, offset = columns * rows * depth * paths, data_set.number(tags.CONCATENATION_FRAME_OFFSET_NUMBER)
    if frames + (offset or 0) > expected if _is_part(data_set) else frames != expected:
        more = f", {depth} focal planes and {paths} optical paths or segments" if depth * paths > 1 else ""
        yield data_set.at(
            NUMBER_OF_FRAMES, frames=frames, rows=rows, columns=columns, more=more, expected=f"{expected:,}"
        )


@rule(
    "MFR051",
    "Tile beside the matrix",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of frame {frame} is {position}, but the matrix reaches from 1 to {extent}: "
    "no pixel of the tile is within.",
    reference="PS3.3 C.8.12.4.1.3, C.8.12.6.1",
)
def tile_position(data_set: DataSet) -> Iterator[Hit]:
    """A tile says at which column and row of the Total Pixel Matrix it begins; the first pixel of the matrix is 1.

    Why it matters
    Viewers cut the tile off, or show a slide that is larger than it says, with most of it empty.

    Example
    A column position of 50,001 in a matrix of 50,000 columns, after the matrix was cropped.

    How to fix
    Take the tile out, or correct the size of the matrix.
    """
    if data_set.get(tags.TOTAL_PIXEL_MATRIX_COLUMNS) is None:
        return
    groups = groups_of(data_set)
    if groups is None:
        return
    for place, matrix, tile in POSITIONS:
        extent, size = data_set.number(matrix), data_set.number(tile)
        if not extent or not size:
            continue
        for cell, (position, *_) in groups.integers(tags.PLANE_POSITION_SLIDE_SEQUENCE, place):
            if position > extent or position + size <= 1:
                words = {"frame": (cell.frame or 0) + 1, "position": position, "extent": extent}
                yield groups.at(cell, tags.PLANE_POSITION_SLIDE_SEQUENCE, place, **words)


@rule(
    "MFR053",
    "Number of Optical Paths against their sequence",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, but the Optical Path Sequence has {items} items.",
    reference="PS3.3 C.8.12.5",
)
def optical_paths(data_set: DataSet) -> Iterator[Hit]:
    """Number of Optical Paths is the number of items in the Optical Path Sequence.

    Why it matters
    With the organization TILED_FULL the frames of the second path are found by this number. Colours or stains are
    exchanged, or lost.

    Example
    Number of Optical Paths of 1 for an image of three fluorescence channels.

    How to fix
    Count the items.
    """
    paths = data_set.get(tags.OPTICAL_PATH_SEQUENCE)
    number = data_set.number(tags.NUMBER_OF_OPTICAL_PATHS) if paths is not None else None
    if paths is not None and paths.items and number is not None and number != len(paths.items):
        yield data_set.at(tags.NUMBER_OF_OPTICAL_PATHS, number=number, items=len(paths.items))


@rule(
    "MFR054",
    "Optical path that is not described",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} of {frame} names none of the optical paths that the instance describes.",
    reference="PS3.3 C.8.12.5, C.8.12.6.2",
)
def unknown_path(data_set: DataSet) -> Iterator[Hit]:
    """A frame names its optical path by an identifier of the Optical Path Sequence.

    Why it matters
    The viewer does not know colour, filter and profile of these frames.

    Example
    The path "1" in the frames, and "Brightfield" as identifier of the only path.

    How to fix
    Use the same identifier in both places.
    """
    if data_set.get(tags.OPTICAL_PATH_SEQUENCE) is None:
        return
    groups = groups_of(data_set)
    paths = data_set.top.items(tags.OPTICAL_PATH_SEQUENCE)
    known = {level.text(tags.OPTICAL_PATH_IDENTIFIER) for level in paths}
    if groups is None or not known or not all(known):
        return
    place = (tags.OPTICAL_PATH_IDENTIFICATION_SEQUENCE, tags.OPTICAL_PATH_IDENTIFIER)
    for cell, identifier in groups.texts(*place):
        if identifier and identifier not in known:
            frame = "all frames" if cell.frame is None else f"frame {cell.frame + 1}"
            yield groups.at(cell, *place, frame=frame)


@rule(
    "MFR055",
    "Two optical paths of one name",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} stands for another optical path already: frames that name it may mean either.",
    reference="PS3.3 C.8.12.5",
)
def same_path(data_set: DataSet) -> Iterator[Hit]:
    """Each item of the Optical Path Sequence has an identifier of its own.

    Why it matters
    Channels of a fluorescence image get the colour of another one.

    Example
    Three paths, each with the identifier "1".

    How to fix
    Number the paths, and write the same numbers into the frames.
    """
    if data_set.get(tags.OPTICAL_PATH_SEQUENCE) is None:
        return
    seen: Counter[str] = Counter()
    for level in data_set.top.items(tags.OPTICAL_PATH_SEQUENCE):
        identifier = level.text(tags.OPTICAL_PATH_IDENTIFIER)
        if identifier:
            seen[identifier] += 1
            if seen[identifier] == 2:
                yield level.at(tags.OPTICAL_PATH_IDENTIFIER)


def _is_full(data_set: DataSet) -> bool:
    return data_set.text(tags.DIMENSION_ORGANIZATION_TYPE) == "TILED_FULL"


def _is_part(data_set: DataSet) -> bool:
    """Whether the tiles are spread over the parts of a concatenation."""
    return bool(data_set.text(tags.CONCATENATION_UID))


def _tiles(data_set: DataSet) -> tuple[int, int] | None:
    """Columns and rows of tiles that cover the matrix; ``None`` where one of the sizes is not there."""
    counts = []
    for _, matrix, tile in POSITIONS:
        extent, size = data_set.number(matrix), data_set.number(tile)
        if not extent or not size:
            return None
        counts.append(-(-extent // size))
    return counts[0], counts[1]


def _layers(data_set: DataSet) -> tuple[int, int]:
    """How many focal planes there are, and how many optical paths or segments; 1 where it is not said."""
    depth = data_set.number(tags.TOTAL_PIXEL_MATRIX_FOCAL_PLANES) or 1
    if data_set.sop_class == WHOLE_SLIDE:
        return depth, data_set.number(tags.NUMBER_OF_OPTICAL_PATHS) or 1
    segments = data_set.get(tags.SEGMENT_SEQUENCE)
    is_apart = data_set.sop_class == SEGMENTATION and segments is not None
    return depth, len(segments.items or ()) or 1 if is_apart and segments is not None else 1
