"""Whether a listed value is what the files say, however a list writes it."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from validator.engine.standard import dictionary

ZEROS = "a spreadsheet drops leading zeros"
LETTERS = "only upper and lower case differ"
PLAIN = "only accents and their spelling in plain letters differ"
NO_DATE = "this is no date that could be read"
SPREADSHEET_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers of Excel and LibreOffice."""
SERIALS = range(10_000, 80_000)
"""Serial numbers that are dates between 1927 and 2119."""
_PARTS = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]([0-9]{1,4})(?:[ T].*)?", re.DOTALL)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[ T]?[0-9:.]*)?")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.,][0-9]+)?\s*([ap]m)?", re.IGNORECASE)
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe"})


class DayOrder(StrEnum):
    """How dates with a year at the end are written."""

    UNKNOWN = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


def order_of(text: str) -> DayOrder:
    """The order that a date proves: with more than twelve in front it is the day's."""
    parts = _PARTS.fullmatch(text)
    if not parts or len(parts[1]) > 2:
        return DayOrder.UNKNOWN
    if int(parts[1]) > 12:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if int(parts[2]) > 12 else DayOrder.UNKNOWN


def difference(keyword: str, listed: str, found: Collection[str], *, order: DayOrder = DayOrder.UNKNOWN) -> str | None:
    """``None`` where a listed value is what all files say, else what the difference looks like, empty where unknown."""
    if keyword == "ModalitiesInStudy":
        return None if _modalities(listed) == set(found) else ""
    vr = dictionary.vr_of(dictionary.keywords()[keyword])
    notes = [_difference(vr, listed, value, order) for value in found or ("",)]
    told = [note for note in notes if note is not None]
    if not told:
        return None
    return told[0] if len(set(told)) == 1 and len(told) == len(notes) else ""


def _difference(vr: str, listed: str, found: str, order: DayOrder) -> str | None:
    if listed == found:
        return None
    if vr == "DA":
        return _between_dates(listed, found, order)
    if vr == "TM":
        return None if _is_same_time(listed, found) else ""
    if vr == "IS" and _is_same_number(listed, found):
        return None
    if vr == "PN":
        return _between_names(listed, found)
    if listed.isdigit() and found.isdigit() and found.lstrip("0") == listed.lstrip("0"):
        return ZEROS if len(listed) < len(found) else ""
    if listed.casefold() == found.casefold():
        return None if vr == "CS" else LETTERS
    return ""


def _between_dates(listed: str, found: str, order: DayOrder) -> str | None:
    read = dates(listed, order)
    if not read:
        return NO_DATE
    return None if found in read else ""


def dates(text: str, order: DayOrder) -> set[str]:
    """What a date may mean, as DA writes it (PS3.5 6.2); two where day and month cannot be told apart."""
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _dates([(compact[1], compact[2], compact[3])])
    if text.isdecimal() and int(text[:12]) in SERIALS:
        return {(SPREADSHEET_EPOCH + timedelta(days=int(text))).strftime("%Y%m%d")}
    parts = _PARTS.fullmatch(text)
    if not parts:
        return set()
    first, second, third = parts.groups()
    if len(first) == 4:
        return _dates([(first, second, third)])
    years = [third] if len(third) == 4 else [f"19{third:0>2}", f"20{third:0>2}"]
    ways = []
    if order is not DayOrder.MONTH_FIRST:
        ways += [(year, second, first) for year in years]
    if order is not DayOrder.DAY_FIRST:
        ways += [(year, first, second) for year in years]
    return _dates(ways)


def _dates(ways: Collection[tuple[str, str, str]]) -> set[str]:
    """Those that exist."""
    found = set()
    for year, month, day in ways:
        try:
            found.add(date(int(year), int(month), int(day)).strftime("%Y%m%d"))
        except ValueError:
            continue
    return {each.rjust(8, "0") for each in found}


def _is_same_time(listed: str, found: str) -> bool:
    """As far as both say it, from the minute on."""
    one, other = _digits_of_time(listed), _digits_of_time(found)
    shared = min(len(one), len(other))
    return shared >= 4 and one[:shared] == other[:shared]


def _digits_of_time(text: str) -> str:
    """``HHMM`` or ``HHMMSS``; without fractions, which lists leave out or round."""
    clock = _TIME.fullmatch(text)
    if not clock:
        return text.partition(".")[0]
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].casefold() == "pm" else 0)
    return f"{hour:02}{clock[2]}{clock[3] or ''}"


def _is_same_number(listed: str, found: str) -> bool:
    try:
        return float(listed.replace(",", ".")) == float(found)
    except ValueError:
        return False


def _between_names(listed: str, found: str) -> str | None:
    """Names by their letters: lists write ``Doe, Jane`` for ``DOE^JANE`` and leave out other ways to write them."""
    one, others = _letters(listed), [_letters(group) for group in found.split("=")]
    if one in others or one == _letters(found):
        return None
    if any(_in_plain(one) == _in_plain(other) for other in others):
        return PLAIN
    return ""


def _letters(name: str) -> str:
    return " ".join(re.sub(r"[\^,=]", " ", unicodedata.normalize("NFKC", name)).casefold().split())


def _in_plain(name: str) -> str:
    spelt = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return "".join(letter for letter in spelt if not unicodedata.combining(letter))


def _modalities(listed: str) -> set[str]:
    return set(filter(None, re.split(r"[\\/,;|\s]+", listed.strip("{}[]").upper())))
