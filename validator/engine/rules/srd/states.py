"""SRD052 to SRD055: what a presentation state is for, and which of it each part applies to (PS3.3 C.11.11)."""

from collections.abc import Iterable, Iterator
from typing import Final

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.once import once
from validator.engine.rules.subject import DataSet, Hit

PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11."
PARTS = (
    tags.GRAPHIC_ANNOTATION_SEQUENCE,
    tags.DISPLAYED_AREA_SELECTION_SEQUENCE,
    tags.SOFTCOPY_VOI_LUT_SEQUENCE,
)
"""What may apply to some of the images only."""
UNLIMITED: Final = None
"""In place of a subset: every image."""


def targets_of(data_set: DataSet) -> frozenset[str]:
    """The SOP Instance UIDs of the images that a presentation state is for; empty where it does not list them."""
    return _targets(data_set) if data_set.sop_class.startswith(PRESENTATION_STATES) else frozenset()


def listed_by(series: Iterable[Level]) -> frozenset[str]:
    """The SOP Instance UIDs of the images in these items of a Referenced Series Sequence."""
    found = (
        image.text(tags.REFERENCED_SOP_INSTANCE_UID)
        for one in series
        for image in one.items(tags.REFERENCED_IMAGE_SEQUENCE)
    )
    return frozenset(uid for uid in found if uid)


def subset(part: Level) -> frozenset[str] | None:
    """The SOP Instance UIDs that a part applies to; ``UNLIMITED`` where it names none."""
    if part.get(tags.REFERENCED_IMAGE_SEQUENCE) is None:
        return UNLIMITED
    images = part.items(tags.REFERENCED_IMAGE_SEQUENCE)
    return frozenset(image.text(tags.REFERENCED_SOP_INSTANCE_UID) or "" for image in images)


@rule(
    "SRD052",
    "Part for an image that the presentation state is not for",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is an image that the presentation state does not list in its Referenced Series Sequence.",
    reference="PS3.3 C.11.11, C.10.4, C.10.5, C.11.8",
)
def not_a_target(data_set: DataSet) -> Iterator[Hit]:
    """Annotations, displayed areas and windows apply to images that the presentation state lists, or to some of them.

    Why it matters
    The viewer does not load the image for this presentation state: the annotation that was made on it is never shown.

    Example
    A presentation state whose list was remapped by a de-identification, while the annotations kept the old UIDs.

    How to fix
    Change all references in the same way; have the workstation list every image that it annotates.
    """
    listed = targets_of(data_set)
    if not listed:
        return
    for tag in PARTS:
        for part in data_set.top.items(tag) if data_set.get(tag) else ():
            for image in part.items(tags.REFERENCED_IMAGE_SEQUENCE):
                uid = image.text(tags.REFERENCED_SOP_INSTANCE_UID)
                if uid and uid not in listed:
                    yield image.at(tags.REFERENCED_SOP_INSTANCE_UID)


@rule(
    "SRD053",
    "Two windows for one image",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute}: item {number} applies to an image for which an earlier item has a window or VOI LUT already.",
    reference="PS3.3 C.11.8",
)
def two_windows(data_set: DataSet) -> Iterator[Hit]:
    """A presentation state has at most one window or VOI LUT for each image or frame.

    Why it matters
    One viewer takes the first, another the last: the image does not look as it was saved.

    Example
    Two items without references, each of which is for all images.

    How to fix
    Have the workstation keep only the window that was in use when the state was saved.
    """
    if data_set.get(tags.SOFTCOPY_VOI_LUT_SEQUENCE) is None or not data_set.sop_class.startswith(PRESENTATION_STATES):
        return
    listed = targets_of(data_set)
    seen: dict[str, set[int]] = {}
    for number, window in enumerate(data_set.top.items(tags.SOFTCOPY_VOI_LUT_SEQUENCE), 1):
        applies = _frames(window, listed)
        if any(_overlap(frames, seen.get(uid)) for uid, frames in applies.items()):
            yield data_set.at(tags.SOFTCOPY_VOI_LUT_SEQUENCE, number=number)
        for uid, frames in applies.items():
            seen.setdefault(uid, set()).update(frames)


@rule(
    "SRD054",
    "Images of several classes in one series",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} differs from that of the first image in this item: all images of one item are of one SOP "
    "Class.",
    reference="PS3.3 C.11.11",
)
def several_classes(data_set: DataSet) -> Iterator[Hit]:
    """The images of a series to which a presentation state applies have the same SOP Class.

    Why it matters
    Viewers set up a display by the class of the first image. What comes after it with another class is not shown.

    Example
    A series with CT images and secondary captures of them, in one list.

    How to fix
    Have the workstation save one presentation state for each kind of image.
    """
    if not data_set.sop_class.startswith(PRESENTATION_STATES):
        return
    for series in data_set.top.items(tags.REFERENCED_SERIES_SEQUENCE):
        images = series.items(tags.REFERENCED_IMAGE_SEQUENCE)
        first = images[0].text(tags.REFERENCED_SOP_CLASS_UID) if images else None
        for image in images:
            sop_class = image.text(tags.REFERENCED_SOP_CLASS_UID)
            if first and sop_class and sop_class != first:
                yield image.at(tags.REFERENCED_SOP_CLASS_UID)


def _series(data_set: DataSet) -> Iterator[Level]:
    """The series that a presentation state is for, those of the two layers of a blending included."""
    yield from data_set.top.items(tags.REFERENCED_SERIES_SEQUENCE)
    for layer in data_set.top.items(tags.BLENDING_SEQUENCE):
        yield from layer.items(tags.REFERENCED_SERIES_SEQUENCE)


@once
def _targets(data_set: DataSet) -> frozenset[str]:
    return listed_by(_series(data_set))


def _frames(part: Level, listed: frozenset[str]) -> dict[str, set[int]]:
    """The images that a part applies to, each with the numbers of the frames; 0 stands for all of them."""
    if part.get(tags.REFERENCED_IMAGE_SEQUENCE) is None:
        return {uid: {0} for uid in listed}
    found: dict[str, set[int]] = {}
    for image in part.items(tags.REFERENCED_IMAGE_SEQUENCE):
        uid = image.text(tags.REFERENCED_SOP_INSTANCE_UID) or ""
        found.setdefault(uid, set()).update(image.numbers(tags.REFERENCED_FRAME_NUMBER) or (0,))
    return found


def _overlap(frames: set[int], others: set[int] | None) -> bool:
    return bool(others) and (0 in frames or 0 in (others or ()) or bool(frames & (others or set())))
