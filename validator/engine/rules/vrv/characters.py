"""VRV010 to VRV019: which characters values may hold."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.tags import SPECIFIC_CHARACTER_SET
from validator.engine.rules.vrv.parts import first_of, ill_formed

CODE_STRING = re.compile(rb"[A-Z0-9 _]*(?:\\[A-Z0-9 _]*)*")
URI = re.compile(rb"(?! )[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
CONTROL = re.compile(rb"[\x01-\x1a\x1c-\x1f\x7f]")
TEXT_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""Without TAB, LF, FF and CR; ESC is a matter of character sets."""
TITLE_CONTROL = re.compile(rb"[\x01-\x1f\x7f]")
"""ESC too: no other character set is selected in an AE title."""
FORBIDDEN = {"AE": TITLE_CONTROL, "LT": TEXT_CONTROL, "ST": TEXT_CONTROL, "UT": TEXT_CONTROL}
"""The control characters that a VR excludes, where they are others than in ``CONTROL``."""
MARKUP = re.compile(
    rb"<\s*+/?\s*+(?:script|iframe|img|svg|object)\b|javascript:|\bon(?:error|load)\s*+=", re.IGNORECASE
)
"""Possessive: a long run of spaces must not be tried in every way."""


@rule(
    "VRV010",
    "Code string with other characters",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} holds characters that CS does not allow: only upper case letters, digits, space and "
    "underscore. Write the defined term.",
    reference="PS3.5 6.2",
)
@reads("CS")
def code_string(value: Value) -> Iterator[Hit]:
    """A code string is compared character by character with the terms of the standard.

    Why it matters
    Routing rules and hanging protocols look for the exact term; lower case or a hyphen makes them miss it.

    Example
    Axial in place of AXIAL in (0008,0008) Image Type.

    How to fix
    Correct the protocol or mapping that fills the attribute.
    """
    if value.tag == SPECIFIC_CHARACTER_SET:
        return  # the CHR family says what is wrong with the term, and which one is meant
    yield from first_of(ill_formed(value, CODE_STRING))


@rule(
    "VRV011",
    "Control character in a text",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds the control character {byte} (byte {position} of the value), which {vr} does not allow. "
    "Remove it where the text is entered.",
    reference="PS3.5 6.1.3, 6.2",
)
@reads("AE", "LO", "LT", "PN", "SH", "ST", "UC", "UT")
def control_character(value: Value) -> Iterator[Hit]:
    """Short texts and names hold no control characters; longer texts (ST, LT, UT) only tab, line feed, form feed and
    carriage return.

    Why it matters
    Line breaks tear tables, worklists and HL7 messages apart; other control characters make interfaces stop.

    Example
    A line feed in (0008,1030) Study Description, copied from a report.

    How to fix
    Have the system that fills the attribute replace control characters by spaces.
    """
    match = FORBIDDEN.get(value.vr, CONTROL).search(value.raw)
    if match is not None:
        words = {"byte": match[0].hex().upper(), "position": match.start() + 1, "vr": value.vr}
        yield Hit(words, offset=match.start())


@rule(
    "VRV012",
    "AE title of spaces",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} consists of spaces only: an AE title needs at least one other character. Leave it empty "
    "or enter the title.",
    reference="PS3.5 6.2",
)
@reads("AE")
def blank_title(value: Value) -> Iterator[Hit]:
    """Leading and trailing spaces of an AE title do not count, so that nothing is left of this one.

    Why it matters
    Systems that address each other by this title find none, or one that no configuration holds.

    Example
    (0002,0016) Source Application Entity Title with 16 spaces from a fixed field.

    How to fix
    Correct the configuration of the writing system.
    """
    if value.raw and not value.raw.strip(b" "):
        yield Hit()


@rule(
    "VRV013",
    "Not a URI",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} is no URI: it begins with a space or holds characters that have to be percent-encoded.",
    reference="PS3.5 6.2, 6.2.3",
)
@reads("UR")
def malformed_uri(value: Value) -> Iterator[Hit]:
    """A UR value is a URI or URL as RFC 3986 defines it.

    Why it matters
    Links to reports and web services do not open.

    Example
    A file path with spaces and backslashes in place of a URL.

    How to fix
    Percent-encode the characters in the system that makes the link.
    """
    return first_of(ill_formed(value, URI))


@rule(
    "VRV014",
    "Markup in a text",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} holds markup that a browser would run (byte {position} of the value): a web viewer that "
    "does not escape it executes it. Find out where the text was entered.",
    reference="PS3.5 6.2",
)
@reads("AE", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT")
def markup(value: Value) -> Iterator[Hit]:
    """The text holds a script or another active element of HTML.

    Why it matters
    It is legal as text, and an attack on every web viewer, worklist page and report that shows it unescaped.

    Example
    A script tag in (0010,0010) Patient's Name.

    How to fix
    Correct the value at its source, and check that the viewers behind this system escape what they show.
    """
    match = MARKUP.search(value.raw) if b"<" in value.raw or b":" in value.raw or b"=" in value.raw else None
    if match is not None:
        yield Hit({"position": match.start() + 1}, offset=match.start())
