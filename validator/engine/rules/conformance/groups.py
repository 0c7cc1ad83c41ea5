"""Functional groups that an IOD demands and that a frame lacks (PS3.3 C.7.6.16, and the IOD's own table)."""

from collections.abc import Iterator

from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.conformance.place import (
    PER_FRAME_FUNCTIONAL_GROUPS,
    SHARED_FUNCTIONAL_GROUPS,
    Instance,
    Place,
)
from validator.engine.standard.conditions import evaluate
from validator.engine.standard.iods import Group, Iod

DIMENSION_ORGANIZATION_TYPE = 0x00209311
TILED_FULL = "TILED_FULL"
"""Tiles in order need no groups of their own; all other images have groups for each frame (PS3.3 C.7.6.17.3)."""


def missing_groups(iod: Iod, instance: Instance) -> Iterator[Deviation]:
    """One deviation for each demanded functional group that is neither shared nor in every frame: at the first frame
    that lacks it."""
    top = instance.top
    if not iod.groups or instance.is_cut:
        return
    place = Place(top, instance)
    shared = top.item(SHARED_FUNCTIONAL_GROUPS)
    frames = top.items(PER_FRAME_FUNCTIONAL_GROUPS)
    if not frames:
        instance.consulted.add(DIMENSION_ORGANIZATION_TYPE)
        if top.text(DIMENSION_ORGANIZATION_TYPE) != TILED_FULL:
            return
    for group in iod.groups:
        if (shared is not None and shared.get(group.tag) is not None) or not _is_demanded(group, place):
            continue
        because = group.condition.required if group.condition else None
        lacking = next((frame for frame in frames if frame.get(group.tag) is None), None)
        if lacking is not None:
            yield Deviation(Difference.GROUP_MISSING, lacking.path(group.tag), because=because)
        elif not frames and shared is not None:
            yield Deviation(Difference.GROUP_MISSING, shared.path(group.tag), because=because)


def _is_demanded(group: Group, place: Place) -> bool:
    if group.usage == "M":
        return True
    return group.condition is not None and evaluate(group.condition.required, place) is True
