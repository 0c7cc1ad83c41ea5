"""GEO007 and GEO008: what a position needs beside it."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity, tag_text
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.geo import tags
from validator.engine.rules.mfr.groups import groups_of
from validator.engine.rules.mfr.tags import PLANE_POSITION_SEQUENCE
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import FRAME_OF_REFERENCE_UID

MISSING = (
    Difference.TYPE_1_MISSING,
    Difference.TYPE_1C_MISSING,
    Difference.TYPE_2_MISSING,
    Difference.TYPE_2C_MISSING,
)


@rule(
    "GEO007",
    "Position or orientation alone",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing beside {other}: only the two together tell where the image is.",
    reference="PS3.3 C.7.6.2.1.1",
)
def pair(data_set: DataSet) -> Iterator[Hit]:
    """Image Position (Patient) and Image Orientation (Patient) are given as a pair. Where the IOD demands one of them,
    the rules about the IOD say that it is missing.

    Why it matters
    Reference lines, fusion and measurements between series need both; with one of them viewers do without.

    Example
    A Secondary Capture with Image Orientation (Patient), kept from its source, and no position.

    How to fix
    Take both from the source image, or remove both.
    """
    position, orientation = tags.IMAGE_POSITION_PATIENT, tags.IMAGE_ORIENTATION_PATIENT
    if (data_set.get(position) is None) == (data_set.get(orientation) is None):
        return
    present, absent = (position, orientation) if data_set.get(position) is not None else (orientation, position)
    if data_set.text(present) and data_set.lacks(absent) and not _is_told(data_set, absent):
        yield data_set.at(absent, other=attribute(present))


@rule(
    "GEO008",
    "Position without a Frame of Reference",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, but the image has a position: what it is relative to is not said.",
    reference="PS3.3 C.7.4.1.1.1",
)
def frame_of_reference(data_set: DataSet) -> Iterator[Hit]:
    """Coordinates are those of a Frame of Reference. Images that share its UID can be shown together. Where the IOD
    demands it, the rules about the IOD say that it is missing.

    Why it matters
    Viewers draw no reference lines and fuse nothing, although the positions would allow it.

    Example
    A Secondary Capture of a reformatted plane, with its position, from which the UID was removed.

    How to fix
    Write the Frame of Reference UID of the series that the position comes from.
    """
    if data_set.get(FRAME_OF_REFERENCE_UID) is not None or not data_set.lacks(FRAME_OF_REFERENCE_UID):
        return
    groups = groups_of(data_set)
    is_placed = bool(data_set.text(tags.IMAGE_POSITION_PATIENT)) or (
        groups is not None and bool(groups.field(PLANE_POSITION_SEQUENCE, tags.IMAGE_POSITION_PATIENT))
    )
    if is_placed and not _is_told(data_set, FRAME_OF_REFERENCE_UID):
        yield data_set.at(FRAME_OF_REFERENCE_UID)


def _is_told(data_set: DataSet, tag: int) -> bool:
    """Whether the rules about the IOD say already that a top-level attribute is missing."""
    told = (deviation for difference in MISSING for deviation in data_set.deviations.get(difference, ()))
    return any(deviation.path == tag_text(tag) for deviation in told)
