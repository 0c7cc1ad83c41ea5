"""Groups while they are counted: how many, which ordinals, and a few examples; then rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from validator.models import Analysis, Group, Posting
from validator.models.report import BLOCK

EXAMPLES = 5
BATCH = 500
SCOPES = tuple(Group.Scope)
LEVELS = ("", "meaning", "encoding")
IMPACTS = ("", "breaks", "degrades", "cosmetic")
SEVERITIES = ("", "error", "warning", "info")


class Key(NamedTuple):
    """What makes two entries the same line of the report."""

    scope: str
    capture: int | None
    """The position."""
    code: str
    path: str
    """With item numbers replaced."""
    level: str = ""
    severity: str = ""
    impact: str = ""
    expected: bool = False


@dataclass(slots=True)
class Tally:
    """One line of the report while it is counted."""

    n: int = 0
    blocks: dict[int, bytearray] = field(default_factory=dict)
    examples: list[dict[str, Any]] = field(default_factory=list)
    shown: set[Any] = field(default_factory=set)

    def count(self, ordinals: Iterable[int]) -> None:
        self.n += 1
        for ordinal in ordinals:
            block, bit = divmod(ordinal, BLOCK)
            bitmap = self.blocks.setdefault(block, bytearray(BLOCK // 8))
            bitmap[bit // 8] |= 1 << bit % 8

    def wants(self, what: Any) -> bool:
        """Whether an entry that shows this is worth keeping: the first few that differ are."""
        if len(self.examples) >= EXAMPLES or what in self.shown:
            return False
        self.shown.add(what)
        return True

    @property
    def members(self) -> int:
        return sum(int.from_bytes(bitmap, "little").bit_count() for bitmap in self.blocks.values())


class Tallies:
    """All lines of one report."""

    def __init__(self) -> None:
        self._found: dict[Key, Tally] = {}

    def of(self, key: Key) -> Tally:
        return self._found.setdefault(key, Tally())

    def items(self) -> Iterable[tuple[Key, Tally]]:
        return self._found.items()

    def rows(self, analysis: Analysis) -> Iterator[tuple[Group, list[Posting]]]:
        """The rows to be written, the worst and most frequent line first, and what was expected last."""
        for rank, (key, tally) in enumerate(sorted(self._found.items(), key=_place)):
            group = Group(
                analysis=analysis,
                **key._asdict(),
                rank=rank,
                n=tally.n,
                members=tally.members,
                sample={"examples": tally.examples},
            )
            postings = [
                Posting(
                    group=group,
                    block=block,
                    n=int.from_bytes(bitmap, "little").bit_count(),
                    bitmap=bytes(bitmap).rstrip(b"\0"),
                )
                for block, bitmap in sorted(tally.blocks.items())
            ]
            yield group, postings

    def write(self, analysis: Analysis) -> None:
        """Put the rows in; once, in the transaction that concludes the analysis."""
        rows = list(self.rows(analysis))
        Group.objects.bulk_create((group for group, _ in rows), batch_size=BATCH)
        Posting.objects.bulk_create((posting for _, postings in rows for posting in postings), batch_size=BATCH)


def _place(entry: tuple[Key, Tally]) -> tuple[Any, ...]:
    key, tally = entry
    return (
        key.expected,
        LEVELS.index(key.level),
        IMPACTS.index(key.impact),
        SEVERITIES.index(key.severity),
        SCOPES.index(Group.Scope(key.scope)),
        -tally.members,
        -tally.n,
        -1 if key.capture is None else key.capture,
        key.path,
        key.code,
    )
