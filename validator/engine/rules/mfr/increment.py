"""MFR030 to MFR034: what says in which order frames follow one another, and how fast."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import frame_words, has_value, number_of_frames
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import NUMBER_OF_FRAMES

NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"
RT_DOSE = "1.2.840.10008.5.1.4.1.1.481.2"
SINGLE_FRAME = frozenset(
    f"1.2.840.10008.5.1.4.1.1.{suffix}"
    for suffix in (
        *("1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1"),  # computed and digital radiography
        *("2", "4", "6.1", "7", "128"),  # CT, MR, ultrasound, Secondary Capture, PET
        *("77.1.1", "77.1.2", "77.1.3", "77.1.4", "77.1.7"),  # endoscopy, microscopy, photography, dermoscopy
        *("77.1.5.7", "81.1", "82.1"),  # ophthalmic maps
    )
)
"""Image classes whose IOD has no module for several frames (PS3.3 annex A)."""
_WINDOW, _DETECTOR = tags.ENERGY_WINDOW_VECTOR, tags.DETECTOR_VECTOR
_GATES = tags.R_R_INTERVAL_VECTOR, tags.TIME_SLOT_VECTOR
NM_POINTERS = {
    "STATIC": (_WINDOW, _DETECTOR),
    "WHOLE BODY": (_WINDOW, _DETECTOR),
    "DYNAMIC": (_WINDOW, _DETECTOR, tags.PHASE_VECTOR, tags.TIME_SLICE_VECTOR),
    "GATED": (_WINDOW, _DETECTOR, *_GATES),
    "TOMO": (_WINDOW, _DETECTOR, tags.ROTATION_VECTOR, tags.ANGULAR_VIEW_VECTOR),
    "GATED TOMO": (_WINDOW, _DETECTOR, tags.ROTATION_VECTOR, *_GATES, tags.ANGULAR_VIEW_VECTOR),
    "RECON TOMO": (tags.SLICE_VECTOR,),
    "RECON GATED TOMO": (*_GATES, tags.SLICE_VECTOR),
}
"""What the Frame Increment Pointer of an NM image names, by Image Type value 3 (PS3.3 table C.8-8)."""


@rule(
    "MFR030",
    "Frame Increment Pointer leads nowhere",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names {target}, which {problem}: nothing says how one frame follows another.",
    reference="PS3.3 C.7.6.6.1.2",
)
def pointer(data_set: DataSet) -> Iterator[Hit]:
    """Each attribute that the pointer names is in the data set, with a value; also where there is a single frame.

    Why it matters
    Viewers look there for the time between frames, or for the detector and the phase of each. Without it the loop does
    not play, and nuclear medicine frames cannot be sorted.

    Example
    Pointer to (0018,1063) Frame Time, which a tool removed as it had the value 0.

    How to fix
    Bring the attribute back from the source. For a single frame, Frame Time of 0 is right.
    """
    if data_set.get(tags.FRAME_INCREMENT_POINTER) is None:
        return
    for target in data_set.top.tags(tags.FRAME_INCREMENT_POINTER):
        if data_set.lacks(target):
            yield data_set.at(tags.FRAME_INCREMENT_POINTER, target=attribute(target), problem="is not there")
        elif data_set.get(target) is not None and not has_value(data_set, target):
            yield data_set.at(tags.FRAME_INCREMENT_POINTER, target=attribute(target), problem="is empty")


@rule(
    "MFR031",
    "Frame Increment Pointer that the IOD does not allow",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not {right}, as that of {kind} must be.",
    reference="PS3.3 C.8.4.8.1.1, C.8.8.3.2",
)
def pointer_of_class(data_set: DataSet) -> Iterator[Hit]:
    """Nuclear medicine and RT Dose fix which attributes tell frames apart, and nuclear medicine also in which order:
    the last one changes fastest.

    Why it matters
    Workstations of these modalities expect exactly these. Others make them fail, or sort the frames wrongly.

    Example
    A reconstructed tomography with a pointer to Energy Window and Detector Vector instead of Slice Vector.

    How to fix
    Correct Image Type value 3 or the pointer, whichever does not tell what the frames are.
    """
    if data_set.get(tags.FRAME_INCREMENT_POINTER) is None:
        return
    right, kind = _pointers_of_class(data_set)
    pointers = data_set.top.tags(tags.FRAME_INCREMENT_POINTER) if right else ()
    if pointers and pointers != right:
        yield data_set.at(tags.FRAME_INCREMENT_POINTER, right=", ".join(map(attribute, right)), kind=kind)


@rule(
    "MFR033",
    "Several frames in a class for single ones",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {frames}, but instances of this SOP Class have a single frame.",
    reference="PS3.3 A.3, C.7.6.6",
)
def frames_of_single(data_set: DataSet) -> Iterator[Hit]:
    """Classes such as CT Image, CR Image and Secondary Capture Image have no means to describe several frames. There
    are multi-frame classes beside them.

    Why it matters
    Archives and viewers read the first frame and leave the others out, or refuse the instance.

    Example
    A film of 200 frames sent as Secondary Capture Image.

    How to fix
    Convert it to the class for several frames, such as Multi-frame True Color Secondary Capture Image.
    """
    if data_set.get(NUMBER_OF_FRAMES) is None or data_set.sop_class not in SINGLE_FRAME:
        return
    frames = data_set.number(NUMBER_OF_FRAMES)
    if frames is not None and frames > 1:
        yield data_set.at(NUMBER_OF_FRAMES, frames=frames)


@rule(
    "MFR034",
    "Frames that follow without time",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} {problem}: viewers cannot play the {frames} at a speed.",
    reference="PS3.3 C.7.6.5.1.1, C.7.6.5.1.2",
)
def speed(data_set: DataSet) -> Iterator[Hit]:
    """The Frame Increment Pointer of several frames leads to a Frame Time or Frame Time Vector of 0, or one that runs
    backwards; or the Cine Rate is not positive.

    Why it matters
    The loop stands still, or runs as fast as the workstation can.

    Example
    Frame Time of 0 in an ultrasound clip of 60 frames.

    How to fix
    Write the time between frames in milliseconds: 33.3 for 30 frames a second.
    """
    if data_set.get(NUMBER_OF_FRAMES) is None:
        return
    frames = number_of_frames(data_set)
    if frames is None or frames < 2:
        return
    top, words = data_set.top, {"frames": frame_words(frames)}
    pointers = top.tags(tags.FRAME_INCREMENT_POINTER)
    for tag in (tags.FRAME_TIME, tags.FRAME_TIME_VECTOR):
        times = top.decimals(tag) if tag in pointers else ()
        if times and min(times) < 0:
            yield data_set.at(tag, problem="is negative", **words)
        elif times and max(times) == 0:
            yield data_set.at(tag, problem="is 0", **words)
    rate = data_set.number(tags.CINE_RATE)
    if rate is not None and rate <= 0:
        yield data_set.at(tags.CINE_RATE, problem="is not greater than 0", **words)


def _pointers_of_class(data_set: DataSet) -> tuple[tuple[int, ...], str]:
    """What the pointer must name, and whose rule that is; nothing where the IOD leaves it open."""
    if data_set.sop_class == RT_DOSE:
        return (tags.GRID_FRAME_OFFSET_VECTOR,), "a dose distribution"
    if data_set.sop_class == NUCLEAR_MEDICINE:
        kind = next(iter(data_set.values(tags.IMAGE_TYPE)[2:]), "")
        return NM_POINTERS.get(kind, ()), f"a nuclear medicine image of the type {kind}"
    return (), ""
