"""UID010 to UID012, UID021: the UIDs of instance, study, series and frame of reference."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import (
    FRAME_OF_REFERENCE_UID,
    SERIES_INSTANCE_UID,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
    STUDY_INSTANCE_UID,
)
from validator.engine.rules.uid.roots import BARE_ROOTS, is_example, is_standard
from validator.engine.standard.uids import uid

LEVELS = (SOP_CLASS_UID, SOP_INSTANCE_UID, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID)
IDENTIFYING = (SOP_INSTANCE_UID, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID, FRAME_OF_REFERENCE_UID)
WELL_KNOWN_OBJECTS = (
    "Well-known frame of reference",
    "Synchronization Frame of Reference",
    "Well-known SOP Instance",
)
"""Types of PS3.6 annex A whose UIDs name an instance or a frame of reference."""


@rule(
    "UID010",
    "A bare root or an example as UID",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is {kind}: other files will carry the same one. Have the writing system make UIDs of its own.",
    reference="PS3.5 9",
)
def borrowed(data_set: DataSet) -> Iterator[Hit]:
    """The UID is the root of a toolkit with nothing behind it, or one from documentation.

    Why it matters
    It is not unique. As soon as a second system does the same, two studies or images become one in the archive.

    Example
    "1.2.3.4.5" or "1.2.276.0.7230010.3.1.4".

    How to fix
    Give the writing system a registered root, or let it use UUIDs under 2.25 (PS3.5 B.2).
    """
    for tag in IDENTIFYING:
        value = data_set.text(tag)
        if value and (value in BARE_ROOTS or (value.isdigit() and value != "0")):
            yield data_set.at(tag, kind="a root with nothing behind it")
        elif value and is_example(value):
            yield data_set.at(tag, kind="an example from documentation")


@rule(
    "UID011",
    "The standard's root used for an instance",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} lies under 1.2.840.10008, which only the standard may give out: make UIDs under a root of "
    "your own.",
    reference="PS3.5 9, PS3.6 A",
)
def standard_root(data_set: DataSet) -> Iterator[Hit]:
    """UIDs under 1.2.840.10008 are registered in PS3.6; nobody else may make any.

    Why it matters
    The UID may come to mean something else in a later edition, and every system that borrows the root may make the
    same one.

    Example
    A Study Instance UID "1.2.840.10008.20240229.1".

    How to fix
    Give the writing system a registered root, or let it use UUIDs under 2.25 (PS3.5 B.2).
    """
    for tag in IDENTIFYING:
        value = data_set.text(tag) or ""
        if is_standard(value) and not _is_well_known(value):
            yield data_set.at(tag)


@rule(
    "UID012",
    "One UID at two levels",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the same UID as {other}: each level needs its own.",
    reference="PS3.5 9, PS3.3 C.7.2.1, C.7.3.1",
)
def two_levels(data_set: DataSet) -> Iterator[Hit]:
    """SOP Class, SOP Instance, study and series are different things with different UIDs.

    Why it matters
    Archives and web services that address objects by UID alone return the wrong one. Series and study cannot be
    merged, moved or deleted apart.

    Example
    A converter that makes one UID a file and writes it as study, series and instance.

    How to fix
    Correct the system that makes the UIDs, and give the existing instances new ones.
    """
    seen: dict[str, int] = {}
    for tag in LEVELS:
        value = data_set.text(tag)
        if value and value in seen:
            yield data_set.at(tag, other=attribute(seen[value]))
        elif value:
            seen[value] = tag


@rule(
    "UID021",
    "Frame of Reference UID borrowed from another level",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is the same UID as {other}: a frame of reference needs its own.",
    reference="PS3.5 9, PS3.3 C.7.4.1",
)
def borrowed_frame(data_set: DataSet) -> Iterator[Hit]:
    """The frame of reference carries the UID of the study, the series or the instance.

    Why it matters
    Images with the same Frame of Reference UID are taken to lie in the same space: viewers fuse them and draw
    reference lines. A borrowed UID claims this for a whole study, or denies it within a series.

    Example
    All series of a study share (0020,0052), because it was filled with the Study Instance UID.

    How to fix
    Let the writing system make a Frame of Reference UID for each coordinate system.
    """
    frame = data_set.text(FRAME_OF_REFERENCE_UID)
    other = next((tag for tag in LEVELS if frame and data_set.text(tag) == frame), None)
    if other is not None:
        yield data_set.at(FRAME_OF_REFERENCE_UID, other=attribute(other))


def _is_well_known(value: str) -> bool:
    entry = uid(value)
    return entry is not None and entry.type in WELL_KNOWN_OBJECTS
