"""What instances that were found again tell of their studies and series, for the instances not found yet."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from validator.engine.compare.acquisition import POSITIONS
from validator.engine.compare.census import Belonging
from validator.engine.compare.outline import Outline

PARENTS = (POSITIONS[0x0020000D], POSITIONS[0x0020000E])
"""Where an acquisition key has Study and Series Instance UID."""


class Agreed(NamedTuple):
    """UIDs that stand for the same study or series, so that keys from before and after a hop can be held together."""

    before: dict[str, str]
    """What to read instead of a UID from before: the one that all instances found have now."""
    after: dict[str, str]
    """What to read instead of a UID from after, where the one before has several successors."""


class Renewals:
    """Which UIDs studies and series have now, by the pairs found so far."""

    def __init__(self) -> None:
        self._became: dict[str, set[str]] = defaultdict(set)
        self._came_from: dict[str, set[str]] = defaultdict(set)

    def note(self, before: Belonging, after: Belonging) -> None:
        """That instances which belonged here before belong there now."""
        for old, new in ((before.study, after.study), (before.series, after.series)):
            if old and new:
                self._became[old].add(new)
                self._came_from[new].add(old)

    def agreed(self) -> Agreed:
        """What all pairs agree on, seen from either side: swapped captures agree on the same."""
        became = {old: new for old, (new, *more) in self._became.items() if not more}
        came_from = {new: old for new, (old, *more) in self._came_from.items() if not more and old not in became}
        return Agreed(_other(became), _other(came_from))


def _other(uids: Mapping[str, str]) -> dict[str, str]:
    return {uid: other for uid, other in uids.items() if uid != other}


def renewed(outline: Outline, became: Mapping[str, str]) -> Outline:
    """The outline with other UIDs of its study and series in its acquisition key, where there are any."""
    if not outline.key or (outline.study not in became and outline.series not in became):
        return outline
    key = list(outline.key)
    for position in PARENTS:
        key[position] = became.get(key[position], key[position])
    return outline._replace(key=tuple(key))
