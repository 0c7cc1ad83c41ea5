"""Changes that are the same, told once with their number."""

import re
from collections.abc import Iterable

from validator.engine.model import Change, ChangeGroup

_ITEM = re.compile(r"\[\d+\]")
NO_LINEAGE = 0
"""They are counted from 1."""
Key = tuple[str, str, str]


def pattern_of(path: str) -> str:
    """A path with its item numbers left open: ``(0008,1115)[*].(0020,000E)``."""
    return _ITEM.sub("[*]", path) if "[" in path else path


class Summary:
    """Groups changes by capture, place and kind; ``add`` them lineage by lineage.

    The count is of lineages: a kind that befalls several items of one sequence counts once for each instance.
    """

    def __init__(self) -> None:
        self._counts: dict[Key, list[int]] = {}
        """How many lineages, and in how many of them not all is expected; the last lineage counted for each."""

    def add(self, change: Change) -> None:
        """Count a change; those of one lineage follow each other."""
        key = change.capture, pattern_of(change.path), change.kind
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = [0, 0, NO_LINEAGE, NO_LINEAGE]
        lineage = change.lineage
        if counts[2] != lineage:
            counts[0] += 1
            counts[2] = lineage
        if change.expected is None and counts[3] != lineage:
            counts[1] += 1
            counts[3] = lineage

    def groups(self) -> list[ChangeGroup]:
        """The groups in the order in which they first occurred."""
        return [
            ChangeGroup(*key, count=count, expected=count - unexpected)
            for key, (count, unexpected, _, _) in self._counts.items()
        ]


def summarise(changes: Iterable[Change]) -> list[ChangeGroup]:
    """The groups of changes that come lineage by lineage."""
    summary = Summary()
    for change in changes:
        summary.add(change)
    return summary.groups()
