"""Is everything there? The instances of each study and series, counted at every capture."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from validator.engine.compare.acquisition import MODALITY, numbered, part
from validator.engine.compare.census import Belonging
from validator.engine.compare.chains import Captures, Chains, Strand, chains_of
from validator.engine.compare.homes import Origin
from validator.engine.compare.pairing import Pairing
from validator.engine.model import Entity, EntityCount

SERIES_NUMBER = 0x00200011


Uids = Callable[[Belonging], str]


def completeness(captures: Captures, pairing: Pairing) -> tuple[EntityCount, ...]:
    """Count the captures that were paired: each study, followed by its series.

    Studies and series are followed through other UIDs by the instances they hold; see ``find_homes``. In the order
    of the captures that hold them first, studies by UID and series by number.
    """
    chains = chains_of(captures, pairing)
    studies: dict[Origin, list[Strand]] = defaultdict(list)
    series: dict[Origin, dict[Origin, list[Strand]]] = defaultdict(lambda: defaultdict(list))
    for strand in chains.strands:
        studies[strand.home.study].append(strand)
        series[strand.home.study][strand.home.series].append(strand)
    shared = (
        _bearers(_study, studies.values()),
        _bearers(_series, (part for of in series.values() for part in of.values())),
    )
    further = _copies(chains)
    rows = []
    for study in sorted(studies):
        rows.append(_row(Entity.STUDY, (study.uid, ""), studies[study], shared[0], further))
        placed = [(_place(origin, strands, chains), strands) for origin, strands in series[study].items()]
        for (_, _, uid), strands in sorted(placed, key=lambda one: one[0]):
            row = _row(Entity.SERIES, (study.uid, uid), strands, shared[1], further)
            rows.append(row._replace(modality=part(chains.first(strands[0].first).key, MODALITY)))
    return tuple(rows)


def _place(origin: Origin, strands: Sequence[Strand], chains: Chains) -> tuple[int, tuple[int, int, str], str]:
    return origin.position, numbered(chains.first(strands[0].first).key, SERIES_NUMBER), origin.uid


def _copies(chains: Chains) -> Counter[tuple[int, int]]:
    """How many files there are at each capture beyond one for each instance, by position and first of the strand."""
    further: Counter[tuple[int, int]] = Counter()
    for (position, index), count in chains.copies.items():
        further[position, chains.strands[chains.strand_of[index]].first] += count - 1
    return further


def _row(
    entity: Entity,
    uids: tuple[str, str],
    strands: Sequence[Strand],
    bearers: Counter[tuple[int, str]],
    further: Counter[tuple[int, int]],
) -> EntityCount:
    uid_of = _series if entity is Entity.SERIES else _study
    held = [[strand for strand in strands if strand.members[at]] for at in range(len(strands[0].members))]
    counts = [sum(strand.count for strand in there) for there in held]
    begun: Counter[int] = Counter()
    for strand in strands:
        begun[next(at for at, member in enumerate(strand.members) if member)] += strand.count
    known = list(accumulate(begun[at] for at in range(len(held))))
    borne = [_uids(uid_of, there, at) for at, there in enumerate(held)]
    return EntityCount(
        entity=entity,
        study=uids[0],
        series=uids[1],
        modality="",
        uids=tuple(borne),
        counts=tuple(counts),
        files=tuple(counts[at] + sum(further[at, strand.first] for strand in there) for at, there in enumerate(held)),
        missing=tuple(so_far - count for so_far, count in zip(known, counts, strict=True)),
        added=tuple(begun[at] if at else 0 for at in range(len(held))),
        studies=tuple(_uids(_study, there, at) for at, there in enumerate(held)),
        merged=tuple(any(bearers[at, uid] > 1 for uid in there) for at, there in enumerate(borne)),
    )


def _bearers(uid_of: Uids, entities: Iterable[Sequence[Strand]]) -> Counter[tuple[int, str]]:
    """How many studies, or series, have a UID at a capture."""
    return Counter(
        (at, uid) for strands in entities for at in range(len(strands[0].members)) for uid in _uids(uid_of, strands, at)
    )


def _uids(uid_of: Uids, strands: Iterable[Strand], at: int) -> tuple[str, ...]:
    return tuple(sorted({uid for strand in strands if (member := strand.members[at]) and (uid := uid_of(member))}))


def _study(member: Belonging) -> str:
    return member.study


def _series(member: Belonging) -> str:
    return member.series
