"""Whether a hop de-identified, by which profile of PS3.15 Annex E, and where it did otherwise."""

from typing import NamedTuple


class Deviation(NamedTuple):
    """One attribute that was not treated as the profile demands."""

    path: str
    """With item numbers left open."""
    demanded: str
    """What the profile asks for: ``remove``, ``replace or empty``, ``replace``, ``new UID``, ``clean``, ``keep``."""
    done: str
    """What was done: ``kept``, ``removed``, ``emptied``, ``replaced``."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """In how many lineages."""


class Deidentification(NamedTuple):
    """A hop whose changes are those of a de-identification."""

    capture: str
    """Which hop, by the capture it leads to."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """In how many lineages."""
    total: int
    """Of how many lineages that passed the hop."""
    profile: str
    """``Basic Application Level Confidentiality Profile``."""
    options: tuple[str, ...]
    """The options whose attributes were treated as they demand: ``Retain UIDs``."""
    treated: int
    """Attributes (over all lineages) that were treated as profile and options demand."""
    deviations: tuple[Deviation, ...]
    """The most frequent first."""
    declared: tuple[str, ...]
    """What the instances say of themselves in (0012,0062) to (0012,0064), each once."""
    explained: tuple[str, ...] = ()
    """The places, with item numbers left open, whose changes on this hop are those that profile and options demand."""
