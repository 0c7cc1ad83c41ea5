"""What hops do to attributes, each with its description in the language of rules: forty and more of them.

A generator knows what stands in its attribute before the hop (random, from a seed), what the hop makes of it (written
here without the steps that describe it), which kinds of change that gives, and its description, whose cost is the
most that an inferred rule may cost.
"""

import datetime
import string
import unicodedata
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from hashlib import sha256
from random import Random
from typing import NamedTuple

from validator.engine.compare.explain.characters import Case, Letters, Spaces, Strip, Substitute, Transliterate
from validator.engine.compare.explain.ends import Pad, Prefix, RemovePrefix, RemoveSuffix, StripZeros, Suffix
from validator.engine.compare.explain.moves import Add, Round, Rounding, ShiftDays, ShiftMinutes
from validator.engine.compare.explain.parts import LAST, Component, First, FirstBytes
from validator.engine.compare.explain.replacements import Constant, Remove, Table, UnderRoot
from validator.engine.compare.explain.steps import Step

Values = Mapping[int, str]
"""What the earlier instance holds, by tag."""
Make = Callable[[Random], str]

PATIENT_ID, PATIENT_NAME, OTHER_NAMES, STUDY_ID = 0x00100020, 0x00100010, 0x00101001, 0x00200010
ACCESSION, REFERRING, STUDY_DESCRIPTION, SERIES_DESCRIPTION = 0x00080050, 0x00080090, 0x00081030, 0x0008103E
INSTITUTION, STATION, PHYSICIAN, COMMENTS = 0x00080080, 0x00081010, 0x00081050, 0x00104000
STUDY_DATE, SERIES_DATE, ACQUISITION_DATETIME = 0x00080020, 0x00080021, 0x0008002A
STUDY_TIME, SERIES_TIME = 0x00080030, 0x00080031
THICKNESS, SPACING, SERIES_NUMBER, MODALITY, IMAGE_TYPE = 0x00180050, 0x00280030, 0x00200011, 0x00080060, 0x00080008
STUDY_UID, BODY_PART, PROTOCOL = 0x0020000D, 0x00180015, 0x00181030
REQUEST_ATTRIBUTES, REQUESTED_PROCEDURE_ID = 0x00400275, 0x00401001


class Generator(NamedTuple):
    """One thing that a hop does."""

    name: str
    tag: int
    vr: str
    make: Make
    """A value before the hop; empty where the attribute is absent."""
    hop: Callable[[str, Values], str | None]
    """What becomes of it."""
    steps: tuple[Step, ...]
    kinds: frozenset[str]
    """All kinds of change that this gives, over many instances."""
    planted: str
    """A value that the hop would make of nothing."""
    source: str = ""
    """The path of the attribute that the value is made from, where it is another one."""
    others: tuple[tuple[int, str, Make], ...] = ()
    """Further attributes that the instance must hold: tag, VR and value. The hop does not touch them …"""
    along: tuple[int, ...] = ()
    """… but these, to which it does the same."""
    within: int = 0
    """The sequence in whose items the attribute stands; 0 at the top level."""

    @property
    def path(self) -> str:
        """With item numbers left open."""
        own = f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"
        return f"({self.within >> 16:04X},{self.within & 0xFFFF:04X})[*].{own}" if self.within else own


def letters(least: int, most: int, alphabet: str = string.ascii_uppercase + string.digits) -> Make:
    return lambda random: "".join(random.choices(alphabet, k=random.randint(least, most)))


def joined(delimiter: str, *makes: Make) -> Make:
    return lambda random: delimiter.join(make(random) for make in makes)


def among(*texts: str) -> Make:
    return lambda random: random.choice(texts)


def digits(least: int, most: int) -> Make:
    return lambda random: (
        str(random.randint(1, 9)) + "".join(random.choices(string.digits, k=random.randint(least, most) - 1))
    )


def word(random: Random) -> str:
    syllables = ("ka", "to", "mi", "ren", "sol", "vi", "dra", "lu", "pe", "no", "fa", "ger")
    return "".join(random.choices(syllables, k=random.randint(2, 4))).capitalize()


def accented(random: Random) -> str:
    return word(random) + random.choice("äöüéèçñå") + random.choice(("n", "l", "rt"))


def zeros(random: Random) -> str:
    return "0" * random.randint(0, 4) + digits(3, 6)(random)


def date(random: Random) -> str:
    return f"{datetime.date(1990, 1, 1) + datetime.timedelta(random.randint(0, 10_000)):%Y%m%d}"


def time(random: Random) -> str:
    return f"{random.randint(0, 23):02d}{random.randint(0, 59):02d}{random.randint(0, 59):02d}"


def fraction(random: Random) -> str:
    return f"{time(random)}.{random.randint(100_000, 999_999)}"


def number(random: Random) -> str:
    return f"{random.uniform(0.1, 400):.6f}"


def uid(random: Random) -> str:
    return f"1.2.826.0.1.3680043.10.954.{random.getrandbits(60)}"


name = joined("^", word, word)
initials = joined("^", word, letters(2, 4, string.ascii_uppercase))
dashed = joined("-", digits(2, 5), digits(3, 6))
marked = joined("", digits(2, 4), among("-", "/", ".", "_"), digits(2, 4), among("-", "/", "."), digits(2, 3))
sentence = joined(" ", word, word, word, word)


def each(change: Callable[[str], str | None]) -> Callable[[str, Values], str | None]:
    return lambda value, _: change(value)


def shift(days: int) -> Callable[[str], str]:
    def shifted(value: str) -> str:
        day = datetime.datetime.strptime(value[:8], "%Y%m%d").date() + datetime.timedelta(days)
        return f"{day:%Y%m%d}{value[8:]}"

    return shifted


def turn_back_an_hour(value: str) -> str:
    return f"{(int(value[:2]) - 1) % 24:02d}{value[2:]}"


def rounded(value: str, decimals: int, how: str) -> str:
    return "\\".join(str(Decimal(part).quantize(Decimal(1).scaleb(-decimals), how)) for part in value.split("\\"))


def ascii_only(value: str) -> str:
    return unicodedata.normalize("NFD", value).encode("ascii", "ignore").decode()


def cut_bytes(value: str, count: int) -> str:
    return value.encode()[:count].decode(errors="ignore")


def cut_raw(value: str, count: int) -> str:
    """With the bytes of a character cut in the middle as the reader shows them."""
    raw = value.encode()[:count]
    text = raw.decode(errors="ignore")
    return text + "".join(f"‹{byte:02X}›" for byte in raw[len(text.encode()) :])


def squeezed(value: str) -> str:
    while "  " in value:
        value = value.replace("  ", " ")
    return value


def new_uid(value: str) -> str:
    return f"2.25.{int.from_bytes(sha256(value.encode()).digest()[:12])}"


MODALITIES = {"DX": "CR", "PT": "NM"}
HOSPITALS = {"General": "GH Main", "Mercy": "GH West", "St. Ann": "GH North"}


def _generator(
    title: str,
    place: tuple[int, str],
    make: Make,
    hop: Callable[[str, Values], str | None],
    *steps: Step,
    kinds: str,
    planted: str = "Q7Q7",
    **more: object,
) -> Generator:
    return Generator(title, *place, make, hop, steps, frozenset(kinds.split()), planted)._replace(**more)


ID, SH, LO, PN = (PATIENT_ID, "LO"), (ACCESSION, "SH"), (STUDY_DESCRIPTION, "LO"), (PATIENT_NAME, "PN")

SIMPLE = (
    _generator("prefix", ID, letters(4, 12), each(lambda v: "GH-" + v), Prefix("GH-"), kinds="value.prefixed"),
    _generator("prefix of a digit", SH, letters(5, 9), each(lambda v: "9" + v), Prefix("9"), kinds="value.prefixed"),
    _generator("suffix", SH, letters(4, 12), each(lambda v: v + "-R"), Suffix("-R"), kinds="value.suffixed"),
    _generator("long suffix", LO, sentence, each(lambda v: v + " (copy)"), Suffix(" (copy)"), kinds="value.suffixed"),
    _generator(
        "prefix removed",
        ID,
        joined("", among("OLD."), letters(3, 9)),
        each(lambda v: v[4:]),
        RemovePrefix("OLD."),
        kinds="value.prefix-removed",
    ),
    _generator(
        "prefix removed where it is",
        SH,
        joined("", among("X", "X", ""), digits(4, 9)),
        each(lambda v: v.removeprefix("X")),
        RemovePrefix("X"),
        kinds="value.prefix-removed",
    ),
    _generator(
        "suffix removed",
        ID,
        joined("", letters(3, 9), among("@EAST")),
        each(lambda v: v[:-5]),
        RemoveSuffix("@EAST"),
        kinds="value.truncated",
    ),
    _generator("first 16", ID, letters(10, 30), each(lambda v: v[:16]), First(16), kinds="value.truncated"),
    _generator("first 8", (STUDY_ID, "SH"), letters(4, 14), each(lambda v: v[:8]), First(8), kinds="value.truncated"),
    _generator(
        "first 20 of a sentence", LO, sentence, each(lambda v: v[:20].rstrip()), First(20), kinds="value.truncated"
    ),
    _generator("zero-padded", ID, digits(3, 8), each(lambda v: v.zfill(8)), Pad(8, "0"), kinds="value.zero-padded"),
    _generator(
        "zero-padded to 12", SH, digits(3, 11), each(lambda v: v.zfill(12)), Pad(12, "0"), kinds="value.zero-padded"
    ),
    _generator(
        "padded on the right",
        (STATION, "SH"),
        letters(3, 9),
        each(lambda v: v.ljust(10, "x")),
        Pad(10, "x", left=False),
        kinds="value.suffixed",
    ),
    _generator("upper case", PN, name, each(str.upper), Case(Letters.UPPER), kinds="value.case", planted="Q^Q"),
    _generator("lower case", (INSTITUTION, "LO"), sentence, each(str.lower), Case(Letters.LOWER), kinds="value.case"),
    _generator(
        "title case",
        PN,
        lambda random: name(random).upper(),
        each(str.title),
        Case(Letters.TITLE),
        kinds="value.case",
        planted="Q^Q",
    ),
    _generator(
        "leading spaces",
        PN,
        joined("", among("", "  ", " "), name),
        each(str.strip),
        Strip(Spaces.BOTH),
        kinds="value.whitespace",
        planted="Q^Q",
    ),
    _generator(
        "runs of spaces",
        LO,
        joined("", word, among(" ", "  ", "   "), word),
        each(squeezed),
        Strip(Spaces.INNER),
        kinds="value.whitespace",
    ),
    _generator(
        "spaces at carets",
        (REFERRING, "PN"),
        joined("", word, among("^", " ^", " ^ "), word),
        each(lambda v: v.replace(" ^", "^").replace("^ ", "^")),
        Strip(Spaces.DELIMITERS),
        kinds="value.whitespace",
        planted="Q^Q",
    ),
    _generator(
        "no spaces",
        (PROTOCOL, "LO"),
        sentence,
        each(lambda v: v.replace(" ", "")),
        Substitute(" "),
        kinds="value.whitespace",
    ),
    _generator("zeros stripped", ID, zeros, each(lambda v: v.lstrip("0")), StripZeros(), kinds="value.zeros-stripped"),
    _generator(
        "hyphens removed", SH, dashed, each(lambda v: v.replace("-", "")), Substitute("-"), kinds="value.punctuation"
    ),
    _generator(
        "hyphens to slashes",
        (STUDY_ID, "SH"),
        dashed,
        each(lambda v: v.replace("-", "/")),
        Substitute("-", "/"),
        kinds="value.punctuation",
    ),
    _generator(
        "punctuation removed",
        ID,
        marked,
        each(lambda v: "".join(c for c in v if c.isalnum())),
        Substitute("punctuation"),
        kinds="value.punctuation",
    ),
    _generator(
        "carets to spaces",
        PN,
        name,
        each(lambda v: v.replace("^", " ")),
        Substitute("^", " "),
        kinds="value.whitespace",
        planted="Q",
    ),
    _generator(
        "question marks",
        PN,
        joined("^", accented, word),
        each(lambda v: v.encode("ascii", "replace").decode()),
        Substitute("non-ASCII", "?"),
        kinds="charset.question-marks",
        planted="Q^Q",
    ),
    _generator(
        "accents removed",
        PN,
        joined("^", accented, word),
        each(ascii_only),
        Transliterate(),
        kinds="charset.transliterated",
        planted="Q^Q",
    ),
    _generator(
        "non-ASCII removed",
        (REFERRING, "PN"),
        joined("^", accented, word),
        each(lambda v: v.encode("ascii", "ignore").decode()),
        Substitute("non-ASCII"),
        kinds="charset.characters-dropped",
        planted="Q^Q",
    ),
    _generator(
        "first 10 bytes",
        LO,
        joined(" ", accented, accented),
        each(lambda v: cut_bytes(v, 10).rstrip()),
        FirstBytes(10, "utf-8", whole=True),
        kinds="value.truncated",
    ),
    _generator(
        "first 7 bytes, raw",
        (SERIES_DESCRIPTION, "LO"),
        joined("", accented, accented),
        each(lambda v: cut_raw(v, 7)),
        FirstBytes(7, "utf-8", whole=False),
        kinds="value.truncated charset.truncated-mid-character",
    ),
    _generator(
        "family name",
        PN,
        name,
        each(lambda v: v.split("^")[0]),
        Component("^", 1),
        kinds="value.truncated",
        planted="Q^Q",
    ),
    _generator(
        "given name",
        (REFERRING, "PN"),
        initials,
        each(lambda v: v.split("^")[1]),
        Component("^", 2),
        kinds="value.prefix-removed",
        planted="Q^Q",
    ),
    _generator(
        "first component group",
        (PHYSICIAN, "PN"),
        joined("=", name, name),
        each(lambda v: v.split("=")[0]),
        Component("=", 1),
        kinds="value.truncated",
        planted="Q^Q",
    ),
    _generator(
        "first of several names",
        (OTHER_NAMES, "PN"),
        joined("\\", name, name),
        each(lambda v: v.split("\\")[0]),
        Component("\\", 1),
        kinds="value.multiplicity",
        planted="Q^Q",
    ),
    _generator(
        "last of several values",
        (IMAGE_TYPE, "CS"),
        joined("\\", letters(4, 8), letters(3, 6), letters(3, 8)),
        each(lambda v: v.split("\\")[-1]),
        Component("\\", LAST),
        kinds="value.multiplicity",
    ),
    _generator(
        "part before a slash",
        SH,
        joined("/", letters(3, 8), letters(3, 6)),
        each(lambda v: v.split("/")[0]),
        Component("/", 1),
        kinds="value.truncated",
    ),
    _generator(
        "dates shifted",
        (STUDY_DATE, "DA"),
        date,
        each(shift(-37)),
        ShiftDays(-37),
        kinds="value.date-shifted",
        planted="20300101",
        others=((SERIES_DATE, "DA", date),),
        along=(SERIES_DATE,),
    ),
    _generator(
        "moments shifted",
        (ACQUISITION_DATETIME, "DT"),
        joined("", date, fraction),
        each(shift(400)),
        ShiftDays(400),
        kinds="value.date-shifted",
        planted="20300101101010",
        others=((SERIES_DATE, "DA", date),),
        along=(SERIES_DATE,),
    ),
    _generator(
        "an hour back",
        (STUDY_TIME, "TM"),
        time,
        each(turn_back_an_hour),
        ShiftMinutes(-60),
        kinds="value.time-zone",
        planted="111111.5",
        others=((SERIES_TIME, "TM", time),),
        along=(SERIES_TIME,),
    ),
    _generator(
        "no fractions of seconds",
        (STUDY_TIME, "TM"),
        fraction,
        each(lambda v: v[:6]),
        First(6),
        kinds="value.time-precision",
        planted="111111.5",
    ),
    _generator(
        "two decimals",
        (THICKNESS, "DS"),
        number,
        each(lambda v: rounded(v, 2, ROUND_HALF_UP)),
        Round(2),
        kinds="value.rounded",
        planted="7777",
    ),
    _generator(
        "one decimal, cut",
        (SPACING, "DS"),
        joined("\\", number, number),
        each(lambda v: rounded(v, 1, ROUND_DOWN)),
        Round(1, Rounding.DOWN),
        kinds="value.rounded",
        planted="7777\\7777",
    ),
    _generator(
        "a thousand added",
        (SERIES_NUMBER, "IS"),
        digits(1, 4),
        each(lambda v: str(int(v) + 1000)),
        Add(1000),
        kinds="value.number",
        planted="77777777",
    ),
    _generator(
        "constant",
        (INSTITUTION, "LO"),
        sentence,
        each(lambda _: "Hospital"),
        Constant("Hospital"),
        kinds="value.replaced",
    ),
    _generator("emptied", (STATION, "SH"), letters(3, 9), each(lambda _: ""), Constant(""), kinds="value.emptied"),
    _generator("removed", (COMMENTS, "LT"), sentence, each(lambda _: None), Remove(), kinds="value.removed"),
    _generator(
        "modality table",
        (MODALITY, "CS"),
        among("DX", "PT", "US", "MR"),
        each(lambda v: MODALITIES.get(v, v)),
        Table.of(MODALITIES.items()),
        kinds="modality.remapped",
        planted="OT",
    ),
    _generator(
        "hospital table",
        (INSTITUTION, "LO"),
        among(*HOSPITALS, "Clinic"),
        each(lambda v: HOSPITALS.get(v, v)),
        Table.of(HOSPITALS.items()),
        kinds="value.replaced",
    ),
    _generator(
        "added", (BODY_PART, "CS"), among(""), each(lambda _: "CHEST"), Table.of([(None, "CHEST")]), kinds="value.added"
    ),
    _generator(
        "copied",
        (ACCESSION, "SH"),
        letters(5, 9),
        lambda _, values: values[STUDY_ID],
        kinds="value.copied",
        source="(0020,0010)",
        others=((STUDY_ID, "SH", digits(4, 9)),),
    ),
    _generator(
        "copied with prefix",
        (ACCESSION, "SH"),
        letters(5, 9),
        lambda _, values: "E" + values[STUDY_ID],
        Prefix("E"),
        kinds="value.replaced",
        source="(0020,0010)",
        others=((STUDY_ID, "SH", digits(5, 9)),),
    ),
    _generator(
        "under a root",
        (STUDY_UID, "UI"),
        uid,
        each(new_uid),
        UnderRoot("2.25"),
        kinds="uid.regenerated",
        planted="1.2.3.4.5.6",
    ),
    _generator(
        "prefix in items",
        (REQUESTED_PROCEDURE_ID, "SH"),
        letters(4, 9),
        each(lambda v: "RP" + v),
        Prefix("RP"),
        kinds="value.prefixed",
        within=REQUEST_ATTRIBUTES,
    ),
)
"""One step each."""

COMPOSED = (
    _generator(
        "prefix, cut at 16",
        SH,
        letters(8, 16),
        each(lambda v: ("ORD-" + v)[:16]),
        Prefix("ORD-"),
        First(16),
        kinds="value.prefixed value.prefixed-truncated",
    ),
    _generator(
        "first 10, prefix",
        ID,
        letters(8, 14),
        each(lambda v: "N" + v[:10]),
        First(10),
        Prefix("N"),
        kinds="value.prefixed value.replaced",
    ),
    _generator(
        "padded, prefix",
        ID,
        digits(3, 8),
        each(lambda v: "P" + v.zfill(8)),
        Pad(8, "0"),
        Prefix("P"),
        kinds="value.prefixed",
    ),
    _generator(
        "stripped, upper case",
        PN,
        joined("", among("", " ", "  "), name),
        each(lambda v: v.strip().upper()),
        Strip(Spaces.BOTH),
        Case(Letters.UPPER),
        kinds="value.case",
        planted="Q^Q",
    ),
    _generator(
        "hyphens removed, padded",
        (STUDY_ID, "SH"),
        joined("-", digits(1, 3), digits(1, 4)),
        each(lambda v: v.replace("-", "").zfill(10)),
        Substitute("-"),
        Pad(10, "0"),
        kinds="value.replaced",
    ),
    _generator(
        "family name in upper case",
        (REFERRING, "PN"),
        name,
        each(lambda v: v.split("^")[0].upper()),
        Component("^", 1),
        Case(Letters.UPPER),
        kinds="value.case",
        planted="Q^Q",
    ),
    _generator(
        "upper case, first 12",
        LO,
        sentence,
        each(lambda v: v.upper()[:12].rstrip()),
        Case(Letters.UPPER),
        First(12),
        kinds="value.case",
    ),
    _generator(
        "another prefix",
        ID,
        joined("", among("OLD"), digits(4, 8)),
        each(lambda v: "NEW" + v[3:]),
        RemovePrefix("OLD"),
        Prefix("NEW"),
        kinds="value.replaced",
    ),
    _generator(
        "zeros stripped, prefix",
        SH,
        joined("", among("", "0", "000"), digits(6, 8)),
        each(lambda v: "Z" + v.lstrip("0")),
        StripZeros(),
        Prefix("Z"),
        kinds="value.prefixed value.zeros-stripped",
    ),
    _generator(
        "prefix and suffix",
        ID,
        letters(6, 9),
        each(lambda v: f"<{v}>"),
        Prefix("<"),
        Suffix(">"),
        kinds="value.prefixed",
    ),
    _generator(
        "accents removed, upper case",
        PN,
        joined("^", accented, word),
        each(lambda v: ascii_only(v).upper()),
        Transliterate(),
        Case(Letters.UPPER),
        kinds="charset.transliterated",
        planted="Q^Q",
    ),
    _generator(
        "hyphens and slashes removed",
        SH,
        joined("", digits(2, 4), among("-", "/"), digits(2, 4), among("-", "/"), digits(1, 3)),
        each(lambda v: v.replace("-", "").replace("/", "")),
        Substitute("-"),
        Substitute("/"),
        kinds="value.punctuation",
    ),
)
"""Two steps each."""

ALL = (*SIMPLE, *COMPOSED)
