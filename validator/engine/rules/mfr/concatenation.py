"""MFR040 to MFR049: one image that was divided into several instances."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.mfr import tags
from validator.engine.rules.mfr.groups import has_value
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import SOP_INSTANCE_UID

NEVER_DIVIDED = frozenset({"1.2.840.10008.5.1.4.1.1.77.1.5.4", "1.2.840.10008.5.1.4.1.1.77.1.5.8"})
"""Ophthalmic tomography and its volume analysis must say "part 1 of 1" (PS3.3 C.8.17.7, C.8.17.16)."""
OF_PARTS = (
    tags.IN_CONCATENATION_NUMBER,
    tags.CONCATENATION_FRAME_OFFSET_NUMBER,
    tags.SOP_INSTANCE_UID_OF_CONCATENATION_SOURCE,
)


@rule(
    "MFR040",
    "Part of a concatenation without its UID",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is missing, but {present} is there, which only a part of a concatenation has.",
    reference="PS3.3 C.7.6.16, C.7.6.16.2.2.4",
)
def without_uid(data_set: DataSet) -> Iterator[Hit]:
    """The parts of a concatenation share a Concatenation UID; number, offset and source are there beside it only.

    Why it matters
    The parts cannot be put together again. Each is shown as an image of its own that begins in the middle.

    Example
    In-concatenation Number of 3 without (0020,9161), after de-identification that removed the UID.

    How to fix
    Bring the UID back, the same in all parts. An image that is whole needs none of these attributes.
    """
    present = next((tag for tag in OF_PARTS if has_value(data_set, tag)), None)
    if present is None or data_set.sop_class in NEVER_DIVIDED:
        return
    is_whole = data_set.number(tags.IN_CONCATENATION_TOTAL_NUMBER) == 1
    if not data_set.text(tags.CONCATENATION_UID) and not is_whole:
        yield data_set.at(tags.CONCATENATION_UID, present=attribute(present))


@rule(
    "MFR041",
    "Concatenation of a single part",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {total}: a concatenation has at least two parts.",
    reference="PS3.3 C.7.6.16",
)
def single_part(data_set: DataSet) -> Iterator[Hit]:
    """In-concatenation Total Number is greater than 1 where it is there. Only ophthalmic tomography fixes it to 1.

    Why it matters
    Receivers wait for other parts, or fail to find the rule by which to join them.

    Example
    "Part 1 of 1" in each Enhanced MR image of a scanner that never divides them.

    How to fix
    Leave the attributes of concatenations out of an image that is whole.
    """
    total = data_set.number(tags.IN_CONCATENATION_TOTAL_NUMBER)
    if total is not None and total <= 1 and data_set.sop_class not in NEVER_DIVIDED:
        yield data_set.at(tags.IN_CONCATENATION_TOTAL_NUMBER, total=total)


@rule(
    "MFR042",
    "Part beyond its concatenation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {number}{of}: parts are numbered from 1.",
    reference="PS3.3 C.7.6.16",
)
def part_number(data_set: DataSet) -> Iterator[Hit]:
    """The parts of a concatenation are numbered from 1 to In-concatenation Total Number.

    Why it matters
    The receiver waits for a part that never comes, or leaves this one out.

    Example
    Parts numbered 0, 1 and 2 of three.

    How to fix
    Number the parts from 1 in the order of their frames.
    """
    number = data_set.number(tags.IN_CONCATENATION_NUMBER)
    if number is None:
        return
    total = data_set.number(tags.IN_CONCATENATION_TOTAL_NUMBER)
    if number < 1 or (total is not None and total > 1 and number > total):
        of = "" if total is None else f", and there are {total}"
        yield data_set.at(tags.IN_CONCATENATION_NUMBER, number=number, of=of)


@rule(
    "MFR043",
    "Part and offset contradict each other",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {offset} in part {number}: the first part, and no other, begins at 0.",
    reference="PS3.3 C.7.6.16",
)
def part_offset(data_set: DataSet) -> Iterator[Hit]:
    """The part with In-concatenation Number 1 begins with the first frame, so that its offset is 0. Every other part
    begins behind it.

    Why it matters
    The frames are put together in a wrong order, or one part overwrites the other.

    Example
    An offset of 1 in the first part, from a program that counts frames from 1.

    How to fix
    Write how many frames stand in the parts before this one.
    """
    number = data_set.number(tags.IN_CONCATENATION_NUMBER)
    offset = data_set.number(tags.CONCATENATION_FRAME_OFFSET_NUMBER)
    if number is not None and offset is not None and number >= 1 and (number == 1) != (offset == 0):
        yield data_set.at(tags.CONCATENATION_FRAME_OFFSET_NUMBER, offset=offset, number=number)


@rule(
    "MFR044",
    "Part of a concatenation named as its source",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is the SOP Instance UID of this part: it must be that of the image which was divided.",
    reference="PS3.3 C.7.6.16.1.3",
)
def own_source(data_set: DataSet) -> Iterator[Hit]:
    """The source is the image before it was divided; each part has a SOP Instance UID of its own.

    Why it matters
    Presentation states and reports that refer to the whole image are not found again.

    Example
    Each part names itself, so that every part claims another source.

    How to fix
    Write the SOP Instance UID of the whole image, the same in all parts.
    """
    source = data_set.text(tags.SOP_INSTANCE_UID_OF_CONCATENATION_SOURCE)
    if source and source == data_set.text(SOP_INSTANCE_UID):
        yield data_set.at(tags.SOP_INSTANCE_UID_OF_CONCATENATION_SOURCE)
