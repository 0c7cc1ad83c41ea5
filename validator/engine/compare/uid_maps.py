"""What each hop made of the UIDs of studies, series, instances and frames of reference."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

from validator.engine.compare.chains import Captures, Chain, chains_of
from validator.engine.compare.pairing import Pairing
from validator.engine.compare.survey import GROUPS, Survey
from validator.engine.model import Entity, UidMap, UidMove

SHOWN = 20
"""So many examples are given, and so many UIDs on either side of one."""
Bearer = tuple[int, str]
"""A UID, and the capture at which it was borne."""


@dataclass(slots=True)
class _Table:
    """What became of the UIDs of one kind of entity on the hop to a capture."""

    became: dict[Bearer, set[str]] = field(default_factory=lambda: defaultdict(set))
    reused: set[str] = field(default_factory=set)
    """The UIDs after the hop that named another entity before."""
    scattered: int = 0

    def told(self, capture: str, entity: Entity) -> UidMap:
        """The table in numbers, with examples."""
        sources: dict[str, list[Bearer]] = defaultdict(list)
        for bearer, news in sorted(self.became.items()):
            for new in news:
                sources[new].append(bearer)
        alone = {bearer: new for bearer, (new, *more) in self.became.items() if not more and len(sources[new]) == 1}
        kept = sum(old == new for (_, old), new in alone.items())
        split = sorted(bearer for bearer, news in self.became.items() if len(news) > 1)
        merged = sorted(new for new, bearers in sources.items() if len(bearers) > 1)
        return UidMap(
            capture,
            entity,
            kept=kept,
            renewed=len(alone) - kept,
            split=len(split),
            merged=len(merged),
            reused=len(self.reused),
            scattered=self.scattered,
            examples=tuple(islice(self._examples(split, merged, sources, alone), SHOWN)),
        )

    def _examples(
        self,
        split: Iterable[Bearer],
        merged: Iterable[str],
        sources: Mapping[str, Iterable[Bearer]],
        alone: Mapping[Bearer, str],
    ) -> Iterator[UidMove]:
        for position, old in split:
            yield UidMove((old,), _few(self.became[position, old]))
        for new in (*merged, *sorted(self.reused)):
            yield UidMove(_few(old for _, old in sources.get(new, ())), (new,))
        for (_, old), new in sorted(alone.items()):
            if old != new and new not in self.reused:
                yield UidMove((old,), (new,))


def _few(uids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(uids)[:SHOWN])


def uid_maps(captures: Captures, pairing: Pairing, survey: Survey) -> tuple[UidMap, ...]:
    """The maps of every hop, of the captures that were paired and surveyed: studies first, then series and so on."""
    chains = chains_of(captures, pairing)
    instances = _instance_maps(chains, survey.labels)
    maps = []
    for position in range(1, len(captures)):
        label = captures[position][0]
        tables = {entity: _group_table(entity, position, survey) for entity in GROUPS}
        tables[Entity.SERIES].scattered = _count_scattered(chains, position)
        maps += [tables[entity].told(label, entity) for entity in (Entity.STUDY, Entity.SERIES)]
        maps.append(instances[position])
        maps.append(tables[Entity.FRAME_OF_REFERENCE].told(label, Entity.FRAME_OF_REFERENCE))
    return tuple(maps)


def _group_table(entity: Entity, position: int, survey: Survey) -> _Table:
    table = _Table()
    hops = sorted((hop for hop in survey.moves if hop[1] == position), reverse=True)
    for before, _ in hops:
        for old, news in survey.moves[before, position].get(entity, {}).items():
            # Who lacks a capture in between tells nothing new where it went the way that others went step by step.
            on_the_way = _followed(entity, old, (before, position), survey) if before < position - 1 else set()
            if other := set(news) - on_the_way:
                table.became[before, old].update(other)
    for uid, at in survey.holders[entity].items():
        target = survey.meant(uid, position - 1) if position in at and at[0] < position else None
        if target is not None and target.entity is entity:
            now = survey.uids_of(target, position)
            if now and uid not in now:
                table.reused.add(uid)
    return table


def _followed(entity: Entity, uid: str, span: tuple[int, int], survey: Survey) -> set[str]:
    """What became of a UID from one capture to the next, as far as each of them holds it."""
    uids = {uid}
    for before in range(*span):
        uids = {new for old in uids for new in survey.became(entity, (before, before + 1), old)}
    return uids


def _instance_maps(chains: Sequence[Chain], labels: Sequence[str]) -> list[UidMap]:
    """By position; that of the first capture is empty. An instance is one to one with its UID at every capture."""
    maps = []
    borne_by: dict[str, int] = {}
    latest: dict[int, str] = {}
    for position, label in enumerate(labels):
        there = {
            index: outline.sop_instance
            for index, chain in enumerate(chains)
            if (outline := chain[position]) is not None and outline.sop_instance
        }
        moves = [(latest[index], uid) for index, uid in there.items() if latest.get(index, uid) != uid]
        kept = sum(latest.get(index) == uid for index, uid in there.items())
        reused = {
            uid: index
            for index, uid in there.items()
            if (bearer := borne_by.get(uid, index)) != index
            and there.get(bearer, uid) != uid
            and not _bore(chains[index], uid, position)
        }
        told = [UidMove(_few(filter(None, [latest.get(index)])), (uid,)) for uid, index in sorted(reused.items())]
        told += (UidMove((old,), (new,)) for old, new in nsmallest(SHOWN, moves) if new not in reused)
        counts = {"kept": kept, "renewed": len(moves), "split": 0, "merged": 0, "reused": len(reused), "scattered": 0}
        maps.append(UidMap(label, Entity.INSTANCE, **counts, examples=tuple(told[:SHOWN])))
        latest |= there
        borne_by.update((uid, index) for index, uid in there.items())
    return maps


def _bore(chain: Chain, uid: str, position: int) -> bool:
    """Whether the instance had the UID before a capture."""
    return any(outline is not None and outline.sop_instance == uid for outline in chain[:position])


def _count_scattered(chains: Sequence[Chain], position: int) -> int:
    """Series that lay in one study and lie in several after the hop to a capture."""
    studies: dict[Bearer, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for chain in chains:
        after = chain[position]
        before = next((at for at in range(position - 1, -1, -1) if chain[at] is not None), None)
        if after is None or before is None or (earlier := chain[before]) is None:
            continue
        if earlier.series:
            lay, lie = studies[before, earlier.series]
            lay.add(earlier.study)
            lie.add(after.study)
    return sum(len(lay) == 1 and len(lie) > 1 for lay, lie in studies.values())
