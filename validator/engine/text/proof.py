"""Proof on the bytes: which label they fit, which foreign code page, and which wrong reading can be undone."""

import codecs
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from validator.engine.text.decoding import decode
from validator.engine.text.label import CharacterSet, character_set
from validator.engine.text.plausibility import plausibility, plausibility_in

LABELS: tuple[tuple[str, ...], ...] = (
    ("ISO_IR 192",),
    ("ISO_IR 100",),
    ("ISO_IR 101",),
    ("ISO_IR 144",),
    ("ISO_IR 126",),
    ("ISO_IR 138",),
    ("ISO_IR 127",),
    ("ISO_IR 148",),
    ("ISO_IR 166",),
    ("ISO_IR 13",),
    ("GB18030",),
    ("ISO_IR 109",),
    ("ISO_IR 110",),
    ("ISO_IR 203",),
)
"""Labels that are tried on bytes without escape sequences, the more usual first."""
EXTENDED_LABELS: tuple[tuple[str, ...], ...] = (
    ("", "ISO 2022 IR 87"),
    ("ISO 2022 IR 13", "ISO 2022 IR 87"),
    ("", "ISO 2022 IR 87", "ISO 2022 IR 159"),
    ("", "ISO 2022 IR 149"),
    ("", "ISO 2022 IR 58"),
    ("ISO 2022 IR 100", "ISO 2022 IR 144"),
    ("ISO 2022 IR 100", "ISO 2022 IR 126"),
    ("ISO 2022 IR 100", "ISO 2022 IR 101"),
)
"""Labels that are tried on bytes with escape sequences."""
CODE_PAGES = {
    "windows-1252": "cp1252",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "Shift_JIS": "cp932",
    "EUC-JP": "euc_jp",
    "EUC-KR": "cp949",
    "Big5": "cp950",
    "KOI8-R": "koi8_r",
    "code page 437": "cp437",
    "code page 850": "cp850",
    "Mac OS Roman": "mac_roman",
}
"""Encodings in common use that no defined term names, by the name that people know them by."""
WRONG_READINGS = {
    "ISO_IR 100": "iso8859_1",
    "windows-1252": "cp1252",
    "ISO_IR 101": "iso8859_2",
    "ISO_IR 144": "iso8859_5",
    "ISO_IR 126": "iso8859_7",
    "ISO_IR 148": "iso8859_9",
    "ISO_IR 203": "iso8859_15",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "code page 437": "cp437",
    "code page 850": "cp850",
    "Mac OS Roman": "mac_roman",
}
"""Encodings of one byte a character that bytes are wrongly read by, the more usual first."""
PRIOR = {
    "ISO_IR 100": 0.2,
    "windows-1252": 0.15,
    "ISO_IR 126": 0.1,
    "ISO_IR 144": 0.1,
    "GB18030": 0.1,
    "Shift_JIS": 0.1,
    "windows-1251": 0.1,
    "Big5": -0.1,
    "EUC-JP": -0.1,
    "code page 437": -0.2,
    "ISO_IR 13": -0.3,
    "ISO_IR 166": -0.3,
    "Mac OS Roman": -0.3,
}
"""How much more or less usual than others these are in the field; it decides where texts are equally plausible."""
EXCERPT = 1024
"""Bytes of a text that are enough to tell what it is written in."""
BEYOND_ASCII = re.compile(rb"[\x1b\x80-\xff]")
PLAUSIBLE = 0.25
"""Readings below are not offered as what was meant."""


class Reading(NamedTuple):
    """What bytes say under one label or code page."""

    label: str
    """``ISO_IR 100``; several values joined by ``\\``."""
    text: str
    plausibility: float
    """To rank by; above ``PLAUSIBLE`` it may be what was meant."""


class Reversal(NamedTuple):
    """A wrong reading undone."""

    text: str
    """What the text was before."""
    read_as: str
    """What its UTF-8 bytes were wrongly read as: a label or code page."""
    times: int
    """How often in a row."""


def readings(raw: bytes, labels: Iterable[tuple[str, ...]], vr: str = "LO") -> list[Reading]:
    """The texts that these bytes give under those of the labels that they fit without a fault, in the order given."""
    found: list[Reading] = []
    for label in labels:
        charset = character_set(tuple(label))
        text = decode(raw, charset, vr)
        if not text.faults:
            found.append(_reading(charset.text, text.text, charset.codec))
    return found


def _reading(label: str, text: str, codec: str) -> Reading:
    return Reading(label, text, plausibility_in(text, codec) + PRIOR.get(label, 0.0))


def excerpt(raw: bytes) -> bytes:
    """The part of a long text that is enough to judge by: from its first byte beyond ASCII on, cut between words."""
    if len(raw) <= EXCERPT:
        return raw
    first = BEYOND_ASCII.search(raw)
    start = max(first.start() - EXCERPT // 8, 0) if first is not None else 0
    part = raw[start : start + EXCERPT]
    # Bytes up to 2FH are half of no character of two bytes.
    end = max((index for index, byte in enumerate(part) if byte < 0x30 and byte != 0x1B), default=len(part))
    return part[:end]


@lru_cache(maxsize=2048)
def fitting(raw: bytes, vr: str = "LO") -> tuple[Reading, ...]:
    """The readings of these bytes under the DICOM labels that they fit, the most plausible first.

    Well-formed UTF-8 outside ASCII is hardly ever anything else and comes first; so is what decodes by its escape
    sequences. Bytes that are all ASCII fit every label: then there is nothing to tell, and the answer is empty. Of a
    long text an excerpt is judged and given.
    """
    raw = excerpt(raw)
    if raw.isascii() and b"\x1b" not in raw:
        return ()
    found = readings(raw, EXTENDED_LABELS if b"\x1b" in raw else LABELS, vr)
    if found and found[0].label == "ISO_IR 192":
        return tuple(found[:1])
    return tuple(sorted(found, key=lambda reading: -reading.plausibility))


@lru_cache(maxsize=2048)
def code_pages(raw: bytes) -> tuple[Reading, ...]:
    """The plausible readings of bytes (of an excerpt of many) in common code pages outside DICOM, the best first."""
    raw = excerpt(raw)
    found: list[Reading] = []
    if b"\x1b" in raw:
        return ()  # code pages know no escape sequences
    for name, codec in CODE_PAGES.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        reading = _reading(name, text, codec)
        if reading.plausibility >= PLAUSIBLE:
            found.append(reading)
    return tuple(sorted(found, key=lambda reading: -reading.plausibility))


def best_reading(raw: bytes, vr: str = "LO", *, preferred: Iterable[CharacterSet] = ()) -> Reading | None:
    """What these bytes most likely say: under a preferred label, under any, or in a code page; else ``None``.

    The text of the reading is that of ``excerpt(raw)``.
    """
    raw = excerpt(raw)
    for charset in preferred:
        text = decode(raw, charset, vr)
        if not text.faults and plausibility(text.text) >= PLAUSIBLE:
            return Reading(str(charset), text.text, plausibility(text.text))
    ranked = [*fitting(raw, vr), *code_pages(raw)]
    best = max(ranked, key=lambda reading: reading.plausibility, default=None)
    if ranked and ranked[0].label == "ISO_IR 192":
        best = ranked[0]
    return best if best is not None and best.plausibility >= PLAUSIBLE else None


def encode_misread(text: str, codec: str) -> bytes | None:
    """The bytes whose reading in ``codec`` gave this text; ``None`` where no bytes give it.

    Real converters let the bytes that windows-1252 leaves free pass as control characters: so does this.
    """
    try:
        return text.encode(codec, CONTROLS_AS_BYTES)
    except UnicodeEncodeError:
        return None


def _pass_controls(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler for encoding: control characters of 80H-9FH become the byte of that number."""
    if isinstance(error, UnicodeEncodeError):
        rest = error.object[error.start : error.end]
        if all("\x80" <= character <= "\x9f" for character in rest):
            return rest.encode("latin-1"), error.end
    raise error


CONTROLS_AS_BYTES = "dicomcheck.controls"
codecs.register_error(CONTROLS_AS_BYTES, _pass_controls)


def undo_misread_utf8(text: str) -> Reversal | None:
    """Undo the reading of UTF-8 bytes as an encoding of one byte a character, once or several times.

    ``ÃneasRÃ¼diger`` (with an invisible U+0084) is ``ÄneasRüdiger``. Only texts of which every character outside
    ASCII falls in place qualify: chance hardly ever builds well-formed UTF-8.
    """
    times, read_as, current = 0, "", text
    while times < 3:
        step = _undo_once(current)
        if step is None:
            break
        current, read_as = step.text, read_as or step.read_as
        times += 1
    return Reversal(current, read_as, times) if times else None


def _undo_once(text: str) -> Reversal | None:
    if text.isascii():
        return None
    for name, codec in WRONG_READINGS.items():
        raw = encode_misread(text, codec)
        if raw is None or raw.isascii():
            continue
        try:
            undone = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return Reversal(undone, name, 1)
    return None
