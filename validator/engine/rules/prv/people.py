"""PRV020: private attributes that name the patient."""

import re
from collections.abc import Iterator
from functools import lru_cache

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.prv.blocks import WITHIN, Private, survey
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.standard import dictionary

IDENTIFYING = re.compile(
    r"patient('s)?[ _]?((last|first|maiden|object)[ _]?)?(pre)?name"
    r"|(global|original|previous|patient)[ _](patient[ _])?id\b"
    r"|patient (dob|birth|billing address)|birth ?date|\bdob\b|social security number"
    r"|(person|client) (name|address|(home|work|cell|emergency) phone)|accession number",
    re.IGNORECASE,
)
"""Names in private dictionaries that plainly mean a patient's name, identifier, birth date or address."""
ABOUT = re.compile(r"\b(assigning authority|registration date)\b", re.IGNORECASE)
"""Names that speak of these without holding them."""


@rule(
    "PRV020",
    "Private attribute that names the patient",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is the {name} of its maker: it names the patient a second time. Mind it when identities are "
    "corrected or removed.",
    reference="PS3.15 E.3.10, PS3.5 7.8.1",
)
def identifying(data_set: DataSet) -> Iterator[Hit]:
    """Some makers keep name, identifier or birth date once more in a private attribute, by the name that a private
    dictionary gives it.

    Why it matters
    After a merge or a correction the old identity is still there. A de-identification that knows standard attributes
    only sends it out of the house.

    Example
    (0011,1011) of the creator SIEMENS RIS, Patient ID.

    How to fix
    Have the system that corrects or removes identities remove the attribute, or all private ones that are not known to
    be safe.
    """
    for block in survey(data_set).blocks:
        names = _identities(block.name)
        for element in block.elements if names else ():
            name = names.get(element.tag & WITHIN)
            if name and element.value and element.value.strip(b" \0"):
                yield Private(element, block.place).hit(name=name)


@lru_cache(maxsize=256)
def _identities(creator: str) -> dict[int, str]:
    """The names of a creator's identifying attributes, by their tags without the block."""
    entries = dictionary.private_entries(creator)
    names = {tag: entry.name for tag, entry in entries.items()}
    return {tag: name for tag, name in names.items() if IDENTIFYING.search(name) and not ABOUT.search(name)}
