"""What a classifier answers: the kind that fits first, and what else there is to say."""

from typing import Any, NamedTuple


class Naming(NamedTuple):
    """One kind of change as a classifier found it."""

    kind: str
    also: tuple[str, ...] = ()
    """Further kinds that fit, in their order of precedence."""
    detail: str = ""
    """What was done, in a few words: ``cut at 16 characters, the limit of SH``."""
    evidence: tuple[tuple[str, Any], ...] = ()
    """Facts for later rooms, by name; plain values that survive JSON."""
