"""SRD070 to SRD072, SRD077 and SRD078: the segments of a segmentation (PS3.3 C.8.20)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity, tag_text
from validator.engine.rules.level import integers
from validator.engine.rules.srd.numbering import repeated
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.subject import DataSet, Hit

SEGMENTATION_TYPE = 0x00620001
SEGMENT_SEQUENCE = 0x00620002
SEGMENT_NUMBER = 0x00620004
SEGMENTS_OVERLAP = 0x00620013
SEGMENT_IDENTIFICATION_SEQUENCE = 0x0062000A
REFERENCED_SEGMENT_NUMBER = 0x0062000B
SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229
PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230
LABEL_MAP = "LABELMAP"
COUNTED = frozenset({"1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.5"})
"""Segmentations and Surface Segmentations, whose segments are counted."""


@rule(
    "SRD070",
    "Segments not counted from one",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number} in item {position}: segments are counted 1, 2, 3 as they stand.",
    reference="PS3.3 C.8.20.2.4",
)
def not_counted(data_set: DataSet) -> Iterator[Hit]:
    """The segments of a segmentation have the numbers 1, 2, 3 and so on. Only in a label map, where the numbers are
    the values of the pixels, may they be chosen freely.

    Why it matters
    Many programs take the number for the place in the list. They give a structure the name and colour of another.

    Example
    Segments 1, 2 and 4, after the third was deleted; or numbers that begin with 0.

    How to fix
    Have the writing system number the segments again, and change the Referenced Segment Number of every frame.
    """
    if data_set.get(SEGMENT_SEQUENCE) is None or data_set.sop_class not in COUNTED:
        return
    if data_set.text(SEGMENTATION_TYPE) == LABEL_MAP:
        return
    for position, segment in enumerate(data_set.top.items(SEGMENT_SEQUENCE), 1):
        number = segment.number(SEGMENT_NUMBER)
        if number is not None and number != position:
            yield segment.at(SEGMENT_NUMBER, number=number, position=position)


@rule(
    "SRD071",
    "Two segments with one number",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is that of an earlier item: in a label map each pixel value stands for one segment.",
    reference="PS3.3 C.8.20.2",
)
def same_number(data_set: DataSet) -> Iterator[Hit]:
    """In a label map the number of a segment is the value of its pixels, and so no two segments share one.

    Why it matters
    It cannot be told which of the two structures a pixel belongs to.

    Example
    Two organs that were merged from two label maps, both with the number 1.

    How to fix
    Have the writing system give each segment a number of its own, in the list and in the pixels.
    """
    if data_set.get(SEGMENT_SEQUENCE) is not None and data_set.text(SEGMENTATION_TYPE) == LABEL_MAP:
        for segment in repeated(data_set.top.items(SEGMENT_SEQUENCE), SEGMENT_NUMBER):
            yield segment.at(SEGMENT_NUMBER)


@rule(
    "SRD072",
    "Frame of a segment that does not exist",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}, and no item of the Segment Sequence has this number.",
    reference="PS3.3 C.8.20.3.1",
)
def unknown_segment(data_set: DataSet) -> Iterator[Hit]:
    """Each frame of a segmentation says by a number to which segment it belongs.

    Why it matters
    The frame has no name, no colour and no meaning. Viewers leave it out or refuse the whole object.

    Example
    Frames that still say 4, after the segments were numbered anew from 1 to 3.

    How to fix
    Have the writing system change the numbers in the frames together with those in the Segment Sequence.
    """
    sequence = data_set.get(SEGMENT_SEQUENCE)
    if sequence is None or not sequence.items or not is_whole(data_set):
        return
    known = {segment.number(SEGMENT_NUMBER) for segment in data_set.top.items(SEGMENT_SEQUENCE)}
    for path, element in _identifications(data_set):
        for number in integers(element, little=data_set.little):
            if number not in known:
                yield Hit({"number": number}, path=path, offset=element.offset)


@rule(
    "SRD078",
    "Frame of several segments",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has {count} values: a frame belongs to one segment.",
    reference="PS3.3 C.8.20.3.1",
)
def several_segments(data_set: DataSet) -> Iterator[Hit]:
    """Each frame of a segmentation shows one segment; where several lie in one plane, each has a frame of its own.

    Why it matters
    Programs take the first number. The other structures get no pixels, or those of the first.

    Example
    A frame with the numbers 1 and 2, for two structures that touch.

    How to fix
    Have the writing system make a frame for each segment, or write a label map.
    """
    if data_set.get(SEGMENT_SEQUENCE) is not None:
        for path, element in _identifications(data_set):
            count = len(integers(element, little=data_set.little))
            if count > 1:
                yield Hit({"count": count}, path=path, offset=element.offset)


@rule(
    "SRD077",
    "Label map whose segments overlap",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not NO: a pixel of a label map belongs to one segment alone.",
    reference="PS3.3 C.8.20.2.3",
)
def label_map_overlaps(data_set: DataSet) -> Iterator[Hit]:
    """Each pixel of a label map has the number of one segment, so that segments cannot overlap.

    Why it matters
    Programs prepare for pixels of several segments, or refuse what contradicts itself.

    Example
    Segments Overlap of UNDEFINED, kept from the binary segmentation from which the label map was made.

    How to fix
    Have the system write NO, or leave the attribute out.
    """
    if data_set.text(SEGMENTATION_TYPE) == LABEL_MAP and data_set.text(SEGMENTS_OVERLAP) in ("YES", "UNDEFINED"):
        yield data_set.at(SEGMENTS_OVERLAP)


def _identifications(data_set: DataSet) -> Iterator[tuple[str, Element]]:
    """The Referenced Segment Number of every frame, with its path; without making levels, as there may be thousands."""
    for tag in (SHARED_FUNCTIONAL_GROUPS_SEQUENCE, PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE):
        groups = data_set.get(tag)
        for frame, group in enumerate(groups.items if groups and groups.items else ()):
            for sequence in group.elements:
                if sequence.tag != SEGMENT_IDENTIFICATION_SEQUENCE:
                    continue
                for position, item in enumerate(sequence.items or ()):
                    for element in item.elements:
                        if element.tag == REFERENCED_SEGMENT_NUMBER:
                            place = f"{tag_text(sequence.tag)}[{position}].{tag_text(element.tag)}"
                            yield f"{tag_text(tag)}[{frame}].{place}", element
