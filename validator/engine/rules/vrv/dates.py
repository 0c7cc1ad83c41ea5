"""VRV020 to VRV029: dates, times and ages."""

import re
from collections.abc import Iterator
from datetime import date

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.parts import first_of, ill_formed, parts

DATE = re.compile(rb"[0-9]{8}")
DOTTED_DATE = re.compile(rb"[0-9]{4}\.[0-9]{2}\.[0-9]{2}")
TIME = re.compile(rb"([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\.[0-9]{1,6})?)?)?")
COLON_TIME = re.compile(rb"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
DATE_TIME = re.compile(
    rb"([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:([0-9]{2})(?:\.[0-9]{1,6})?)?)?)?)?)?"
    rb"(?:([+-])([0-9]{2})([0-9]{2}))?"
)
AGE = re.compile(rb"[0-9]{3}[DWMY]")
EARLIEST_OFFSET, LATEST_OFFSET = -12 * 60, 14 * 60
"""Minutes from UTC (PS3.5 6.2, DT)."""


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_time(hour: int, minute: int, second: int) -> bool:
    return hour < 24 and minute < 60 and second <= 60  # 60 is the leap second


def _misformed(value: Value, form: re.Pattern[bytes], known: re.Pattern[bytes] | None = None) -> Iterator[Hit]:
    """Values of another form, but those of a form that a rule of its own reports."""
    return first_of(part for part in ill_formed(value, form) if known is None or not known.fullmatch(part.raw))


def _old(value: Value, form: re.Pattern[bytes]) -> Iterator[Hit]:
    return first_of(part for part in parts(value) if form.fullmatch(part.raw))


@rule(
    "VRV020",
    "Not a date",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not a date of the form YYYYMMDD. Correct it, or leave it empty where it is "
    "not known.",
    reference="PS3.5 6.2",
)
@reads("DA")
def malformed_date(value: Value) -> Iterator[Hit]:
    """A date has exactly eight digits: year, month, day.

    Why it matters
    Archives cannot file or search the study by this date; some refuse the instance.

    Example
    31.12.2023, or a year alone.

    How to fix
    Correct the conversion in the system that fills the attribute. An unknown date is left empty.
    """
    return _misformed(value, DATE, DOTTED_DATE)


@rule(
    "VRV021",
    "Date that does not exist",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has the form of a date, but there is no such day. Correct it, or leave it empty "
    "where it is not known.",
    reference="PS3.5 6.2",
)
@reads("DA")
def unreal_date(value: Value) -> Iterator[Hit]:
    """Eight digits that no calendar has.

    Why it matters
    Databases refuse it or store another date. A birth date of this kind makes age and identity checks fail.

    Example
    19500000 for a patient of whom only the year of birth is known; 20230229.

    How to fix
    Leave the date empty where it is not known completely.
    """
    return first_of(part for part in parts(value) if DATE.fullmatch(part.raw) and not _is_date(*_ymd(part.raw)))


def _ymd(raw: bytes) -> tuple[int, int, int]:
    return int(raw[:4]), int(raw[4:6]), int(raw[6:8])


@rule(
    "VRV022",
    "Date with dots",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is written YYYY.MM.DD, the form of ACR-NEMA 2.0. Write YYYYMMDD.",
    reference="PS3.5 6.2",
)
@reads("DA")
def dotted_date(value: Value) -> Iterator[Hit]:
    """Dots between year, month and day were the form before DICOM; PS3.5 mentions them only for readers of old data.

    Why it matters
    Strict systems refuse it, and comparisons with YYYYMMDD fail.

    Example
    The date 1997.04.24 in a file that was converted from magnetic tape.

    How to fix
    Have the conversion write the eight digits. The date itself is not in doubt.
    """
    return _old(value, DOTTED_DATE)


@rule(
    "VRV023",
    "Not a time",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not a time of the form HHMMSS.FFFFFF. Correct it, or leave it empty where it is not "
    "known.",
    reference="PS3.5 6.2",
)
@reads("TM")
def malformed_time(value: Value) -> Iterator[Hit]:
    """A time has two digits each for hour, minute and second, and up to six digits of a second; it may end after any
    of them.

    Why it matters
    Systems that order series and images by time put them in the wrong place or refuse them.

    Example
    9:30, 93000, or a fraction of nine digits.

    How to fix
    Correct the conversion in the system that fills the attribute.
    """
    return _misformed(value, TIME, COLON_TIME)


@rule(
    "VRV024",
    "Time out of range",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has the form of a time, but its hour, minute or second is out of range. Correct "
    "it at its source.",
    reference="PS3.5 6.2",
)
@reads("TM")
def unreal_time(value: Value) -> Iterator[Hit]:
    """Hours run from 00 to 23, minutes from 00 to 59, seconds from 00 to 60 (with the leap second).

    Why it matters
    Databases refuse it or store another time.

    Example
    240000 for midnight.

    How to fix
    Write midnight as 000000 of the next day.
    """
    return first_of(
        part
        for part in parts(value)
        if (match := TIME.fullmatch(part.raw)) is not None
        and not _is_time(*(int(group or 0) for group in match.groups()))
    )


@rule(
    "VRV025",
    "Time with colons",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is written with colons, the form of ACR-NEMA 2.0. Write HHMMSS.",
    reference="PS3.5 6.2",
)
@reads("TM")
def colon_time(value: Value) -> Iterator[Hit]:
    """Colons between hour, minute and second were the form before DICOM; PS3.5 mentions them only for readers of old
    data.

    Why it matters
    Strict systems refuse it, and comparisons with HHMMSS fail.

    Example
    The time 10:15:00 in a file that was converted from magnetic tape.

    How to fix
    Have the conversion write the digits only. The time itself is not in doubt.
    """
    return _old(value, COLON_TIME)


@rule(
    "VRV026",
    "Not a date and time",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not of the form YYYYMMDDHHMMSS.FFFFFF&ZZXX. Correct it, or leave it empty "
    "where it is not known.",
    reference="PS3.5 6.2",
)
@reads("DT")
def malformed_date_time(value: Value) -> Iterator[Hit]:
    """A date and time begins with the year and may end after any of its components; an offset from UTC may follow, with
    its sign.

    Why it matters
    The moment cannot be ordered or converted; dynamic studies are put together wrongly.

    Example
    The form of ISO 8601, 2024-02-29T10:15:00Z.

    How to fix
    Correct the conversion: digits only, and the offset as +0100.
    """
    return _misformed(value, DATE_TIME)


@rule(
    "VRV027",
    "Date and time that do not exist",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has the form of a date and time, but there is no such day, time or offset from UTC. "
    "Correct it at its source.",
    reference="PS3.5 6.2",
)
@reads("DT")
def unreal_date_time(value: Value) -> Iterator[Hit]:
    """A component is out of range: the day, the time, or the offset, which lies between -1200 and +1400 and is never
    -0000.

    Why it matters
    Databases refuse it or store another moment.

    Example
    The 29th of February 2023, 20230229101500.

    How to fix
    Correct the clock or the conversion that makes the value.
    """
    return first_of(
        part for part in parts(value) if (match := DATE_TIME.fullmatch(part.raw)) is not None and not _exists(match)
    )


def _exists(match: re.Match[bytes]) -> bool:
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    if not _is_date(int(year), int(month or 1), int(day or 1)):
        return False
    if not _is_time(int(hour or 0), int(minute or 0), int(second or 0)):
        return False
    if sign is None:
        return True
    return is_offset(sign, hours, minutes)


def is_offset(sign: bytes, hours: bytes, minutes: bytes) -> bool:
    """Whether there is such an offset from UTC; that of UTC itself is written +0000, never -0000 (PS3.5 6.2, DT)."""
    offset = int(hours) * 60 + int(minutes)
    if sign == b"-" and offset == 0:
        return False
    return int(minutes) < 60 and EARLIEST_OFFSET <= (-offset if sign == b"-" else offset) <= LATEST_OFFSET


@rule(
    "VRV028",
    "Not an age",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is not an age: three digits and one of D, W, M, Y. Correct it, or leave it empty.",
    reference="PS3.5 6.2",
)
@reads("AS")
def malformed_age(value: Value) -> Iterator[Hit]:
    """An age has exactly four characters: 045Y, 018M, 006W, 003D.

    Why it matters
    Dose tables and hanging protocols for children read the age; what they cannot read they take for an adult.

    Example
    45Y, or 45 without a unit.

    How to fix
    Fill up with zeros in the system that writes the age.
    """
    return _misformed(value, AGE)
