"""SRD137 and SRD138: units of measurement, in UCUM (PS3.3 C.18.1, PS3.16 7.2.2)."""

import re
from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.srd import tags
from validator.engine.rules.srd.coded_entries import at, coded_entries
from validator.engine.rules.subject import DataSet, Hit

UNITS = frozenset({tags.MEASUREMENT_UNITS_CODE_SEQUENCE, 0x003A0211})
"""Code sequences that hold units: Measurement Units, Channel Sensitivity Units."""
PRINTABLE = re.compile(r"[!-~]+")
TOKEN = re.compile(
    r"""[()./]
      |(?P<unit>
          (?:\{[^{}]*\})?
          (?:10[*^](?:[+-]?\d+)?
            |(?:%|'{1,2}|"|[A-Za-z_]|\[[^\][]+\])+ (?:[+-]?\d+)?
            |\d+(?:[+-]\d+)?)
          (?:\{[^{}]*\})?
          |\{[^{}]*\})""",
    re.VERBOSE,
)
BRACKETS = re.compile(r"\(u(?:[./]u)*\)")
TERM = re.compile(r"/?u(?:[./]u)*")


@rule(
    "SRD137",
    "Unit that is none in UCUM",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is not built as UCUM demands, for example mm2, g/ml, 1/min; {count} entries have it.",
    reference="PS3.16 7.2.2",
)
def malformed_unit(data_set: DataSet) -> Iterator[Hit]:
    """Units are written in UCUM: symbols without spaces, exponents behind the symbol, one stroke for "per", words of
    one's own in braces.

    Why it matters
    Programs that convert units cannot read it. A value without a unit is left out, or compared with one in another.

    Example
    "mm^2" for mm2, "mm 2", or a unit whose bracket is not closed.

    How to fix
    Have the system write the unit as in UCUM; what has no symbol there stands in braces, as {counts}.
    """
    for entry, places in coded_entries(data_set).items():
        if entry.scheme == "UCUM" and entry.value and not is_well_formed(entry.value):
            yield at(data_set, places, tags.CODE_VALUE)


@rule(
    "SRD138",
    "Unit of another coding scheme than UCUM",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} of a unit is not UCUM; {count} entries have it.",
    reference="PS3.16 7.2.2, PS3.3 C.18.1",
)
def not_ucum(data_set: DataSet) -> Iterator[Hit]:
    """Units of measurement are codes of UCUM, the Unified Code for Units of Measure.

    Why it matters
    Programs know the units of UCUM and no others: they show the number without unit, or not at all.

    Example
    The unit "MM" in a scheme of the program's own.

    How to fix
    Have the system write UCUM. Where something has no unit, the code is 1, or a word in braces.
    """
    for entry, places in coded_entries(data_set).items():
        if entry.sequence in UNITS and entry.scheme and entry.scheme != "UCUM":
            yield at(data_set, places, tags.CODING_SCHEME_DESIGNATOR)


def is_well_formed(unit: str) -> bool:
    """Whether a text is built as a unit of UCUM; whether the symbols exist is not asked.

    Each unit becomes one letter; then brackets around terms are taken away from the inside, until one term is left.
    """
    if not PRINTABLE.fullmatch(unit):
        return False
    shape, position = "", 0
    while position < len(unit):
        token = TOKEN.match(unit, position)
        if token is None:
            return False
        shape += "u" if token["unit"] else token[0]
        position = token.end()
    before = ""
    while before != shape:
        before, shape = shape, BRACKETS.sub("u", shape)
    return TERM.fullmatch(shape) is not None
