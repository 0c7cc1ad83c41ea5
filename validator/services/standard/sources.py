"""Where the tables come from, and where the standard itself can be read."""

import re

from validator.engine.standard import dictionary, iods

_SECTION = re.compile(r"PS3\.(?P<part>[0-9]+) (?P<number>[A-Z0-9]+(\.[A-Z0-9]+)*)")
_PAGE = "https://dicom.nema.org/medical/dicom/current/output/html/part{:02}.html#{}_{}"


def sources() -> tuple[str, ...]:
    """What the tables of PS3.3 and the dictionary of PS3.6 were made from, each with its edition."""
    return (*iods.sources(), f"pydicom: dictionary and UIDs (PS3.6 of {dictionary.EDITION})")


def section_address(reference: str) -> str:
    """Where the first section of a reference stands in the current edition; empty where it names none.

    Each part of the standard is one page there, and large: only those pages have every section by its number.
    """
    found = _SECTION.match(reference)
    if found is None:
        return ""
    return _PAGE.format(int(found["part"]), "sect" if "." in found["number"] else "chapter", found["number"])
