"""Which frame of a multi-frame instance answers to which (PS3.3 C.7.6.16): by what they say of themselves.

Frames have no UIDs. Their index values may be numbered anew when a frame is left out, and their places may be written
with fewer digits: so several keys are tried, and the one is believed under which most else agrees.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from validator.engine.model import Element, Item

FRAME_CONTENT, PLANE_POSITION, SLIDE_POSITION, SEGMENT = 0x00209111, 0x00209113, 0x0048021A, 0x0062000A
GROUPS = frozenset({FRAME_CONTENT, PLANE_POSITION, SLIDE_POSITION})
"""Functional groups that differ from frame to frame; an item with one of them is a frame."""
DIMENSION_INDEX, STACK, POSITION_IN_STACK, TEMPORAL_POSITION = 0x00209157, 0x00209056, 0x00209057, 0x00209128
ACQUISITION_NUMBER = 0x00209156
LABELS = frozenset({DIMENSION_INDEX, STACK, POSITION_IN_STACK, TEMPORAL_POSITION, ACQUISITION_NUMBER})
"""They count frames, and say nothing of what a frame shows."""
PLACES = {
    PLANE_POSITION: (0x00200032,),  # Image Position (Patient)
    SLIDE_POSITION: (0x0048021E, 0x0048021F, 0x0040072A, 0x0040073A, 0x0040074A),  # of matrix and slide
}
REFERENCED_SEGMENT = 0x0062000B

Key = Hashable
"""False where a frame does not say enough."""
Pairs = list[tuple[int, int]]


def is_frame(item: Item) -> bool:
    """Whether this is an item of Per-Frame Functional Groups Sequence."""
    return any(element.tag in GROUPS for element in item.elements)


def pair_frames(before: Sequence[Item], after: Sequence[Item], ones: Sequence[int], others: Sequence[int]) -> Pairs:
    """Of the frames ``ones`` and ``others``, which are the same; the time that it takes grows with their number.

    Frames that the best key does not tell apart follow each other in order.
    """
    candidates: list[Pairs] = []
    for key in KEYS:
        pairs = _equal({one: key(before[one]) for one in ones}, {other: key(after[other]) for other in others})
        if pairs and pairs not in candidates:
            candidates.append(pairs)
    if len(candidates) < 2:
        return candidates[0] if candidates else []
    shown = [{at: _shown(items[at]) for at in indices} for items, indices in ((before, ones), (after, others))]
    return max(candidates, key=lambda pairs: sum(len(shown[0][one] & shown[1][other]) for one, other in pairs))


def _equal(left: dict[int, Key], right: dict[int, Key]) -> Pairs:
    waiting: dict[Key, list[int]] = defaultdict(list)
    for other in reversed(right):
        waiting[right[other]].append(other)
    return [(one, waiting[key].pop()) for one, key in left.items() if key and waiting[key]]


def _shown(frame: Item) -> frozenset[tuple[int, bytes]]:
    """All that a frame says but its labels, at any depth."""
    found = []
    stack = [frame]
    while stack:
        for element in stack.pop().elements:
            if element.items is not None:
                stack += element.items
            elif element.value is not None and element.tag not in LABELS:
                found.append((element.tag, element.value))
    return frozenset(found)


def _by_dimensions(frame: Item) -> Key:
    return _value(frame, FRAME_CONTENT, DIMENSION_INDEX)


def _by_place(frame: Item) -> Key:
    """Where in the patient or on the slide, when, and of which segment."""
    place = tuple(_numbers(_value(frame, group, tag)) for group, tags in PLACES.items() for tag in tags)
    return any(place) and (place, *_moment_and_segment(frame))


def _by_stack(frame: Item) -> Key:
    position = _value(frame, FRAME_CONTENT, POSITION_IN_STACK)
    return position and (_value(frame, FRAME_CONTENT, STACK), position, *_moment_and_segment(frame))


KEYS: tuple[Callable[[Item], Key], ...] = (_by_dimensions, _by_place, _by_stack)
"""In the order of preference where nothing speaks for another one."""


def _moment_and_segment(frame: Item) -> tuple[bytes, bytes]:
    return _value(frame, FRAME_CONTENT, TEMPORAL_POSITION), _value(frame, SEGMENT, REFERENCED_SEGMENT)


def _value(frame: Item, group: int, tag: int) -> bytes:
    """An attribute in the first item of a functional group; no bytes where it is not there.

    Without zeros around it, small binary numbers are alike in either byte order.
    """
    inner = _find(frame.elements, group)
    element = _find(inner.items[0].elements, tag) if inner is not None and inner.items else None
    return (element.value or b"").strip(b" \0") if element is not None else b""


def _find(elements: Sequence[Element], tag: int) -> Element | None:
    return next((element for element in elements if element.tag == tag), None)


def _numbers(value: bytes) -> tuple[float, ...] | bytes:
    """The numbers of a DS, so that ``-125.000`` is the same place as ``-125``; other values as they are."""
    try:
        return tuple(round(float(part), 3) for part in value.split(b"\\")) if value else b""
    except ValueError:
        return value
