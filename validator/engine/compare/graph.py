"""The graph of every reference of a case: who points where at each capture, and whether what is meant is there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.compare.acquisition import MODALITY, part
from validator.engine.compare.chains import Captures, Chains, chains_of
from validator.engine.compare.homes import Origin
from validator.engine.compare.outline import Outline
from validator.engine.compare.pairing import Pairing
from validator.engine.compare.references import Reference, follow_references
from validator.engine.compare.survey import Survey, groups_of
from validator.engine.model import Entity, ReferenceGraph, ReferenceLink, ReferenceNode, ReferenceState

LINEAGES_SHOWN = 5
GRAVITY = (
    ReferenceState.DANGLING,
    ReferenceState.WRONG_GENERATION,
    ReferenceState.STRAYED,
    ReferenceState.CONTEXT_STALE,
    ReferenceState.REMAPPED,
    ReferenceState.PREDECESSOR,
    ReferenceState.RESOLVED,
    ReferenceState.OUTSIDE,
)
"""The worst state first."""


NO_STUDY = Origin(0, "")
"""Of a frame of reference: several studies may share it."""


class _Node(NamedTuple):
    """What a node stands for; sorted, they are numbered."""

    study: Origin
    entity: Entity
    origin: Origin
    sop_class: str = ""


class _Way(NamedTuple):
    """What the references of one link have in common."""

    position: int
    source: _Node
    target: _Node | None
    entity: Entity | None
    state: ReferenceState


@dataclass(slots=True)
class _Link:
    """A link while its references are counted."""

    example: tuple[str, str]
    count: int = 0
    lineages: list[int] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def reference_graph(captures: Captures, pairing: Pairing, survey: Survey) -> ReferenceGraph:
    """Resolve all references of the captures that were paired and surveyed; see ``follow_references``.

    Only what cites or is cited becomes a node.
    """
    case = _Case(survey, chains_of(captures, pairing))
    links: dict[_Way, _Link] = {}
    for index in case.chains.citing():
        chain, lineage = case.chains[index], pairing.lineages[index].id
        for position, references in follow_references(chain, survey):
            if (outline := chain[position]) is not None:
                _note(links, case, index, lineage, position, outline, references)
    taking_part = {node for way in links for node in (way.source, way.target) if node is not None}
    nodes = sorted(taking_part, key=lambda node: (node.study == NO_STUDY, node))
    numbers: dict[_Node | None, int] = {node: number for number, node in enumerate(nodes, start=1)}
    numbers[None] = 0

    def place(item: tuple[_Way, _Link]) -> tuple[int, int, int, int, str]:
        way, _ = item
        return way.position, numbers[way.source], numbers[way.target], GRAVITY.index(way.state), way.entity or ""

    return ReferenceGraph(
        nodes=case.drawn(nodes),
        links=tuple(
            ReferenceLink(
                capture=survey.labels[way.position],
                source=numbers[way.source],
                target=numbers[way.target],
                entity=way.entity or "",
                state=way.state,
                count=link.count,
                lineages=tuple(link.lineages),
                places=tuple(sorted(link.places)),
                example=link.example,
            )
            for way, link in sorted(links.items(), key=place)
        ),
    )


def _note(
    links: dict[_Way, _Link],
    case: "_Case",
    index: int,
    lineage: int,
    position: int,
    outline: Outline,
    references: Sequence[Reference],
) -> None:
    """Count the references of one instance at one capture."""
    source = case.node_of(index)
    mine: dict[str, _Link] = {}
    for reference in references:
        way = _Way(position, source, case.node_meant(reference), reference.entity, reference.state)
        link = links.get(way)
        if link is None:
            link = links[way] = _Link((reference.uid, reference.now))
        link.count += 1
        if len(link.lineages) < LINEAGES_SHOWN and lineage not in link.lineages:
            link.lineages.append(lineage)
        mine[reference.uid] = link
    for where, positions in outline.places:
        for at in positions:
            if (found := mine.get(outline.cited[at])) is not None:
                found.places.add(where)


class _Case:
    """The instances, and the nodes they are drawn as."""

    def __init__(self, survey: Survey, chains: Chains) -> None:
        self.chains = chains
        self._survey = survey
        self._bearers: dict[tuple[Entity, int, str], int] = {}
        """By number of the strand: those of the instance that has a UID first."""
        for number, strand in enumerate(chains.strands):
            for position, member in enumerate(strand.members):
                if member is not None:
                    for entity, uid in groups_of(member):
                        self._bearers.setdefault((entity, position, uid), number)

    def node_of(self, index: int) -> _Node:
        """The node of the instances that a lineage is drawn with."""
        return self._series(self.chains.strand_of[index])

    def node_meant(self, reference: Reference) -> _Node | None:
        """The node that a reference means."""
        target = reference.target
        if target is None:
            return None
        if target.entity is Entity.INSTANCE:
            number = self.chains.strand_of[target.lineage - 1]
        else:
            bearer = self._bearers.get((target.entity, target.position, target.uid))
            if bearer is None:  # only a further version of an instance has it
                return None
            number = bearer
        if reference.entity is Entity.STUDY:
            return self._study(number)
        return self._frame(number) if reference.entity is Entity.FRAME_OF_REFERENCE else self._series(number)

    def drawn(self, nodes: Sequence[_Node]) -> tuple[ReferenceNode, ...]:
        """The nodes with what is told of them, numbered from 1."""
        counts: dict[_Node, Counter[int]] = {node: Counter() for node in nodes}
        modalities: dict[_Node, str] = {}
        for number, strand in enumerate(self.chains.strands):
            there = {position: strand.count for position, member in enumerate(strand.members) if member is not None}
            mine = self._series(number)
            for node in (mine, self._study(number), self._frame(number)):
                if node in counts:
                    counts[node].update(there)
            if mine in counts and mine not in modalities:
                modalities[mine] = part(self.chains.first(strand.first).key, MODALITY)
        return tuple(
            ReferenceNode(
                id=number,
                entity=node.entity,
                uid=node.origin.uid,
                study=node.study.uid,
                modality=modalities.get(node, ""),
                sop_class=node.sop_class,
                counts=tuple(counts[node][position] for position in range(len(self._survey.labels))),
            )
            for number, node in enumerate(nodes, start=1)
        )

    def _series(self, number: int) -> _Node:
        strand = self.chains.strands[number]
        first = next(member for member in strand.members if member is not None)
        return _Node(strand.home.study, Entity.SERIES, strand.home.series, first.sop_class)

    def _study(self, number: int) -> _Node:
        study = self.chains.strands[number].home.study
        return _Node(study, Entity.STUDY, study)

    def _frame(self, number: int) -> _Node | None:
        """The node of the frame of reference of a strand, by the first one that shares it."""
        for position, member in enumerate(self.chains.strands[number].members):
            if member is not None and member.frame_of_reference:
                uid = member.frame_of_reference
                bearer = self._bearers[Entity.FRAME_OF_REFERENCE, position, uid]
                own = _Node(NO_STUDY, Entity.FRAME_OF_REFERENCE, Origin(position, uid))
                return own if bearer >= number else self._frame(bearer)
        return None
