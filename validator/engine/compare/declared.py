"""Whether a change is on record: Original Attributes Sequence (0400,0561), PS3.3 C.12.1."""

from validator.engine.compare.comparison import side_of
from validator.engine.compare.equality import equality
from validator.engine.compare.items import align_items
from validator.engine.compare.reading import Side, reading_vr
from validator.engine.hierarchy.citations import ORIGINAL_ATTRIBUTES
from validator.engine.model import Element, Header, Item
from validator.engine.text import charset_of

MODIFIED_ATTRIBUTES = 0x04000550


def declarations(before: Header, after: Header) -> dict[int, str]:
    """By top-level tag: what the record that is new at this hop says of it.

    ``yes`` where the recorded original is what the earlier instance held, ``false-record`` where it is not. An empty
    original proves nothing wrong: a nonconforming value is recorded with zero length. Absence from the result proves
    nothing about intent.
    """
    said: dict[int, str] = {}
    sides = side_of(before), side_of(after)
    for item in _new_items(before, after):
        outer = sides[1]._replace(charset=charset_of(item.elements, sides[1].charset))
        for recorded, side in _recorded(item, outer):
            held = before.get(recorded.tag)
            said[recorded.tag] = "yes" if _is_true(held, recorded, (sides[0], side)) else "false-record"
    return said


def _new_items(before: Header, after: Header) -> list[Item]:
    earlier, later = before.get(ORIGINAL_ATTRIBUTES), after.get(ORIGINAL_ATTRIBUTES)
    items = (earlier.items if earlier else None) or (), (later.items if later else None) or ()
    if len(items[0]) >= len(items[1]):
        return []
    pairs = align_items(*items, str).pairs
    return [items[1][other] for one, other in pairs if one is None and other is not None]


def _recorded(item: Item, outer: Side) -> list[tuple[Element, Side]]:
    modified = next((element for element in item.elements if element.tag == MODIFIED_ATTRIBUTES), None)
    return [
        (element, outer._replace(charset=charset_of(inner.elements, outer.charset)))
        for inner in (modified.items if modified else None) or ()
        for element in inner.elements
    ]


def _is_true(held: Element | None, recorded: Element, sides: tuple[Side, Side]) -> bool:
    if recorded.items is not None:
        return not recorded.items or (held is not None and _same_items(held.items or (), recorded.items))
    if not (recorded.value or b"").strip(b" \0"):
        return True
    return held is not None and equality(held, recorded, reading_vr(held, recorded), sides) is not None


def _same_items(held: tuple[Item, ...], recorded: tuple[Item, ...]) -> bool:
    """Whether the recorded items hold the same values, to the byte."""
    pairs = [(held, recorded)]
    while pairs:
        left, right = pairs.pop()
        if len(left) != len(right):
            return False
        for one, other in zip(left, right, strict=True):
            if [(e.tag, e.value) for e in one.elements] != [(e.tag, e.value) for e in other.elements]:
                return False
            pairs += [(e.items or (), f.items or ()) for e, f in zip(one.elements, other.elements, strict=True)]
    return True
