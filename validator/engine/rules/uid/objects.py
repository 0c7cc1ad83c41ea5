"""UID022 and UID023: UIDs of things within an instance, and instances that are cited twice."""

from collections import Counter
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import (
    FRAME_OF_REFERENCE_UID,
    SERIES_INSTANCE_UID,
    SOP_INSTANCE_UID,
    STUDY_INSTANCE_UID,
)

LEVELS = (STUDY_INSTANCE_UID, SERIES_INSTANCE_UID, SOP_INSTANCE_UID, FRAME_OF_REFERENCE_UID)
OWN = (
    0x00080017,  # Acquisition UID
    0x00080019,  # Pyramid UID
    0x00083010,  # Irradiation Event UID
    0x00200200,  # Synchronization Frame of Reference UID
    0x00209161,  # Concatenation UID
    0x0040A171,  # Observation UID
)
"""Attributes of the data set itself that name something else than patient, study, series, instance and space."""
NESTED = {
    0x00209221: 0x00209164,  # Dimension Organization UID
    0x00400560: 0x00400554,  # Specimen UID
    0x00620002: 0x00620021,  # Tracking UID of a segment
}
"""The same in the items of a sequence."""
REFERENCED_SERIES_SEQUENCE = 0x00081115
CITING = (0x00081199, 0x0008114A)
"""Referenced SOP Sequence and Referenced Instance Sequence."""
REFERENCED_SOP_INSTANCE_UID = 0x00081155
PARTS = (0x00081160, 0x0062000B, 0x0040A0B0)
"""Referenced Frame Number, Segment Number and Waveform Channels: with them an instance may be cited part by part."""
EVIDENCE = (0x0040A375, 0x0040A385)
"""Current Requested Procedure Evidence and Pertinent Other Evidence Sequence."""


@rule(
    "UID022",
    "A level's UID borrowed for something within it",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the same UID as {other}: two different things cannot share one.",
    reference="PS3.5 9, PS3.3 C.7.6.22, C.7.6.17",
)
def borrowed_within(data_set: DataSet) -> Iterator[Hit]:
    """A specimen, an irradiation event, a concatenation or an organization of dimensions carries the UID of the study,
    the series, the instance or the frame of reference.

    Why it matters
    Systems that follow such a UID from one object to the next (slides of one specimen, dose of one irradiation) join
    what does not belong together, or find nothing. When the UIDs of the levels are remapped, the other use is too.

    Example
    A slide scanner without a laboratory system fills Specimen UID with the Study Instance UID.

    How to fix
    Let the writing system make a UID of its own for each thing that it names.
    """
    top = data_set.top
    levels = {uid: tag for tag in reversed(LEVELS) if (uid := top.text(tag))}
    for level, tag in _places(top):
        other = levels.get(level.text(tag) or "")
        if other is not None:
            yield level.at(tag, other=attribute(other))


def _places(top: Level) -> Iterator[tuple[Level, int]]:
    for tag in OWN:
        if top.get(tag) is not None:
            yield top, tag
    for sequence, tag in NESTED.items():
        for item in top.items(sequence):
            yield item, tag


@rule(
    "UID023",
    "One instance twice in a list of references",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} cites the same instance more than once ({count} items too many): each belongs there once.",
    reference="PS3.3 C.12.2, C.17.2",
)
def cited_twice(data_set: DataSet) -> Iterator[Hit]:
    """The instances on which an object is built are listed series by series, each of them once. Citations of single
    frames, segments or channels are left aside.

    Why it matters
    Systems that count the list against what arrived find too few instances, and hold the report back as incomplete.

    Example
    A key object that a user changed twice, with the same image in the evidence once for each change.

    How to fix
    Correct the system that adds to the list without looking whether the instance is there.
    """
    for series in _series(data_set.top):
        for tag in CITING:
            items = series.items(tag)
            whole = [item for item in items if not any(item.get(part) is not None for part in PARTS)]
            counted = Counter(item.text(REFERENCED_SOP_INSTANCE_UID) for item in whole)
            surplus = sum(number - 1 for uid, number in counted.items() if uid)
            if surplus:
                yield series.at(tag, count=surplus)


def _series(top: Level) -> Iterator[Level]:
    """The items that list the instances of one series."""
    yield from top.items(REFERENCED_SERIES_SEQUENCE)
    for tag in EVIDENCE:
        for study in top.items(tag):
            yield from study.items(REFERENCED_SERIES_SEQUENCE)
