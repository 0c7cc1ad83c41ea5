"""The files of a capture on their way into the ledger: of what they say, only what a list speaks of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from validator.engine.manifest.columns import COUNTS, UIDS
from validator.engine.manifest.holding import Holding
from validator.engine.manifest.ledger import LEVELS
from validator.engine.manifest.listed import UID_KEYWORDS
from validator.engine.manifest.reading import Listing
from validator.engine.standard import dictionary

REMEMBERED = 50_000
"""So many values are remembered, so that what repeats is not written again."""


class HeldFiles:
    """One capture while its files are taken."""

    def __init__(self, number: int, listings: Sequence[Listing]) -> None:
        self.unnamed: Counter[int] = Counter()
        """By level, the files without a UID."""
        self._number = number
        self._wanted = [_wanted(listings, level) for level in range(len(LEVELS))]
        self._seen: set[tuple[int, str, tuple[str, ...]]] = set()
        self._notes: list[tuple[int, int, str, int, str]] = []

    def rows(self, holdings: Iterable[Holding]) -> Iterator[tuple[int, str, str, str]]:
        for holding in holdings:
            uids = holding.study, holding.series, holding.instance
            for level, uid in enumerate(uids):
                if uid and self._wanted[level]:
                    self._note(level, uid, uids, holding.values)
                elif not uid:
                    self.unnamed[level] += 1
            yield self._number, *uids

    def taken(self) -> list[tuple[int, int, str, int, str]]:
        """What the files say, since it was asked last."""
        notes, self._notes = self._notes, []
        return notes

    def _note(self, level: int, uid: str, uids: Sequence[str], values: Mapping[str, str]) -> None:
        wanted = self._wanted[level]
        said = tuple(
            [uids[UID_KEYWORDS.index(keyword)] if keyword in UIDS else values.get(keyword, "") for _, keyword in wanted]
        )
        key = level, uid, said
        if key in self._seen:
            return
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen.add(key)
        for (tag, _), value in zip(wanted, said, strict=True):
            self._notes.append((self._number, level, uid, tag, value))


def _wanted(listings: Sequence[Listing], level: int) -> list[tuple[int, str]]:
    """The attributes that any list has of a level, by tag."""
    keywords = {keyword for listing in listings for keyword in listing.columns.of(LEVELS[level])}
    return sorted((dictionary.keywords()[keyword], keyword) for keyword in keywords - set(COUNTS))
