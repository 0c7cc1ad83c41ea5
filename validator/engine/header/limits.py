"""What one scan may cost: a hostile file costs at most this, then the header says which limit it met."""

from typing import NamedTuple

KIB = 1024
MIB = 1024 * KIB


class Limits(NamedTuple):
    """Bounds of one scan; the defaults hold for every real file that is known to us."""

    depth: int = 64
    """Sequences inside one another."""
    elements: int = 300_000
    """Elements, items and fragments together."""
    value: int = 64 * KIB
    """Longest value, in bytes, that is held in memory; a longer one stays on disk."""
    values: int = 48 * MIB
    """All held values together, in bytes; beyond it only the shortest are held."""
    inflated: int = 128 * MIB
    """Bytes of a deflated data set that are inflated."""
    searched: int = 4 * MIB
    """Bytes searched for the next plausible element, over all resynchronisations."""
    faults: int = 500
    seconds: float = 20.0
    """A fuse for slow disks; the other bounds are met long before."""


SHORT_VALUE = 64
"""Bytes of a value that is still held when ``Limits.values`` is used up."""
