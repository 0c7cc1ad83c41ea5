"""VRV040 to VRV043: person names."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.parts import first_of, parts
from validator.engine.text import character_set, decode, split_name

GROUPS = 3
COMPONENTS = 5
UNDIVIDED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+(?: *+, *+| ++)[^\W\d_]{2}")
"""Two words with a space or comma between them; tried once a word, however long it is."""
DELIMITERS = b"^= "


@rule(
    "VRV040",
    "Name with too many component groups",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has {count} component groups; a name has at most three: alphabetic, ideographic and "
    "phonetic. Take the = out of the name.",
    reference="PS3.5 6.2.1",
)
@reads("PN")
def surplus_groups(value: Value) -> Iterator[Hit]:
    """The sign = divides a name into its three representations and can stand for nothing else.

    Why it matters
    Receivers drop the rest of the name or refuse the object.

    Example
    A remark such as ID=4711 that was put into the name.

    How to fix
    Take the remark out of the name in the system where it is entered.
    """
    if value.raw.count(b"=") < GROUPS:
        return
    for part in parts(value):
        groups = split_name(part.raw, character_set(value.charset))
        if len(groups) > GROUPS:
            yield part.hit(count=len(groups))
            return


@rule(
    "VRV041",
    "Name with too many components",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has {count} components; a name has at most five: family, given and middle name, "
    "prefix, suffix. Take the surplus ^ out.",
    reference="PS3.5 6.2.1",
)
@reads("PN")
def surplus_components(value: Value) -> Iterator[Hit]:
    """The sign ^ divides a name into five components. Empty ones at the end are counted too.

    Why it matters
    Receivers drop the rest of the name or refuse the object.

    Example
    A name copied from HL7, where more components follow.

    How to fix
    Map the components of HL7 to the five of DICOM at the interface.
    """
    if value.raw.count(b"^") < COMPONENTS:
        return
    for part in parts(value):
        count = max(len(group) for group in split_name(part.raw, character_set(value.charset)))
        if count > COMPONENTS:
            yield part.hit(count=count)
            return


@rule(
    "VRV042",
    "Name without division",
    severity=Severity.INFO,
    scope=Scope.ELEMENT,
    message="{attribute}{which} looks like a family and a given name without ^ between them: all of it counts as the "
    "family name. Check how the name is entered.",
    reference="PS3.5 6.2.1",
)
@reads("PN")
def undivided(value: Value) -> Iterator[Hit]:
    """The components of a name are divided by ^; a comma or space divides nothing.

    Why it matters
    A search by family name does not find the patient, and systems that build the name anew swap its parts.

    Example
    WINTER, TIM in place of WINTER^TIM.

    How to fix
    Enter family and given name in fields of their own, or map the comma at the interface.
    """
    if b"^" in value.raw:
        return
    charset = character_set(value.charset)
    yield from first_of(
        part for part in parts(value) if UNDIVIDED.search(decode(part.raw, charset, "PN").text.split("=")[0])
    )


@rule(
    "VRV043",
    "Name of delimiters only",
    severity=Severity.INFO,
    scope=Scope.ELEMENT,
    message="{attribute}{which} consists of ^ and = alone: there is no name. Leave it empty, or enter the name.",
    reference="PS3.5 6.2.1",
)
@reads("PN")
def nameless(value: Value) -> Iterator[Hit]:
    """All components of the name are empty; only the signs between them are there.

    Why it matters
    A check for an empty name passes, and the worklist shows a line without a name that nobody can search for.

    Example
    The value ^^^^ from an interface that joins five empty fields of HL7.

    How to fix
    Let the interface write a value of zero length where no component has content.
    """
    if value.raw and value.raw[0] in DELIMITERS:
        yield from first_of(part for part in parts(value) if not part.raw.strip(DELIMITERS) and part.raw.strip())
