"""What a hop did to the findings: which it brought in, which it mended, which were there before."""

from enum import StrEnum
from typing import NamedTuple

from validator.engine.model.findings import Severity


class DeltaState(StrEnum):
    """What became of a finding on a hop."""

    INTRODUCED = "introduced"
    """It was not there before, or not at as many places."""
    FIXED = "fixed"
    """It is gone, or from some of its places."""
    INHERITED = "inherited"
    """It was there before and still is."""


class FindingDelta(NamedTuple):
    """The same rule broken at the same place, with the same fate on the same hop, over all lineages."""

    capture_before: str
    """Where the instances were last: an earlier capture than the one before the hop where that one lacks them."""
    capture: str
    """Which hop, by the capture it leads to."""
    code: str
    severity: Severity
    path: str
    """With item numbers left open."""
    state: DeltaState
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many lineages."""
    lineages: tuple[int, ...]
    """The first few of them."""
