"""CHR014 to CHR017: texts that switch between character sets."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.chr.text import faults
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.text import TEXT_VRS, TextFaultKind


@rule(
    "CHR014",
    "Escape sequence that is not announced",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds the escape character 1B (byte {position} of the value{more}), but under {charset} "
    "texts do not switch between sets.{fits} Write the ISO 2022 terms of the sets in use.",
    reference="PS3.5 6.1.2.4, PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def unannounced_escape(value: Value) -> Iterator[Hit]:
    """Texts may switch character sets by escape sequences only where the label announces it with ISO 2022 terms.

    Why it matters
    Receivers show the sequences as text ($B;3ED(B) or drop the escape character, after which nothing can be read.

    Example
    A Japanese name in ISO 2022 IR 87 under the label ISO_IR 100, after a hop forced its own label on everything.

    How to fix
    Restore the label, for Japanese a backslash and ISO 2022 IR 87, or convert the texts to ISO_IR 192.
    """
    yield from faults(value, TextFaultKind.ESCAPE_UNANNOUNCED)


@rule(
    "CHR015",
    "Escape sequence of a set that is not declared",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} switches to a character set that the label {charset} does not list (byte {position} of the "
    "value{more}). Add its term to Specific Character Set.",
    reference="PS3.5 6.1.2.4, PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def undeclared_escape(value: Value) -> Iterator[Hit]:
    """Every set that escape sequences switch to must be among the values of Specific Character Set.

    Why it matters
    A receiver decides by the label whether it can show the object, and may not know the sequence when it meets it.

    Example
    Supplementary kanji (ISO 2022 IR 159) in a name while only ISO 2022 IR 87 is declared.

    How to fix
    Have the writing system list every set that it uses.
    """
    yield from faults(value, TextFaultKind.ESCAPE_UNDECLARED)


@rule(
    "CHR016",
    "Unknown escape sequence",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} holds an escape sequence that designates no character set of DICOM (byte {position} of the "
    "value{more}): what follows cannot be read with certainty.",
    reference="PS3.5 6.1.2.4, PS3.3 C.12.1.1.2",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def unknown_escape(value: Value) -> Iterator[Hit]:
    """An escape character begins a sequence that PS3.3 does not list, or one that is cut off.

    Why it matters
    Receivers ignore it, show it or stop reading: the text differs from screen to screen.

    Example
    ESC $ @, the kanji set of 1978, from an old Japanese system.

    How to fix
    Have the writing system use the sets of PS3.3 Tables C.12-3 and C.12-4, or UTF-8.
    """
    yield from faults(value, TextFaultKind.ESCAPE_UNKNOWN)


@rule(
    "CHR017",
    "Character set not switched back",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} does not return to the first character set before a delimiter, a control character or its end "
    "(byte {position} of the value{more}): what follows may be read as other characters.",
    reference="PS3.5 6.1.2.5.3",
)
@reads(*TEXT_VRS, beyond_ascii=True)
def not_reset(value: Value) -> Iterator[Hit]:
    """The set of value 1 has to be active again before a backslash, ^ or =, a tab, the end of a line or page, and the
    end of the value.

    Why it matters
    Under a two-byte set the delimiter is half of a character: components of the name run into each other, and values
    are split in the wrong place.

    Example
    A Japanese name without ESC ( B before the ^ between family and given name.

    How to fix
    Have the writing system switch back at each of these places; most libraries do when they are given the decoded text.
    """
    return faults(value, TextFaultKind.NOT_RESET)
