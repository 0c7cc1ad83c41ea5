"""Whether a change is on record: Original Attributes Sequence (0400,0561), PS3.3 C.12.1, at every depth."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from validator.engine.compare.additions import Added, added_items
from validator.engine.compare.difference import Difference
from validator.engine.compare.equality import equality
from validator.engine.compare.items import Renaming, align_items
from validator.engine.compare.reading import Side, reading_vr
from validator.engine.hierarchy.citations import ORIGINAL_ATTRIBUTES
from validator.engine.model import Element, Header, Item
from validator.engine.text import charset_of

MODIFIED_ATTRIBUTES, NONCONFORMING_ATTRIBUTES, NONCONFORMING_VALUE = 0x04000550, 0x04000551, 0x04000552
SELECTOR_ATTRIBUTE, SELECTOR_SEQUENCE_POINTER = 0x00720026, 0x00720052
RECORDED = {
    "modifying_system": 0x04000563,
    "reason": 0x04000565,
    "source_of_previous": 0x04000564,
    "modified_at": 0x04000562,
}
"""What a record says besides, by the name under which it goes with the change."""

Place = tuple[int, ...]
"""Tags and item numbers on the way to an element, as ``Difference.order`` has them."""


class Declaration(NamedTuple):
    """What a record that is new at a hop says of a change."""

    verdict: str = "no"
    """``yes`` where the recorded original is what the earlier instance held, ``false-record`` where it is not."""
    facts: tuple[tuple[str, str], ...] = ()
    """Modifying system, reason, where the values came from, and when, as far as the record has them."""


UNDECLARED = Declaration()


def declarations(
    headers: tuple[Header, Header], differences: Sequence[Difference], renamed: Renaming
) -> dict[Place, Declaration]:
    """By the place of the attribute, what the records that are new at this hop say of it.

    A record inside an item tells of the attributes of that item. An empty original proves nothing wrong: a
    nonconforming value is recorded with zero length, and may stand beside it as it was. Absence from the result proves
    nothing about intent.
    """
    said: dict[Place, Declaration] = {}
    for added in added_items(differences, ORIGINAL_ATTRIBUTES):
        held = _level_before(headers, added.level, renamed)
        if held is None:
            continue
        facts = tuple((name, text) for name, tag in RECORDED.items() if (text := added.text(tag)))
        for tag, is_true in _judged(added, held):
            place = (*added.level, tag)
            if is_true or place not in said:
                said[place] = Declaration("yes" if is_true else "false-record", facts)
    return said


def declaration_of(said: Mapping[Place, Declaration], place: Place) -> Declaration:
    """Of a change at this place: the innermost record that has the element, or a sequence around it, as a whole."""
    if not said:
        return UNDECLARED
    ends = range(len(place) - (len(place) % 2 == 0), 0, -2)
    return next((said[place[:end]] for end in ends if place[:end] in said), UNDECLARED)


def _judged(added: Added, held: Mapping[int, Element]) -> Iterator[tuple[int, bool]]:
    """Each attribute that an item records, and whether it was so."""
    outer = added.sides[1]._replace(charset=added.charset)
    nonconforming = dict(_nonconforming(added, little=outer.little))
    for inner in _items(added.item, MODIFIED_ATTRIBUTES):
        side = outer._replace(charset=charset_of(inner.elements, outer.charset))
        for recorded in inner.elements:
            if recorded.tag not in nonconforming:
                yield recorded.tag, _is_true(held.get(recorded.tag), recorded, (added.sides[0], side))
    for tag, value in nonconforming.items():
        before = held.get(tag)
        yield tag, before is not None and (before.value or b"").rstrip(b" \0") == value.rstrip(b" \0")


def _nonconforming(added: Added, *, little: bool) -> Iterator[tuple[int, bytes]]:
    """The values that could not be recorded as they were, by tag; what stands deeper is passed over."""
    for item in _items(added.item, NONCONFORMING_ATTRIBUTES):
        children = {element.tag: element.value or b"" for element in item.elements}
        selector, value = children.get(SELECTOR_ATTRIBUTE, b""), children.get(NONCONFORMING_VALUE, b"")
        if len(selector) == 4 and value and not children.get(SELECTOR_SEQUENCE_POINTER):
            group, element = struct.unpack("<HH" if little else ">HH", selector)
            yield group << 16 | element, value


def _items(item: Item, tag: int) -> tuple[Item, ...]:
    return next((element.items or () for element in item.elements if element.tag == tag), ())


def _level_before(headers: tuple[Header, Header], level: Place, renamed: Renaming) -> dict[int, Element] | None:
    """By tag the elements that stood at a level of the later data set; ``None`` where it was not there before."""
    before, after = headers[0].elements, headers[1].elements
    for tag, number in zip(level[::2], level[1::2], strict=True):
        sequences = [next((element for element in side if element.tag == tag), None) for side in (before, after)]
        items = [(sequence.items if sequence else None) or () for sequence in sequences]
        pairs = align_items(items[0], items[1], renamed).pairs
        earlier = next((one for one, other in pairs if other == number), None)
        if earlier is None:
            return None
        before, after = items[0][earlier].elements, items[1][number].elements
    return {element.tag: element for element in reversed(before)}


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
