"""Which item of a sequence answers to which: by content, by key, else by place."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from validator.engine.compare.codes import CODE_VALUES, CODING_SCHEME
from validator.engine.compare.frames import is_frame, pair_frames
from validator.engine.hierarchy import uids_of
from validator.engine.model import Element, Item

UID_KEYS = (
    0x00081155,  # Referenced SOP Instance UID
    0x00041511,  # Referenced SOP Instance UID in File
    0x0020000E,  # Series Instance UID
    0x0020000D,  # Study Instance UID
    0x30060024,  # Referenced Frame of Reference UID
    0x00200052,  # Frame of Reference UID
    0x00209164,  # Dimension Organization UID
)
NUMBER_KEYS = (
    0x00620004,  # Segment Number
    0x30060022,  # ROI Number
    0x30060082,  # Observation Number
    0x30060084,  # Referenced ROI Number
    0x300A0012,  # Dose Reference Number
    0x300A0071,  # Fraction Group Number
    0x300A00C0,  # Beam Number
    0x300A0112,  # Control Point Index
    0x300A0182,  # Patient Setup Number
    0x300C0006,  # Referenced Beam Number
    0x00209165,  # Dimension Index Pointer
    0x00700002,  # Graphic Layer
)
REFERENCED_FRAMES = 0x00081160
CONCEPT_NAME = 0x0040A043
MOST_COMPARED = 64
"""So many items that neither content nor key explain are weighed against each other; more are taken as other items."""

Key = tuple[Hashable, ...]
Renaming = Callable[[str], str]
"""From the UID that something had before to the one it has after; the same where nothing is known of it."""


class Aligned(NamedTuple):
    """Indices of the items that answer to each other, ``None`` where there is none."""

    pairs: tuple[tuple[int | None, int | None], ...]
    """In the order after; removed items last."""

    @property
    def reordered(self) -> bool:
        """Whether the items that both sides have stand in another order."""
        kept = [one for one, other in self.pairs if one is not None and other is not None]
        return kept != sorted(kept)


def align_items(before: Sequence[Item], after: Sequence[Item], renamed: Renaming) -> Aligned:
    """Pair the items of two sequences; ``renamed`` finds an item again whose UIDs were regenerated.

    Where as many items are left on either side, they are paired in order: the item itself was changed.
    """
    if len(before) == len(after) == 1:
        return Aligned(((0, 0),))
    keys = [_key(item, renamed) for item in before], [_key(item, str) for item in after]
    are_frames = bool(before and after) and is_frame(before[0]) and is_frame(after[0])
    if keys[0] == keys[1] and all(keys[0]) and not are_frames:
        return Aligned(tuple((at, at) for at in range(len(before))))
    content = [_content(item) for item in before], [_content(item) for item in after]
    found: dict[int, int] = {}
    free = set(range(len(before))), set(range(len(after)))
    # An item that did not move keeps its partner, even if another one says the same.
    stayed = [(at, at) for at in sorted(free[0] & free[1]) if content[0][at] == content[1][at]]
    _join(found, free, stayed)
    _join(found, free, _by_equal(*content, free))
    if are_frames:
        _join(found, free, pair_frames(before, after, sorted(free[0]), sorted(free[1])))
    _join(found, free, _by_equal(*keys, free))
    ones, others = sorted(free[0]), sorted(free[1])
    if len(ones) == len(others):
        _join(found, free, list(zip(ones, others, strict=True)))
    elif max(len(ones), len(others)) <= MOST_COMPARED:
        nameless = [one for one in ones if not keys[0][one]], [other for other in others if not keys[1][other]]
        _join(found, free, _most_alike(before, after, *nameless))
    placed = {other: one for one, other in found.items()}
    pairs: list[tuple[int | None, int | None]] = [(placed.get(other), other) for other in range(len(after))]
    return Aligned((*pairs, *((one, None) for one in sorted(free[0]))))


def same_bytes(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether items follow each other that hold the same elements, nested ones included, written in the same way.

    Nothing more is to be compared then. What stayed on disk counts as different.
    """
    pairs = [(before, after)]
    while pairs:
        ones, others = pairs.pop()
        if len(ones) != len(others):
            return False
        for one, other in zip(ones, others, strict=True):
            if one.length != other.length or len(one.elements) != len(other.elements):
                return False
            for left, right in zip(one.elements, other.elements, strict=True):
                if (
                    left.value != right.value
                    or left.tag != right.tag
                    or left.vr_written != right.vr_written
                    or left.length != right.length
                    or left.fragments is not None
                ):
                    return False
                if left.value is None:
                    if left.items is None or right.items is None:
                        return False
                    pairs.append((left.items, right.items))
    return True


def _join(found: dict[int, int], free: tuple[set[int], set[int]], pairs: Iterable[tuple[int, int]]) -> None:
    for one, other in pairs:
        found[one] = other
        free[0].discard(one)
        free[1].discard(other)


def _by_equal(
    left: Sequence[Hashable], right: Sequence[Hashable], free: tuple[set[int], set[int]]
) -> list[tuple[int, int]]:
    """Items with the same key or content, in their order; an empty one equals nothing."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for other in sorted(free[1], reverse=True):
        waiting[right[other]].append(other)
    return [(one, waiting[left[one]].pop()) for one in sorted(free[0]) if left[one] and waiting[left[one]]]


def _most_alike(
    before: Sequence[Item], after: Sequence[Item], ones: Sequence[int], others: Sequence[int]
) -> list[tuple[int, int]]:
    """One to one, those first that share the most elements; what shares less than half is another item."""
    shares = sorted(
        (-shared, abs(one - other), one, other)
        for one in ones
        for other in others
        if (shared := _share(before[one], after[other])) >= 0.5
    )
    taken: set[tuple[int, int]] = set()
    pairs = []
    for _, _, one, other in shares:
        if not {(0, one), (1, other)} & taken:
            pairs.append((one, other))
            taken |= {(0, one), (1, other)}
    return pairs


def _share(one: Item, other: Item) -> float:
    """Which part of the elements of two items says the same in both."""
    left, right = ({(element.tag, element.value) for element in item.elements} for item in (one, other))
    return len(left & right) / max(len(left | right), 1)


def _content(item: Item) -> Key:
    """All that an item holds, nested items included."""
    content: list[Hashable] = []
    stack = [iter(item.elements)]
    while stack:
        for element in stack[-1]:
            content.append((element.tag, element.value))
            if element.items is not None:
                content.append(len(element.items))
                stack += [iter(inner.elements) for inner in element.items]
                break
        else:
            stack.pop()
    return tuple(content)


def _key(item: Item, renamed: Renaming) -> Key:
    """What tells an item from its neighbours: a UID it cites, a number or a code. Empty where it has none."""
    children = {element.tag: element for element in item.elements}
    for tag in UID_KEYS:
        uids = uids_of(children.get(tag))
        if uids:
            return (tag, *map(renamed, uids), _value(children.get(REFERENCED_FRAMES)))
    for tag in NUMBER_KEYS:
        if _value(children.get(tag)):
            return (tag, _value(children[tag]))
    code = _code(children)
    if code:
        return code
    inner = children.get(CONCEPT_NAME)
    if inner is not None and inner.items:
        named = _code({element.tag: element for element in inner.items[0].elements})
        return (CONCEPT_NAME, *named) if named else ()
    return ()


def _code(children: dict[int, Element]) -> Key:
    value = next((value for tag in CODE_VALUES if (value := _value(children.get(tag)))), b"")
    return (value, _value(children.get(CODING_SCHEME))) if value else ()


def _value(element: Element | None) -> bytes:
    return (element.value or b"").strip(b" \0") if element is not None else b""
