"""SRD150 to SRD156: references to other instances, wherever they stand (PS3.3 10.3, C.18.3 to C.18.5)."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Item, Severity
from validator.engine.rules.level import Level, integers, text_of
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.once import once
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import SOP_INSTANCE_UID
from validator.engine.standard import iods

PARTS = frozenset({tags.REFERENCED_FRAME_NUMBER, tags.REFERENCED_SEGMENT_NUMBER, tags.REFERENCED_WAVEFORM_CHANNELS})
SEGMENTATIONS = frozenset(f"1.2.840.10008.5.1.4.1.1.66.{kind}" for kind in (4, 5, 7, 8))
LABEL_MAPS = frozenset(f"1.2.840.10008.5.1.4.1.1.66.{kind}" for kind in (7, 8))
WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9."


class Kind(NamedTuple):
    """What the references of a sequence are to."""

    name: str
    classes: frozenset[str]


def _kind(name: str, *ends: str) -> Kind:
    return Kind(name, frozenset(f"1.2.840.10008.5.1.4.1.1.{end}" for end in ends))


KINDS = {
    0x300C0002: _kind("plans", "481.5", "481.8"),
    0x300C0060: _kind("structure sets", "481.3"),
    0x300C0080: _kind("doses", "481.2"),
    0x30080030: _kind("treatment records", "481.4", "481.6", "481.7", "481.9"),
}
"""Referenced RT Plan, Structure Set, Dose and Treatment Record Sequence."""


class Part(NamedTuple):
    """A reference to some frames, segments or channels of an instance."""

    path: str
    """Of the item."""
    item: Item
    sop_class: str

    def get(self, tag: int) -> Element | None:
        return next((element for element in self.item.elements if element.tag == tag), None)

    def numbers(self, data_set: DataSet, tag: int) -> tuple[int, ...]:
        return integers(self.get(tag), little=data_set.little)

    def at(self, data_set: DataSet, tag: int, **words: object) -> Hit:
        level = Level(self.item.elements, little=data_set.little, prefix=f"{self.path}.", holder=self.item)
        return level.at(tag)._replace(words=words)


@once
def _parts(data_set: DataSet) -> list[Part]:
    """Every reference that names a SOP Class and parts of the instance, in no particular order."""
    found = []
    for path, sequence in data_set.sequences:
        for number, item in enumerate(sequence.items or ()):
            sop_class = ""
            partial = False
            for element in item.elements:
                if element.tag == tags.REFERENCED_SOP_CLASS_UID:
                    sop_class = text_of(element) or ""
                elif element.tag in PARTS:
                    partial = True
            if sop_class and partial:
                found.append(Part(f"{path}[{number}]", item, sop_class))
    return found


def parts(data_set: DataSet, tag: int) -> Iterator[Part]:
    """The references that have this attribute, with a value."""
    if data_set.sequences:
        for part in _parts(data_set):
            element = part.get(tag)
            if element is not None and element.value and element.value.strip(b" \0" if element.vr == "IS" else b""):
                yield part


@rule(
    "SRD150",
    "Frame of an image that has no frames",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is present, and a {sop_class} is never multi-frame: a reference to it names no frame.",
    reference="PS3.3 10.3, C.18.4",
)
def frame_of_single_image(data_set: DataSet) -> Iterator[Hit]:
    """The number of a frame stands in references to multi-frame images only.

    Why it matters
    Some viewers look for the frame, do not find any and show nothing; others compare references as they stand, and take
    the image for another one.

    Example
    A Referenced Frame Number of 1 in a reference to a CT image of one slice.

    How to fix
    Have the system write the number only where the referenced class is a multi-frame one.
    """
    for part in parts(data_set, tags.REFERENCED_FRAME_NUMBER):
        name = _single_frame_class(part.sop_class)
        if name:
            yield part.at(data_set, tags.REFERENCED_FRAME_NUMBER, sop_class=name)


@rule(
    "SRD151",
    "Segment of an object that has no segments",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is present in a reference to an instance that is no segmentation.",
    reference="PS3.3 10.3, C.18.4",
)
def segment_of_no_segmentation(data_set: DataSet) -> Iterator[Hit]:
    """The number of a segment stands in references to segmentations only.

    Why it matters
    The viewer looks for a segment in an image and shows an error, or nothing.

    Example
    A measurement that refers to the CT image and names segment 1 of the segmentation made from it.

    How to fix
    Have the system refer to the segmentation, or leave the number out.
    """
    for part in parts(data_set, tags.REFERENCED_SEGMENT_NUMBER):
        if part.sop_class not in SEGMENTATIONS and iods.iod_of(part.sop_class):
            yield part.at(data_set, tags.REFERENCED_SEGMENT_NUMBER)


@rule(
    "SRD153",
    "Channels of an object that is no waveform",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is present in a reference to an instance that is no waveform.",
    reference="PS3.3 C.18.5",
)
def channels_of_no_waveform(data_set: DataSet) -> Iterator[Hit]:
    """Channels are named in references to waveforms only.

    Why it matters
    The viewer looks for channels where there are none, and does not show what the report cites.

    Example
    A reference to the image of an ECG printout with the channels of the ECG itself.

    How to fix
    Have the system refer to the waveform, or leave the channels out.
    """
    for part in parts(data_set, tags.REFERENCED_WAVEFORM_CHANNELS):
        if not part.sop_class.startswith(WAVEFORMS) and iods.iod_of(part.sop_class):
            yield part.at(data_set, tags.REFERENCED_WAVEFORM_CHANNELS)


@rule(
    "SRD155",
    "Frame or segment that cannot exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}: {what} are counted from 1.",
    reference="PS3.3 10.3, C.8.20.2.4",
)
def impossible_part(data_set: DataSet) -> Iterator[Hit]:
    """The first frame of an image has the number 1, and so has the first segment of a segmentation. Only the segments
    of a label map may begin with 0.

    Why it matters
    The viewer finds no such frame, or takes the one before: the finding is shown on the wrong picture.

    Example
    A Referenced Frame Number of 0, counted as programs count.

    How to fix
    Have the system count from 1.
    """
    for part in parts(data_set, tags.REFERENCED_FRAME_NUMBER):
        numbers = part.numbers(data_set, tags.REFERENCED_FRAME_NUMBER)
        if numbers and min(numbers) < 1:
            yield part.at(data_set, tags.REFERENCED_FRAME_NUMBER, number=min(numbers), what="frames")
    for part in parts(data_set, tags.REFERENCED_SEGMENT_NUMBER):
        numbers = part.numbers(data_set, tags.REFERENCED_SEGMENT_NUMBER)
        if numbers and min(numbers) < 1 and part.sop_class not in LABEL_MAPS:
            yield part.at(data_set, tags.REFERENCED_SEGMENT_NUMBER, number=min(numbers), what="segments")


@rule(
    "SRD154",
    "Instance that refers to itself",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is the instance's own SOP Instance UID: it names itself as its source or as another instance.",
    reference="PS3.3 C.7.6.1, C.12.1",
)
def refers_to_itself(data_set: DataSet) -> Iterator[Hit]:
    """References lead to other instances: those from which this one was made, or which belong to it.

    Documents have rules of their own about their evidence and their predecessors.

    Why it matters
    Programs that collect everything a case refers to go round in circles, or find the source missing.

    Example
    A derived image whose Source Image Sequence names the image itself, because both got the same new UID.

    How to fix
    Correct the system that changed the UIDs: the source keeps a UID of its own.
    """
    own = data_set.text(SOP_INSTANCE_UID)
    if not own or not data_set.sequences:
        return
    raw = own.encode("latin-1")
    for path, sequence in data_set.sequences:
        if _is_elsewhere(path):
            continue
        for number, item in enumerate(sequence.items or ()):
            for element in item.elements:
                if element.tag == tags.REFERENCED_SOP_INSTANCE_UID and (element.value or b"").strip(b" \0") == raw:
                    yield Hit(path=f"{path}[{number}].(0008,1155)", offset=element.offset)


@rule(
    "SRD156",
    "Reference to another kind of object than it is for",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {name}, where the sequence around it is for {expected}.",
    reference="PS3.3 C.8.8.3, C.8.8.9, C.18.4",
)
def another_kind(data_set: DataSet) -> Iterator[Hit]:
    """Some sequences are made for references to one kind of object: the structure set of a plan, the plan of a dose.

    Why it matters
    The plan does not find its structures, the dose not its plan: it cannot be reviewed or approved.

    Example
    A Referenced Structure Set Sequence that names the CT images on which the structures were drawn.

    How to fix
    Have the system refer to the object that the sequence is for.
    """
    for sequence, expected in KINDS.items():
        if data_set.get(sequence) is None:
            continue
        for reference in data_set.top.items(sequence):
            sop_class = reference.text(tags.REFERENCED_SOP_CLASS_UID) or ""
            iod = iods.iod_of(sop_class)
            if iod is not None and sop_class not in expected.classes:
                yield reference.at(tags.REFERENCED_SOP_CLASS_UID, name=iod.name, expected=expected.name)


def _is_elsewhere(path: str) -> bool:
    """Whether other rules look at a sequence (evidence, predecessors, copies), or it keeps what was there earlier."""
    return path.startswith(("(0040,A375)", "(0040,A385)", "(0040,A360)", "(0040,A525)")) or "(0400,0561)" in path


@cache
def _single_frame_class(sop_class: str) -> str:
    """The name of a class whose instances have no frames; empty for all others and for unknown ones."""
    iod = iods.iod_of(sop_class)
    if iod is None or any(
        module.key == "multi-frame" or module.key.endswith("multi-frame-functional-groups") for module in iod.modules
    ):
        return ""
    return iod.name
