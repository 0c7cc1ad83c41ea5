"""What instances that were found again tell of their studies and series, for the instances not found yet."""

from collections import defaultdict
from collections.abc import Mapping

from validator.engine.compare.acquisition import POSITIONS
from validator.engine.compare.outline import Outline

PARENTS = (POSITIONS[0x0020000D], POSITIONS[0x0020000E])
"""Where an acquisition key has Study and Series Instance UID."""


class Renewals:
    """Which UIDs studies and series have now, by the pairs found so far."""

    def __init__(self) -> None:
        self._became: dict[str, set[str]] = defaultdict(set)

    def note(self, before: Outline, after: Outline) -> None:
        self._became[before.study].add(after.study)
        self._became[before.series].add(after.series)

    def agreed(self) -> dict[str, str]:
        """The UIDs now, by those before, where all pairs agree on it."""
        known = ((old, *new) for old, new in self._became.items() if old and len(new) == 1)
        return {old: new for old, new in known if old != new}


def renewed(outline: Outline, became: Mapping[str, str]) -> Outline:
    """The outline with the UIDs in its acquisition key that its study and series have now."""
    if not outline.key or (outline.study not in became and outline.series not in became):
        return outline
    key = list(outline.key)
    for position in PARENTS:
        key[position] = became.get(key[position], key[position])
    return outline._replace(key=tuple(key))
