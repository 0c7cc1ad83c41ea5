"""CHR010 to CHR013 and CHR018: bytes that are no text under the label in force."""

from collections.abc import Iterator
from functools import lru_cache

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.text import (
    MAXIMUM_FAULTS,
    TEXT_VRS,
    CharacterSet,
    Text,
    TextFault,
    TextFaultKind,
    best_reading,
    character_set,
    decode,
    undo_misread_utf8,
)

CHARACTER_VRS = ("AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR")
"""Character strings that keep the default repertoire whatever the label says."""
FILE_META_GROUP = 0x0002


def decoded(value: Value) -> tuple[CharacterSet, Text] | None:
    """A text with its character set; ``None`` where it is plain ASCII and so beyond doubt."""
    if value.raw.isascii() and b"\x1b" not in value.raw:
        return None
    return _decoded(value)


@lru_cache(maxsize=64)
def _decoded(value: Value) -> tuple[CharacterSet, Text]:
    """Kept for the next rules that ask about the same value."""
    charset = character_set(value.charset)
    return charset, decode(value.raw.rstrip(b"\0"), charset, value.vr)


def faults(value: Value, *kinds: TextFaultKind) -> Iterator[Hit]:
    """One hit for all faults of these kinds in a value, at the first of them."""
    found = decoded(value)
    if found is None:
        return
    charset, text = found
    found_faults = [fault for fault in text.faults if fault.kind in kinds]
    if found_faults:
        yield Hit(_words(value, charset, found_faults), offset=found_faults[0].offset)


def _more(count: int) -> str:
    """How many more faults there are; of very many only the first are counted."""
    if count == 1:
        return ""
    return f" and {'at least ' if count == MAXIMUM_FAULTS else ''}{count - 1} more"


def _words(value: Value, charset: CharacterSet, faults: list[TextFault]) -> dict[str, object]:
    reading = best_reading(value.raw.rstrip(b" \0"), value.vr)
    return {
        "byte": faults[0].raw[:1].hex().upper(),
        "bytes": faults[0].raw.hex(" ").upper(),
        "position": faults[0].offset + 1,
        "more": _more(len(faults)),
        "charset": charset,
        "fits": f" The bytes look like {reading.label}." if reading is not None else "",
    }


@rule(
    "CHR010",
    "Text beyond ASCII without a character set",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds the byte {byte} (byte {position} of the value{more}), and no Specific Character "
    "Set says what it means.{fits} Write the label that the texts are in.",
    reference="PS3.3 C.12.1.1.2, PS3.5 6.1.2.1",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def unlabelled(value: Value) -> Iterator[Hit]:
    """Without Specific Character Set only ASCII is allowed. It does not mean Latin-1.

    Why it matters
    Each receiver reads the bytes by its own default: the name is right on one screen and wrong on the next.

    Example
    A modality writes Müller in Latin-1 and leaves the label out.

    How to fix
    Set the character set in the configuration of the writing system. For the objects at hand add the label that the
    bytes are in.
    """
    if not any(value.charset) and value.tag >> 16 != FILE_META_GROUP:
        yield from faults(value, TextFaultKind.UNDECODABLE)


@rule(
    "CHR011",
    "Bytes that are no characters",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds the byte {byte} (byte {position} of the value{more}), which is no character of "
    "{charset}.{fits} Correct the label or convert the text.",
    reference="PS3.5 6.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def undecodable(value: Value) -> Iterator[Hit]:
    """The bytes have no meaning in the character set that the label names: label and text do not belong together.

    Why it matters
    Viewers show placeholders or nothing; converters drop the characters or replace them by question marks for good.

    Example
    Latin-1 bytes under ISO_IR 192: a hop wrote its preferred label without converting the texts.

    How to fix
    Find the hop that changed the label, or the system that writes another encoding than it says. As long as the bytes
    are intact the right label repairs the object.
    """
    if any(value.charset) and not _is_double(value):
        yield from faults(value, TextFaultKind.UNDECODABLE)


def _is_double(value: Value) -> bool:
    """Whether the value is reported as UTF-8 encoded twice, which explains all its faults."""
    found = decoded(value)
    if found is None or found[0].codec != "utf-8":
        return False
    return undo_misread_utf8(value.raw.rstrip(b" \0").decode("utf-8", "replace")) is not None


@rule(
    "CHR012",
    "Forbidden control character",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds {bytes} (byte {position} of the value{more}), a control character that {charset} "
    "does not permit.{fits} Convert the text to a set that DICOM knows.",
    reference="PS3.5 6.1.3",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def control(value: Value) -> Iterator[Hit]:
    """The bytes 80 to 9F (and U+0080 to U+009F) are control characters, which no DICOM text may hold.

    Why it matters
    In windows-1252 they are quotation marks, dashes and the euro sign: a sign that a Windows text was labelled
    Latin-1. Strict receivers reject the object, others show boxes.

    Example
    A description with typographic quotation marks (84 and 93) under ISO_IR 100.

    How to fix
    Convert to ISO_IR 192 in the system where the text is entered; DICOM has no term for Windows code pages.
    """
    if not _is_double(value):
        yield from faults(value, TextFaultKind.CONTROL)


@rule(
    "CHR013",
    "Text cut inside a character",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} ends inside a character: of the last one only {bytes} is there. Some system cut the text by "
    "bytes instead of characters.",
    reference="PS3.5 6.1.2, 6.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def cut(value: Value) -> Iterator[Hit]:
    """The value stops before the last byte of its last character.

    Why it matters
    The rest of the text is lost, and the dangling byte can swallow the delimiter or the quotation mark after it when
    the value is passed on to HL7, JSON or a database.

    Example
    A gateway with fields of 16 bytes cuts a German name in UTF-8 between the two bytes of ö.

    How to fix
    Have the system count characters, or give the field more room. Take the text from its source again.
    """
    return faults(value, TextFaultKind.TRUNCATED)


@rule(
    "CHR018",
    "Byte beyond ASCII in a value that allows none",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds the byte {byte} (byte {position} of the value): {where} everything is ASCII, whatever "
    "Specific Character Set says. Replace the character.",
    reference="PS3.5 6.1.2.2, 6.2, PS3.10 7.1",
)
@reads(*CHARACTER_VRS, *TEXT_VRS, beyond_ascii=True)
def beyond_ascii(value: Value) -> Iterator[Hit]:
    """Specific Character Set applies to SH, LO, ST, LT, UC, UT and PN only, and never to the File Meta Information.

    Why it matters
    Codes, identifiers and dates are compared byte by byte: routing rules and hanging protocols will not match, and
    strict receivers reject the object.

    Example
    SCHÄDEL in (0018,0015) Body Part Examined.

    How to fix
    Use the defined terms of the standard, or ASCII letters, in the protocol or mapping that fills the attribute.
    """
    raw = value.raw
    is_meta = value.tag >> 16 == FILE_META_GROUP
    if not raw.isascii() and (is_meta or value.vr in CHARACTER_VRS):
        position = next(index for index, byte in enumerate(raw) if byte > 0x7F)
        where = "in the File Meta Information" if is_meta else f"in values of {value.vr}"
        yield Hit({"byte": f"{raw[position]:02X}", "position": position + 1, "where": where}, offset=position)
