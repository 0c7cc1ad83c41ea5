"""The data dictionary of PS3.6 and the private dictionaries, by tag and by keyword."""

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

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


class _KnownVRs(dict[int, str]):
    """VR by tag, for the scanner's inner loop; what is not listed is derived once and remembered."""

    def __missing__(self, tag: int) -> str:
        vr = _derived_vr(tag)
        if len(self) < REMEMBERED:
            self[tag] = vr
        return vr


_tables = _load("dictionary.json")
_rows: dict[int, list[Any]] = {int(tag, 16): row for tag, row in _tables["tags"].items()}
UIDS: dict[str, list[Any]] = _tables["uids"]
"""Rows of PS3.6 annex A; read them through ``standard.uids``."""
EDITION: str = _tables["edition"]
"""Of the standard: ``"2024c"``."""
_repeating = [(re.compile(mask.replace("x", "[0-9A-F]")), row) for mask, row in _tables["repeating"].items()]
KNOWN_VRS = _KnownVRs({tag: row[0] for tag, row in _rows.items()})


def lookup(tag: int) -> Entry | None:
    """The dictionary's row of a standard tag; repeating groups (60xx, 50xx) included."""
    row = _rows.get(tag) or _repeating_row(tag)
    return Entry(row[0], row[1], row[2], row[3], bool(row[4])) if row else None


def vr_of(tag: int) -> str:
    """The VR by the dictionary; private creators are LO, group lengths UL, empty where it is not known."""
    return KNOWN_VRS[tag]


def keyword(tag: int) -> str:
    """``PatientID``; empty where the tag has none."""
    row = _rows.get(tag) or _repeating_row(tag)
    return str(row[3]) if row else ""


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
    row = _private_rows().get(creator, {}).get((tag >> 16, tag & 0xFF))
    return Entry(row[0], row[1], row[2], "", retired=False) if row else None


@cache
def keywords() -> dict[str, int]:
    """Every keyword of PS3.6 with its tag."""
    return {row[3]: tag for tag, row in _rows.items() if row[3]}


@cache
def _private_rows() -> dict[str, dict[tuple[int, int], list[str]]]:
    return {
        creator: {
            (int(mask[:4], 16), int(mask[6:], 16)): row for mask, row in table.items() if _WHOLE_BLOCK.fullmatch(mask)
        }
        for creator, table in _load("private.json")["creators"].items()
    }


def _repeating_row(tag: int) -> list[Any] | None:
    if tag & 0x10000:
        return None
    text = f"{tag:08X}"
    return next((row for mask, row in _repeating if mask.fullmatch(text)), None)


def _derived_vr(tag: int) -> str:
    if tag & 0xFFFF == 0:
        return "UL"
    if tag & 0x10000:
        return "LO" if 0x10 <= tag & 0xFFFF <= 0xFF else ""
    row = _repeating_row(tag)
    return row[0] if row else ""
