"""What was seen of one attribute at one hop: the value before and after, how often, and in how many studies."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

CONTEXTS = 8
"""So many different studies are told apart; more make no stronger case."""

Source = tuple[str, str]
"""The path and the text of another attribute of the earlier instance."""
Key = tuple[str, str, str, str | None, str | None, tuple[Source, ...]]


class Observation(NamedTuple):
    """One pair of values; equal ones are merged, so that 512 slices of one patient are one observation."""

    capture: str
    """Which hop, by the capture it leads to."""
    path: str
    """With item numbers left open."""
    vr: str
    before: str | None
    """The whole text; ``None`` where the attribute is absent."""
    after: str | None
    sources: tuple[Source, ...]
    """What else the earlier instance held that the value may have been made from."""
    lineage: int
    """The first that shows it."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many pairs show it: one for each instance, or for each item of it that holds the attribute."""
    contexts: tuple[str, ...]
    """Digests of the studies that show it, sorted; the first ``CONTEXTS`` of them."""

    @property
    def key(self) -> Key:
        return self[:6]

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    def joined(self, other: "Observation") -> "Observation":
        """This and another observation of the same pair."""
        contexts = self.contexts
        if other.contexts != contexts:
            contexts = tuple(sorted({*contexts, *other.contexts})[:CONTEXTS])
        lineage = min(self.lineage, other.lineage)
        return self._replace(lineage=lineage, count=self.count + other.count, contexts=contexts)

    def to_json(self) -> list[Any]:
        return list(self)

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Observation":
        capture, path, vr, before, after, sources, lineage, count, contexts = plain
        return cls(
            capture,
            path,
            vr,
            before,
            after,
            tuple((source, text) for source, text in sources),
            lineage,
            count,
            tuple(contexts),
        )


def merge(observations: Iterable[Observation]) -> Iterator[Observation]:
    """Observations of the same pair made one, in the order in which they first occur."""
    found: dict[Key, list[Any]] = {}
    for observation in observations:
        key = observation[:6]
        _, _, _, _, _, _, lineage, count, contexts = observation
        known = found.get(key)
        if known is None:
            found[key] = [lineage, count, contexts]
            continue
        known[0] = min(known[0], lineage)
        known[1] += count
        if known[2] != contexts:
            known[2] = tuple(sorted({*known[2], *contexts})[:CONTEXTS])
    for key, (lineage, count, contexts) in found.items():
        yield Observation(*key, lineage, count, contexts)
