"""What only the whole case can tell: which UIDs exist at which capture, and what became of them on each hop.

With these at hand every lineage can be compared on its own, by any worker, in any order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from validator.engine.compare.census import Belonging
from validator.engine.compare.chains import Captures, Chain, chains_of
from validator.engine.compare.homes import Members
from validator.engine.compare.outline import Outline
from validator.engine.compare.pairing import Pairing
from validator.engine.model import Entity

Hop = tuple[int, int]
"""Positions of the captures before and after; not neighbours where a capture in between lacks the instance."""
GROUPS = (Entity.STUDY, Entity.SERIES, Entity.FRAME_OF_REFERENCE)
"""What several instances share a UID of."""


class Identity(NamedTuple):
    """Who an instance is at one capture."""

    instance: str
    series: str
    study: str


class Target(NamedTuple):
    """Whom a UID means: an entity of the case, by a UID that it had at a capture."""

    entity: Entity
    uid: str
    position: int
    lineage: int = 0
    """Of an instance; of other entities 0."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What only the whole case knows. Studies and series are few; of instances only the cited ones are kept."""

    labels: tuple[str, ...]
    """Of the captures, from left to right."""
    holders: dict[Entity, dict[str, tuple[int, ...]]]
    """For studies, series and frames of reference: the captures that hold a UID."""
    moves: dict[Hop, dict[Entity, dict[str, tuple[str, ...]]]]
    """For each hop: the UIDs that each UID became, itself among them where it was kept."""
    followed: dict[int, tuple[Identity | None, ...]]
    """By lineage: who a cited instance is at each capture."""
    _cache: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def became(self, entity: Entity, hop: Hop, uid: str) -> tuple[str, ...]:
        """The UIDs that a study, series or frame of reference became on a hop."""
        return self.moves.get(hop, {}).get(entity, {}).get(uid, ())

    def came_from(self, entity: Entity, hop: Hop, uid: str) -> tuple[str, ...]:
        """The UIDs that became this one on a hop."""
        key = ("came_from", entity, hop)
        if key not in self._cache:
            sources: dict[str, list[str]] = defaultdict(list)
            for old, news in self.moves.get(hop, {}).get(entity, {}).items():
                for new in news:
                    sources[new].append(old)
            self._cache[key] = sources
        return tuple(sorted(self._cache[key].get(uid, ())))

    def exists(self, uid: str, position: int) -> bool:
        """Whether any entity of the case has this UID at a capture."""
        return any(position in self.holders[group].get(uid, ()) for group in GROUPS) or any(
            at == position for at, _ in self._instances().get(uid, ())
        )

    def was_seen(self, uid: str, position: int) -> bool:
        """Whether any entity of the case had this UID at this capture or an earlier one."""
        return any(self.exists(uid, earlier) for earlier in range(position + 1))

    def parents(self, uid: str, position: int) -> tuple[Identity, ...]:
        """Who the instances with this SOP Instance UID are at a capture."""
        found = (self.followed[lineage][at] for at, lineage in self._instances().get(uid, ()) if at == position)
        return tuple(identity for identity in found if identity is not None)

    def meant(self, uid: str, position: int) -> Target | None:
        """Whom a UID means at a capture: who has it there, else who had it last before; ``None`` if nobody had it."""
        known = [(at, lineage) for at, lineage in self._instances().get(uid, ()) if at <= position]
        if known:
            at, lineage = max(known)
            return Target(Entity.INSTANCE, uid, at, lineage)
        for group in GROUPS:
            captures = [at for at in self.holders[group].get(uid, ()) if at <= position]
            if captures:
                return Target(group, uid, max(captures))
        return None

    def uids_of(self, target: Target, position: int) -> tuple[str, ...]:
        """The UIDs that an entity has at a capture, not before the target's own, sorted; none where it is gone."""
        if target.entity is Entity.INSTANCE:
            identity = self.followed[target.lineage][position]
            return (identity.instance,) if identity else ()
        key = ("reached", target, position)
        if key not in self._cache:
            reached: dict[int, set[str]] = defaultdict(set, {target.position: {target.uid}})
            for (before, after), moved in sorted(self.moves.items()):
                if before >= target.position and after <= position and before in reached:
                    for old in reached[before]:
                        reached[after].update(moved.get(target.entity, {}).get(old, ()))
            self._cache[key] = tuple(sorted(reached[position]))
        reached_there: tuple[str, ...] = self._cache[key]
        return reached_there

    def renaming(self, hop: Hop) -> Callable[[str], str]:
        """From a UID at the start of a hop to the one that its entity has at the end; the same where none is known."""

        def renamed(uid: str) -> str:
            target = self.meant(uid, hop[0])
            now = self.uids_of(target, hop[1]) if target else ()
            return now[0] if len(now) == 1 else uid

        return renamed

    def stirred(self, hop: Hop) -> frozenset[str]:
        """The UIDs whose entity changed its UID, its parents or its existence on a hop: citations of others hold."""
        key = ("stirred", hop)
        if key not in self._cache:
            before, after = hop
            found = {
                identity.instance
                for captures in self.followed.values()
                if (identity := captures[before]) is not None and identity != captures[after]
            }
            for group in GROUPS:
                for uid, captures in self.holders[group].items():
                    if before in captures and (after not in captures or self.became(group, hop, uid) != (uid,)):
                        found.add(uid)
            self._cache[key] = frozenset(found)
        stirred: frozenset[str] = self._cache[key]
        return stirred

    def _instances(self) -> dict[str, list[tuple[int, int]]]:
        """(capture, lineage) of the cited instances by SOP Instance UID."""
        if "instances" not in self._cache:
            index: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for lineage, captures in self.followed.items():
                for position, identity in enumerate(captures):
                    if identity is not None:
                        index[identity.instance].append((position, lineage))
            self._cache["instances"] = dict(index)
        instances: dict[str, list[tuple[int, int]]] = self._cache["instances"]
        return instances

    def to_json(self) -> dict[str, Any]:
        return {
            "labels": list(self.labels),
            "holders": {group: {uid: list(at) for uid, at in held.items()} for group, held in self.holders.items()},
            "moves": [
                [list(hop), {group: {old: list(new) for old, new in moved.items()} for group, moved in groups.items()}]
                for hop, groups in self.moves.items()
            ],
            "followed": [[lineage, list(captures)] for lineage, captures in self.followed.items()],
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Survey":
        return cls(
            labels=tuple(plain["labels"]),
            holders={
                Entity(group): {uid: tuple(at) for uid, at in held.items()} for group, held in plain["holders"].items()
            },
            moves={
                (before, after): {
                    Entity(group): {old: tuple(new) for old, new in moved.items()} for group, moved in groups.items()
                }
                for (before, after), groups in plain["moves"]
            },
            followed={
                lineage: tuple(None if identity is None else Identity(*identity) for identity in captures)
                for lineage, captures in plain["followed"]
            },
        )


def survey(captures: Captures, pairing: Pairing) -> Survey:
    """Gather it from the same captures that were paired."""
    chains = chains_of(captures, pairing)
    holders: dict[Entity, dict[str, set[int]]] = {group: defaultdict(set) for group in GROUPS}
    for position, roll in enumerate(chains.census.rolls):
        for number in set(roll.belongs):
            for group, uid in groups_of(chains.census.belongings[number]):
                holders[group][uid].add(position)
    moves: dict[Hop, dict[Entity, dict[str, set[str]]]] = {}
    for strand in chains.strands:
        _note_moves(moves, strand.members)
    return Survey(
        labels=tuple(label for label, _ in captures),
        holders={
            group: {uid: tuple(sorted(at)) for uid, at in sorted(held.items())} for group, held in holders.items()
        },
        moves={
            hop: {
                group: {old: tuple(sorted(new)) for old, new in sorted(moved.items())} for group, moved in found.items()
            }
            for hop, found in sorted(moves.items())
        },
        followed={pairing.lineages[index].id: _identities(chains[index]) for index in chains.cited()},
    )


def _identities(chain: Chain) -> tuple[Identity | None, ...]:
    return tuple(
        None if outline is None else Identity(outline.sop_instance, outline.series, outline.study) for outline in chain
    )


def groups_of(outline: Outline | Belonging) -> Iterable[tuple[Entity, str]]:
    """What an instance belongs to, by its UIDs."""
    uids = (outline.study, outline.series, outline.frame_of_reference)
    return ((group, uid) for group, uid in zip(GROUPS, uids, strict=True) if uid)


def _note_moves(moves: dict[Hop, dict[Entity, dict[str, set[str]]]], members: Members) -> None:
    present = [position for position, member in enumerate(members) if member is not None]
    for hop in pairwise(present):
        before, after = members[hop[0]], members[hop[1]]
        if before is None or after is None:
            continue
        moved = moves.setdefault(hop, {group: defaultdict(set) for group in GROUPS})
        later = dict(groups_of(after))
        for group, old in groups_of(before):
            if group in later:
                moved[group][old].add(later[group])
