"""Where a condition is evaluated: a level of an instance, with what lies around it."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

from validator.engine.model import Element
from validator.engine.rules.level import INTEGERS, Level, unpacked
from validator.engine.standard.conditions import FRAME, ROOT, Reference

SHARED_FUNCTIONAL_GROUPS = 0x52009229
PER_FRAME_FUNCTIONAL_GROUPS = 0x52009230
FUNCTIONAL_GROUPS = frozenset((SHARED_FUNCTIONAL_GROUPS, PER_FRAME_FUNCTIONAL_GROUPS))
CODE_VALUES = (0x00080100, 0x00080119, 0x00080120)
CODING_SCHEME_DESIGNATOR = 0x00080102
REMEMBERED = 256
"""Bytes of the longest values that are read once for all elements that repeat them."""
CITING = (0x00081155, 0x00081150)
"""Referenced SOP Instance UID; Referenced SOP Class UID stands beside it even where it is missing."""
LISTS_OF_REFERENCES = (0x00081115, 0x00081200)


class Instance:
    """What is the same for all places of an instance, and which attributes were asked for."""

    def __init__(self, top: Level, *, iod: str, sop_class: str, encapsulated: bool, is_cut: bool) -> None:
        self.top = top
        self.iod = iod
        self.sop_class = sop_class
        self.encapsulated = encapsulated
        self.is_cut = is_cut
        self.uses: Callable[[str], bool | None] = lambda _: None
        self.consulted: set[int] = set()
        """Tags whose values decided something; of all others it only counted whether they are there and filled."""

    def cites(self) -> bool | None:
        """Whether any item, but of the lists of references, refers to an instance; ``None`` where none does and an item
        is empty that might."""
        return self._cites

    @cached_property
    def _cites(self) -> bool | None:
        listed = tuple(self.top.path(tag) for tag in LISTS_OF_REFERENCES)
        levels = [level for level in self.top.walk() if not level.prefix.startswith(listed)]
        if any(level.get(CITING[0]) or level.get(CITING[1]) for level in levels):
            return True
        return False if all(level.elements for level in levels) else None


class Place:
    """One level of an instance, for ``standard.conditions.evaluate``."""

    def __init__(self, level: Level, instance: Instance) -> None:
        self.level = level
        self.instance = instance
        self.iod = instance.iod
        self.sop_class = instance.sop_class
        self.encapsulated = instance.encapsulated
        self.uses = instance.uses
        self.cites = instance.cites

    def find(self, reference: Reference) -> Element | None:
        """The element that a reference leads to, through first items."""
        up = reference[0]
        if up == 0 and len(reference) == 2:
            return self.level.get(reference[1])
        path = reference[1:]
        if up == FRAME:
            return self._in_frame(path)
        level: Level | None = self.instance.top if up == ROOT else self.level
        for _ in range(max(up, 0)):
            level = level.parent if level else None
        return _along(level, path)

    def texts(self, element: Element) -> tuple[str, ...]:
        """An element's values as text, without padding; binary numbers in decimal, tags as eight hex digits."""
        self.instance.consulted.add(element.tag)
        return texts_of(element, little=self.level.little)

    def codes(self, element: Element) -> set[tuple[str, str]]:
        """Code Value and Coding Scheme Designator of each item of a code sequence."""
        self.instance.consulted.update((*CODE_VALUES, CODING_SCHEME_DESIGNATOR))
        found = set()
        for item in element.items or ():
            level = Level(item.elements, little=self.level.little)
            value = next((text for tag in CODE_VALUES if (text := level.text(tag))), "")
            found.add((value, level.text(CODING_SCHEME_DESIGNATOR) or ""))
        return found

    def is_unread(self, reference: Reference) -> bool:
        """Whether what a reference leads to may lie behind the place where reading ended."""
        return self.instance.is_cut

    def _in_frame(self, path: Sequence[int]) -> Element | None:
        """An attribute of a functional group of this frame: in its own groups, else in the shared ones. Of a shared
        group, the first frame is asked, which stands for all."""
        groups = self.level
        while groups.parent is not None and groups.parent.parent is not None:
            groups = groups.parent
        top = self.instance.top
        for level in (groups, top.item(SHARED_FUNCTIONAL_GROUPS), top.item(PER_FRAME_FUNCTIONAL_GROUPS)):
            for element in level.elements if level else ():
                if element.tag == path[0] and len(path) == 1:
                    return element
                if element.items:
                    found = _along(Level(element.items[0].elements, little=self.level.little), path)
                    if found is not None:
                        return found
        return None


def texts_of(element: Element, *, little: bool) -> tuple[str, ...]:
    """An element's values as text, without padding; binary numbers in decimal, tags as eight hex digits."""
    value = element.value
    if not value:
        return ()
    read = _texts if len(value) <= REMEMBERED else _texts.__wrapped__
    return read(value, element.vr, little=little or element.group == 2)


@lru_cache(maxsize=4096)
def _texts(value: bytes, vr: str, *, little: bool) -> tuple[str, ...]:
    if vr in INTEGERS:
        numbers = unpacked(value, INTEGERS[vr], little=little)
        if vr == "AT":
            return tuple(
                f"{group << 16 | number:08X}" for group, number in zip(numbers[::2], numbers[1::2], strict=True)
            )
        return tuple(map(str, numbers))
    text = value.decode("latin-1").strip(" \0")
    return tuple(part.strip(" \0") for part in text.split("\\")) if text else ()


def _along(level: Level | None, path: Sequence[int]) -> Element | None:
    """The element at the end of a path of tags, through the first item of each sequence."""
    for tag in path[:-1]:
        level = level.item(tag) if level else None
    return level.get(path[-1]) if level else None
