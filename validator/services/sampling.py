"""A sample of the lineages, for a case that is too large to be compared as a whole: drawn at random, reproducibly."""

from collections.abc import Iterable
from hashlib import blake2b
from heapq import nsmallest
from typing import NamedTuple

from validator.engine.model import Lineage, Sampling
from validator.models import Case
from validator.models.case import Actor
from validator.services import audit, captures
from validator.services.errors import Invalid

MOST = 1_000_000
"""Lineages that may be asked for; more than that is everything."""


class Sample(NamedTuple):
    """Which lineages are compared."""

    sampling: Sampling
    drawn: list[int]
    """Their numbers, ascending."""


def choose(actor: Actor, case: Case, wanted: int | None) -> None:
    """Let the next run compare so many lineages, or all with ``None``. Raises ``Invalid`` and ``Sealed``."""
    if wanted is not None and not 0 < wanted <= MOST:
        raise Invalid(f"A sample has from 1 to {MOST:,} instances; leave the number out to compare all.")
    if wanted == case.sample:
        return
    with captures.open_case(case):
        Case.objects.filter(pk=case.pk).update(sample=wanted)
        audit.record(actor, "case.sampled", case=case.pk, instances=wanted or 0)
    case.sample = wanted


def draw(lineages: Iterable[Lineage], wanted: int, *, seed: str) -> Sample | None:
    """So many of the lineages that at least two captures hold; ``None`` where there are no more than that.

    Drawn are those whose number gives the smallest digests with the seed: the same input gives the same sample, and a
    larger sample holds the smaller one.
    """
    comparable = [lineage.id for lineage in lineages if sum(map(bool, lineage.files)) > 1]
    if len(comparable) <= wanted:
        return None
    drawn = sorted(nsmallest(wanted, comparable, key=lambda number: _digest(seed, number)))
    return Sample(Sampling(population=len(comparable), compared=wanted, seed=seed), drawn)


def _digest(seed: str, number: int) -> bytes:
    return blake2b(f"{seed} {number}".encode(), digest_size=16).digest()
