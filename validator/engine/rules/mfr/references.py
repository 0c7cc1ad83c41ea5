"""MFR060 to MFR069: numbers of frames that lead to a frame, or beyond the last."""

import math
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import frame_words, number_of_frames
from validator.engine.rules.subject import DataSet, Hit, Level
from validator.engine.rules.tags import NUMBER_OF_FRAMES, SOP_INSTANCE_UID

POINTERS = (tags.REPRESENTATIVE_FRAME_NUMBER, tags.FRAME_NUMBERS_OF_INTEREST, tags.R_WAVE_POINTER)
MASKS = (tags.APPLICABLE_FRAME_RANGE, tags.MASK_FRAME_NUMBERS)
TRIMS = (tags.START_TRIM, tags.STOP_TRIM)
OVERLAY_GROUPS = range(0, 0x200000, 0x20000)
"""Distance of the sixteen overlay groups from group 6000."""


@rule(
    "MFR060",
    "Pointer to a frame that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names frame {number} of {frames}.",
    reference="PS3.3 C.7.6.9, C.7.6.16, C.8.7.1",
)
def pointers(data_set: DataSet) -> Iterator[Hit]:
    """Representative Frame Number, Frame Numbers of Interest and R Wave Pointer name frames of this instance.

    Why it matters
    Viewers that open at the representative frame show nothing; frames of interest are not found.

    Example
    Representative Frame Number of 31 in a loop of which 30 frames were kept.

    How to fix
    Correct the numbers where frames are removed. They count from 1.
    """
    for tag in POINTERS:
        if data_set.get(tag) is not None:
            yield from _beyond(data_set, data_set.top, tag, first=0)


@rule(
    "MFR061",
    "Mask of a frame that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names frame {number} of {frames}.",
    reference="PS3.3 C.7.6.10.1",
)
def masks(data_set: DataSet) -> Iterator[Hit]:
    """In subtraction, the frames that make the mask and the frames it is taken from are frames of this instance.

    Why it matters
    The angiogram is shown without subtraction, or is black.

    Example
    Mask Frame Numbers of 25 in a run that was cut to 20 frames.

    How to fix
    Correct the numbers, or remove the mask, where frames are removed.
    """
    if data_set.get(tags.MASK_SUBTRACTION_SEQUENCE) is not None:
        for level in data_set.top.items(tags.MASK_SUBTRACTION_SEQUENCE):
            for tag in MASKS:
                yield from _beyond(data_set, level, tag)


@rule(
    "MFR062",
    "Trim outside of the frames",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} names frame {number} of {frames}.",
    reference="PS3.3 C.7.6.5",
)
def trims(data_set: DataSet) -> Iterator[Hit]:
    """Start Trim and Stop Trim are the first and the last frame to show, counted from 1.

    Why it matters
    Players that obey them stop early, or fail at the end of the loop.

    Example
    Stop Trim of 60 in a loop of which 30 frames were kept.

    How to fix
    Remove both, or set them to the first and the last frame.
    """
    for tag in TRIMS:
        if data_set.get(tag) is not None:
            yield from _beyond(data_set, data_set.top, tag)


@rule(
    "MFR063",
    "Overlay for frames that do not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}: the overlay would reach to frame {last} of {frames}.",
    reference="PS3.3 C.9.3",
)
def overlays(data_set: DataSet) -> Iterator[Hit]:
    """An overlay of several frames begins at Image Frame Origin and covers as many frames as it has.

    Why it matters
    Marks and masks are drawn on the wrong frames, or not at all.

    Example
    An overlay of 20 frames that begins at frame 11 of 20.

    How to fix
    Shorten the overlay with the image.
    """
    if data_set.get(NUMBER_OF_FRAMES) is None:
        return
    for distance in OVERLAY_GROUPS:
        if data_set.get(tags.IMAGE_FRAME_ORIGIN + distance) is None:
            continue
        origin = data_set.number(tags.IMAGE_FRAME_ORIGIN + distance)
        covered = data_set.number(tags.NUMBER_OF_FRAMES_IN_OVERLAY + distance) or 1
        frames = number_of_frames(data_set)
        if origin is not None and frames and not 1 <= origin <= origin + covered - 1 <= frames:
            words = {"number": origin, "last": origin + covered - 1, "frames": frames}
            yield data_set.at(tags.IMAGE_FRAME_ORIGIN + distance, **words)


@rule(
    "MFR064",
    "Reference to a frame of its own that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names frame {number}, and the reference is to this instance, which has {frames}.",
    reference="PS3.3 C.7.6.16.2.5.1, 10.3",
)
def own_frames(data_set: DataSet) -> Iterator[Hit]:
    """An image may refer to frames of itself, as localizers within the same instance.

    Why it matters
    Reference lines are missing, or the viewer reports a broken reference.

    Example
    Referenced Frame Number of 31 in an image of 30 frames.

    How to fix
    Correct the numbers where frames are removed.
    """
    for tag in (tags.REFERENCED_IMAGE_SEQUENCE, tags.SOURCE_IMAGE_SEQUENCE):
        if data_set.get(tag) is None:
            continue
        own = data_set.text(SOP_INSTANCE_UID)
        for level in data_set.top.items(tag):
            if own and level.text(tags.REFERENCED_SOP_INSTANCE_UID) == own:
                yield from _beyond(data_set, level, tags.REFERENCED_FRAME_NUMBER, first=0)


def _beyond(data_set: DataSet, level: Level, tag: int, *, first: int = 1) -> Iterator[Hit]:
    """A hit where one of the numbers is no frame of this instance. In a concatenation it may be one of another part."""
    frames = number_of_frames(data_set)
    if frames is None:
        return
    last = math.inf if data_set.text(tags.CONCATENATION_UID) else frames
    wrong = next((number for number in level.numbers(tag) if not first <= number <= last), None)
    if wrong is not None:
        yield level.at(tag, number=wrong, frames=frame_words(frames))
