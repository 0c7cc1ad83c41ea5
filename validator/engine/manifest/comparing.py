"""What a line says of a study, series or instance, against what the files of it say."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from validator.engine.manifest.cells import count_of
from validator.engine.manifest.columns import COUNTS, STUDY_SERIES, UIDS
from validator.engine.manifest.values import DayOrder, difference
from validator.engine.model import DiscrepancyKind
from validator.engine.standard import dictionary

MOST_SHOWN = 3
"""So many different values of the files of one study or series are shown in a discrepancy."""
NO_NUMBER = "this is no number"
Difference = tuple[DiscrepancyKind, str, str, str, str]
"""Kind, keyword, listed, found, note."""


class Comparing:
    """The lines of one list at one level."""

    def __init__(self, keywords: Sequence[str], orders: Mapping[str, DayOrder]) -> None:
        self._keywords = [(keyword, dictionary.keywords()[keyword]) for keyword in keywords]
        self._orders = orders

    def differences(
        self, listed: Sequence[str], found: Mapping[int, Sequence[str]], *, series: int, instances: int
    ) -> Iterator[Difference]:
        """What differs of one line; ``found`` has by tag what the files say. Empty cells say nothing."""
        for (keyword, tag), text in zip(self._keywords, listed, strict=True):
            if not text:
                continue
            if keyword in COUNTS:
                held, number = series if keyword == STUDY_SERIES else instances, count_of(text)
                if number != held:
                    yield DiscrepancyKind.COUNT, keyword, text, str(held), NO_NUMBER if number is None else ""
                continue
            values = found.get(tag, ())
            note = self._difference(keyword, text, values)
            if note is not None:
                yield DiscrepancyKind.VALUE, keyword, text, _shown(values), note

    def _difference(self, keyword: str, listed: str, found: Collection[str]) -> str | None:
        if keyword in UIDS:
            return None if set(found) == {listed} else ""
        return difference(keyword, listed, found, order=self._orders.get(keyword, DayOrder.UNKNOWN))


class Said:
    """What the files say, by UID; asked in the order of the UIDs."""

    def __init__(self, rows: Iterator[tuple[str, int, str]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, uid: str) -> Mapping[int, Sequence[str]]:
        """By tag, the different values."""
        found: dict[int, list[str]] = defaultdict(list)
        while self._next is not None and self._next[0] <= uid:
            if self._next[0] == uid:
                found[self._next[1]].append(self._next[2])
            self._next = next(self._rows, None)
        return found


def _shown(values: Sequence[str]) -> str:
    """``CT``; ``CT; MR``; ``none; CT`` where some files do not say it; empty where none does."""
    if not any(values):
        return ""
    named = [value or "none" for value in values[:MOST_SHOWN]]
    more = len(values) - len(named)
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])])
