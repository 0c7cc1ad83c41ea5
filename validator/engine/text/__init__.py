"""Character sets: labels, decoding, display, and proof of which label bytes fit (PS3.3 C.12.1.1.2, PS3.5 6.1)."""

from validator.engine.text.decoding import (
    TEXT_VRS,
    UNDELIMITED_VRS,
    decode,
    same_text,
    split_name,
    split_values,
)
from validator.engine.text.display import decode_value, shorten, show_text
from validator.engine.text.faults import MAXIMUM_FAULTS, Text, TextFault, TextFaultKind
from validator.engine.text.label import (
    DEFAULT,
    CharacterSet,
    character_set,
    charset_of,
    label_of,
)
from validator.engine.text.plausibility import plausibility
from validator.engine.text.proof import (
    Reading,
    Reversal,
    best_reading,
    code_pages,
    encode_misread,
    fitting,
    readings,
    undo_misread_utf8,
)
from validator.engine.text.terms import LabelProblem, LabelProblemKind

__all__ = [
    "DEFAULT",
    "MAXIMUM_FAULTS",
    "TEXT_VRS",
    "UNDELIMITED_VRS",
    "CharacterSet",
    "LabelProblem",
    "LabelProblemKind",
    "Reading",
    "Reversal",
    "Text",
    "TextFault",
    "TextFaultKind",
    "best_reading",
    "character_set",
    "charset_of",
    "code_pages",
    "decode",
    "decode_value",
    "encode_misread",
    "fitting",
    "label_of",
    "plausibility",
    "readings",
    "same_text",
    "shorten",
    "show_text",
    "split_name",
    "split_values",
    "undo_misread_utf8",
]
