"""What an instance says of its own de-identification (PS3.3 C.7.1.1, C.12.1)."""

from validator.engine.compare.codes import CODE_MEANING, CODE_VALUE
from validator.engine.compare.reading import short_text
from validator.engine.model import Header
from validator.engine.privacy.profile import OPTION_CODES, Option
from validator.engine.standard import dictionary
from validator.engine.text import charset_of

PATIENT_IDENTITY_REMOVED, METHOD, METHOD_CODES = 0x00120062, 0x00120063, 0x00120064
TEMPORAL_INFORMATION_MODIFIED = 0x00280303
DATE_OPTIONS = {"UNMODIFIED": Option.FULL_DATES, "MODIFIED": Option.MODIFIED_DATES}
MOST_CODES = 20
"""So many items of De-identification Method Code Sequence are read; the table has ten options."""


def is_marked(header: Header) -> bool:
    """Whether the instance says that it was de-identified."""
    said = _text(header, PATIENT_IDENTITY_REMOVED)
    return said != "NO" and bool(said or _text(header, METHOD) or _codes(header))


def declared_texts(header: Header) -> list[str]:
    """What it says, in short: ``Patient Identity Removed: YES``, ``113105 Clean Descriptors Option``."""
    texts = [(tag, _text(header, tag)) for tag in (PATIENT_IDENTITY_REMOVED, METHOD)]
    said = [f"{dictionary.name(tag)}: {text}" for tag, text in texts if text]
    return said + [f"{value} {meaning}".strip() for value, meaning in _codes(header)]


def declared_options(header: Header) -> set[Option]:
    """The options that it names by code, or by Longitudinal Temporal Information Modified (0028,0303)."""
    options = {OPTION_CODES[value] for value, _ in _codes(header) if value in OPTION_CODES}
    dates = DATE_OPTIONS.get(_text(header, TEMPORAL_INFORMATION_MODIFIED))
    return options | {dates} if dates else options


def _codes(header: Header) -> list[tuple[str, str]]:
    sequence, charset = header.get(METHOD_CODES), charset_of(header.elements)
    return [
        (short_text(item.elements, CODE_VALUE, charset), short_text(item.elements, CODE_MEANING, charset))
        for item in ((sequence.items if sequence else None) or ())[:MOST_CODES]
    ]


def _text(header: Header, tag: int) -> str:
    element = header.get(tag)
    return short_text((element,), tag, charset_of(header.elements)) if element is not None else ""
