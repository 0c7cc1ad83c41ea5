"""VRV001 and VRV002: how long values may be."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import Hit, Value, reads
from validator.engine.rules.vrv.parts import Part, parts
from validator.engine.text import TEXT_VRS, character_set, decode

LONGEST = {
    "AE": 16, "CS": 16, "DS": 16, "DT": 26, "IS": 12, "LO": 64, "LT": 10240, "PN": 64, "SH": 16, "ST": 1024, "TM": 14,
}  # fmt: skip
"""Characters of a value where Specific Character Set applies, else bytes; of PN a component group (PS3.5 6.2)."""
SIZES = {
    "AT": 4, "FD": 8, "FL": 4, "OD": 8, "OF": 4, "OL": 4, "OV": 8, "OW": 2,
    "SL": 4, "SS": 2, "SV": 8, "UL": 4, "US": 2, "UV": 8,
}  # fmt: skip
"""Bytes of one number (PS3.5 6.2)."""
UNDECODABLE = re.compile("‹[0-9A-F]{2}›")


def _longest(value: Value, part: Part) -> int:
    """How long a value is in the unit of its limit; of a name its longest component group."""
    if value.vr not in TEXT_VRS:
        return len(part.raw)
    text = UNDECODABLE.sub("?", decode(part.raw, character_set(value.charset), value.vr).text)
    return max(map(len, text.split("="))) if value.vr == "PN" else len(text)


@rule(
    "VRV001",
    "Value longer than its VR allows",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}{which} has {count} {unit}, {vr} allows {limit}. Shorten it where it is entered: other systems "
    "will cut it or refuse the object.",
    reference="PS3.5 6.2",
)
@reads(*LONGEST)
def overlong(value: Value) -> Iterator[Hit]:
    """Each VR limits the length of a single value: in characters where Specific Character Set applies, in bytes
    elsewhere, in names for each component group. Trailing padding does not count.

    Why it matters
    Databases have fields of just that length. They cut the value, after which it no longer matches, or refuse the
    instance.

    Example
    An Accession Number (SH) of 20 characters: the archive keeps 16, and the study is never matched with its order.

    How to fix
    Limit the field in the system that makes the value, or map it at the interface before it enters DICOM.
    """
    limit = LONGEST[value.vr]
    if len(value.raw) <= limit:
        return
    for part in parts(value):
        count = _longest(value, part) if len(part.raw) > limit else 0
        if count > limit:
            unit = "characters" if value.vr in TEXT_VRS else "bytes"
            if value.vr == "PN":
                unit += " in a component group"
            yield part.hit(count=count, unit=unit, vr=value.vr, limit=limit)
            return


@rule(
    "VRV002",
    "Length that is no multiple of the number's size",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has {length} bytes; a number of {vr} takes {size}. The last one is cut or the VR is "
    "wrong: write the value again from its source.",
    reference="PS3.5 6.2",
)
@reads(*SIZES)
def broken_number(value: Value) -> Iterator[Hit]:
    """A binary value consists of whole numbers of two, four or eight bytes.

    Why it matters
    Readers drop the rest or read beyond the value. Often the VR was guessed wrongly when a file was converted from
    implicit to explicit encoding.

    Example
    (0028,0010) Rows, US, with 3 bytes after a text field was mapped to it.

    How to fix
    Correct the system that writes the element. Odd lengths are reported by the rules about the file's encoding.
    """
    size = SIZES[value.vr]
    if len(value.raw) % size and not len(value.raw) % 2:
        yield Hit({"length": len(value.raw), "vr": value.vr, "size": size})
