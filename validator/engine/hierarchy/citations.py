"""Who is cited by a data set, and where (PS3.3 10.8, C.17.2, C.11.11)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.hierarchy.entities import CLASS_TAGS, IDENTITIES, REFERENCE_TAGS, is_standard_uid, uids_of
from validator.engine.model import Element, Entity, tag_text

ORIGINAL_ATTRIBUTES = 0x04000561
"""Its items keep values that were in force earlier: old UIDs belong there (PS3.3 C.12.1)."""
REFERENCED_SOP_INSTANCE = 0x00081155
CONTEXT_TAGS = frozenset(tag for tag, entity in IDENTITIES.items() if entity in (Entity.STUDY, Entity.SERIES))


class Citation(NamedTuple):
    """One UID that stands for something else than the instance itself."""

    path: str
    tag: int
    uid: str
    instances: tuple[str, ...] = ()
    """Of a Study or Series UID inside an item: the SOP Instance UIDs that the same item cites, at any depth."""


def citations(elements: Iterable[Element]) -> list[Citation]:
    """Every UID that the data set cites, outer ones before those further inside.

    All UIDs inside items count (what they name shows when they are looked up), at the top level only the
    attributes made for it. SOP Classes, UIDs of the standard and Original Attributes are left out.
    """
    found: list[tuple[str, int, str, list[str]]] = []
    stack: list[tuple[str, tuple[Element, ...], tuple[list[str], ...]]] = [("", tuple(elements), ())]
    while stack:
        prefix, level, around = stack.pop()
        below: list[str] = []
        if prefix and any(element.tag in CONTEXT_TAGS for element in level):
            around = (*around, below)
        inner = []
        for element in level:
            if element.items:
                if element.tag != ORIGINAL_ATTRIBUTES:
                    path = f"{prefix}{tag_text(element.tag)}"
                    inner += [(f"{path}[{at}].", item.elements, around) for at, item in enumerate(element.items)]
            elif element.vr_known == "UI" or element.vr_written == "UI":
                context = below if prefix and element.tag in CONTEXT_TAGS else []
                for uid in _cited(element, nested=bool(prefix)):
                    for instances in around if element.tag == REFERENCED_SOP_INSTANCE else ():
                        instances.append(uid)
                    found.append((f"{prefix}{tag_text(element.tag)}", element.tag, uid, context))
        stack += reversed(inner)
    return [Citation(path, tag, uid, tuple(dict.fromkeys(instances))) for path, tag, uid, instances in found]


def cited_uids(elements: Sequence[Element]) -> set[str]:
    """The UIDs of all ``citations``, each once."""
    found: set[str] = set()
    levels: list[Iterable[Element]] = [
        [element for element in elements if element.items or element.tag in REFERENCE_TAGS]
    ]
    nested = False
    while levels:
        for element in levels.pop():
            if element.items:
                if element.tag != ORIGINAL_ATTRIBUTES:
                    levels += [item.elements for item in element.items]
            elif element.vr_known == "UI" or element.vr_written == "UI":
                found.update(_cited(element, nested=nested))
        nested = True
    return found


def _cited(element: Element, *, nested: bool) -> list[str]:
    if element.tag in CLASS_TAGS:
        return []
    if not nested and (element.tag not in REFERENCE_TAGS or element.tag in IDENTITIES):
        return []
    return [uid for uid in uids_of(element) if not is_standard_uid(uid)]
