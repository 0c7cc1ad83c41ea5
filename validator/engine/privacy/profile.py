"""The Basic Application Level Confidentiality Profile and its options (PS3.15 Annex E, Table E.1-1)."""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from validator.engine.model import is_private

DATA = Path(__file__).parent / "data"
BASIC_PROFILE = "Basic Application Level Confidentiality Profile"


class Option(StrEnum):
    """An option of the profile that has a column in the table, by its name in PS3.15 E.3."""

    SAFE_PRIVATE = "Retain Safe Private"
    UIDS = "Retain UIDs"
    DEVICE = "Retain Device Identity"
    INSTITUTION = "Retain Institution Identity"
    PATIENT = "Retain Patient Characteristics"
    FULL_DATES = "Retain Longitudinal Temporal Information with Full Dates"
    MODIFIED_DATES = "Retain Longitudinal Temporal Information with Modified Dates"
    DESCRIPTORS = "Clean Descriptors"
    STRUCTURED_CONTENT = "Clean Structured Content"
    GRAPHICS = "Clean Graphics"


OPTION_CODES = {
    "113111": Option.SAFE_PRIVATE,
    "113110": Option.UIDS,
    "113109": Option.DEVICE,
    "113112": Option.INSTITUTION,
    "113108": Option.PATIENT,
    "113106": Option.FULL_DATES,
    "113107": Option.MODIFIED_DATES,
    "113105": Option.DESCRIPTORS,
    "113104": Option.STRUCTURED_CONTENT,
    "113103": Option.GRAPHICS,
}
"""By their codes of CID 7050, De-identification Method (PS3.16)."""


class Done(StrEnum):
    """What was done with the value that an attribute had, from the least to the most."""

    KEPT = "kept"
    CLEANED = "cleaned"
    """A text of which words were left, or private attributes of which some were left."""
    SHIFTED = "shifted"
    """A date, by as many days as every other date of the instance that changed."""
    REPLACED = "replaced"
    """By another value; of a sequence also where only something inside it was changed."""
    EMPTIED = "emptied"
    REMOVED = "removed"


class Treatment(NamedTuple):
    """One row of the table: actions D, Z, X, K, C and U, or alternatives such as ``X/Z/D``."""

    basic: str
    options: tuple[tuple[Option, str], ...] = ()

    @property
    def is_identifying(self) -> bool:
        """Whether no option lets the value pass: neither kept nor cleaned, and no UID."""
        return not self.options and "U" not in self.basic

    def action(self, option: Option) -> str | None:
        """What an option demands instead; ``None`` where it leaves the attribute to the profile."""
        return dict(self.options).get(option)


_DEMANDS = {
    "X": "remove",
    "Z": "replace or empty",
    "D": "replace",
    "U": "new UID",
    "K": "keep",
    "C": "clean",
    "X/Z": "remove, replace or empty",
    "X/D": "remove or replace",
    "X/Z/D": "remove, replace or empty",
    "Z/D": "replace or empty",
    "X/Z/U*": "remove, empty or new UIDs",
}
_ACCEPTED = {
    "X": (Done.REMOVED,),
    "Z": (Done.EMPTIED, Done.REPLACED),
    "D": (Done.REPLACED,),
    "U": (Done.REPLACED,),
    "U*": (Done.REPLACED,),
    "K": (Done.KEPT,),
    "C": (Done.CLEANED, Done.SHIFTED),
}


def demand(action: str) -> str:
    """An action in words: ``replace or empty`` for ``Z``."""
    return _DEMANDS[action]


def accepts(action: str, done: Done) -> bool:
    """Whether what was done is what the action asks for (PS3.15 Table E.1-1a)."""
    return any(done in _ACCEPTED[single] for single in action.split("/"))


def treatment(tag: int) -> Treatment | None:
    """The row of an attribute, of its repeating group, or of all private attributes; ``None`` where it has none."""
    table = _table()
    if is_private(tag):
        return table.private
    row = table.rows.get(tag)
    if row is None and tag >> 24 in table.groups:
        text = f"{tag:08X}"
        row = next((row for mask, row in table.masks if mask.fullmatch(text)), None)
    return row


def edition() -> str:
    """Of the standard, from which the Basic Profile's column is: ``2026c``."""
    return _table().edition


class _Table(NamedTuple):
    edition: str
    private: Treatment
    rows: dict[int, Treatment]
    masks: tuple[tuple[re.Pattern[str], Treatment], ...]
    """Of repeating groups."""
    groups: frozenset[int]
    """The first byte of the groups that repeat."""


@cache
def _table() -> _Table:
    plain: dict[str, Any] = json.loads((DATA / "profile.json").read_text(encoding="utf-8"))
    rows = {tag: _treatment(row.split()) for tag, row in plain["attributes"].items()}
    masks = [tag for tag in rows if "x" in tag]
    return _Table(
        edition=plain["edition"],
        private=_treatment(plain["private"].split()),
        rows={int(tag, 16): row for tag, row in rows.items() if "x" not in tag},
        masks=tuple((re.compile(tag.replace("x", "[0-9A-F]")), rows[tag]) for tag in masks),
        groups=frozenset(int(tag[:2], 16) for tag in masks),
    )


def _treatment(words: Iterable[str]) -> Treatment:
    """``X/Z full-dates=K`` as a row: an option is written as the name of its member."""
    basic, *options = words
    pairs = (option.split("=") for option in options)
    return Treatment(basic, tuple((Option[name.upper().replace("-", "_")], action) for name, action in pairs))
