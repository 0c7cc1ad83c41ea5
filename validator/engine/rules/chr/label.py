"""CHR001 to CHR007: the values of Specific Character Set (0008,0005)."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.tags import SPECIFIC_CHARACTER_SET
from validator.engine.text import LabelProblem, LabelProblemKind, character_set


def _problems(value: Value, kind: LabelProblemKind) -> list[LabelProblem]:
    if value.tag != SPECIFIC_CHARACTER_SET:
        return []
    return [problem for problem in character_set(_values(value)).problems if problem.kind is kind]


def _values(value: Value) -> tuple[str, ...]:
    return tuple(part.strip(" \0") for part in value.raw.decode("latin-1").split("\\"))


def _each(value: Value, kind: LabelProblemKind) -> Iterator[Hit]:
    for problem in _problems(value, kind):
        yield Hit({"meant": problem.meant or "nothing at all"}, value=problem.value)


@rule(
    "CHR001",
    "Unknown character set",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} names a character set that DICOM does not know, so no text beyond ASCII can be read. "
    "Write the defined term of the set that the texts are in.",
    reference="PS3.3 C.12.1.1.2",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def unknown(value: Value) -> Iterator[Hit]:
    """A value of Specific Character Set is none of the defined terms and resembles none of them.

    Why it matters
    Receivers guess, show question marks or reject the object; each does something else.

    Example
    The label windows-1252, which is common for texts but no character set of DICOM.

    How to fix
    Find out which encoding the texts are really in. Convert them to ISO_IR 192 (UTF-8) and label them so.
    """
    return _each(value, LabelProblemKind.UNKNOWN)


@rule(
    "CHR002",
    "Character set misspelt",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} is misspelt: receivers that compare the term will not know it. Write {meant}.",
    reference="PS3.3 C.12.1.1.2",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def misspelt(value: Value) -> Iterator[Hit]:
    """A value of Specific Character Set is no defined term, but it is plain which one is meant.

    Why it matters
    Some receivers forgive it, others fall back to ASCII: the same object shows its names on one screen and question
    marks on the next.

    Example
    ISO-IR 192, UTF-8 or iso_ir 192 in place of ISO_IR 192.

    How to fix
    Correct the term in the configuration of the system that writes it. The texts themselves need no change.
    """
    return _each(value, LabelProblemKind.MISSPELT)


@rule(
    "CHR003",
    "Character set that must stand alone",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} combines a set that must be the only value (ISO_IR 192, GB18030 or GBK) with others. "
    "Keep the one that the texts are in.",
    reference="PS3.3 C.12.1.1.2, PS3.5 6.1.2.4",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def not_alone(value: Value) -> Iterator[Hit]:
    """UTF-8, GB18030 and GBK allow no code extension: there can be no second value beside them.

    Why it matters
    What a receiver does with the combination is not defined: some take the first value, some the last, some refuse.

    Example
    ISO 2022 IR 100 and ISO_IR 192, from a system that adds UTF-8 to whatever was there.

    How to fix
    Let the writing system convert all texts to UTF-8 and write ISO_IR 192 alone.
    """
    return _each(value, LabelProblemKind.NOT_ALONE)


@rule(
    "CHR004",
    "Term for another use of the character set",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} uses a term in the wrong form: ISO_IR is for a single value, ISO 2022 IR for several. "
    "Write {meant}.",
    reference="PS3.3 C.12.1.1.2",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def wrong_form(value: Value) -> Iterator[Hit]:
    """A set has two terms: one for use alone, and one that announces that texts switch between sets.

    Why it matters
    Receivers that look for the exact term do not find it and fall back to ASCII or to no switching at all.

    Example
    ISO 2022 IR 100 as the only value, or ISO_IR 100 beside ISO 2022 IR 87.

    How to fix
    Correct the term in the configuration of the system that writes it.
    """
    return _each(value, LabelProblemKind.FORM)


@rule(
    "CHR005",
    "Two-byte set in first place",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} begins with a set of two bytes a character, which may only follow another one. Write {meant}.",
    reference="PS3.3 C.12.1.1.2, Table C.12-4",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def multibyte_first(value: Value) -> Iterator[Hit]:
    """Value 1 is the set that is active before any escape sequence; it has to be one of single bytes, or empty.

    Why it matters
    Under a two-byte set neither the padding nor the delimiters between name components can be written. Receivers
    disagree whether the set is active from the start.

    Example
    ISO 2022 IR 149 as the only value on Korean systems.

    How to fix
    Leave value 1 empty: a backslash and then the term.
    """
    return _each(value, LabelProblemKind.MULTIBYTE_FIRST)


@rule(
    "CHR006",
    "Default repertoire named",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} names the default repertoire, which has no term of its own without code extension. Leave the "
    "attribute out.",
    reference="PS3.3 C.12.1.1.2, Table C.12-2",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def default_named(value: Value) -> Iterator[Hit]:
    """ISO_IR 6 stands for ASCII, which is what an absent attribute means.

    Why it matters
    Most receivers understand it, strict ones report an unknown character set.

    Example
    A gateway that fills each empty attribute with a default of its own.

    How to fix
    Remove the attribute, or name the set that the texts are really in.
    """
    return _each(value, LabelProblemKind.DEFAULT_NAMED)


@rule(
    "CHR007",
    "Character set repeated or empty",
    severity=Severity.WARNING,
    scope=Scope.ELEMENT,
    message="{attribute} has a value that is empty or repeats another: only value 1 may be empty. Remove it.",
    reference="PS3.3 C.12.1.1.2",
)
@reads("CS", tag=SPECIFIC_CHARACTER_SET)
def repeated(value: Value) -> Iterator[Hit]:
    """Each value after the first announces one more set; an empty or repeated one announces nothing.

    Why it matters
    It is a sign that a hop edits the label by adding to it; strict receivers reject it.

    Example
    ISO 2022 IR 6, ISO 2022 IR 87 and again ISO 2022 IR 87.

    How to fix
    Correct the system that adds to the label.
    """
    yield from _each(value, LabelProblemKind.REPEATED)
    yield from _each(value, LabelProblemKind.EMPTY_LATER)
