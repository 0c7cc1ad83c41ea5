"""CHR025 and CHR026: texts that look like others and are not equal to them."""

import re
import unicodedata
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.chr.text import decoded
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.text import TEXT_VRS

INVISIBLE = re.compile("[\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Marks of format. Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) belong to the writing of Persian,
Hebrew and others."""


@rule(
    "CHR025",
    "Invisible character",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} holds the invisible character {character}: it looks like the value without it and is "
    "not equal to it. Remove it.",
    reference="PS3.5 6.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def invisible(value: Value) -> Iterator[Hit]:
    """A byte order mark, a soft hyphen, a space of no width or a mark that turns the direction of writing.

    Why it matters
    Matching by name or number fails without a visible reason; marks of direction can make a name read as another.

    Example
    A script reads the Patient ID from a text file and copies its byte order mark (EF BB BF) with it.

    How to fix
    Remove such characters where the text is entered or imported; read text files as UTF-8 with signature.
    """
    found = decoded(value)
    match = INVISIBLE.search(found[1].text) if found is not None else None
    if match is not None:
        yield Hit({"character": f"U+{ord(match[0]):04X}"})


@rule(
    "CHR026",
    "Decomposed letters",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} writes letters and their accents as characters of their own: it looks like the usual "
    "form and is not equal to it. Compose the text (Unicode normalization form C).",
    reference="PS3.5 6.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def decomposed(value: Value) -> Iterator[Hit]:
    """Unicode can write é as one character, or as e and a combining accent.

    Why it matters
    Most systems compare the bytes: the same name in the two forms is two names. The conversion to a set of one byte a
    character drops the accents.

    Example
    File names of macOS are decomposed; a name taken from one is too.

    How to fix
    Normalize to form C in the system that imports the text.
    """
    found = decoded(value)
    if found is None or found[0].codec != "utf-8" or not found[1].sound:
        return
    text = found[1].text
    if not unicodedata.is_normalized("NFC", text) and any(map(unicodedata.combining, text)):
        yield Hit()
