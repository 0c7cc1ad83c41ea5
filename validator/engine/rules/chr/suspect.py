"""CHR020 to CHR024: texts that are valid under their label and evidently not what was meant."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.chr.text import decoded
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.text import TEXT_VRS, best_reading, plausibility, undo_misread_utf8

IMPLAUSIBLE = -0.3
"""A text below is hardly in any language."""
SURPASSING = 0.8
"""By how much another reading must be more plausible."""
FOREIGN_BYTES = 5
"""Fewer bytes beyond ASCII prove nothing about a code page."""
QUESTION_MARKS = re.compile(rb"\?{2,}|(?<=[A-Za-z])\?(?=[A-Za-z])")


@rule(
    "CHR020",
    "UTF-8 under another label",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} is evidently UTF-8, but the label says {charset}: it shows as pairs of odd characters. "
    "Correct the label to ISO_IR 192, or convert the text to what the label says.",
    reference="PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def utf8_under_another_label(value: Value) -> Iterator[Hit]:
    """All bytes beyond ASCII form UTF-8 characters, which chance hardly ever brings about, and the label names a set of
    one byte a character.

    Why it matters
    Müller shows as MÃ¼ller everywhere behind this system, and the next conversion encodes it twice.

    Example
    A worklist delivers UTF-8, the modality copies the bytes and writes its own label, ISO_IR 100.

    How to fix
    Configure the character set that the worklist answers in, or the label that the modality writes.
    """
    found = decoded(value)
    if found is None or found[0].codec or found[0].extended or not any(value.charset):
        return
    charset, text = found
    if not text.faults and not value.raw.isascii() and _is_utf8(value.raw):
        yield Hit({"charset": charset})


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@rule(
    "CHR021",
    "UTF-8 encoded twice",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} is UTF-8 that was taken for {read_as} and encoded again: names show as pairs of odd "
    "characters. The original can be recovered by decoding once more; correct the system that converts.",
    reference="PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def encoded_twice(value: Value) -> Iterator[Hit]:
    """The characters of this text are, taken as bytes, UTF-8 again.

    Why it matters
    The label is right, so no receiver can notice: wrong names spread into reports, worklists and master data.

    Example
    Jérôme arrives as JÃ©rÃ´me in ISO_IR 192.

    How to fix
    Find the hop that decodes by a wrong set before it writes UTF-8, and tell it the true one. Existing objects can be
    repaired without loss.
    """
    found = decoded(value)
    if found is None or found[0].codec != "utf-8":
        return
    reversal = undo_misread_utf8(value.raw.rstrip(b" \0").decode("utf-8", "replace"))
    if reversal is not None:
        yield Hit({"read_as": reversal.read_as})


@rule(
    "CHR022",
    "Text evidently in another character set",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} makes no sense as {charset} and reads like {reading}. Check the label against a text that is "
    "known.",
    reference="PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def another_set(value: Value) -> Iterator[Hit]:
    """The text is formally valid, but its words consist of accented letters only, as when Cyrillic is read as Latin-1.

    Why it matters
    Names are unreadable everywhere. DICOM has no label for Windows code pages, so systems write a wrong one.

    Example
    Иванов in windows-1251 under ISO_IR 100 shows as Èâàíîâ.

    How to fix
    Convert to a set of DICOM (ISO_IR 144 or ISO_IR 192) in the system where the text comes from.
    """
    found = decoded(value)
    if found is None or found[1].faults or found[0].codec or found[0].extended:
        return
    charset, text = found
    if sum(byte > 0x7F for byte in value.raw) < FOREIGN_BYTES:
        return
    score = plausibility(text.text)
    if score > IMPLAUSIBLE:
        return
    reading = best_reading(value.raw.rstrip(b" \0"), value.vr)
    if reading is not None and reading.label != "ISO_IR 192" and reading.plausibility - score >= SURPASSING:
        yield Hit({"charset": charset, "reading": reading.label})


@rule(
    "CHR023",
    "Replacement characters",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} holds {count} replacement characters (U+FFFD): an earlier system could not read the "
    "text and the characters are lost. Take it from its source again.",
    reference="PS3.5 6.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def replacement_characters(value: Value) -> Iterator[Hit]:
    """U+FFFD stands where a decoder met bytes that it could not read.

    Why it matters
    The original characters cannot be recovered from this object, and a search by the right name will not find it.

    Example
    J�r�me: Latin-1 bytes decoded as UTF-8 and stored.

    How to fix
    Find the hop that decodes by the wrong set. Correct the objects from the order or the source system.
    """
    found = decoded(value)
    count = found[1].text.count("\ufffd") if found is not None else 0
    if count:
        yield Hit({"count": count})


@rule(
    "CHR024",
    "Question marks in a name",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} holds question marks inside or in place of a name: an earlier system could not write the "
    "characters. Take the name from its source again.",
    reference="PS3.5 6.2.1",
)
@reads("PN")
def question_marks(value: Value) -> Iterator[Hit]:
    """Several question marks in a row, or one between letters, stand where a converter had no character to write.

    Why it matters
    The name is lost in this object; patients whose names differ only there look the same.

    Example
    M?ller, or ???? for a name in kanji.

    How to fix
    Give the converting hop a set that holds the characters; ISO_IR 192 holds all.
    """
    match = QUESTION_MARKS.search(value.raw) if b"?" in value.raw else None
    # In a two-byte set 3FH is half of a character.
    if match is not None and b"\x1b" not in value.raw:
        yield Hit(offset=match.start())
