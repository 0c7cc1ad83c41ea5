"""A sample of the pairs of one attribute at one hop: the same whatever order they come in, and never large."""

from hashlib import blake2b
from typing import ClassVar

from validator.engine.compare.explain.observation import Observation

CHANGED, UNCHANGED = 300, 100
"""Different pairs that are kept at most."""
SPAN = 1 << 64


class Stratum:
    """The pairs with the smallest digests: a fair choice of the different ones, each with its full count."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: dict[int, Observation] = {}
        self._limit = SPAN

    def add(self, observation: Observation) -> None:
        digest = _digest(observation)
        if digest >= self._limit:
            return
        known = self._found.get(digest)
        self._found[digest] = observation if known is None else known.joined(observation)
        if len(self._found) > 2 * self._size:
            self._prune()

    def _prune(self) -> None:
        # What is left out now is beyond the limit for good, so the counts of what stays are whole.
        kept = sorted(self._found)[: self._size + 1]
        self._limit = kept[-1]
        self._found = {digest: self._found[digest] for digest in kept[:-1]}

    @property
    def observations(self) -> list[Observation]:
        """In the order of their digests: no order at all, and always the same."""
        return [self._found[digest] for digest in sorted(self._found)[: self._size]]

    @property
    def is_complete(self) -> bool:
        """Whether every pair is in the sample."""
        return self._limit == SPAN and len(self._found) <= self._size

    @property
    def scale(self) -> float:
        """How many different pairs each of the sample stands for."""
        if self.is_complete:
            return 1.0
        kept = sorted(self._found)[: self._size]
        return (SPAN / kept[-1]) * (len(kept) - 1) / len(kept)


class Sample:
    """The pairs of one attribute at one hop; those that did not change apart, for they may be a thousand to one."""

    MEMBERS: ClassVar[tuple[int, int]] = (CHANGED, UNCHANGED)

    def __init__(self) -> None:
        self.changed, self.unchanged = (Stratum(size) for size in self.MEMBERS)
        self.pairs = 0
        self.several = False
        """Whether any of them holds several values."""
        self.vrs: dict[str, int] = {}

    def add(self, observation: Observation) -> None:
        (self.changed if observation.is_changed else self.unchanged).add(observation)
        self.pairs += observation.count
        self.several = self.several or "\\" in (observation.before or "") or "\\" in (observation.after or "")
        self.vrs[observation.vr] = self.vrs.get(observation.vr, 0) + observation.count

    @property
    def vr(self) -> str:
        """What most of the pairs are read by."""
        return min(self.vrs, key=lambda vr: (-self.vrs[vr], vr))


def _digest(observation: Observation) -> int:
    told = repr((observation.before, observation.after, observation.sources)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
