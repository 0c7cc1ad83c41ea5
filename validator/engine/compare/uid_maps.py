"""What each hop made of the UIDs of studies, series, instances and frames of reference."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

from validator.engine.compare.chains import ABSENT, Captures, Chains, Strand, chains_of
from validator.engine.compare.pairing import Pairing
from validator.engine.compare.survey import GROUPS, Survey
from validator.engine.kept import NONE, Buckets
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
        tables[Entity.SERIES].scattered = _count_scattered(chains.strands, position)
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


def _instance_maps(chains: Chains, labels: Sequence[str]) -> list[UidMap]:
    """By position; that of the first capture is empty. An instance is one to one with its UID at every capture."""
    maps = []
    latest = array("i", [ABSENT]) * len(chains)

    for position, label in enumerate(labels):
        moved, begun, kept = array("I"), array("I"), 0
        for index in range(len(chains)):
            uid = chains.uid(position, index)
            if uid == NONE:
                continue
            if latest[index] == ABSENT:
                begun.append(index)
            elif chains.uid(latest[index], index) == uid:
                kept += 1
            else:
                moved.append(index)
        reused = _reused(chains, position, moved + begun)
        told = [UidMove(_few(_before(chains, latest, index)), (uid,)) for uid, index in sorted(reused.items())]
        moves = ((*_before(chains, latest, index), _uid(chains, position, index)) for index in moved)
        told += (UidMove((old,), (new,)) for old, new in nsmallest(SHOWN, moves) if new not in reused)
        counts = {"kept": kept, "renewed": len(moved), "split": 0, "merged": 0, "reused": len(reused), "scattered": 0}
        maps.append(UidMap(label, Entity.INSTANCE, **counts, examples=tuple(told[:SHOWN])))
        for index in range(len(chains)):
            if chains.uid(position, index) != NONE:
                latest[index] = position
    return maps


def _before(chains: Chains, latest: Sequence[int], index: int) -> tuple[str, ...]:
    """The UID that an instance had last, if it had any."""
    return () if latest[index] == ABSENT else (_uid(chains, latest[index], index),)


def _uid(chains: Chains, position: int, index: int) -> str:
    outline = chains.census.rolls[position].outlines[chains.files[position][index]]
    return outline.sop_instance


def _reused(chains: Chains, position: int, candidates: Collection[int]) -> dict[str, int]:
    """Those of the instances whose UID another one had before, which goes by another one now; by their UIDs."""
    found: dict[str, int] = {}
    if not candidates or not position:
        return found
    new = Buckets((index, chains.uid(position, index)) for index in candidates)
    earlier = [Buckets((index, chains.uid(at, index)) for index in range(len(chains))) for at in range(position)]
    for mine, *borne in zip(new, *earlier, strict=True):
        wanted = {uid: index for index, uid in mine}
        bearers = {uid: bearer for bucket in borne for bearer, uid in bucket if uid in wanted}
        for uid, bearer in bearers.items():
            index, now = wanted[uid], chains.uid(position, bearer)
            if bearer != index and now not in (NONE, uid) and not _bore(chains, index, uid, position):
                found[_uid(chains, position, index)] = index
    return found


def _bore(chains: Chains, index: int, uid: bytes, position: int) -> bool:
    """Whether the instance had the UID before a capture."""
    return any(chains.uid(at, index) == uid for at in range(position))


def _count_scattered(strands: Iterable[Strand], position: int) -> int:
    """Series that lay in one study and lie in several after the hop to a capture."""
    studies: dict[Bearer, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for strand in strands:
        after = strand.members[position]
        before = next((at for at in range(position - 1, -1, -1) if strand.members[at] is not None), None)
        if after is None or before is None or (earlier := strand.members[before]) is None:
            continue
        if earlier.series:
            lay, lie = studies[before, earlier.series]
            lay.add(earlier.study)
            lie.add(after.study)
    return sum(len(lay) == 1 and len(lie) > 1 for lay, lie in studies.values())
