"""Elements and items that appear, vanish, empty or fill."""

from validator.engine.compare.alignment import is_creator
from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.pixel_kinds import DERIVATION_ERASED
from validator.engine.compare.classify.pixel_kinds import REMOVED as PIXELS_REMOVED
from validator.engine.compare.classify.presence_kinds import ADDED, EMPTIED, FILLED, REMOVED
from validator.engine.compare.classify.reference_kinds import REMOVED as REFERENCE_REMOVED
from validator.engine.compare.classify.structure_kinds import (
    ITEM_ADDED,
    ITEM_REMOVED,
    PRIVATE_ADDED,
    PRIVATE_CREATOR_LOST,
    PRIVATE_REMOVED,
    SEQUENCE_ADDED,
    SEQUENCE_REMOVED,
)
from validator.engine.compare.codes import is_coded
from validator.engine.compare.difference import Difference
from validator.engine.compare.reading import Side, texts
from validator.engine.hierarchy import IDENTITIES, REFERENCE_TAGS, citations
from validator.engine.model import PIXEL_DATA, Element
from validator.engine.text.display import STRING_VRS

LOSSY_IMAGE_COMPRESSION = 0x00282110
WAS_EMPTY = (("was_empty", True),)
"""Evidence that what was removed held nothing."""


def name_presence(difference: Difference) -> Naming | None:
    """What appeared, vanished, emptied or filled; ``None`` where both sides have a value, or neither."""
    before, after = difference.before, difference.after
    if after is None:
        return _name_removed(difference)
    if before is None:
        if difference.item:
            return Naming(ITEM_ADDED)
        if after.is_private:
            return Naming(PRIVATE_ADDED, detail=_owner(difference))
        bare = is_empty(after, difference.vr, difference.sides[1])
        return Naming(SEQUENCE_ADDED if _is_sequence(difference, after) else ADDED, detail="empty" if bare else "")
    empty = is_empty(before, difference.vr, difference.sides[0]), is_empty(after, difference.vr, difference.sides[1])
    if empty == (True, False):
        return Naming(FILLED)
    if empty == (False, True) and is_creator(after.tag):
        return Naming(PRIVATE_CREATOR_LOST, (EMPTIED,), "its name is empty now")
    if empty == (False, True):
        return Naming(EMPTIED, (REFERENCE_REMOVED,) if _cites(difference, before) else ())
    return None


def is_empty(element: Element, vr: str, side: Side) -> bool:
    """Whether an element has no value; one of nothing but spaces has none."""
    if element.items is not None:
        return not element.items
    if element.value is None or element.fragments is not None:
        return False
    if element.value[:1].isalnum():  # whatever the character set: no need to decode it
        return False
    return not (texts(element.value, vr, side) if vr in STRING_VRS else element.value)


def _name_removed(difference: Difference) -> Naming:
    before = difference.before
    if before is None or difference.item:
        return Naming(ITEM_REMOVED, (REFERENCE_REMOVED,) if before and _item_cites(difference, before) else ())
    if before.is_private:
        if is_creator(before.tag) and difference.orphans:
            left = "1 attribute" if difference.orphans == 1 else f"{difference.orphans} attributes"
            return Naming(PRIVATE_CREATOR_LOST, detail=f"{left} left without owner")
        return Naming(PRIVATE_REMOVED, detail=_owner(difference))
    if is_empty(before, difference.vr, difference.sides[0]):
        return Naming(SEQUENCE_REMOVED if _is_sequence(difference, before) else REMOVED, (), "was empty", WAS_EMPTY)
    cited = _cites(difference, before)
    if _is_sequence(difference, before):
        return Naming(SEQUENCE_REMOVED, (REFERENCE_REMOVED,) if cited else ())
    if cited:
        return Naming(REFERENCE_REMOVED)
    if before.tag in PIXEL_DATA and not difference.is_nested:
        return Naming(PIXELS_REMOVED)
    if before.tag == LOSSY_IMAGE_COMPRESSION and (before.value or b"").strip(b" \0") == b"01":
        return Naming(DERIVATION_ERASED, (REMOVED,), "01 before, removed now")
    return Naming(REMOVED)


def _is_sequence(difference: Difference, element: Element) -> bool:
    """Whether an element is one as a structure; a coded value is a value, however it is written."""
    return (element.items is not None or difference.vr == "SQ") and not is_coded(element)


def _cites(difference: Difference, element: Element) -> bool:
    """Whether an element is a reference to another instance, or holds one."""
    if element.items is not None:
        return bool(citations((element,)))
    nested = difference.is_nested or element.tag not in IDENTITIES
    return difference.vr == "UI" and element.tag in REFERENCE_TAGS and nested


def _item_cites(difference: Difference, sequence: Element) -> bool:
    """Whether the item that is meant holds a reference to another instance."""
    items = sequence.items or ()
    number = difference.order[-1]
    return number < len(items) and bool(citations(items[number].elements))


def _owner(difference: Difference) -> str:
    return f"of {difference.creator}" if difference.creator else ""
