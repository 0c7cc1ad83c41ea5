"""What the heading of a list of terms says: whose values, which of them, and when.

Enumerated Values for Value 3:
Enumerated Values for Samples per Pixel (0028,0002) when Photometric Interpretation (0028,0004) is RGB or YBR_FULL:
Defined Terms if Execution Status (2100,0030) is FAILURE:
"""

import re
from typing import NamedTuple

from pydicom.datadict import keyword_for_tag

from tools.standard.grammar import Expression

KINDS = {"enumerated value": "enumerated", "defined term": "defined"}
HEADING = re.compile(
    r"""(?:Value\ (?P<before>\d)\ )?(?:Retired\ )?
        (?P<kind>Enumerated\ Value|Defined\ Term)s?
        (?:\ (?:for|of)\ (?!Value)[^(]+\((?P<tag>[0-9A-F]{4},[0-9A-F]{4})\)(?:\ and\ [^(]+\((?P<second>[^)]+)\))?)?
        (?:\ for\ (?:Image\ Type\ )?Value\ (?P<position>\d))?
        (?:\ (?:if|when)\ (?P<condition>.+?))?
        \ ?:?""",
    re.VERBOSE | re.IGNORECASE,
)
ATTRIBUTE = r"[^(]+\((?P<tag>[0-9A-F]{4},[0-9A-F]{4})\)"
IS = re.compile(
    ATTRIBUTE
    + r"(?: Value (?P<position>\d))? (?:is|=)?(?: ?(?P<negated>not))? ?(?P<terms>[A-Z0-9_]+(?:(?:, | or )[A-Z0-9_]+)*)"
)
PRESENT = re.compile(rf"{ATTRIBUTE}(?: or [^(]+\((?P<second>[0-9A-F]{{4}},[0-9A-F]{{4}})\))? is present")
EQUALS = re.compile(r"(?P<name>[A-Z][A-Za-z ]+) = (?P<number>\d+)")


class Heading(NamedTuple):
    """What a list of terms is about."""

    kind: str
    """``enumerated`` or ``defined``."""
    tags: tuple[str, ...]
    """``gggg,eeee`` of the attributes that it names; none where it goes without saying."""
    position: int
    condition: Expression | None


def read(text: str) -> Heading | None:
    """Nothing where the heading is of another kind of list, or holds a condition that cannot be read."""
    match = HEADING.fullmatch(text)
    if match is None:
        return None
    condition = _condition(match["condition"]) if match["condition"] else None
    if match["condition"] and condition is None:
        return None
    tags = tuple(tag for tag in (match["tag"], match["second"]) if tag)
    return Heading(KINDS[match["kind"].lower()], tags, int(match["position"] or match["before"] or 0), condition)


def _condition(text: str) -> Expression | None:
    if match := PRESENT.fullmatch(text):
        tests: list[Expression] = [["present", _reference(tag)] for tag in (match["tag"], match["second"]) if tag]
        return tests[0] if len(tests) == 1 else ["any", *tests]
    if match := IS.fullmatch(text):
        test = "is-not" if match["negated"] else "is"
        return [test, _reference(match["tag"]), int(match["position"] or 0), re.split(", | or ", match["terms"])]
    if match := EQUALS.fullmatch(text):
        return ["number", ["", match["name"].replace(" ", "")], "=", int(match["number"])]
    return None


def _reference(tag: str) -> list[str]:
    return ["", keyword_for_tag(int(tag.replace(",", ""), 16))]
