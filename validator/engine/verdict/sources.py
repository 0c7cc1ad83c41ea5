"""Which different values became the same."""

from validator.engine.kept import digest_of

MOST_VALUES = 100_000
"""So many different values are remembered of one group to tell which became equal; with more, only a rule can."""


class Sources:
    """The values before by the value after, as digests: some 150 bytes for each that differs."""

    def __init__(self) -> None:
        self._first: dict[bytes, bytes] = {}
        """By the value after: the value before that came first."""
        self._several: dict[bytes, set[bytes]] = {}
        """The same, where there are several: all of them."""
        self._values = 0
        self._latest = ("", "")

    def add(self, before: str, after: str) -> None:
        """Note what a value became; nothing is remembered any more where there were too many different ones."""
        if (before, after) == self._latest or self._values > MOST_VALUES:
            return
        self._latest = before, after
        old, new = digest_of(before), digest_of(after)
        first = self._first.setdefault(new, old)
        if first is old:
            self._values += 1
        elif first != old and old not in (several := self._several.setdefault(new, {first})):
            several.add(old)
            self._values += 1
        if self._values > MOST_VALUES:
            self._first.clear()
            self._several.clear()

    @property
    def collisions(self) -> list[int]:
        """For each value after that stands for several different ones before: for how many."""
        return [len(self._several[new]) for new in self._first if new in self._several]
