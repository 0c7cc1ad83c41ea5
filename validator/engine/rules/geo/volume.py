"""GEO030 to GEO032: planes that make a volume."""

from collections.abc import Iterator
from itertools import pairwise

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import SMALL, Plane, dot, top_numbers, vector
from validator.engine.rules.level import decimals
from validator.engine.rules.mfr.groups import groups_of
from validator.engine.rules.mfr.tags import (
    DIMENSION_ORGANIZATION_TYPE,
    GRID_FRAME_OFFSET_VECTOR,
    PIXEL_MEASURES_SEQUENCE,
    PLANE_ORIENTATION_SEQUENCE,
    PLANE_POSITION_SEQUENCE,
)
from validator.engine.rules.subject import DataSet, Hit

VOLUMES = ("3D", "3D_TEMPORAL")
"""Dimension Organization Types of parallel planes at equal distances (PS3.3 C.7.6.17)."""
SAME_PLACE = 0.001
"""Millimetres within which two planes are at one place."""
TOLERANCE = 0.02
"""Part of a distance by which distances between planes may differ."""


@rule(
    "GEO030",
    "Volume of planes that are not in step",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} says that the frames are parallel planes at equal distances, but {problem}.",
    reference="PS3.3 C.7.6.17",
)
def uneven(data_set: DataSet) -> Iterator[Hit]:
    """With the Dimension Organization Type 3D or 3D_TEMPORAL a volume can be built from the frames without looking at
    their positions.

    Why it matters
    Reformatted images are distorted where a plane is missing or turned, and nobody sees it.

    Example
    A volume of 100 planes, 1 mm apart, of which one was removed.

    How to fix
    Leave the type out where planes are missing or turned; it is not required.
    """
    if data_set.text(DIMENSION_ORGANIZATION_TYPE) not in VOLUMES:
        return
    planes = _planes(data_set)
    if len(planes) < 2:
        return
    if not _are_parallel(planes):
        yield data_set.at(DIMENSION_ORGANIZATION_TYPE, problem="they are turned against each other")
        return
    steps = _steps(planes)
    if not steps:
        yield data_set.at(DIMENSION_ORGANIZATION_TYPE, problem="all of them lie in one plane")
    elif max(steps) - min(steps) > TOLERANCE * max(steps) + SAME_PLACE:
        words = f"their distances are from {min(steps):.4g} to {max(steps):.4g} mm"
        yield data_set.at(DIMENSION_ORGANIZATION_TYPE, problem=words)


@rule(
    "GEO031",
    "Spacing Between Slices against the positions",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {spacing}, but by their positions the frames are {distance} mm apart.",
    reference="PS3.3 C.7.6.16.2.1, C.7.6.16.2.3",
)
def against_positions(data_set: DataSet) -> Iterator[Hit]:
    """Spacing Between Slices is the distance from centre to centre, and so is what follows from the positions of
    parallel frames. Frames that were left out in between are allowed for.

    Why it matters
    One program builds the volume with the one, another with the other: lengths and volumes differ.

    Example
    Spacing Between Slices equal to a Slice Thickness of 5, and positions 2.5 mm apart, as slices overlap by half.

    How to fix
    Correct Spacing Between Slices; the positions are what most programs rely on.
    """
    groups = groups_of(data_set)
    if groups is None:
        return
    place = (PIXEL_MEASURES_SEQUENCE, tags.SPACING_BETWEEN_SLICES)
    found = list(groups.decimals(*place))
    if len({numbers for _, numbers in found}) != 1 or found[0][1][0] <= 0:
        return
    planes = _planes(data_set)
    steps = _steps(planes) if _are_parallel(planes) else []
    if len(steps) < 2 or max(steps) - min(steps) > TOLERANCE * max(steps):
        return
    cell, (spacing, *_) = found[0]
    distance = sum(steps) / len(steps)
    skipped = round(distance / spacing)
    if skipped < 1 or abs(distance - skipped * spacing) > TOLERANCE * distance + SAME_PLACE:
        yield groups.at(cell, *place, spacing=f"{spacing:.4g}", distance=f"{distance:.4g}")


@rule(
    "GEO032",
    "Dose planes out of order",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} turns back at frame {frame}: offsets must rise, or fall, throughout.",
    reference="PS3.3 C.8.8.3.2",
)
def out_of_order(data_set: DataSet) -> Iterator[Hit]:
    """Grid Frame Offset Vector gives each plane of a dose its distance from the first, rising or falling.

    Why it matters
    Dose is interpolated between planes that are not neighbours, and the dose-volume histogram is wrong.

    Example
    0\\5\\10\\5, after planes of two calculations were joined.

    How to fix
    Sort the planes by their place, pixels and offsets alike.
    """
    if data_set.get(GRID_FRAME_OFFSET_VECTOR) is None:
        return
    offsets = top_numbers(data_set, GRID_FRAME_OFFSET_VECTOR)
    rising = len(offsets) > 1 and offsets[1] > offsets[0]
    for frame, (before, after) in enumerate(pairwise(offsets), 2):
        if (after <= before) if rising else (after >= before):
            yield data_set.at(GRID_FRAME_OFFSET_VECTOR, frame=frame)
            return


def _planes(data_set: DataSet) -> list[Plane]:
    """Where the frames lie; empty unless it is told for all of them."""
    groups = groups_of(data_set)
    if groups is None:
        return []
    positions = groups.of_frames(PLANE_POSITION_SEQUENCE, tags.IMAGE_POSITION_PATIENT)
    orientations = groups.of_frames(PLANE_ORIENTATION_SEQUENCE, tags.IMAGE_ORIENTATION_PATIENT)
    planes = []
    known: dict[int, tuple[float, ...]] = {}
    for frame in range(len(groups.frames)):
        if frame not in positions or frame not in orientations:
            return []
        position = decimals(positions[frame], little=data_set.little)
        element = orientations[frame]
        orientation = known.get(id(element)) or decimals(element, little=data_set.little)
        known[id(element)] = orientation
        if len(position) != 3 or len(orientation) != 6:
            return []
        planes.append(Plane(vector(position), orientation))
    return planes


def _are_parallel(planes: list[Plane]) -> bool:
    """Whether all planes have the orientation of the first, rounding allowed for."""
    return all(
        abs(a - b) <= 10 * SMALL
        for plane in planes
        if plane.orientation is not planes[0].orientation
        for a, b in zip(plane.orientation, planes[0].orientation, strict=True)
    )


def _steps(planes: list[Plane]) -> list[float]:
    """The distances from each plane to the next one, along the normal; planes at one place count once."""
    if not planes:
        return []
    normal = planes[0].normal
    places = sorted(dot(plane.position, normal) for plane in planes)
    return [step for step in (after - before for before, after in pairwise(places)) if step > SAME_PLACE]
