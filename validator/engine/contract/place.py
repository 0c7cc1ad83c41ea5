"""Where an expectation holds: one attribute, in any item or in one, or everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from validator.engine.contract.fields import nearest
from validator.engine.model import tag_text
from validator.engine.standard import dictionary

EVERYTHING = "*"
_STEP = re.compile(r"(?P<attribute>[^\[\]]+)(?:\[(?P<item>[0-9]+|\*)\])?")


class UnknownPlace(Exception):
    """The text names no place; the message says why, and what to write."""


class Step(NamedTuple):
    """One attribute on the way to a place."""

    tag: int
    item: str
    """Its number, ``*`` for any, or empty where it is not said."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path as people write it: ``(0040,0275)[*].(0008,0050)``, ``PatientID``, ``ContentSequence.*`` or ``*``."""

    steps: tuple[Step, ...]
    """None for everything."""
    below: bool = False
    """Whether everything inside the items of the last step is meant, and not itself."""

    @property
    def path(self) -> str:
        """With tags, and item numbers left open where they are; ``*`` for everything."""
        steps = [
            f"{tag_text(step.tag)}[{step.item or EVERYTHING}]" if has_item else tag_text(step.tag)
            for step, has_item in self._walk()
        ]
        return ".".join([*steps, EVERYTHING] if self.below or not steps else steps)

    @property
    def text(self) -> str:
        """The path and the name of the attribute at its end: ``(0010,0020) Patient ID``."""
        if not self.steps:
            return "every attribute"
        return self.path if self.below else f"{self.path} {dictionary.name(self.steps[-1].tag)}"

    def holds(self, path: str) -> bool:
        """Whether a change at this path is meant; its items have numbers."""
        return re.fullmatch(r"\.".join(self._parts()), path) is not None

    def _walk(self) -> Iterator[tuple[Step, bool]]:
        """Each step, and whether an item of it must be there: it is named, or leads on."""
        for number, step in enumerate(self.steps, 1):
            yield step, bool(step.item) or self.below or number < len(self.steps)

    def _parts(self) -> Iterator[str]:
        for step, has_item in self._walk():
            number = step.item if step.item.isdecimal() else "[0-9]+"
            yield re.escape(tag_text(step.tag)) + (rf"\[{number}\]" if has_item else rf"(?:\[{number}\])?")
        if self.below or not self.steps:
            yield ".+" if self.below else ".*"


def place_of(text: str) -> Place:
    """The place that a text names. Raises ``UnknownPlace``."""
    text = text.strip()
    if text == EVERYTHING:
        return Place(())
    words = text.split(".")
    below = words[-1] == EVERYTHING
    return Place(tuple(_step(word.strip()) for word in (words[:-1] if below else words)), below)


def _step(word: str) -> Step:
    found = _STEP.fullmatch(word)
    if found is None:
        raise UnknownPlace(
            f"{word!r} is no attribute: write a tag such as (0010,0020), a keyword such as PatientID, an attribute in "
            "an item such as (0040,0275)[0].(0008,0050), or '*'."
        )
    tag = dictionary.tag_of(found["attribute"])
    if tag is None:
        if "(" in word or ")" in word:
            raise UnknownPlace(f"{word!r} is half a tag: between braces a tag stands in quotes, as in '(0010,0020)'.")
        near = nearest(found["attribute"], dictionary.keywords())
        raise UnknownPlace(f"There is no attribute {found['attribute']!r} in PS3.6{near}")
    return Step(tag, found["item"] or "")
