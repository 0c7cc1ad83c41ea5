"""A sample of the lineages, for a case that is too large to be compared as a whole: drawn at random, reproducibly."""

from collections.abc import Iterable
from hashlib import blake2b
from heapq import nsmallest
from typing import NamedTuple

from validator.engine.model import Lineage, Sampling


class Sample(NamedTuple):
    """Which lineages are compared."""

    sampling: Sampling
    drawn: list[int]
    """Their numbers, ascending."""


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
