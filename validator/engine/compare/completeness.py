"""Is everything there? The instances of each study and series, counted at every capture."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from validator.engine.compare.acquisition import MODALITY, numbered, part
from validator.engine.compare.chains import Captures, Chain, chains_of
from validator.engine.compare.homes import Origin, find_homes
from validator.engine.compare.outline import Outline
from validator.engine.compare.pairing import Pairing
from validator.engine.model import Entity, EntityCount, Lineage

SERIES_NUMBER = 0x00200011


class _Member(NamedTuple):
    lineage: Lineage
    chain: Chain


def completeness(captures: Captures, pairing: Pairing) -> tuple[EntityCount, ...]:
    """Count the captures that were paired: each study, followed by its series.

    Studies and series are followed through other UIDs by the instances they hold; see ``find_homes``. In the order
    of the captures that hold them first, studies by UID and series by number.
    """
    chains = chains_of(captures, pairing)
    studies: dict[Origin, list[_Member]] = defaultdict(list)
    series: dict[Origin, dict[Origin, list[_Member]]] = defaultdict(lambda: defaultdict(list))
    for home, lineage, chain in zip(find_homes(chains), pairing.lineages, chains, strict=True):
        studies[home.study].append(_Member(lineage, chain))
        series[home.study][home.series].append(_Member(lineage, chain))
    shared = (
        _bearers(_study, studies.values()),
        _bearers(_series, (part for of in series.values() for part in of.values())),
    )
    rows = []
    for study in sorted(studies):
        rows.append(_row(Entity.STUDY, (study.uid, ""), studies[study], shared[0]))
        for origin, members in sorted(series[study].items(), key=_place):
            rows.append(_row(Entity.SERIES, (study.uid, origin.uid), members, shared[1]))
    return tuple(rows)


def _place(item: tuple[Origin, list[_Member]]) -> tuple[int, tuple[int, int, str], str]:
    origin, members = item
    return origin.position, numbered(_first(members).key, SERIES_NUMBER), origin.uid


def _row(
    entity: Entity, uids: tuple[str, str], members: Sequence[_Member], bearers: Counter[tuple[int, str]]
) -> EntityCount:
    uid_of = _series if entity is Entity.SERIES else _study
    held = [[member for member in members if member.chain[at]] for at in range(len(members[0].chain))]
    begun = Counter(next(at for at, outline in enumerate(member.chain) if outline) for member in members)
    known = list(accumulate(begun[at] for at in range(len(held))))
    borne = [_uids(uid_of, there, at) for at, there in enumerate(held)]
    return EntityCount(
        entity=entity,
        study=uids[0],
        series=uids[1],
        modality=part(_first(members).key, MODALITY) if entity is Entity.SERIES else "",
        uids=tuple(borne),
        counts=tuple(map(len, held)),
        files=tuple(sum(len(member.lineage.files[at]) for member in there) for at, there in enumerate(held)),
        missing=tuple(so_far - len(there) for so_far, there in zip(known, held, strict=True)),
        added=tuple(begun[at] if at else 0 for at in range(len(held))),
        studies=tuple(_uids(_study, there, at) for at, there in enumerate(held)),
        merged=tuple(any(bearers[at, uid] > 1 for uid in there) for at, there in enumerate(borne)),
    )


def _bearers(uid_of: Callable[[Outline], str], entities: Iterable[Sequence[_Member]]) -> Counter[tuple[int, str]]:
    """How many studies, or series, have a UID at a capture."""
    return Counter(
        (at, uid) for members in entities for at in range(len(members[0].chain)) for uid in _uids(uid_of, members, at)
    )


def _uids(uid_of: Callable[[Outline], str], members: Iterable[_Member], at: int) -> tuple[str, ...]:
    return tuple(sorted({uid for member in members if (outline := member.chain[at]) and (uid := uid_of(outline))}))


def _first(members: Sequence[_Member]) -> Outline:
    return next(outline for outline in members[0].chain if outline)


def _study(outline: Outline) -> str:
    return outline.study


def _series(outline: Outline) -> str:
    return outline.series
