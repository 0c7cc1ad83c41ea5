"""The content tree of an SR document (PS3.3 C.17.3), read once for all rules that look at it."""

from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.rules.level import Level
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.once import once
from validator.engine.rules.srd.reading import is_whole
from validator.engine.rules.subject import DataSet

ROOT = 0


class ContentItem(NamedTuple):
    """One item of the tree, or the root, which is the data set itself."""

    level: Level
    number: int
    """Its place in ``ContentTree.items``, where parents stand before their children."""
    parent: int
    """The number of the item around it; -1 of the root."""
    value_type: str
    """Empty where it is absent, as of an item that only refers to another."""
    relationship: str
    """How the item around it is related to this one; empty of the root and where it is absent."""
    refers_to: tuple[int, ...]
    """The Referenced Content Item Identifier (0040,DB73); empty of an item that stands for itself."""

    def concept(self) -> tuple[str, str]:
        """Code Value and Coding Scheme Designator of its concept name; both empty where there is none."""
        name = self.level.item(tags.CONCEPT_NAME_CODE_SEQUENCE)
        if name is None:
            return "", ""
        return name.text(tags.CODE_VALUE) or "", name.text(tags.CODING_SCHEME_DESIGNATOR) or ""


class ContentTree:
    """All content items of a document, in the order of the file."""

    def __init__(self, root: Level, *, whole: bool) -> None:
        self.items: list[ContentItem] = []
        self.whole = whole
        """Whether everything could be read, so that what is not there is really missing."""
        self._children: list[list[int]] = []
        waiting = [(root, -1)]
        while waiting:
            level, parent = waiting.pop()
            item = self._add(level, parent)
            below = level.items(tags.CONTENT_SEQUENCE)
            waiting.extend((child, item.number) for child in reversed(below))

    def _add(self, level: Level, parent: int) -> ContentItem:
        number = len(self.items)
        item = ContentItem(
            level,
            number,
            parent,
            level.text(tags.VALUE_TYPE) or "",
            (level.text(tags.RELATIONSHIP_TYPE) or "") if parent >= 0 else "",
            level.numbers(tags.REFERENCED_CONTENT_ITEM_IDENTIFIER),
        )
        self.items.append(item)
        self._children.append([])
        if parent >= 0:
            self._children[parent].append(number)
        return item

    @property
    def root(self) -> ContentItem:
        return self.items[ROOT]

    def children(self, item: ContentItem) -> Iterator[ContentItem]:
        """The items of its Content Sequence, in their order."""
        return (self.items[number] for number in self._children[item.number])

    def parent(self, item: ContentItem) -> ContentItem:
        """The item around this one; the root is its own."""
        return self.items[max(item.parent, ROOT)]

    def target(self, item: ContentItem) -> ContentItem | None:
        """What an item stands for: itself, or the one that it refers to; ``None`` where that does not exist."""
        if not item.refers_to:
            return item
        if item.refers_to[0] != 1:
            return None
        number = ROOT
        for position in item.refers_to[1:]:
            children = self._children[number]
            if not 1 <= position <= len(children):
                return None
            number = children[position - 1]
        return self.items[number]

    def is_around(self, outer: ContentItem, inner: ContentItem) -> bool:
        """Whether one item is another or one of its ancestors."""
        number = inner.number
        while number > outer.number:
            number = self.items[number].parent
        return number == outer.number


def content_tree(data_set: DataSet) -> ContentTree | None:
    """The content tree; ``None`` where the data set is no document."""
    if data_set.get(tags.CONTENT_SEQUENCE) is None and data_set.get(tags.VALUE_TYPE) is None:
        return None
    return _tree(data_set)


@once
def _tree(data_set: DataSet) -> ContentTree:
    return ContentTree(data_set.top, whole=is_whole(data_set))
