"""What a hop did to one instance, and which instances belong together."""

from enum import StrEnum
from typing import Any, NamedTuple


class Level(StrEnum):
    """Whether a difference changes what the receiver is told."""

    MEANING = "meaning"
    ENCODING = "encoding"


class Impact(StrEnum):
    """What a change does to the systems behind the hop."""

    BREAKS = "breaks"
    """Identity, UIDs, references, lost instances, undecodable pixels."""
    DEGRADES = "degrades"
    """Display, routing or matching at risk."""
    COSMETIC = "cosmetic"


class Change(NamedTuple):
    """One difference between one instance before and after one hop."""

    capture_before: str
    capture: str
    lineage: int
    file_before: str
    file_after: str
    path: str
    """In the later instance; in the earlier one where the element was removed. Empty: the whole data set."""
    keyword: str
    kind: str
    level: Level
    before: str | None
    after: str | None
    impact: Impact
    also: tuple[str, ...] = ()
    """Further kinds that fit, in their order of precedence."""
    count: int = 1  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many elements the entry stands for (whole data sets: how many of them)."""
    declared: str = "no"
    """``yes``, ``no`` or ``false-record``: whether Original Attributes Sequence tells of it."""
    expected: str | None = None
    writer: str | None = None
    """Who wrote the later file, as far as it tells."""
    detail: str = ""
    """What was done, in a few words: ``cut at 16 characters, the limit of SH``."""
    evidence: tuple[tuple[str, Any], ...] = ()
    """Facts for later rooms, by name: ``("recovered", "Äneas^Rüdiger")``, ``("copied_from", "(0010,0020)")``."""


class Presence(NamedTuple):
    """An instance that a capture lacks, adds, holds twice or holds in two versions."""

    capture: str
    kind: str
    lineage: int
    file: str
    """In the capture named, or in the one before where the instance is missing."""
    expected: str | None = None
    """What allows it, where something does."""


class Lineage(NamedTuple):
    """One instance followed through the captures."""

    id: int
    """Counted from 1, in an order that does not depend on the order of the files."""
    paired_by: str
    """The weakest evidence used: ``sop-instance-uid``, ``pixel-digest``, ``acquisition-key`` or ``file-name``;
    else ``single``."""
    files: tuple[tuple[str, ...], ...]
    """For each capture in order: its files of this instance, the one that is compared first."""
    reasons: tuple[str, ...] = ()
    """What agreed where no UID did: ``("Instance Number", "Rows")``."""
    score: float = 1.0
    """How sure the pairing is, from 0 to 1: of all that both sides know, the part that agrees; divided by the number
    of files that would have fitted as well."""


class ChangeGroup(NamedTuple):
    """The same kind of change at the same path on the same hop, over all lineages."""

    capture: str
    path: str
    kind: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    rule: str | None = None
    support: int = 0
    exceptions: int = 0
    expected: int = 0
    """Of the ``count``: the lineages in which all of it was expected."""
