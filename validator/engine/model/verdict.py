"""The sentences at the top of the report."""

from typing import NamedTuple

from validator.engine.model.changes import Impact


class Sentence(NamedTuple):
    """One line of the verdict."""

    impact: Impact | None
    """``None`` where all is well."""
    capture: str | None
    """Which hop did it, by the capture it leads to."""
    text: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    total: int
    detail: str = ""
    kinds: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
