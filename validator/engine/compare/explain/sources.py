"""Which other attributes of the earlier instance a value may have been made from."""

from collections.abc import Sequence
from functools import lru_cache

from validator.engine.compare.explain.observation import Source
from validator.engine.compare.explain.values import text_of
from validator.engine.compare.reading import Side
from validator.engine.model import Element, tag_text
from validator.engine.text.display import STRING_VRS

LEAST_TEXT, LEAST_SHARED = 2, 4
"""Characters of a text that equals the value, and of one that shares a part with it: shorter ones do so by chance."""
MOST_TEXTS = 512
"""Texts of one instance that are looked at: the first, which name patient, visit and device."""
MOST = 12
"""Attributes that are noted for one value: those first that hold the same, then those with most in common."""
LONGEST = 256
"""Characters of the longest text that is looked at."""


class Sources:
    """The texts at the top level of one instance."""

    def __init__(self, elements: Sequence[Element], side: Side) -> None:
        self._texts: list[tuple[int, str, str]] = []
        for element in elements:
            if element.vr in STRING_VRS and element.vr != "UI" and element.value and len(element.value) <= LONGEST:
                text = text_of(element, element.vr, side)
                if text and len(text) >= LEAST_TEXT:
                    self._texts.append((element.tag, text, _letters(text)))
                    if len(self._texts) == MOST_TEXTS:
                        break

    def of(self, value: str, tag: int) -> tuple[Source, ...]:
        """The attributes other than the value's own that it equals, or with which it has a part in common."""
        letters = _letters(value)
        related = [
            (-shared, other, text)
            for other, text, theirs in self._texts
            if other != tag and (shared := _shared(value, letters, text, theirs))
        ]
        return tuple((tag_text(other), text) for _, other, text in sorted(sorted(related)[:MOST], key=_by_tag))


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
