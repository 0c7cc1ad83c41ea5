"""VRV005 to VRV007: what fills values up to an even length, and NUL where it does not belong."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.parts import PADDING, STRING_VRS


@rule(
    "VRV005",
    "Text padded with NUL",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is padded with NUL (00); values of {vr} are padded with a space (20). Correct the writing "
    "system.",
    reference="PS3.5 6.2",
)
@reads(*STRING_VRS)
def nul_padding(value: Value) -> Iterator[Hit]:
    """A character string of odd length is filled up with one space; only UIDs take a NUL.

    Why it matters
    Systems that do not strip the NUL store it with the value: two values that look alike do not match, and texts end
    early in databases.

    Example
    CT01 with a NUL behind it, written by a program that takes the terminating byte of a C string along.

    How to fix
    Correct the program that writes the value. Most archives remove the NUL when they store or send the object.
    """
    length = len(value.raw.rstrip(PADDING))
    if length and value.raw.endswith(b"\0"):
        yield Hit({"vr": value.vr}, offset=length)


@rule(
    "VRV006",
    "NUL inside a text",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds a NUL (00) with more text behind it: many systems stop reading there. Clear the field "
    "before it is filled.",
    reference="PS3.5 6.1.3",
)
@reads(*STRING_VRS)
def embedded_nul(value: Value) -> Iterator[Hit]:
    """NUL is no character of any text value.

    Why it matters
    Programs in C end the text at the NUL, others show all of it. What stands behind it is often the rest of an older
    value: it may belong to another patient.

    Example
    A fixed field of 16 bytes with CT01, a NUL and twelve bytes of what was there before.

    How to fix
    Correct the program that writes the value; check what stands behind the NUL.
    """
    # Spaces after the NUL are padding like the NUL itself.
    bare = value.raw.rstrip(PADDING)
    position = bare.find(b"\0")
    if position >= 0:
        yield Hit(offset=position)


@rule(
    "VRV007",
    "Spaces behind a value of fixed length",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is padded with spaces, but a value of {vr} has a fixed, even length. Write it without them.",
    reference="PS3.5 6.2",
)
@reads("AS", "DA")
def needless_spaces(value: Value) -> Iterator[Hit]:
    """A date has eight characters and an age four: there is nothing to fill up, unless several of them add up to an odd
    number.

    Why it matters
    Strict readers refuse the value. Others keep the spaces, and two dates that look alike do not match.

    Example
    The date 20240229 in a field of ten characters.

    How to fix
    Correct the program that writes the value: it copies a field of fixed width.
    """
    bare = value.raw.rstrip(PADDING)
    if bare and b"\0" not in value.raw and len(value.raw) - len(bare) > len(bare) % 2:
        yield Hit({"vr": value.vr}, offset=len(bare))
