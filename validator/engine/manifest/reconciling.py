"""Lists held against files: what is missing, what is more, what is another number or value. Nothing is sampled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from validator.engine.manifest.cells import SEPARATOR
from validator.engine.manifest.comparing import Comparing, Said
from validator.engine.manifest.errors import ManifestError
from validator.engine.manifest.held import HeldFiles
from validator.engine.manifest.holding import Holding
from validator.engine.manifest.ledger import LEVELS, Discrepancies, Ledger
from validator.engine.manifest.listed import UID_KEYWORDS, ListedLines
from validator.engine.manifest.reading import NO_LINES, Listing, data_lines, look_at
from validator.engine.manifest.values import DayOrder
from validator.engine.model import DiscrepancyKind, Reconciliation

BATCH = 5_000
"""Rows written at a time."""
REPEATS_SHOWN = 20
Row = TypeVar("Row")


class Told(NamedTuple):
    """What a list turned out to be, once its lines were read."""

    label: str
    listing: Listing
    lines: int
    """Below the head line, empty ones aside."""
    unusable: int
    repeated: int
    """Lines whose study, series or instance (the lowest that is listed) stands in an earlier line too."""
    repeats: tuple[tuple[str, int], ...]
    """The first of these UIDs, each with the line that it stands in first."""


class Reconciler:
    """Lists and the files of captures; first all lists, then all files, then ``reconcile``. For ``with``."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._lists: list[Told] = []
        self._orders: list[Mapping[str, DayOrder]] = []
        self._captures: list[str] = []
        self._unnamed: list[Counter[int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything; the discrepancies cannot be read any more."""
        self._ledger.close()

    def add_list(self, label: str, path: Path, mapping: Mapping[str, str] | None = None) -> Told:
        """Read a list from its first line to its last. Raises ``ManifestError`` where that cannot be done."""
        listing = look_at(path, mapping)
        reading = ListedLines(len(self._lists), listing)
        for line in data_lines(path, listing):
            reading.read(line)
            if reading.waiting >= BATCH:
                self._write(reading)
        self._write(reading)
        if not reading.lines:
            raise ManifestError(NO_LINES)
        number = len(self._lists)
        self._ledger.gather_list(number)
        lowest = LEVELS.index(listing.columns.levels[-1])
        repeated, repeats = self._ledger.repeated(number, lowest, most=REPEATS_SHOWN)
        told = Told(label, listing, reading.lines, reading.unusable, repeated, tuple(repeats))
        self._lists.append(told)
        self._orders.append(reading.orders)
        return told

    def _write(self, reading: ListedLines) -> None:
        rows, faults = reading.taken()
        self._ledger.write_lines(rows)
        self._ledger.write_discrepancies(faults)

    def add_files(self, label: str, holdings: Iterable[Holding]) -> None:
        """Take the files of a capture; only what a list speaks of is kept of them."""
        number = len(self._captures)
        taking = HeldFiles(number, [told.listing for told in self._lists])
        for some in _batches(taking.rows(holdings)):
            self._ledger.write_files(some)
            self._ledger.write_notes(taking.taken())
        self._ledger.gather_capture(number)
        self._captures.append(label)
        self._unnamed.append(taking.unnamed)

    def reconcile(self) -> tuple[list[Reconciliation], Discrepancies]:
        """Every list against every capture, at every level that the list has: from the study down."""
        told = [
            self._reconciled(number, capture, level)
            for number, one in enumerate(self._lists)
            for capture in range(len(self._captures))
            for level in map(LEVELS.index, one.listing.columns.levels)
        ]
        labels = [one.label for one in self._lists]
        return told, Discrepancies(self._ledger, labels, self._captures)

    def _reconciled(self, number: int, capture: int, level: int) -> Reconciliation:
        listed = self._ledger.count_listed(number, level)
        missing, extra = self._ledger.find_absent(number, capture, level)
        unnamed = self._unnamed[capture][level]
        if unnamed:
            files = f"{unnamed:,} file{'' if unnamed == 1 else 's'} without it"
            row = (number, capture, DiscrepancyKind.EXTRA, level, "", 0, UID_KEYWORDS[level], "", files, "")
            self._ledger.write_discrepancies([row])
            extra += 1
        return Reconciliation(
            capture=self._lists[number].label,
            against=self._captures[capture],
            entity=LEVELS[level],
            listed=listed,
            found=listed - missing,
            missing=missing,
            extra=extra,
            differing=self._compare(number, capture, level),
            unusable=self._lists[number].unusable,
        )

    def _compare(self, number: int, capture: int, level: int) -> int:
        """Note what differs of what is listed and there; of how many."""
        keywords = self._lists[number].listing.columns.of(LEVELS[level])
        if not keywords:
            return 0
        comparing = Comparing(keywords, self._orders[number])
        said = Said(self._ledger.values(capture, level))
        differing = 0
        rows: list[tuple[Any, ...]] = []
        for uid, lines in groupby(self._ledger.both(number, capture, level), key=itemgetter(0)):
            found = said.of(uid)
            before = len(rows)
            for _, line, content, series, instances in lines:
                for kind, *told in comparing.differences(
                    content.split(SEPARATOR), found, series=series, instances=instances
                ):
                    rows.append((number, capture, kind, level, uid, line, *told))
            differing += len(rows) > before
            if len(rows) >= BATCH:
                self._ledger.write_discrepancies(rows)
                rows = []
        self._ledger.write_discrepancies(rows)
        return differing


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, BATCH)):
        yield some
