"""PRV011 to PRV013: private elements against the private dictionaries."""

from collections.abc import Iterator
from functools import lru_cache

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Element, Severity
from validator.engine.rules.prv.blocks import WITHIN, Private, first, survey
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.standard import dictionary

SILENT = frozenset({"", "UN"})
"""Written where the encoding is implicit, or the VR not known."""
ITEM = b"\xfe\xff\x00\xe0"
"""The tag of an item in little endian, in which UN always is (PS3.5 6.2.2)."""


@rule(
    "PRV011",
    "Private attribute with another VR than its maker's",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is written as {written}, the private dictionary says {known}{others}: the type was guessed on "
    "the way, or the maker uses several.",
    reference="PS3.5 7.8.1, 6.2.2",
)
def other_vr(data_set: DataSet) -> Iterator[Hit]:
    """Known makers have known types for their private elements; this one differs. One finding is made for all of them.

    Why it matters
    Programs that read private values (scan parameters, diffusion tables) by the maker's type fail or read nonsense.

    Example
    A number of (0019,100C) as IS where the maker writes LO, after a gateway that has a dictionary of its own.

    How to fix
    Compare with an instance as the modality sends it. Correct the dictionary of the converting system.
    """
    other = []
    for block in survey(data_set).blocks:
        vrs = _vrs(block.name)
        for element in block.elements if vrs else ():
            known = vrs.get(element.tag & WITHIN)
            if known is not None and element.vr_written not in known:
                other.append((Private(element, block.place), known))
    if other:
        private, known = min(other, key=lambda found: found[0].element.offset)
        more = len(other) - 1
        others = f" (and {more} more like it)" if more else ""
        yield private.hit(written=private.element.vr_written, known=" or ".join(sorted(known - SILENT)), others=others)


@rule(
    "PRV012",
    "Private sequence written as UN",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is a sequence, written with the VR UN{others}: receivers do not look into its items.",
    reference="PS3.5 6.2.2",
)
def opaque_sequence(data_set: DataSet) -> Iterator[Hit]:
    """Private sequences that came through a system without their dictionary are written as bytes of unknown kind. One
    finding is made for all of them.

    Why it matters
    Names and UIDs inside are neither anonymised nor remapped, and the maker's own programs may not find the items.

    Example
    The private sequences of a Philips MR image after an archive that stores implicit VR.

    How to fix
    Give the converting system the private dictionary of the maker, or let it keep the explicit VR.
    """
    opaque = [
        Private(element, block.place)
        for block in survey(data_set).blocks
        for element in block.elements
        if element.vr_written == "UN" and _is_sequence(element, block.name)
    ]
    if opaque:
        more = len(opaque) - 1
        yield first(opaque).hit(others=f" (and {more} more like it)" if more else "")


@rule(
    "PRV013",
    "Private attributes of makers without a dictionary",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} identifies a maker of whom no private dictionary is known{others}: what the values mean, and "
    "whether they name a person, cannot be told here.",
    reference="PS3.5 7.8.1, PS3.15 E.3.10",
)
def unknown_creator(data_set: DataSet) -> Iterator[Hit]:
    """The creator of a private block is in none of the known dictionaries. One finding is made for all of them.

    Why it matters
    Nobody can say what is in the block. It is the part of an instance that a de-identification overlooks, and that a
    migration loses first, because the types are unknown in implicit VR.

    Example
    The block of a workstation from a research project.

    How to fix
    Ask the maker for the list of its private attributes, which its conformance statement has to contain.
    """
    unknown: dict[str, Private] = {}
    for block in survey(data_set).blocks:
        if block.name and not dictionary.knows_creator(block.name):
            unknown.setdefault(block.name, Private(block.creator, block.place))
    if unknown:
        more = len(unknown) - 1
        yield first(unknown.values()).hit(others=f" (and {more} more {'does' if more == 1 else 'do'})" if more else "")


@lru_cache(maxsize=256)
def _vrs(creator: str) -> dict[int, frozenset[str]]:
    """What may be written for each element of a creator whose VR is known, by its tag without the block."""
    return {
        tag: SILENT.union(entry.vr.split(" or "))
        for tag, entry in dictionary.private_entries(creator).items()
        if entry.vr not in SILENT
    }


def _is_sequence(element: Element, creator: str) -> bool:
    if element.items is not None or (element.value or b"").startswith(ITEM):
        return True
    return "SQ" in _vrs(creator).get(element.tag & WITHIN, ())
