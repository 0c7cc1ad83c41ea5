"""What the owner of a chain allows or demands of its hops, and what came of it."""

from typing import NamedTuple


class ExpectationResult(NamedTuple):
    """One entry of the list of expectations, and how often it was met."""

    number: int
    """Its place in the list, counted from 1."""
    line: int
    """Where it begins in the file, counted from 1."""
    capture: str
    """Which hop it is about, by the capture it leads to; ``*`` for every hop."""
    path: str
    """With item numbers left open: ``(0040,0275)[*].(0008,0050)``; ``*`` for every attribute."""
    kind: str
    """``value.prefixed``, ``uid.*`` or ``*``."""
    text: str
    """The expectation in one line: ``router: (0010,0020) Patient ID, value.prefixed, prefix GH-``."""
    required: bool
    allowed: int = 0
    """How many changes it allows. A change that several entries allow counts for each of them."""
    undecided: int = 0
    """Changes that it is about, whose values are too long to be known to the end: they stay unexpected."""
    unmet: int = 0
    """Where it is required: how many lineages passed the hop without the change."""
    lineages: tuple[int, ...] = ()
    """The first few of the unmet ones."""
