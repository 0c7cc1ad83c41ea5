"""VRV060: the offset from UTC in which times are meant."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.dates import is_offset
from validator.engine.rules.vrv.parts import PADDING

TIMEZONE_OFFSET_FROM_UTC = 0x00080201
OFFSET = re.compile(rb"([+-])([0-9]{2})([0-9]{2})")


@rule(
    "VRV060",
    "Not an offset from UTC",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} {problem}. Write the offset as +0100 or -0500.",
    reference="PS3.3 C.12.1, PS3.5 6.2",
)
@reads("SH")
def offset_from_utc(value: Value) -> Iterator[Hit]:
    """All dates and times of the data set are meant in this offset: a sign, two digits of hours and two of minutes,
    from -1200 to +1400, and +0000 for UTC itself.

    Why it matters
    Studies from two places are ordered by it. A system that cannot read it takes its own time zone, and a prior lies
    behind the study that it came before.

    Example
    "CET", "+1", "+01:00" or -0000.

    How to fix
    Correct the configuration of the system that writes it, which often takes the name of the zone from its host.
    """
    if value.tag != TIMEZONE_OFFSET_FROM_UTC:
        return
    offset = value.raw.rstrip(PADDING)
    match = OFFSET.fullmatch(offset)
    if match is not None and not is_offset(*match.groups()):
        yield Hit({"problem": "has the form of an offset, but there is no such one"})
    elif match is None and offset:
        yield Hit({"problem": "is not a sign and four digits"})
