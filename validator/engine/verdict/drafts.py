"""Sentences on their way into the verdict, with what decides their place and their company."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.engine.model import Impact, Sentence, Topic

RANK = {Impact.BREAKS: 0, Impact.DEGRADES: 1, Impact.COSMETIC: 2, None: 3}
"""The gravest first; what is well last."""
ORDER = {Topic.UNREAD: 0, Topic.PRESENCE: 1, Topic.DELTA: 3}
"""Among sentences as grave as each other: first whether everything is there, last by which rules it is wrong."""
CHANGED = 2
"""The place of all others."""


class Draft(NamedTuple):
    """A sentence whose detail does not yet say who did it."""

    sentence: Sentence
    writers: str = ""
    declared: str = ""
    """Whether Original Attributes tell of it; like ``writers`` empty where instances came or went."""
    lineages: int = 0
    """Those that it is about, one bit each; 0 where it is not about single instances."""

    @property
    def breaks(self) -> bool:
        return self.sentence.impact is Impact.BREAKS


def gravest(impacts: Iterable[Impact | None]) -> Impact | None:
    """The worst of some impacts."""
    return min(impacts, key=RANK.__getitem__)


def place_of(draft: Draft, labels: tuple[str, ...]) -> tuple[int, int, int, bool, int]:
    """Sorts by impact; then by what it is about; then along the chain, causes before what broke by them; by number."""
    sentence = draft.sentence
    chain = labels.index(sentence.capture) if sentence.capture in labels else len(labels)
    is_consequence = bool(sentence.kinds) and all(kind.startswith("reference.") for kind in sentence.kinds)
    return RANK[sentence.impact], ORDER.get(sentence.topic, CHANGED), chain, is_consequence, -sentence.count
