"""The lines of a list on their way into the ledger."""

from typing import Any

from validator.engine.manifest.cells import SEPARATOR, cleaned, uid_fault
from validator.engine.manifest.columns import UIDS
from validator.engine.manifest.ledger import LEVELS, OUTSIDE
from validator.engine.manifest.lines import Line
from validator.engine.manifest.reading import Listing
from validator.engine.manifest.values import DayOrder, order_of
from validator.engine.model import DiscrepancyKind
from validator.engine.standard import dictionary

UID_KEYWORDS = tuple(UIDS)
"""By level."""
MORE_COLUMNS = "it has {} columns and the head line {}: a value with the separator in it needs quotation marks"
ListRow = tuple[int, int, str, int, str]
"""List, level, UID, line and content, as the ledger wants it."""


class ListedLines:
    """One list while it is read."""

    def __init__(self, number: int, listing: Listing) -> None:
        self.lines = self.unusable = 0
        self.orders: dict[str, DayOrder] = {}
        self._number = number
        places = listing.columns.places
        self._width = len(listing.columns.all)
        self._used = sorted(places.values())
        self._levels = [
            (level, places[keyword], [places[other] for other in listing.columns.of(LEVELS[level])])
            for level, keyword in enumerate(UID_KEYWORDS)
            if keyword in places
        ]
        self._dates = {
            keyword: at for keyword, at in places.items() if dictionary.vr_of(dictionary.keywords()[keyword]) == "DA"
        }
        self._last: dict[int, tuple[str, str]] = {}
        self._rows: list[ListRow] = []
        self._faults: list[tuple[Any, ...]] = []

    @property
    def waiting(self) -> int:
        """Rows that wait to be taken."""
        return len(self._rows) + len(self._faults)

    def read(self, line: Line) -> None:
        """Make rows of one line; of a study or series that the line before named too, none."""
        self.lines += 1
        cells = line.cells
        missing = self._width - len(cells)
        if missing > 0:
            cells += [""] * missing
        for at in self._used:
            cells[at] = cleaned(cells[at])
        fault = self._fault_of(cells, line.number)
        if fault:
            self.unusable += 1
            self._faults.append(fault)
            return
        for keyword, at in self._dates.items():
            self._note_order(keyword, order_of(cells[at]))
        lowest = self._levels[-1][0]
        for level, at, others in self._levels:
            content = SEPARATOR.join([cells[other] for other in others])
            if level == lowest or self._last.get(level) != (cells[at], content):
                self._last[level] = cells[at], content
                self._rows.append((self._number, level, cells[at], line.number, content))

    def taken(self) -> tuple[list[ListRow], list[tuple[Any, ...]]]:
        """The rows made since it was asked last, and the lines that cannot be used, as discrepancies."""
        taken = self._rows, self._faults
        self._rows, self._faults = [], []
        return taken

    def _fault_of(self, cells: list[str], number: int) -> tuple[Any, ...] | None:
        """Why a line cannot be used."""
        for level, at, _ in self._levels:
            note = uid_fault(cells[at])
            if note:
                return self._fault(level, number, cells[at], note)
        if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
            return self._fault(self._levels[-1][0], number, "", MORE_COLUMNS.format(len(cells), self._width))
        return None

    def _fault(self, level: int, number: int, listed: str, note: str) -> tuple[Any, ...]:
        kind = DiscrepancyKind.UNUSABLE
        return self._number, OUTSIDE, kind, level, "", number, UID_KEYWORDS[level], listed, "", note

    def _note_order(self, keyword: str, order: DayOrder) -> None:
        """A column in which both orders are proved has none."""
        if order:
            known = self.orders.setdefault(keyword, order)
            if known is not order:
                self.orders[keyword] = DayOrder.UNKNOWN
