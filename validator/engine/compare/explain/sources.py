"""Which other attributes of the earlier instance a value may have been made from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from validator.engine.compare.explain.observation import Source
from validator.engine.compare.reading import Side, texts
from validator.engine.model import Element, tag_text
from validator.engine.text.display import STRING_VRS

LEAST_TEXT, LEAST_SHARED = 2, 4
"""Characters of a text that equals the value, and of one that shares a part with it: shorter ones do so by chance."""
MOST_TEXTS = 512
"""Texts of one instance that are looked at: the first, which name patient, visit and device."""
MOST = 12
"""Attributes that are noted for one value: those first that hold the same, then those with most in common."""
SOURCE_VRS = STRING_VRS - {"UI"}
LONGEST = 256
"""Characters of the longest text that is looked at."""


class Sources:
    """The texts at the top level of one instance."""

    def __init__(self, elements: Sequence[Element], side: Side) -> None:
        self._texts: list[tuple[int, str, str]] = []
        for element in elements:
            value, vr = element.value, element.vr
            if value and vr in SOURCE_VRS and len(value) <= LONGEST and element.fragments is None:
                text, letters = _read(value, vr, side)
                if len(text) >= LEAST_TEXT:
                    self._texts.append((element.tag, text, letters))
                    if len(self._texts) == MOST_TEXTS:
                        break

    @cached_property
    def _by_text(self) -> dict[str, list[int]]:
        """By text the positions of the attributes that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, (_, text, _) in enumerate(self._texts):
            found[text].append(position)
        return found

    @cached_property
    def _by_beginning(self) -> dict[str, list[int]]:
        """By the first letters of a text the positions of those that begin so."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, (_, _, letters) in enumerate(self._texts):
            if len(letters) >= LEAST_SHARED:
                found[letters[:LEAST_SHARED]].append(position)
        return found

    @cached_property
    def _all_letters(self) -> str:
        """In which it is quickly found out that a value is no part of any text."""
        return "\n".join(letters for _, _, letters in self._texts)

    def of(self, value: str, tag: int) -> tuple[Source, ...]:
        """The attributes other than the value's own that it equals, or with which it has a part in common."""
        letters = _letters(value)
        related = []
        for position in self._candidates(value, letters):
            other, text, theirs = self._texts[position]
            if other != tag and (shared := _shared(value, letters, text, theirs)):
                related.append((-shared, other, text))
        return tuple((tag_text(other), text) for _, other, text in sorted(sorted(related)[:MOST], key=_by_tag))

    def _candidates(self, value: str, letters: str) -> Iterable[int]:
        """The positions of all texts with which a value may have something in common."""
        if len(letters) >= LEAST_SHARED and letters in self._all_letters:
            return range(len(self._texts))
        beginnings = {letters[at : at + LEAST_SHARED] for at in range(len(letters) - LEAST_SHARED + 1)}
        found = {*self._by_text.get(value, ())}
        for beginning in beginnings & self._by_beginning.keys():
            found.update(self._by_beginning[beginning])
        return sorted(found)


@lru_cache(maxsize=16_384)
def _read(value: bytes, vr: str, side: Side) -> tuple[str, str]:
    """The text of a value, and what ``_letters`` leaves of it."""
    text = "\\".join(texts(value, vr, side))
    return text, _letters(text)


def _by_tag(entry: tuple[int, int, str]) -> int:
    return entry[1]


def _shared(value: str, letters: str, text: str, theirs: str) -> int:
    """How many letters and digits two texts have in common: the whole of one, or the end of one that was cut."""
    if value == text:
        return 2 * len(text)
    shorter, longer = (letters, theirs) if len(letters) <= len(theirs) else (theirs, letters)
    if len(shorter) < LEAST_SHARED:
        return 0
    if shorter in longer:
        return len(shorter)
    # Something put in front, and the end cut off: what is left at the end is how the other one begins.
    start = letters.find(theirs[:LEAST_SHARED])
    cut = letters[start:] if start >= 0 else ""
    return len(cut) if theirs.startswith(cut) else 0


@lru_cache(maxsize=16_384)
def _letters(text: str) -> str:
    """What case, spaces and punctuation leave of a text."""
    return "".join(character for character in text.casefold() if character.isalnum())
