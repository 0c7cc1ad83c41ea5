"""The phase ``settle``: what only all pairs together decide, and what all changes come to."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from validator.engine.compare import Settlement, settle, summarise
from validator.engine.model import Change, ChangeGroup
from validator.jobs.queue import Lease
from validator.models import ChunkResult
from validator.models.analysis import Phase
from validator.services import expectations, packing
from validator.services.comparing import raw_changes
from validator.services.outcome import Outcome


class Settled(NamedTuple):
    """What this phase leaves to the next ones."""

    settlement: Settlement
    groups: tuple[ChangeGroup, ...]

    def to_json(self) -> dict[str, Any]:
        return {"settlement": self.settlement.to_json(), "groups": [list(group) for group in self.groups]}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "Settled":
        return cls(Settlement.from_json(row["settlement"]), tuple(ChangeGroup(*group) for group in row["groups"]))


def run(lease: Lease) -> Outcome:
    """Look at all changes twice: once to decide, once to group what was decided."""
    settlement = settle(raw_changes(lease.analysis))
    expected = expectations.of_run(lease.analysis)
    groups = summarise(expected.judge(settlement.apply(change)) for change in raw_changes(lease.analysis))
    return Outcome(result=packing.pack(Settled(settlement, tuple(groups)).to_json()))


@lru_cache(maxsize=2)
def settled(analysis: int) -> Settled:
    """What was decided, read once by each process: it never changes."""
    result = ChunkResult.objects.get(job__analysis_id=analysis, job__phase=Phase.SETTLE)
    return Settled.from_json(packing.unpack(result.blob))


def judged(analysis: int, changes: Iterable[Change]) -> Iterator[Change]:
    """Changes of a run under their final kinds, with what allows them."""
    settlement, expected = settled(analysis).settlement, expectations.of_run(analysis)
    return (expected.judge(settlement.apply(change)) for change in changes)


def settled_changes(analysis: int) -> Iterator[Change]:
    """Every change of a run under its final kind, lineage by lineage; expectations have yet to judge it."""
    return map(settled(analysis).settlement.apply, raw_changes(analysis))
