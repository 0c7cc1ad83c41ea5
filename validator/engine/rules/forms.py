"""Values of a usual form, of which it is known beforehand that some element rules let them pass.

Most values that an instance does not share with others are UIDs, times and numbers that are written as they should be.
One pattern tells so, where otherwise each rule about their form would be asked.
"""

import re
from typing import NamedTuple


class Form(NamedTuple):
    """A form of values, and the rules that find nothing in it."""

    pattern: re.Pattern[bytes]
    passing: frozenset[str]
    """Codes of element rules that yield nothing for a value that the whole pattern matches, of whatever attribute,
    in whatever character set."""


_NUMBER = rb"(?:0|[1-9][0-9]*)"
_DECIMAL = rb"-?[0-9]{1,6}(?:\.[0-9]{1,7})?"
_PADDING = {"VRV005", "VRV006"}
_TEXT = frozenset({"VRV001", "VRV011", "VRV014", *_PADDING})

FORMS = {
    "UI": Form(
        re.compile(rb"(?=[0-9.]{1,64}\0?\Z)(?:1\.[0-3]|2\.%b)(?:\.%b)+\0?" % (_NUMBER, _NUMBER)),
        frozenset({"UID001", "UID002", "UID003", "UID004", "UID005", "UID006", "UID007"}),
    ),
    "DA": Form(
        re.compile(rb"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])"),
        frozenset({"VRV007", "VRV020", "VRV021", "VRV022", *_PADDING}),
    ),
    "TM": Form(
        re.compile(rb"(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9](?:\.[0-9]{1,6})? ?"),
        frozenset({"VRV001", "VRV023", "VRV024", "VRV025", *_PADDING}),
    ),
    "DS": Form(
        re.compile(rb"%b(?:\\%b)* ?" % (_DECIMAL, _DECIMAL)), frozenset({"VRV001", "VRV030", "VRV034", *_PADDING})
    ),
    "IS": Form(re.compile(rb"-?[0-9]{1,9} ?"), frozenset({"VRV001", "VRV031", "VRV032", *_PADDING})),
    "SH": Form(re.compile(rb"[A-Za-z0-9][A-Za-z0-9 ._-]{0,15}"), _TEXT),
    "LO": Form(re.compile(rb"[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}"), _TEXT),
}
"""By VR."""
