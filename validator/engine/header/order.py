"""The order of the tags in one container: ascending, each once, none that belongs elsewhere (PS3.5 7.1)."""

from validator.engine.header.cursor import Cursor
from validator.engine.header.frames import Frame
from validator.engine.model import FaultKind

MISPLACED_GROUPS = (0x0000, 0x0002, 0xFFFF)
"""Groups that never stand in a data set: command, file meta, and one that PS3.5 7.1 forbids."""
LEAST_TAG, GREATEST_TAG = 0x00030000, 0xFFFEFFFF
"""Outside these no tag of a data set lies."""


def check_order(cursor: Cursor, frame: Frame, tag: int) -> None:
    """Note where the element at the cursor is not greater than the one before it."""
    if tag <= frame.last:
        frame.is_ordered = False
        if tag < frame.last and tag >> 16 not in MISPLACED_GROUPS:
            cursor.fault(FaultKind.TAG_ORDER, cursor.at, tag)


def check_tags(cursor: Cursor, frame: Frame) -> None:
    """Name the tags that may not stand in this container, or not twice, now that it is read."""
    content = frame.content
    if not content or len(cursor.faults) > cursor.limits.faults:
        return
    if not frame.is_ordered or content[0].tag < LEAST_TAG or content[-1].tag > GREATEST_TAG:
        for element in content:
            if element.tag >> 16 in MISPLACED_GROUPS:
                cursor.fault(FaultKind.MISPLACED_GROUP, element.offset, element.tag)
    if not frame.is_ordered:
        _find_duplicates(cursor, frame)


def _find_duplicates(cursor: Cursor, frame: Frame) -> None:
    """Name the tags that stand twice; a container whose order is not broken has none."""
    seen: set[int] = set()
    again = []
    for element in frame.content:
        if element.tag in seen:
            again.append(element)
        seen.add(element.tag)
    offsets = {element.offset for element in again}
    cursor.faults = [
        fault for fault in cursor.faults if fault.kind is not FaultKind.TAG_ORDER or fault.offset not in offsets
    ]
    for element in again:
        cursor.fault(FaultKind.DUPLICATE_TAG, element.offset, element.tag)
