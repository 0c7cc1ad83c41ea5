"""Who points at whom: the references of a case at each capture, and what became of UIDs on each hop."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from validator.engine.model.entities import Entity


class ReferenceState(StrEnum):
    """Where a reference leads."""

    RESOLVED = "resolved"
    """To an entity that this capture holds, and the one it always meant."""
    REMAPPED = "remapped"
    """To the new UID of the entity it meant: rewritten on the hop to this capture."""
    STRAYED = "strayed"
    """To an entity that this capture holds, but another one than it meant before."""
    WRONG_GENERATION = "wrong-generation"
    """To a UID that the entity had at another capture; here it has another UID."""
    PREDECESSOR = "predecessor"
    """To the UID that the instance itself had before: the hop that made another instance of it says so, as it
    should (Source Image Sequence, PS3.3 C.7.6.1.1.3)."""
    DANGLING = "dangling"
    """To nothing: what it means was in the case and is not in this capture, or never had the UID that is cited."""
    CONTEXT_STALE = "context-stale"
    """The instance is here, but the study or series cited around it is not its parent."""
    OUTSIDE = "outside"
    """To a UID that no capture so far held."""

    @property
    def is_broken(self) -> bool:
        return self in (
            ReferenceState.STRAYED,
            ReferenceState.WRONG_GENERATION,
            ReferenceState.DANGLING,
            ReferenceState.CONTEXT_STALE,
        )


class ReferenceNode(NamedTuple):
    """What is drawn as one: the instances of one series and SOP Class; or a study, or a frame of reference, as such."""

    id: int
    """Counted from 1 over the case; the same series keeps its number on every hop, whatever its UID."""
    entity: Entity
    """``SERIES``, ``STUDY`` or ``FRAME_OF_REFERENCE``."""
    uid: str
    """Of the series, the study or the frame of reference, at the first capture that holds it."""
    study: str
    """Study Instance UID at the first capture that holds it; empty for a frame of reference."""
    modality: str
    """Of a series; else empty."""
    sop_class: str
    """SOP Class UID of a series; else empty."""
    counts: tuple[int, ...]
    """For each capture: how many of its instances are there."""


class ReferenceLink(NamedTuple):
    """All references of one state from the instances of one node to another, at one capture."""

    capture: str
    source: int
    """The node whose instances hold the references."""
    target: int
    """The node they mean; 0 where they lead out of the case."""
    entity: str
    """What is cited: the value of an ``Entity``; empty where nothing tells."""
    state: ReferenceState
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """How many UIDs are cited: an instance that cites the same UID at two places counts once."""
    lineages: tuple[int, ...]
    """The first few instances that hold them."""
    places: tuple[str, ...]
    """Where they stand, item numbers left open: ``(0008,1115)[*].(0008,1140)[*].(0008,1155)``."""
    example: tuple[str, str]
    """One UID as it is cited, and the UID that its target has at this capture (empty where it is gone)."""


class ReferenceGraph(NamedTuple):
    """All references of a case, at every capture."""

    nodes: tuple[ReferenceNode, ...]
    links: tuple[ReferenceLink, ...]
    """By capture, then source and target, the worst state first."""

    def newly_broken(self, labels: Sequence[str]) -> list[ReferenceLink]:
        """The links that are broken and were not, or not as often, at any earlier capture; ``count`` is the difference.

        ``labels`` are those of the captures in their order.
        """
        by_capture: dict[str, list[ReferenceLink]] = {label: [] for label in labels}
        for link in self.links:
            if link.state.is_broken:
                by_capture[link.capture].append(link)
        most: dict[tuple[int, int, str, ReferenceState], int] = {}
        found = []
        for links in by_capture.values():
            for link in links:
                known = link.source, link.target, link.entity, link.state
                before = most.get(known, 0)
                if link.count > before:
                    found.append(link._replace(count=link.count - before))
                    most[known] = link.count
        return found


class UidMove(NamedTuple):
    """UIDs before a hop and what they became."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class UidMap(NamedTuple):
    """What one hop made of the UIDs of one kind of entity."""

    capture: str
    """Which hop, by the capture it leads to."""
    entity: Entity
    kept: int
    renewed: int
    """One UID became one other."""
    split: int
    """UIDs that became several: the entity is scattered."""
    merged: int
    """UIDs after the hop that stand for several before."""
    reused: int
    """UIDs after the hop that named another entity before."""
    scattered: int
    """Series that lay in one study before the hop and lie in several after it; of other entities always 0."""
    examples: tuple[UidMove, ...]
    """Splits, mergers and reuses first; at most twenty, and of UIDs on either side at most twenty."""
