"""The data dictionary of PS3.6 and the private dictionaries, by tag and by keyword."""

import json
import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

DATA = Path(__file__).parent / "data"
REMEMBERED = 50_000
"""How many tags without a row of their own are remembered: a hostile file names millions."""
_WHOLE_BLOCK = re.compile(r"[0-9A-F]{4}..[0-9A-F]{2}")
_DIGITS = re.compile(r"\(?([0-9A-Fa-f]{4}),?\s?([0-9A-Fa-f]{4})\)?")


class Entry(NamedTuple):
    """One row of PS3.6 chapter 6, or of a private dictionary."""

    vr: str
    """``"LO"``, or ambiguous: ``"US or SS"``; empty for item and delimiter tags."""
    vm: str
    """``"1"``, ``"1-n"``, ``"2-2n"``"""
    name: str
    keyword: str
    retired: bool


def _load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _split(name: str) -> dict[str, str]:
    """The lines of an artefact by what stands before the first tab."""
    text = (DATA / name).read_text(encoding="utf-8")
    return dict([line.split("\t", 1) for line in text.split("\n") if line])


class _KnownVRs(dict[int, str]):
    """VR by tag, for the scanner's inner loop; what is not listed is derived once and remembered."""

    def __missing__(self, tag: int) -> str:
        line = _rows.get(f"{tag:08X}")
        if line is not None:
            vr = self[tag] = line.partition("\t")[0]
            return vr
        vr = _derived_vr(tag)
        if len(self) < REMEMBERED:
            self[tag] = vr
        return vr


_rows = _split("dictionary.txt")
"""By tag in hexadecimal, the fields of its ``Entry`` with tabs between them; only the rows that are met are read."""
EDITION = next(iter(_rows))
"""Of the standard: ``"2024c"``."""
del _rows[EDITION]
KNOWN_VRS = _KnownVRs()


@lru_cache(REMEMBERED)
def lookup(tag: int) -> Entry | None:
    """The dictionary's row of a standard tag; repeating groups (60xx, 50xx) included."""
    line = _rows.get(f"{tag:08X}")
    if line is None:
        return _repeating_row(tag)
    vr, vm, name, keyword, retired = line.split("\t")
    return Entry(vr, vm, name, keyword, retired == "1")


def vr_of(tag: int) -> str:
    """The VR by the dictionary; private creators are LO, group lengths UL, empty where it is not known."""
    return KNOWN_VRS[tag]


def keyword(tag: int) -> str:
    """``PatientID``; empty where the tag has none."""
    entry = lookup(tag)
    return entry.keyword if entry else ""


def name(tag: int) -> str:
    """``Patient ID``; a describing phrase where the tag has no name of its own."""
    entry = lookup(tag)
    if entry:
        return entry.name
    if tag & 0xFFFF == 0:
        return "Group Length"
    if tag & 0x10000:
        return "Private Creator" if 0x10 <= tag & 0xFFFF <= 0xFF else "Private Attribute"
    return "Unknown Attribute"


def tag_of(text: str) -> int | None:
    """The tag that ``PatientID``, ``00100020``, ``0010,0020`` or ``(0010,0020)`` means."""
    digits = _DIGITS.fullmatch(text.strip())
    if digits:
        return int(digits[1] + digits[2], 16)
    return keywords().get(text.strip())


@lru_cache(10_000)
def tag_at(path: str) -> int:
    """The tag of the attribute at the end of a path: ``(0008,1115)[*].(0020,000E)``; 0 where it ends with an item."""
    return tag_of(path[-11:]) or 0


def private(creator: str, tag: int) -> Entry | None:
    """The row of a private element by its creator, whatever block the file put it in (PS3.5 7.8.1)."""
    row = _private_rows(creator).get((tag >> 16, tag & 0xFF)) if knows_creator(creator) else None
    return Entry(row[0], row[1], row[2], "", retired=False) if row else None


@lru_cache(256)
def private_entries(creator: str) -> dict[int, Entry]:
    """All rows of a creator by tag, the two digits of the block left out: ``0x00110011``; empty for an unknown one."""
    rows = _private_rows(creator) if knows_creator(creator) else {}
    return {
        group << 16 | number: Entry(row[0], row[1], row[2], "", retired=False) for (group, number), row in rows.items()
    }


def knows_creator(creator: str) -> bool:
    """Whether a private dictionary of this creator is known."""
    return bool(creator) and creator in _private_tables()


@cache
def tags() -> Collection[int]:
    """Every tag that has a row of its own in PS3.6."""
    return frozenset(int(tag, 16) for tag in _rows)


@cache
def repeating() -> dict[str, Entry]:
    """The rows of PS3.6 that stand for several tags, by their masks: ``60xx3000``."""
    rows = _load("repeating.json")["rows"]
    return {mask: Entry(row[0], row[1], row[2], row[3], bool(row[4])) for mask, row in rows.items()}


@cache
def keywords() -> dict[str, int]:
    """Every keyword of PS3.6 with its tag."""
    return {keyword: int(tag, 16) for tag, line in _rows.items() if (keyword := line.split("\t")[3])}


@cache
def uids() -> dict[str, list[Any]]:
    """The rows of PS3.6 annex A by UID; ``standard.uids`` reads them."""
    return cast("dict[str, list[Any]]", _load("uids.json")["rows"])


@cache
def _private_tables() -> dict[str, str]:
    """By creator, its rows as JSON."""
    return _split("private.txt")


@cache
def _private_rows(creator: str) -> dict[tuple[int, int], list[str]]:
    """A creator's rows by group and the last two digits of the element: only those of creators that occur are made."""
    return {
        (int(mask[:4], 16), int(mask[6:], 16)): row
        for mask, row in json.loads(_private_tables()[creator]).items()
        if _WHOLE_BLOCK.fullmatch(mask)
    }


def _repeating_row(tag: int) -> Entry | None:
    if tag & 0x10000:
        return None
    text = f"{tag:08X}"
    return next((row for mask, row in _repeating() if mask.fullmatch(text)), None)


@cache
def _repeating() -> list[tuple[re.Pattern[str], Entry]]:
    return [(re.compile(mask.replace("x", "[0-9A-F]")), row) for mask, row in repeating().items()]


def _derived_vr(tag: int) -> str:
    if tag & 0xFFFF == 0:
        return "UL"
    if tag & 0x10000:
        return "LO" if 0x10 <= tag & 0xFFFF <= 0xFF else ""
    row = _repeating_row(tag)
    return row.vr if row else ""
