"""Whether a hop de-identified, by which profile of PS3.15 Annex E, and where it did otherwise."""

from typing import NamedTuple


class Deviation(NamedTuple):
    """One attribute that was not treated as the profile demands."""

    path: str
    """With item numbers left open: ``(0040,0275)[*].(0040,0007)``; ``private attributes`` for all of them."""
    demanded: str
    """What the profile and its options ask for: ``remove``, ``replace or empty``, ``new UID``, ``clean``, ``keep`` …"""
    done: str
    """What was done: ``kept``, ``cleaned``, ``shifted``, ``replaced``, ``emptied``, ``removed``."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """In how many lineages."""


class Deidentification(NamedTuple):
    """A hop whose changes are those of a de-identification, or after which instances only say so."""

    capture: str
    """Which hop, by the capture it leads to."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """In how many lineages."""
    total: int
    """Of how many lineages that passed the hop."""
    profile: str
    """``Basic Application Level Confidentiality Profile``; empty where the instances say that they were de-identified,
    but nothing of the kind was done: the deviations then tell who can still be read."""
    options: tuple[str, ...]
    """The options whose attributes were treated as they demand: ``Retain UIDs``."""
    treated: int
    """Attributes (over all lineages) that were treated as profile and options demand."""
    deviations: tuple[Deviation, ...]
    """What was kept comes first, and of that the most frequent."""
    declared: tuple[str, ...]
    """What the instances say of themselves in (0012,0062) to (0012,0064), each once."""
    explained: tuple[str, ...] = ()
    """The places, with item numbers left open, whose changes on this hop are those that profile and options demand."""
