"""UID001 to UID009: the form of every UI value, wherever it stands."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads

LONGEST = 64
WELL_FORMED = re.compile(rb"[0-9]+(\.[0-9]+)*")
LEADING_ZERO = re.compile(rb"(?:^|\.)0[0-9]")
ROOTED = re.compile(rb"(?:0\.[0-59]|1\.[0-3]|2\.[0-9]+)(?:\.|$)")
"""The arcs that exist: those of ITU-T (0.0 to 0.5 and 0.9), of ISO (1.0 to 1.3) and all joint ones (ITU-T X.660)."""
ZEROS = re.compile(rb"0(\.0)*")


def _uids(value: Value) -> Iterator[tuple[int, bytes]]:
    """Each UID of a value with its offset, padding taken off; empty ones are left out."""
    offset = 0
    for part in value.raw.split(b"\\"):
        uid = part.rstrip(b"\0 ")
        if uid:
            yield offset, uid
        offset += len(part) + 1


@rule(
    "UID001",
    "Not a UID",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is not a UID: only digits and single dots between them are allowed. Have the writing system "
    "make a valid one, and change every reference to it.",
    reference="PS3.5 9.1",
)
@reads("UI")
def malformed(value: Value) -> Iterator[Hit]:
    """A UID is made of components of digits, separated by single dots.

    Why it matters
    Archives use the UID as the key of patient, study or image. Strict ones reject the instance; lenient ones store
    it, and fail later when it is retrieved or sent on.

    Example
    "1.2..840", ".1.2.3", "1.2.3a" or a time with a colon in it.

    How to fix
    Correct the system that makes the UIDs. Existing instances need new UIDs, and all references to them as well.
    """
    for offset, uid in _uids(value):
        if not WELL_FORMED.fullmatch(uid):
            yield Hit(offset=offset)


@rule(
    "UID002",
    "UID longer than 64 characters",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has {length} characters, a UID has at most 64: have it made from a shorter root or suffix.",
    reference="PS3.5 9.1",
)
@reads("UI")
def too_long(value: Value) -> Iterator[Hit]:
    """A UID has at most 64 characters, dots included.

    Why it matters
    Databases reserve 64 characters. A longer UID is cut, and two instances whose UIDs differ only at the end become
    one.

    Example
    A long root followed by a time, a process number and a counter: 71 characters.

    How to fix
    Correct the system that makes the UIDs.
    """
    for offset, uid in _uids(value):
        if len(uid) > LONGEST:
            yield Hit({"length": len(uid)}, offset=offset)


@rule(
    "UID003",
    "UID component with a leading zero",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has a component that begins with 0: only the number zero itself may.",
    reference="PS3.5 9.1",
)
@reads("UI")
def leading_zero(value: Value) -> Iterator[Hit]:
    """A component of more than one digit does not begin with zero.

    Why it matters
    Systems that keep components as numbers drop the zero: the UID that comes back is another one, and references to
    it no longer resolve.

    Example
    "1.2.826.0.1.3680043.10.954.20240229.081500": the time in the last component.

    How to fix
    Correct the system that makes the UIDs; it probably puts dates and times into them unchanged.
    """
    for offset, uid in _uids(value):
        if LEADING_ZERO.search(uid):
            yield Hit(offset=offset)


@rule(
    "UID004",
    "UID padded more than once",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} ends with {count} NULs: a UID is padded with one, and only to an even length.",
    reference="PS3.5 9.1, 6.2",
)
@reads("UI")
def padding(value: Value) -> Iterator[Hit]:
    """A UID of odd length is followed by a single byte 00H.

    Why it matters
    Systems that take off one NUL keep the others as part of the UID: the study is split, or the Transfer Syntax is
    not recognised.

    Example
    A field of 64 bytes, filled up with NULs whatever the length of the UID.

    How to fix
    Correct the system that writes the element; it treats the UID as a field of fixed length.
    """
    uid = value.raw.rstrip(b"\0")
    count = len(value.raw) - len(uid)
    if uid and count > 1:
        yield Hit({"count": count}, offset=len(uid))


@rule(
    "UID005",
    "UID outside the registration tree",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} does not begin with an arc that exists: nobody can own this root, so nothing makes it unique.",
    reference="PS3.5 9.1",
)
@reads("UI")
def no_such_arc(value: Value) -> Iterator[Hit]:
    """UIDs begin with 0.0 to 0.5 or 0.9 (ITU-T), 1.0 to 1.3 (ISO) or 2 (both).

    Why it matters
    The root is invented, and another system may invent the same. Encoders of object identifiers cannot encode it.

    Example
    "7.34.20240229.101500" or "1.9.4711.1".

    How to fix
    Have the writing system use a registered root, or UUIDs under 2.25 (PS3.5 B.2).
    """
    for offset, uid in _uids(value):
        if WELL_FORMED.fullmatch(uid) and b"." in uid and not ROOTED.match(uid):
            yield Hit(offset=offset)


@rule(
    "UID006",
    "A UID of zeros",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is nothing but zeros: it names nothing. Leave the attribute out, or write the UID that is "
    "meant.",
    reference="PS3.5 9.1",
)
@reads("UI")
def zeros(value: Value) -> Iterator[Hit]:
    """The UID is 0 or 0.0, which stands for "none" in some programs.

    Why it matters
    To every other system it is the UID of something: references lead there, and all objects with it become one.

    Example
    A Referenced SOP Instance UID of "0" in a report without a reference.

    How to fix
    Correct the system that writes it: a reference that does not exist is left out.
    """
    for offset, uid in _uids(value):
        if ZEROS.fullmatch(uid):
            yield Hit(offset=offset)


@rule(
    "UID007",
    "UID padded with a space",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has a space behind its last digit: a UID of odd length is padded with a NUL (00).",
    reference="PS3.5 9.1, 6.2",
)
@reads("UI")
def space_padding(value: Value) -> Iterator[Hit]:
    """UIDs are the only texts that are filled up with the byte 00H instead of a space.

    Why it matters
    Systems that take off the NUL alone keep the space as part of the UID. The study is split in two, and a Transfer
    Syntax or SOP Class with a space behind it is not recognised.

    Example
    1.2.840.10008.1.2 with a byte 20H behind it.

    How to fix
    Correct the program that writes the element: it pads all texts in the same way.
    """
    offset = 0
    for part in value.raw.split(b"\\"):
        end = len(part.rstrip(b"\0 "))
        if b" " in part[end:]:
            yield Hit(offset=offset + end)
            return
        offset += len(part) + 1
