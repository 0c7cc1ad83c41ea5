"""What the pairs of a hop have in common: the rule that makes the later value from the earlier one."""

from typing import NamedTuple


class RuleException(NamedTuple):
    """One pair of values that an inferred rule does not reproduce."""

    before: str | None
    """``None`` where the attribute is absent."""
    after: str | None
    expected: str | None
    """What the rule makes of ``before``; ``None`` also where the attribute that it starts from holds nothing like
    what stands there now."""
    lineage: int
    """The first lineage that shows it."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many lineages show it."""


class Collision(NamedTuple):
    """Different values that became one: what told two things apart is lost."""

    after: str
    before: tuple[str, ...]
    """The values that became equal, sorted; at most ten of them."""
    total: int
    """How many different values became this one."""


class InferredRule(NamedTuple):
    """The shortest description that reproduces an attribute after a hop from what stood before it, over all pairs."""

    capture: str
    """Which hop, by the capture it leads to."""
    path: str
    """With item numbers left open: ``(0040,0275)[*].(0008,0050)``."""
    text: str
    """The rule: ``first 16 characters``; empty where no rule explains the pairs (then only collisions are told).
    Of new UIDs that nothing derives from the old ones, the root that they share: ``new UIDs under 2.25``."""
    practice: str
    """What to look for in the other system: ``cuts Accession Number after 16 characters``."""
    support: int
    """Pairs that the rule reproduces, those that it leaves as they are included."""
    pairs: int
    """All pairs of the hop that hold the attribute on a side."""
    exceptions: tuple[RuleException, ...] = ()
    """The first hundred, the most frequent first."""
    exception_count: int = 0
    """How many pairs the rule does not reproduce: ``pairs - support``."""
    collisions: tuple[Collision, ...] = ()
    """The first hundred, the largest first."""
    collision_count: int = 0
    """How many values after the hop stand for several different ones before."""
    source: str = ""
    """The path of the attribute that the value is made from, where it is another one."""
    expressions: tuple[tuple[str, str], ...] = ()
    """The rule in the words of other systems, where it can be written so: (what it is for, the expression);
    ``("dcm4chee: reproduce", "PatientID=GH-{PatientID}")``."""
