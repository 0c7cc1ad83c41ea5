"""Overlays repeat their attributes in groups of their own, which the tables list once (PS3.5 7.6)."""

from validator.engine.rules.level import Level

GROUPS = range(0x6000, 0x6100, 2)
LISTED = 0x6000
"""The group under which the tables list an overlay."""


def listed(tag: int) -> int:
    """The tag under which the tables list an attribute."""
    return LISTED << 16 | tag & 0xFFFF if tag >> 16 in GROUPS else tag


def places_of(tag: int, level: Level) -> tuple[int, ...]:
    """An attribute's own tag; of an overlay, its tag in each group of which the level holds anything."""
    if tag >> 16 != LISTED:
        return (tag,)
    groups = sorted({element.tag >> 16 for element in level.elements if element.tag >> 16 in GROUPS})
    return tuple(group << 16 | tag & 0xFFFF for group in groups)
