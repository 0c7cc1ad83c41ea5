"""Changes that are the same, told once with their number."""

import re
from collections import Counter
from collections.abc import Iterable

from validator.engine.model import Change, ChangeGroup

_ITEM = re.compile(r"\[\d+\]")


def pattern_of(path: str) -> str:
    """A path with its item numbers left open: ``(0008,1115)[*].(0020,000E)``."""
    return _ITEM.sub("[*]", path)


def summarise(changes: Iterable[Change]) -> list[ChangeGroup]:
    """Group by capture, place and kind, in the order in which they first occur; changes come lineage by lineage.

    The count is of lineages: a kind that befalls several items of one sequence counts once for each instance.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    unexpected: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], int] = {}
    last_unexpected: dict[tuple[str, str, str], int] = {}
    for change in changes:
        key = change.capture, pattern_of(change.path), change.kind
        if last.get(key) != change.lineage:
            counts[key] += 1
            last[key] = change.lineage
        if change.expected is None and last_unexpected.get(key) != change.lineage:
            unexpected[key] += 1
            last_unexpected[key] = change.lineage
    return [ChangeGroup(*key, count=count, expected=count - unexpected[key]) for key, count in counts.items()]
