"""The sentences at the top of the report."""

from enum import StrEnum
from typing import NamedTuple

from validator.engine.model.changes import Impact


class Topic(StrEnum):
    """What a sentence is about, and so where its evidence is shown."""

    CHANGES = "changes"
    """What a hop did to attributes."""
    PRESENCE = "presence"
    """Instances that are missing, added, there twice or in two versions."""
    COMPLETENESS = "completeness"
    """That everything is there, or that nothing changed."""
    AMBIGUITY = "ambiguity"
    """Files that fit several instances."""
    REFERENCES = "references"
    DEIDENTIFICATION = "deidentification"
    EXPECTED = "expected"
    """Changes that the owner of the chain allows."""
    UNMET = "unmet"
    """Changes that the owner of the chain demands and that did not happen."""
    DELTA = "delta"
    """What a hop did to the findings."""
    FINDINGS = "findings"
    RECONCILED = "reconciled"
    """What lists from an archive's index and files do not agree in."""
    UNREAD = "unread"


class Evidence(NamedTuple):
    """One line of the report: the same kind of change, or the same rule broken, at the same place on the same hop."""

    capture: str
    kind: str
    """The kind of change or of presence; in sentences about findings the code of the rule."""
    path: str
    """With item numbers left open; empty where an instance as a whole is meant."""


class Sentence(NamedTuple):
    """One line of the verdict."""

    impact: Impact | None
    """``None`` where all is well."""
    capture: str | None
    """Which hop did it, by the capture it leads to; ``None`` where it is not about one hop."""
    text: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    total: int
    detail: str = ""
    topic: Topic = Topic.CHANGES
    evidence: tuple[Evidence, ...] = ()
    """Exactly the lines that it speaks of; of changes the expected ones under ``Topic.EXPECTED``, under any other
    topic those that were not expected."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of change or of presence that it speaks of, each once."""
        if self.topic in (Topic.FINDINGS, Topic.DELTA):
            return ()
        return tuple(dict.fromkeys(line.kind for line in self.evidence))

    @property
    def paths(self) -> tuple[str, ...]:
        """The places that it speaks of, each once."""
        return tuple(dict.fromkeys(line.path for line in self.evidence if line.path))
