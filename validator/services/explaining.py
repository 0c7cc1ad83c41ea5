"""The phase ``explain``: what the values of a range of lineages were before and after each hop, to infer rules from."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from validator.engine.compare.explain import Observation, Targets, infer, merge, observe, targets
from validator.engine.model import InferredRule
from validator.jobs.queue import Lease
from validator.models.analysis import Phase
from validator.services import packing
from validator.services.comparing import followed, places_of
from validator.services.outcome import Outcome
from validator.services.pairing import paired
from validator.services.settling import settled


@lru_cache(maxsize=2)
def targets_of(analysis: int) -> Targets:
    """The attributes that some hop changed, decided once by each process."""
    return targets(settled(analysis).groups)


def run(lease: Lease) -> Outcome:
    """Observe the lineages with these numbers."""
    return Outcome(result=packing.pack([seen.to_json() for seen in merge(_observed(lease))]))


def _observed(lease: Lease) -> Iterator[Observation]:
    wanted = targets_of(lease.analysis)
    known = paired(lease.analysis)
    for lineage, _, headers in followed(lease, known, places_of(lease)):
        yield from observe(lineage, headers, known.survey, targets=wanted)


def inferred(analysis: int, labels: Sequence[str]) -> list[InferredRule]:
    """The rules behind the changes of a case, from what all jobs of the phase observed."""

    def read() -> Iterator[Observation]:
        for chunk in packing.results(analysis, Phase.EXPLAIN):
            yield from map(Observation.from_json, chunk)

    return infer(read, labels=labels)
