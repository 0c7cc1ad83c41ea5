"""The graph of every reference of a case: who points where at each capture, and whether what is meant is there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.compare.acquisition import MODALITY, part
from validator.engine.compare.chains import Captures, Chain, chains_of
from validator.engine.compare.homes import Origin, find_homes
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
    for index, lineage in enumerate(pairing.lineages):
        chain = case.chains[index]
        if any(outline is not None and outline.cited for outline in chain):
            for position, references in follow_references(chain, survey):
                _note(links, case, index, lineage.id, position, references)
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
    if (outline := case.chains[index][position]) is not None:
        for where, positions in outline.places:
            for at in positions:
                if (found := mine.get(outline.cited[at])) is not None:
                    found.places.add(where)


class _Case:
    """The instances, and the nodes they are drawn as."""

    def __init__(self, survey: Survey, chains: Sequence[Chain]) -> None:
        self.chains = chains
        self._survey = survey
        self._homes = find_homes(chains)
        self._bearers: dict[tuple[Entity, int, str], int] = {}
        for index, chain in enumerate(chains):
            for position, outline in enumerate(chain):
                if outline is not None:
                    for entity, uid in groups_of(outline):
                        self._bearers.setdefault((entity, position, uid), index)

    def node_of(self, index: int) -> _Node:
        """The node of the instances that a lineage is drawn with."""
        home = self._homes[index]
        return _Node(home.study, Entity.SERIES, home.series, self._first(index).sop_class)

    def node_meant(self, reference: Reference) -> _Node | None:
        """The node that a reference means."""
        target = reference.target
        if target is None:
            return None
        if target.entity is Entity.INSTANCE:
            index = target.lineage - 1
        else:
            bearer = self._bearers.get((target.entity, target.position, target.uid))
            if bearer is None:  # only a further version of an instance has it
                return None
            index = bearer
        if reference.entity is Entity.STUDY:
            return self._study(index)
        return self._frame(index) if reference.entity is Entity.FRAME_OF_REFERENCE else self.node_of(index)

    def drawn(self, nodes: Sequence[_Node]) -> tuple[ReferenceNode, ...]:
        """The nodes with what is told of them, numbered from 1."""
        counts: dict[_Node, Counter[int]] = {node: Counter() for node in nodes}
        modalities: dict[_Node, str] = {}
        for index, chain in enumerate(self.chains):
            there = [position for position, outline in enumerate(chain) if outline is not None]
            mine = self.node_of(index)
            for node in (mine, self._study(index), self._frame(index)):
                if node in counts:
                    counts[node].update(there)
            if mine in counts:
                modalities.setdefault(mine, part(self._first(index).key, MODALITY))
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

    def _first(self, index: int) -> Outline:
        return next(outline for outline in self.chains[index] if outline is not None)

    def _study(self, index: int) -> _Node:
        study = self._homes[index].study
        return _Node(study, Entity.STUDY, study)

    def _frame(self, index: int) -> _Node | None:
        """The node of the frame of reference of an instance, by the first instance that shares it."""
        for position, outline in enumerate(self.chains[index]):
            if outline is not None and outline.frame_of_reference:
                uid = outline.frame_of_reference
                bearer = self._bearers[Entity.FRAME_OF_REFERENCE, position, uid]
                own = _Node(NO_STUDY, Entity.FRAME_OF_REFERENCE, Origin(position, uid))
                return own if bearer >= index else self._frame(bearer)
        return None
