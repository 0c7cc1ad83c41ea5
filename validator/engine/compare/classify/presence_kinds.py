"""The kinds of change by which elements appear, vanish, empty and fill."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

ADDED = kind(
    "value.added",
    Level.MEANING,
    title="Added",
    phrase="was not there before",
    page="""An attribute is there that was not there before. A coded value counts as one, although codes are written
    as sequences (PS3.3 8.8).

    Why it matters
    It may complete the object, or contradict what other systems know. Added identifiers decide how orders match.

    Example
    The broker adds Institution Name.

    How to fix
    Find the rule at this hop that writes it, and check that the value belongs to this patient and study.
    """,
)
REMOVED = kind(
    "value.removed",
    Level.MEANING,
    title="Removed",
    phrase="no longer there",
    page="""An attribute is no longer there. A coded value counts as one, although codes are written as sequences
    (PS3.3 8.8).

    Why it matters
    Whatever depends on it behind this hop fails: matching, hanging protocols, measurements.

    Example
    Pixel Spacing is gone, and distances can no longer be measured.

    How to fix
    Find the filter or the fixed list of attributes at this hop and let it pass the attribute.
    """,
)
EMPTIED = kind(
    "value.emptied",
    Level.MEANING,
    title="Emptied",
    phrase="no value left",
    page="""An attribute had a value and is empty now. A value of nothing but spaces counts as empty.

    Why it matters
    For attributes of type 2 it is legal, and still the information is lost.

    Example
    Accession Number is empty after the archive could not match the order.

    How to fix
    Find out why the hop clears it: a failed match with the order, a de-identification rule, a conversion that failed.
    """,
)
FILLED = kind(
    "value.filled",
    Level.MEANING,
    title="Filled",
    phrase="was empty before",
    page="""An attribute was empty and has a value now.

    Why it matters
    It may be right, from the worklist or the order, or a constant that fits nobody.

    Example
    Patient's Sex becomes O in all instances.

    How to fix
    Check with a few patients whether the value is theirs.
    """,
)
