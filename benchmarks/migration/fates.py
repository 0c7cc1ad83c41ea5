"""Who is coerced, lost, damaged or sent twice on the way to the archive."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.migration.coercions import WAYS, Unit, Way
from benchmarks.migration.damage import WAYS_OF_DAMAGE
from benchmarks.migration.studies import Plan, made
from benchmarks.migration.templates import MR

LOST, DAMAGED, SENT_TWICE = 0.001, 0.0005, 0.0002
"""Shares of the instances; of each at least one instance, or one study, is concerned."""


class Coerced(NamedTuple):
    """What is done to a study."""

    way: Way
    instances: tuple[int, ...]
    """Their places in the study."""


class Fates(NamedTuple):
    """What becomes of whom. No study is coerced in two ways, and who is damaged, lost or sent twice is not coerced."""

    coerced: dict[int, Coerced]
    """By the number of the study."""
    lost: frozenset[int]
    """Places in the whole source."""
    damaged: dict[int, str]
    """How, by the place in the whole source."""
    sent_twice: frozenset[int]


def draw_fates(studies: Sequence[Plan], seed: int, pixels: tuple[int, int], coerced_share: float) -> Fates:
    """Draw them by chance, the same for the same seed; of ``coerced_share`` every way gets as much."""
    dice = random.Random(f"{seed} fates")
    instances = sum(plan.instances for plan in studies)
    coerced = _coerced(studies, seed, pixels, coerced_share, dice)
    places = [place for plan, first in _firsts(studies) if plan.number not in coerced for place in _span(plan, first)]
    lost = frozenset(dice.sample(places, _share(instances, LOST)))
    sent_twice = frozenset(dice.sample(sorted({*places} - lost), _share(instances, SENT_TWICE)))
    # Nobody cites these, so that nothing else depends on how much of them can still be read.
    uncited = [
        place
        for plan, first in _firsts(studies)
        if plan.number not in coerced and not _has_references(plan)
        for place in _span(plan, first)
    ]
    damaged = dice.sample(sorted({*uncited} - lost - sent_twice), max(_share(instances, DAMAGED), len(WAYS_OF_DAMAGE)))
    ways = list(WAYS_OF_DAMAGE)
    return Fates(coerced, lost, {place: ways[at % len(ways)] for at, place in enumerate(damaged)}, sent_twice)


def _share(instances: int, share: float) -> int:
    return max(1, round(instances * share))


def _firsts(studies: Sequence[Plan]) -> Iterator[tuple[Plan, int]]:
    """Each study with the place of its first instance."""
    first = 0
    for plan in studies:
        yield plan, first
        first += plan.instances


def _span(plan: Plan, first: int) -> range:
    return range(first, first + plan.instances)


def _has_references(plan: Plan) -> bool:
    return plan.has_documents or any(sop_class == MR for sop_class, _ in plan.series)


def _coerced(
    studies: Sequence[Plan], seed: int, pixels: tuple[int, int], share: float, dice: random.Random
) -> dict[int, Coerced]:
    budget = sum(plan.instances for plan in studies) * share / len(WAYS)
    free = dice.sample(studies, len(studies))
    chosen: dict[int, Coerced] = {}
    for way in WAYS:
        left = budget
        while left >= 1 or left == budget:
            found = _next(way, free, left, seed, pixels)
            if found is None:
                break
            plan, coerced = found
            free.remove(plan)
            chosen[plan.number] = coerced
            left -= len(coerced.instances)
    return chosen


def _next(
    way: Way, free: Sequence[Plan], left: float, seed: int, pixels: tuple[int, int]
) -> tuple[Plan, Coerced] | None:
    """The first study that the way fits and that leaves not much less than nothing; else the smallest that it fits."""
    for plan in (
        *(plan for plan in free if plan.instances <= 2 * left),
        *sorted(free, key=lambda plan: plan.instances),
    ):
        if concerned := _concerned(way, plan, left, seed, pixels):
            return plan, Coerced(way, concerned)
    return None


def _concerned(way: Way, plan: Plan, left: float, seed: int, pixels: tuple[int, int]) -> tuple[int, ...]:
    """The places of the instances that the way is done to; none where it does not fit."""
    instances = list(enumerate(made(plan, seed, pixels)))
    if way.unit is not Unit.STUDY:
        instances = [(at, instance) for at, instance in instances if not instance.series]
    if way.unit is Unit.INSTANCE:
        instances = instances[: max(1, int(left))]
    return tuple(at for at, _ in instances) if way.fits([instance for _, instance in instances]) else ()
