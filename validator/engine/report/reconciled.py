"""Lists against files, in words that the formats for people share; none of it is safe to show yet."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.model import Discrepancy, DiscrepancyKind, Facts, Reconciliation
from validator.engine.report.wording import cut_value

MOST_DISCREPANCIES = 25
"""So many are told of one list and one capture; the rest is counted."""
COLUMNS = ("Level", "Listed", "Found", "Missing", "Not listed", "Differing")
"""Of a table of reconciliations."""


class Told(NamedTuple):
    """A list held against one capture; or what of the list itself could not be used, then without figures."""

    title: str
    """``index against archive``"""
    figures: tuple[tuple[str, ...], ...]
    """Of each level, under ``COLUMNS``."""
    lines: tuple[str, ...]
    """The first discrepancies."""
    more: int
    """How many there are beside."""


def reconciled_told(facts: Facts) -> Iterator[Told]:
    """Every list, first what cannot be used of it, then each capture; the discrepancies are read once."""
    counts: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str], list[str]] = {}
    figures: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for one in facts.reconciled:
        figures.setdefault((one.capture, one.against), []).append(_figures(one))
    for each in facts.discrepancies:
        pair = each.capture, each.against
        counts[pair] += 1
        told = lines.setdefault(pair, [])
        if len(told) < MOST_DISCREPANCIES:
            told.append(discrepancy_words(each))
    for pair in sorted({*figures, *lines}, key=lambda pair: (*_place(facts, pair), pair)):
        shown = lines.get(pair, [])
        title = f"{pair[0]} against {pair[1]}" if pair[1] else f"Lines of {pair[0]} that cannot be used"
        yield Told(title, tuple(figures.get(pair, ())), tuple(shown), counts[pair] - len(shown))


def discrepancy_words(one: Discrepancy) -> str:
    """``line 5: study 1.2.5 is not among the files``"""
    line = f"line {one.line:,}: " if one.line else ""
    what = f"{one.entity.noun} {one.uid}"
    note = f" ({one.note})" if one.note else ""
    if one.kind is DiscrepancyKind.UNUSABLE:
        return f"{line}{_value(one.listed)} as {one.attribute}{note}"
    if one.kind is DiscrepancyKind.MISSING:
        return f"{line}{what} is not among the files"
    if one.kind is DiscrepancyKind.EXTRA:
        return f"{what} is not listed" if one.uid else f"{one.found}: {one.attribute}"
    return f"{line}{what}: {one.attribute} listed as {_value(one.listed)}, the files say {_value(one.found)}{note}"


def _value(text: str) -> str:
    return cut_value(text) if text else "nothing"


def _figures(one: Reconciliation) -> tuple[str, ...]:
    numbers = (one.listed, one.found, one.missing, one.extra, one.differing)
    return one.entity.plural, *(f"{number:,}" for number in numbers)


def _place(facts: Facts, pair: tuple[str, str]) -> tuple[int, bool]:
    """Lists in their order, each with what it is about itself in front."""
    lists = [one.capture for one in facts.reconciled]
    return lists.index(pair[0]) if pair[0] in lists else len(lists), bool(pair[1])
