"""UID010, UID012 and UID021: the UIDs of instance, study, series and frame of reference."""

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
from validator.engine.rules.uid.roots import BARE_ROOTS, is_example

LEVELS = (SOP_CLASS_UID, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID, SOP_INSTANCE_UID)
"""From the class down to the instance: where two are the same, the lower one borrowed it."""
IDENTIFYING = (SOP_INSTANCE_UID, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID, FRAME_OF_REFERENCE_UID)


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
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is also the (0020,0052) Frame of Reference UID: a frame of reference needs its own.",
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
    level = next((tag for tag in LEVELS if frame and data_set.text(tag) == frame), None)
    if level is not None:
        yield data_set.at(level)
