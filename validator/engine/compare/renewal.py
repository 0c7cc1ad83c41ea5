"""What instances that were found again tell of their studies and series, for the instances not found yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from validator.engine.compare.acquisition import POSITIONS
from validator.engine.compare.outline import Outline

PARENTS = (0x0020000D, 0x0020000E)
"""Study and Series Instance UID."""


def renewals(pairs: Iterable[tuple[Outline, Outline]]) -> dict[str, str]:
    """The UIDs that studies and series have now, by those they had, where all instances found agree on it."""
    became: dict[str, set[str]] = defaultdict(set)
    for before, after in pairs:
        became[before.study].add(after.study)
        became[before.series].add(after.series)
    return {old: next(iter(new)) for old, new in became.items() if old and len(new) == 1 and old not in new}


def renewed(outline: Outline, became: Mapping[str, str]) -> Outline:
    """The outline with the UIDs in its acquisition key that its study and series have now."""
    if not outline.key or not {outline.study, outline.series} & became.keys():
        return outline
    key = list(outline.key)
    for tag in PARENTS:
        key[POSITIONS[tag]] = became.get(key[POSITIONS[tag]], key[POSITIONS[tag]])
    return outline._replace(key=tuple(key))
