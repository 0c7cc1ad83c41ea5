"""What users notice, and which findings explain it: the case page sorts findings by these."""

import re
from functools import lru_cache
from typing import NamedTuple

from validator.engine.rules.operational import (
    FRAMES_MISSING,
    IMPORT_REJECTED,
    NAMES_GARBLED,
    NOT_VISIBLE,
    OPERATIONAL,
    ORDER_UNMATCHED,
    PICTURE_WRONG,
    QUERY_ODD,
    STUDY_SPLIT,
)


class Symptom(NamedTuple):
    """One complaint as it reaches the administrator."""

    key: str
    """For addresses and filters: ``study-split``."""
    title: str
    look_first: str
    """Which attributes to look at first."""


SYMPTOMS = (
    Symptom(NOT_VISIBLE, "Received but not visible", "identity tags, UIDs, Accession Number"),
    Symptom(
        PICTURE_WRONG,
        "Visible, but the picture is wrong",
        "Transfer Syntax, Photometric Interpretation, bits, windowing, length of the pixel data",
    ),
    Symptom(QUERY_ODD, "Query and retrieve give odd results", "Study and Series UIDs, query keys, dates and times"),
    Symptom(NAMES_GARBLED, "Names are garbled", "Specific Character Set, and the encoding at every hop"),
    Symptom(STUDY_SPLIT, "Study split or duplicated", "Study and Series UIDs, Patient ID"),
    Symptom(ORDER_UNMATCHED, "Order does not match", "Accession Number, Patient ID, Study UID"),
    Symptom(
        IMPORT_REJECTED,
        "Import rejected",
        "file meta, missing required attributes, SOP Class, Transfer Syntax",
    ),
    Symptom(FRAMES_MISSING, "Playback freezes, frames missing", "fragments, offset tables, Number of Frames"),
)
BY_CODE: dict[str, tuple[str, ...]] = {
    "FIL": (IMPORT_REJECTED,),
    "FIL003": (),
    "FIL004": (),
    "FIL005": (),
    "FIL056": (IMPORT_REJECTED, PICTURE_WRONG),
    "VRV": (IMPORT_REJECTED,),
    "VRV02": (QUERY_ODD,),
    "VRV04": (NAMES_GARBLED,),
    "UID": (NOT_VISIBLE, QUERY_ODD),
    "UID021": (PICTURE_WRONG,),
    "UID030": (NOT_VISIBLE,),
    "UID032": (STUDY_SPLIT,),
    "UID033": (STUDY_SPLIT,),
    "CHR": (NAMES_GARBLED,),
    "IDN": (NOT_VISIBLE, QUERY_ODD),
    "IDN033": (STUDY_SPLIT, ORDER_UNMATCHED),
    "IDN034": (ORDER_UNMATCHED,),
    "IDN036": (STUDY_SPLIT,),
    "IOD": (IMPORT_REJECTED,),
    "PIX": (PICTURE_WRONG,),
    "PIX001": (PICTURE_WRONG, IMPORT_REJECTED),
    "PIX021": (FRAMES_MISSING,),
    "PIX05": (FRAMES_MISSING,),
    "OPS050": (QUERY_ODD,),
    "OPS051": (FRAMES_MISSING,),
    "MFR": (FRAMES_MISSING,),
    "GEO": (PICTURE_WRONG,),
    "SRD05": (PICTURE_WRONG,),
    "SRD06": (PICTURE_WRONG,),
    "SRD030": (NOT_VISIBLE,),
    "SRD150": (NOT_VISIBLE,),
    "DIR": (IMPORT_REJECTED,),
}
"""By the longest beginning of a code that stands here."""
_LAST_TAG = re.compile(r"\(([0-9A-F]{4}),([0-9A-F]{4})\)$")
_ORDER = {symptom.key: position for position, symptom in enumerate(SYMPTOMS)}


@lru_cache(maxsize=4096)
def symptoms_of(code: str, path: str = "") -> tuple[str, ...]:
    """The keys of the symptoms that a finding may explain, in the order of ``SYMPTOMS``; none for some.

    What the attribute at ``path`` is needed for counts where it is one of the operational tags at the top level;
    else what is known of the rule.
    """
    last = _LAST_TAG.fullmatch(path)
    operational = OPERATIONAL.get(int(last[1] + last[2], 16)) if last else None
    by_code = next((BY_CODE[code[:size]] for size in range(len(code), 0, -1) if code[:size] in BY_CODE), ())
    keys = {*by_code, *operational.symptoms} if operational else {*by_code}
    return tuple(sorted(keys, key=_ORDER.__getitem__))
