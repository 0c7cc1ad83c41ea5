"""MFR035 to MFR039: vectors with a value for each frame, and what their values count."""

from collections.abc import Iterator, Sequence

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.level import INTEGERS, integers, text_of
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import frame_words, number_of_frames
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import NUMBER_OF_FRAMES

COUNTED = {
    tags.ENERGY_WINDOW_VECTOR: tags.NUMBER_OF_ENERGY_WINDOWS,
    tags.DETECTOR_VECTOR: tags.NUMBER_OF_DETECTORS,
    tags.PHASE_VECTOR: tags.NUMBER_OF_PHASES,
    tags.ROTATION_VECTOR: tags.NUMBER_OF_ROTATIONS,
    tags.R_R_INTERVAL_VECTOR: tags.NUMBER_OF_R_R_INTERVALS,
    tags.TIME_SLOT_VECTOR: tags.NUMBER_OF_TIME_SLOTS,
    tags.SLICE_VECTOR: tags.NUMBER_OF_SLICES,
}
"""Vectors of nuclear medicine, with the attribute that says how far they count (PS3.3 C.8.4.8.1)."""
VECTORS = (
    *COUNTED,
    tags.ANGULAR_VIEW_VECTOR,
    tags.TIME_SLICE_VECTOR,
    tags.FRAME_TIME_VECTOR,
    tags.PAGE_NUMBER_VECTOR,
    tags.FRAME_LABEL_VECTOR,
    tags.FRAME_PRIMARY_ANGLE_VECTOR,
    tags.FRAME_SECONDARY_ANGLE_VECTOR,
    tags.SLICE_LOCATION_VECTOR,
    tags.DISPLAY_WINDOW_LABEL_VECTOR,
    tags.GRID_FRAME_OFFSET_VECTOR,
)
"""All attributes with one value a frame (PS3.3 C.7.6.5.1.2, C.8.4.8, C.8.6.3, C.8.8.3.2)."""
WITHIN = (
    (tags.ANGULAR_VIEW_VECTOR, tags.ROTATION_VECTOR, tags.ROTATION_INFORMATION_SEQUENCE,
     tags.NUMBER_OF_FRAMES_IN_ROTATION),
    (tags.TIME_SLICE_VECTOR, tags.PHASE_VECTOR, tags.PHASE_INFORMATION_SEQUENCE, tags.NUMBER_OF_FRAMES_IN_PHASE),
)  # fmt: skip
"""Vectors that count within the rotation or phase of the frame: the vector, that of rotations or phases, the sequence
that describes these, and how many frames each has."""
DESCRIBED = {
    tags.ENERGY_WINDOW_INFORMATION_SEQUENCE: tags.NUMBER_OF_ENERGY_WINDOWS,
    tags.DETECTOR_INFORMATION_SEQUENCE: tags.NUMBER_OF_DETECTORS,
    tags.PHASE_INFORMATION_SEQUENCE: tags.NUMBER_OF_PHASES,
    tags.ROTATION_INFORMATION_SEQUENCE: tags.NUMBER_OF_ROTATIONS,
    tags.GATED_INFORMATION_SEQUENCE: tags.NUMBER_OF_R_R_INTERVALS,
}
"""Sequences of nuclear medicine with an item for each window, detector, phase, rotation, interval."""
VIEWS = frozenset({"TOMO", "GATED TOMO"})


@rule(
    "MFR035",
    "Vector of another length than there are frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {values} for {frames}: each frame needs one.",
    reference="PS3.3 C.7.6.5.1.2, C.8.4.8.1, C.8.6.3, C.8.8.3.2",
)
def vector_length(data_set: DataSet) -> Iterator[Hit]:
    """Vectors give each frame its time, detector, phase, page or angle; the first value belongs to frame 1.

    Why it matters
    Frames are assigned to the wrong detector, phase or slice, or the last ones are left out. Curves over time are
    computed from too few values.

    Example
    Frame Time Vector with 99 values for 100 frames: the first frame has a value as well, which is 0.

    How to fix
    Take the instance from its source. A tool that removes frames must shorten the vectors.
    """
    if not _has_frames(data_set):
        return
    frames = number_of_frames(data_set)
    for tag in VECTORS:
        element = data_set.get(tag)
        values = None if element is None else _length(element)
        if values and frames is not None and values != frames:
            words = {"values": f"{values} value{'' if values == 1 else 's'}", "frames": frame_words(frames)}
            yield data_set.at(tag, **words)


@rule(
    "MFR036",
    "Number that its vector does not bear out",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, but {vector} counts to {highest}.",
    reference="PS3.3 C.8.4.8.1",
)
def highest(data_set: DataSet) -> Iterator[Hit]:
    """In nuclear medicine, the number of windows, detectors, phases, rotations, intervals, time slots and slices is
    that of those in this image, and the frames are numbered by them from 1.

    Why it matters
    Workstations reserve a row for each; frames beyond it are lost, and missing ones leave black images.

    Example
    Number of Slices of 64 with a Slice Vector from 1 to 32, after the volume was cropped.

    How to fix
    Correct the number to what the frames really have.
    """
    for vector, number, values in _counted(data_set):
        if data_set.number(number) is not None and data_set.number(number) != max(values):
            words = {"number": data_set.number(number), "highest": max(values), "vector": attribute(vector)}
            yield data_set.at(number, **words)


@rule(
    "MFR037",
    "Vector that does not count from 1",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} begins to count with {lowest} instead of 1.",
    reference="PS3.3 C.8.4.8.1",
)
def lowest(data_set: DataSet) -> Iterator[Hit]:
    """The numbers in the vectors of nuclear medicine begin with 1, which is the first item of the sequence that
    describes windows, detectors or phases.

    Why it matters
    The frames are given the energy or the angle of another detector.

    Example
    Detector Vector of 2 in every frame, after the images of detector 1 were removed.

    How to fix
    Number the remaining ones from 1, in the vector and in the sequence that describes them.
    """
    for vector, number, values in _counted(data_set):
        if data_set.number(number) is not None and min(values) != 1:
            yield data_set.at(vector, lowest=min(values))


@rule(
    "MFR038",
    "View or time slice beyond its rotation or phase",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} gives frame {frame} the number {number}, but its rotation or phase has {last}.",
    reference="PS3.3 C.8.4.8.1.9, C.8.4.8.1.10",
)
def beyond_its_part(data_set: DataSet) -> Iterator[Hit]:
    """Angular views count from 1 to the number of frames in their rotation, time slices to that in their phase.

    Why it matters
    Reconstruction takes the angle from this number. A view beyond the rotation spoils all slices.

    Example
    Views 1 to 64 of two detectors in one rotation of 32 frames.

    How to fix
    Correct the numbers of the rotation or phase where frames were merged.
    """
    if not _has_frames(data_set):
        return
    for vector, parts, sequence, size in WITHIN:
        numbers = data_set.numbers(vector)
        if not numbers or (vector == tags.ANGULAR_VIEW_VECTOR and not _has_views(data_set)):
            continue
        sizes = [level.number(size) for level in data_set.top.items(sequence)]
        part_of = data_set.numbers(parts) or (1,) * len(numbers)
        for frame, (number, part) in enumerate(zip(numbers, part_of, strict=False), 1):
            last = sizes[part - 1] if 1 <= part <= len(sizes) else None
            if last is not None and not 1 <= number <= last:
                yield data_set.at(vector, frame=frame, number=number, last=last)
                break


@rule(
    "MFR039",
    "Descriptions against their number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {items} items, but {counted} is {number}.",
    reference="PS3.3 C.8.4.10, C.8.4.11, C.8.4.12, C.8.4.13, C.8.4.14",
)
def descriptions(data_set: DataSet) -> Iterator[Hit]:
    """Where nuclear medicine describes its windows, detectors, phases, rotations or intervals, each has one item. No
    item at all means that they are not described.

    Why it matters
    Item and number are matched by position: frames get the energy or the orientation of another detector, or none.

    Example
    Number of Detectors of 2 and one item in the Detector Information Sequence.

    How to fix
    Take the sequence from the source.
    """
    if data_set.get(tags.NUMBER_OF_ENERGY_WINDOWS) is None and data_set.get(tags.NUMBER_OF_DETECTORS) is None:
        return
    for sequence, number in DESCRIBED.items():
        element = data_set.get(sequence)
        items = len(element.items or ()) if element else 0
        count = data_set.number(number)
        if items and count is not None and items != count:
            yield data_set.at(sequence, items=items, number=count, counted=attribute(number))


def _has_frames(data_set: DataSet) -> bool:
    """Whether there is any word of several frames: only then are the vectors looked for."""
    return data_set.get(NUMBER_OF_FRAMES) is not None or data_set.get(tags.FRAME_INCREMENT_POINTER) is not None


def _counted(data_set: DataSet) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The vectors of nuclear medicine that are there, what says how far they count, and their values."""
    if _has_frames(data_set):
        for vector, number in COUNTED.items():
            values = data_set.numbers(vector) if data_set.get(number) is not None else ()
            if values:
                yield vector, number, values


def _has_views(data_set: DataSet) -> bool:
    """Whether angular views are those of a rotation, as Image Type value 3 says."""
    return bool(VIEWS.intersection(data_set.values(tags.IMAGE_TYPE)[2:3]))


def _length(element: Element) -> int | None:
    """How many values a vector has; ``None`` where they are not held in memory."""
    if element.value is None:
        return None
    if element.vr in INTEGERS:
        return len(integers(element, little=True))
    text = text_of(element)
    return len(text.split("\\")) if text else 0
