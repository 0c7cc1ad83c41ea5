"""One cell of a list: its text, and what a spreadsheet may have made of it."""

import re
import unicodedata
from functools import lru_cache

LONGEST_UID = 64
"""Characters (PS3.5 9.1); other values are cut there for a message."""
LONGEST_VALUE = 1024
"""Characters of a value that are compared and kept."""
SEPARATOR = "\x1f"
"""Stands between the values of a line where they are kept together, and so in none of them."""
REMEMBERED = 10_000
"""UIDs whose form is known: those of studies and series come with every instance."""
MADE_NUMBER = "a spreadsheet turned it into a number and its digits are lost: export the list again, with UIDs as text"
DOTS_GONE = "its dots are gone, as where a spreadsheet takes it for a number: export the list again, with UIDs as text"
NO_UID = "this is no UID: digits and dots are expected"
TOO_LONG = "this is longer than the 64 characters of a UID"
EMPTY = "there is no UID in this line"
_UID = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_QUOTED = re.compile(r'="(.*)"', re.DOTALL)
_COUNT = re.compile(r"[0-9]{1,12}(?:[.,]0+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,' \u00a0\u202f][0-9]{3})+")


def cleaned(cell: str) -> str:
    """The text of a cell: without white space around it, and without what keeps a spreadsheet from calculating it."""
    text = cell.strip(" \t\r\n\0\u00a0\ufeff\u200b")
    if text.startswith("=") and (quoted := _QUOTED.fullmatch(text)):
        text = quoted[1].strip()
    elif text[:1] == "'" and text[1:2].isdigit():
        text = text[1:]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if SEPARATOR in text:
        text = text.replace(SEPARATOR, " ")
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE]


@lru_cache(REMEMBERED)
def uid_fault(uid: str) -> str:
    """Why a cell is no UID that could be looked for; empty where it is one."""
    if _UID.fullmatch(uid) and len(uid) <= LONGEST_UID:
        return ""
    if not uid:
        return EMPTY
    if _NUMBER.fullmatch(uid):
        return MADE_NUMBER
    if uid.isdigit():
        return DOTS_GONE
    return TOO_LONG if _UID.fullmatch(uid) else NO_UID


def count_of(text: str) -> int | None:
    """``1234``, ``1,234``, ``12.0`` as a number; ``None`` where it is none."""
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[^0-9]", "", text))
    return int(re.split("[.,]", text)[0]) if _COUNT.fullmatch(text) else None
