"""The well-known UIDs of PS3.6 annex A."""

from typing import NamedTuple

from validator.engine.standard import dictionary


class UidEntry(NamedTuple):
    """One row of PS3.6 annex A."""

    name: str
    type: str
    """``"SOP Class"``, ``"Transfer Syntax"``, ``"Meta SOP Class"`` …"""
    keyword: str
    retired: bool


def uid(text: str) -> UidEntry | None:
    """What this UID is by the standard; ``None`` for private and unknown ones."""
    row = dictionary.uids().get(text)
    return UidEntry(row[0], row[1], row[2], bool(row[3])) if row else None
