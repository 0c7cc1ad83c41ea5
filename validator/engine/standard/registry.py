"""The attributes of PS3.6 as they are listed there: one for each row, also where a row stands for many tags."""

from functools import cache, lru_cache
from typing import NamedTuple

from validator.engine.model import tag_text
from validator.engine.standard import dictionary
from validator.engine.standard.dictionary import Entry


class Attribute(NamedTuple):
    """One row of PS3.6 chapter 6."""

    tag: int
    """The first of them, where the row stands for many."""
    label: str
    """``(0010,0020)``, ``(60xx,3000)``"""
    entry: Entry

    @property
    def key(self) -> str:
        """What stands for it in addresses: the keyword, else eight hex digits."""
        return self.entry.keyword or f"{self.tag:08X}"


def attributes(sought: str = "") -> list[Attribute]:
    """Every attribute whose tag, keyword or name holds the sought words, by tag."""
    words = sought.casefold().split()
    return [each for tag, each in _by_tag().items() if all(word in _text(tag) for word in words)]


def attribute(text: str) -> Attribute | None:
    """The attribute that a keyword, a tag or a label means, in whatever case; ``None`` where there is none."""
    tag = dictionary.tag_of(text)
    if tag is None:
        return _by_key().get(text.strip().strip("()").casefold())
    return _single(tag) if tag in dictionary.tags() else _repeating_one(tag)


def _single(tag: int) -> Attribute | None:
    entry = dictionary.lookup(tag)
    return Attribute(tag, tag_text(tag), entry) if entry else None


def _repeating_one(tag: int) -> Attribute | None:
    """The row that stands for this tag among others."""
    entry = dictionary.lookup(tag)
    return _by_key().get(entry.keyword.casefold()) if entry and entry.keyword else None


@lru_cache(6_000)
def _text(tag: int) -> str:
    each = _by_tag()[tag]
    return f"{each.label} {each.label.replace(',', '')} {tag:08x} {each.entry.keyword} {each.entry.name}".casefold()


@cache
def _by_tag() -> dict[int, Attribute]:
    single = {tag: found for tag in dictionary.tags() if (found := _single(tag)) is not None}
    for mask, entry in dictionary.repeating().items():
        # Some have a row for the first tag and one for all that follow it.
        tag = next(first for digit in "01" if (first := int(mask.replace("x", digit), 16)) not in single)
        single[tag] = Attribute(tag, f"({mask[:4]},{mask[4:]})", entry)
    return dict(sorted(single.items()))


@cache
def _by_key() -> dict[str, Attribute]:
    every = _by_tag().values()
    return {each.label.strip("()"): each for each in every} | {each.key.casefold(): each for each in every}
