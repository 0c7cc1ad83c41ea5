"""What the owner of a chain allows or demands of its hops, and what came of it."""

from typing import NamedTuple


class ExpectationResult(NamedTuple):
    """One entry of the list of expectations, and how often it was met."""

    number: int
    """Its place in the list, counted from 1."""
    line: int
    """Where it begins in the file, counted from 1."""
    text: str
    """The expectation in one line: ``router: (0010,0020) Patient ID, value.prefixed, prefix GH-``."""
    required: bool
    allowed: int
    """How many changes it allows."""
    unmet: int
    """Where it is required: how many lineages passed the hop without the change."""
    lineages: tuple[int, ...]
    """The first few of the unmet ones."""
