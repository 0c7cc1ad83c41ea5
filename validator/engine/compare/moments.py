"""Dates and times as written in DICOM, and what they say (PS3.5 6.2: DA, TM, DT)."""

import datetime
import re
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})([.]?)(\d{2})\2(\d{2})")
_TIME = re.compile(r"(\d{2})(?:(:?)(\d{2})(?:\2(\d{2})(?:\.(\d{1,6}))?)?)?")
_DATETIME = re.compile(r"(\d{4})(?:(\d{2})(?:(\d{2})(\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,6})?)?)?)?)?)?([+-]\d{4})?")


class Moment(NamedTuple):
    """A date, a time or both, with as much precision as was written."""

    date: str
    """``20240229``; shorter where months or days are not given; empty for a time alone."""
    time: str
    """``101500.25``, digits only up to the fraction; empty for a date alone."""
    offset: str = ""
    """``+0100``"""

    @property
    def clock(self) -> str:
        """The time with zeros for what is not written: the same instant gives the same clock."""
        digits, _, fraction = self.time.partition(".")
        return f"{digits:0<6}.{fraction:0<6}" if self.time else ""

    @property
    def microseconds(self) -> int | None:
        """Since midnight; ``None`` without a time."""
        if not self.time:
            return None
        clock = self.clock
        seconds = int(clock[:2]) * 3600 + int(clock[2:4]) * 60 + int(clock[4:6])
        return seconds * 1_000_000 + int(clock[7:13])

    @property
    def instant(self) -> int | None:
        """In microseconds of UTC; ``None`` where date, time or offset is not known."""
        day, clock = self.day, self.microseconds
        if day is None or clock is None or not self.offset:
            return None
        minutes = int(self.offset[1:3]) * 60 + int(self.offset[3:5])
        shift = minutes if self.offset[0] == "+" else -minutes
        return (day.toordinal() * 1440 - shift) * 60_000_000 + clock

    @property
    def day(self) -> datetime.date | None:
        """The calendar day; ``None`` where the date is incomplete or does not exist."""
        try:
            return datetime.date(int(self.date[:4]), int(self.date[4:6]), int(self.date[6:8]))
        except ValueError:
            return None


def moment(text: str, vr: str) -> Moment | None:
    """Read one value of DA, TM or DT, the forms of ACR-NEMA (``1993.08.22``, ``10:15:00``) included."""
    if vr == "DA":
        found = _DATE.fullmatch(text)
        return Moment(found[1] + found[3] + found[4], "") if found else None
    if vr == "TM":
        found = _TIME.fullmatch(text)
        return Moment("", _time(found[1], found[3], found[4], found[5])) if found else None
    found = _DATETIME.fullmatch(text)
    if not found:
        return None
    return Moment("".join(part or "" for part in found.group(1, 2, 3)), found[4] or "", found[5] or "")


def _time(hours: str, minutes: str | None, seconds: str | None, fraction: str | None) -> str:
    return hours + (minutes or "") + (seconds or "") + (f".{fraction}" if fraction else "")


def days_between(before: Moment, after: Moment) -> int | None:
    """By how many days the date moved; ``None`` where either has no day."""
    one, other = before.day, after.day
    return (other - one).days if one and other else None
