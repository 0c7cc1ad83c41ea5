"""The references of one instance, resolved at every capture that holds it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.compare.chains import Chain
from validator.engine.compare.outline import Outline
from validator.engine.compare.resolution import new_targets, parents_of, resolve
from validator.engine.compare.survey import Survey, Target
from validator.engine.hierarchy import REFERENCE_TAGS
from validator.engine.model import Entity, ReferenceState, tag_text

MADE_FOR_REFERENCES = frozenset(map(tag_text, REFERENCE_TAGS))


class Reference(NamedTuple):
    """One UID that an instance cites at a capture."""

    uid: str
    entity: Entity | None
    """What is cited, ``None`` where nobody knows."""
    target: Target | None
    """Whom it means; of a stale study or series an instance that is cited with it."""
    state: ReferenceState
    now: str
    """The UID that it should have there; empty where what it means is gone."""


Meanings = dict[str, Target | None]


def follow_references(chain: Chain, survey: Survey) -> Iterator[tuple[int, list[Reference]]]:
    """For each capture that holds the instance, its position and all references there, sorted by UID.

    A UID inside an item that nobody has, at a place that is not made for references, is none: it names something
    else, as Dimension Organization UID does.

    What a reference means is settled where it is first seen: who has its UID there, or had it before. It means the
    same at later captures, also where it is rewritten, as far as it can be told what became of which.
    """
    earlier: Outline | None = None
    meant: Meanings = {}
    predecessors: set[str] = set()
    for position, outline in enumerate(chain):
        if outline is None:
            continue
        followed: Meanings = {}
        if earlier is not None and outline.cited != earlier.cited:
            followed = _rewritten(earlier, outline, meant, survey, position=position)
            if earlier.sop_instance != outline.sop_instance:
                predecessors |= {earlier.sop_instance}.intersection(outline.cited).difference(earlier.cited)
        meant = {uid: followed.get(uid) or meant.get(uid) or survey.meant(uid, position) for uid in outline.cited}
        stale = dict(_stale(outline, survey, position=position))
        found = [
            _to_predecessor(uid, meant[uid], outline)
            if uid in predecessors
            else stale.get(uid) or _reference(uid, meant[uid], survey, position=position, rewritten=uid in followed)
            for uid in outline.cited
        ]
        if any(reference.state is ReferenceState.OUTSIDE for reference in found):
            made_for = _at_reference_tags(outline)
            found = [each for each in found if each.state is not ReferenceState.OUTSIDE or each.uid in made_for]
        yield position, found
        earlier = outline


def _to_predecessor(uid: str, target: Target | None, outline: Outline) -> Reference:
    return Reference(uid, Entity.INSTANCE, target, ReferenceState.PREDECESSOR, outline.sop_instance)


def _reference(uid: str, target: Target | None, survey: Survey, *, position: int, rewritten: bool) -> Reference:
    state = resolve(uid, target, survey, position=position)
    if state is ReferenceState.RESOLVED and rewritten:
        state = ReferenceState.REMAPPED
    now = survey.uids_of(target, position) if target is not None else ()
    return Reference(uid, target.entity if target else None, target, state, uid if uid in now else next(iter(now), ""))


def _rewritten(before: Outline, after: Outline, meant: Meanings, survey: Survey, *, position: int) -> Meanings:
    """Whom the UIDs mean that came where others went, place by place."""
    found: Meanings = {}
    stood = _by_place(before)
    for place, uids in _by_place(after).items():
        gained = sorted(uids - stood[place] - meant.keys())
        replaced = [target for uid in sorted(stood[place] - uids) if (target := meant[uid]) is not None]
        lost = set(replaced)
        for uid, target in new_targets(gained, replaced, survey, position=position).items():
            if target in lost:
                found[uid] = target
    return found


def _by_place(outline: Outline) -> dict[str, set[str]]:
    places: dict[str, set[str]] = defaultdict(set)
    for place, positions in outline.places:
        places[place].update(outline.cited[at] for at in positions)
    return places


def _at_reference_tags(outline: Outline) -> set[str]:
    """The UIDs that stand at places made for references."""
    return {
        outline.cited[at]
        for place, positions in outline.places
        if place.rpartition(".")[2] in MADE_FOR_REFERENCES
        for at in positions
    }


def _stale(outline: Outline, survey: Survey, *, position: int) -> Iterator[tuple[str, Reference]]:
    """Studies and series that are cited around instances which belong to others."""
    for at, entity, positions in outline.contexts:
        uid, instances = outline.cited[at], [outline.cited[each] for each in positions]
        parents = parents_of(instances, entity, survey, position=position)
        if parents and uid not in parents:
            found = (survey.meant(instance, position) for instance in instances)
            target = next(target for target in found if target is not None and target.position == position)
            yield uid, Reference(uid, entity, target, ReferenceState.CONTEXT_STALE, min(parents))
