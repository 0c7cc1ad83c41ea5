"""What lists say and files hold, side by side in a database without a name, so that no list is too long for memory.

SQLite, because it sorts, groups and joins in bounded memory, is in the standard library, and has its file deleted by
the system when the process ends, however it ends. It lies where ``SQLITE_TMPDIR`` or ``TMPDIR`` say.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from validator.engine.model import Discrepancy, DiscrepancyKind, Entity

CACHE = 64 * 1024
"""KiB of memory for the database's pages."""
SCHEMA = """
CREATE TABLE line (list INTEGER, entity INTEGER, uid TEXT, number INTEGER, content TEXT);
CREATE TABLE entry (
    list INTEGER, entity INTEGER, uid TEXT, number INTEGER, content TEXT, repeated INTEGER,
    PRIMARY KEY (list, entity, uid, number)
) WITHOUT ROWID;
CREATE TABLE file (capture INTEGER, study TEXT, series TEXT, instance TEXT);
CREATE TABLE holding (
    capture INTEGER, entity INTEGER, uid TEXT, series INTEGER, instances INTEGER,
    PRIMARY KEY (capture, entity, uid)
) WITHOUT ROWID;
CREATE TABLE note (capture INTEGER, entity INTEGER, uid TEXT, attribute INTEGER, value TEXT);
CREATE TABLE value (
    capture INTEGER, entity INTEGER, uid TEXT, attribute INTEGER, value TEXT,
    PRIMARY KEY (capture, entity, uid, attribute, value)
) WITHOUT ROWID;
CREATE TABLE discrepancy (
    list INTEGER, capture INTEGER, kind TEXT, entity INTEGER, uid TEXT, line INTEGER,
    attribute TEXT, listed TEXT, found TEXT, note TEXT
);
"""
"""``line``, ``file`` and ``note`` are written as they come; ``entry``, ``holding`` and ``value`` are these, sorted."""
GATHER_ENTRIES = """
INSERT INTO entry SELECT list, entity, uid, min(number) AS number, content, count(*)
FROM line WHERE list = ? GROUP BY list, entity, uid, content ORDER BY entity, uid, number;
"""
GATHER_HOLDINGS = (
    """
INSERT INTO holding SELECT capture, 0, study, count(DISTINCT nullif(series, '')), count(DISTINCT nullif(instance, ''))
FROM file WHERE capture = ? AND study <> '' GROUP BY study ORDER BY study;
""",
    """
INSERT INTO holding SELECT capture, 1, series, 0, count(DISTINCT nullif(instance, ''))
FROM file WHERE capture = ? AND series <> '' GROUP BY series ORDER BY series;
""",
    """
INSERT INTO holding SELECT capture, 2, instance, 0, 0
FROM file WHERE capture = ? AND instance <> '' GROUP BY instance ORDER BY instance;
""",
)
GATHER_VALUES = """
INSERT INTO value SELECT DISTINCT capture, entity, uid, attribute, value
FROM note WHERE capture = ? ORDER BY entity, uid, attribute, value;
"""
MISSING = """
INSERT INTO discrepancy SELECT entry.list, ?2, 'missing', entry.entity, entry.uid, min(entry.number), '', '', '', ''
FROM entry LEFT JOIN holding
ON holding.capture = ?2 AND holding.entity = entry.entity AND holding.uid = entry.uid
WHERE entry.list = ?1 AND entry.entity = ?3 AND holding.uid IS NULL GROUP BY entry.uid;
"""
EXTRA = """
INSERT INTO discrepancy SELECT ?1, holding.capture, 'extra', holding.entity, holding.uid, 0, '', '', '', ''
FROM holding WHERE holding.capture = ?2 AND holding.entity = ?3 AND NOT EXISTS
(SELECT 1 FROM entry WHERE entry.list = ?1 AND entry.entity = holding.entity AND entry.uid = holding.uid);
"""
BOTH = """
SELECT entry.uid, entry.number, entry.content, holding.series, holding.instances FROM entry JOIN holding
ON holding.capture = ?2 AND holding.entity = entry.entity AND holding.uid = entry.uid
WHERE entry.list = ?1 AND entry.entity = ?3 ORDER BY entry.uid, entry.number;
"""
VALUES = "SELECT uid, attribute, value FROM value WHERE capture = ? AND entity = ? ORDER BY uid, attribute, value"
TELL = """
SELECT list, capture, kind, entity, uid, line, attribute, listed, found, note FROM discrepancy
ORDER BY list, capture, line = 0, entity, line, uid, attribute;
"""
LEVELS = (Entity.STUDY, Entity.SERIES, Entity.INSTANCE)
"""By the number that stands for them in the tables."""
OUTSIDE = -1
"""Instead of the number of a capture: that a discrepancy is the list's own."""


class Ledger:
    """The tables; to be closed, since they are gone then."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE}", "temp_store = FILE"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.executescript(SCHEMA)
        self._base.execute("BEGIN")

    def close(self) -> None:
        """Forget everything."""
        self._base.close()

    def write_lines(self, rows: Iterable[tuple[int, int, str, int, str]]) -> None:
        """Lines as (list, entity, UID, number, content)."""
        self._base.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", rows)

    def write_files(self, rows: Iterable[tuple[int, str, str, str]]) -> None:
        """Files as (capture, study, series, instance)."""
        self._base.executemany("INSERT INTO file VALUES (?, ?, ?, ?)", rows)

    def write_notes(self, rows: Iterable[tuple[int, int, str, int, str]]) -> None:
        """What files say, as (capture, entity, UID, number of the attribute, value)."""
        self._base.executemany("INSERT INTO note VALUES (?, ?, ?, ?, ?)", rows)

    def write_discrepancies(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """As (list, capture, kind, entity, UID, line, attribute, listed, found, note)."""
        self._base.executemany("INSERT INTO discrepancy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def gather_list(self, number: int) -> None:
        """Sort a list whose lines are all written."""
        self._base.execute(GATHER_ENTRIES, (number,))
        self._base.execute("DELETE FROM line")

    def gather_capture(self, number: int) -> None:
        """Sort the files of a capture that are all written."""
        for statement in GATHER_HOLDINGS:
            self._base.execute(statement, (number,))
        self._base.execute(GATHER_VALUES, (number,))
        self._base.execute("DELETE FROM file")
        self._base.execute("DELETE FROM note")

    def count_listed(self, listing: int, level: int) -> int:
        """Different UIDs in a list."""
        return self._number("SELECT count(DISTINCT uid) FROM entry WHERE list = ? AND entity = ?", listing, level)

    def repeated(self, listing: int, level: int, *, most: int) -> tuple[int, list[tuple[str, int]]]:
        """How many lines repeat an earlier one's UID; the first such UIDs, each with its first line."""
        extra = self._number(
            "SELECT sum(repeated) - count(DISTINCT uid) FROM entry WHERE list = ? AND entity = ?", listing, level
        )
        rows = self._base.execute(
            "SELECT uid, min(number) AS first FROM entry WHERE list = ? AND entity = ? "
            "GROUP BY uid HAVING sum(repeated) > 1 ORDER BY first LIMIT ?",
            (listing, level, most),
        )
        return extra, rows.fetchall() if extra else []

    def find_absent(self, listing: int, capture: int, level: int) -> tuple[int, int]:
        """Note what is missing and what is extra; how many of each."""
        missing = self._base.execute(MISSING, (listing, capture, level)).rowcount
        return missing, self._base.execute(EXTRA, (listing, capture, level)).rowcount

    def both(self, listing: int, capture: int, level: int) -> Iterator[tuple[str, int, str, int, int]]:
        """What is listed and there: UID, line, content, series and instances that the files hold; by UID."""
        return iter(self._base.execute(BOTH, (listing, capture, level)))

    def values(self, capture: int, level: int) -> Iterator[tuple[str, int, str]]:
        """What the files say: UID, number of the attribute, value; by UID."""
        return iter(self._base.execute(VALUES, (capture, level)))

    def size(self) -> int:
        """How many discrepancies there are."""
        return self._number("SELECT count(*) FROM discrepancy")

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The discrepancies: by list and capture, then by level and line; what no line is about comes last."""
        return iter(self._base.execute(TELL))

    def _number(self, statement: str, *values: int) -> int:
        return int(self._base.execute(statement, values).fetchone()[0] or 0)


class Discrepancies(Collection[Discrepancy]):
    """Everything in which lists and files do not agree; read from the ledger each time anew."""

    def __init__(self, ledger: Ledger, lists: Collection[str], captures: Collection[str]) -> None:
        self._ledger, self._lists, self._captures = ledger, tuple(lists), tuple(captures)
        self._size = ledger.size()

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Discrepancy]:
        for listing, capture, kind, level, uid, line, attribute, listed, found, note in self._ledger.rows():
            against = self._captures[capture] if capture != OUTSIDE else ""
            yield Discrepancy(
                self._lists[listing], against, DiscrepancyKind(kind), LEVELS[level], uid, line, attribute, listed,
                found, note,
            )  # fmt: skip

    def __contains__(self, value: object) -> bool:
        return any(each == value for each in self)
