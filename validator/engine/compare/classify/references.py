"""What happened to the UIDs by which one instance cites another, resolved over the instances of the case."""

from collections.abc import Iterator

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.reference_kinds import CONTEXT_STALE, DANGLING, OUTSIDE, REMAPPED, REMOVED
from validator.engine.compare.classify.value_kinds import MULTIPLICITY, REORDERED
from validator.engine.compare.difference import Difference
from validator.engine.compare.resolution import is_stale, new_targets, resolve
from validator.engine.compare.step import Step
from validator.engine.compare.survey import Target
from validator.engine.hierarchy import CLASS_TAGS, IDENTITIES, REFERENCE_TAGS, Citation, uids_of
from validator.engine.hierarchy.citations import ORIGINAL_ATTRIBUTES
from validator.engine.model import ReferenceState

NOWHERE = (ReferenceState.DANGLING, ReferenceState.WRONG_GENERATION)
GONE = "what it cites now was there earlier and is gone"
STRAYED = (("strayed", True),)
"""Evidence that a reference cites what exists, but not what became of whom it cited before."""


def is_reference(difference: Difference, step: Step) -> bool:
    """Whether a UID cites another entity: by what attribute it is, or because it names one of the case."""
    tag, nested = difference.tag, difference.is_nested
    if difference.vr != "UI" or tag in CLASS_TAGS or ORIGINAL_ATTRIBUTES in difference.order:
        return False
    if tag in REFERENCE_TAGS:
        return nested or tag not in IDENTITIES
    return nested and (
        any(step.survey.was_seen(uid, step.hop[0]) for uid in uids_of(difference.before))
        or any(step.survey.exists(uid, step.hop[1]) for uid in uids_of(difference.after))
    )


def name_reference(difference: Difference, step: Step) -> Naming:
    """What happened to a reference that cites another UID than before."""
    old, new = uids_of(difference.before), uids_of(difference.after)
    lost, gained = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    context = step.contexts.get(difference.path)
    if context is not None and (stale := _stale_context(context, step)):
        return stale
    if not gained:
        return Naming(REMOVED, detail="one of several") if lost else Naming(REORDERED)
    replaced = [target for uid in lost if (target := step.survey.meant(uid, step.hop[0])) is not None]
    targets = new_targets(gained, replaced, step.survey, position=step.hop[1])
    states = {uid: resolve(uid, target, step.survey, position=step.hop[1]) for uid, target in targets.items()}
    broken = next((targets[uid] for uid in gained if states[uid] in NOWHERE), None)
    if broken is not None:
        meant = broken in replaced
        return _dangling(_whereabouts(broken, step, rewritten=True) if meant else GONE, step)
    if ReferenceState.OUTSIDE in states.values():
        return Naming(OUTSIDE)
    if not lost:
        return Naming(MULTIPLICITY)
    if ReferenceState.STRAYED in states.values():
        return Naming(REMAPPED, detail="to another one than before", evidence=STRAYED)
    return Naming(REMAPPED)


def _dangling(detail: str, step: Step) -> Naming:
    return Naming(DANGLING, detail=detail, evidence=(("sop_class", step.outlines[1].sop_class),))


def untouched_references(step: Step) -> Iterator[tuple[Citation, Naming]]:
    """References that nobody changed and that this hop broke all the same, by what it did to their targets."""
    stirred = step.survey.stirred(step.hop)
    if stirred.isdisjoint(step.outlines[1].cited):
        return
    touched = [
        difference.path
        for difference in step.differences
        if difference.equal is None and difference.after is not None and not difference.reordered
    ]
    paths = set(touched)
    containers = tuple(f"{path}." if path.endswith("]") else f"{path}[" for path in touched)
    for citation in step.citations:
        concerned = citation.uid in stirred or not stirred.isdisjoint(citation.instances)
        if not concerned or citation.path in paths or citation.path.startswith(containers):
            continue
        stale = _stale_context(citation, step)
        if stale:
            if not is_stale(citation, step.survey, position=step.hop[0]):
                yield citation, stale
            continue
        if citation.uid not in stirred or _was_broken(citation, step):
            continue
        target = step.survey.meant(citation.uid, step.hop[0])
        state = resolve(citation.uid, target, step.survey, position=step.hop[1])
        if target is not None and state.is_broken:
            yield citation, _dangling(_whereabouts(target, step, rewritten=False), step)


def _stale_context(citation: Citation, step: Step) -> Naming | None:
    """Whether instances cited in the same item exist, and belong to another study or series than the one cited."""
    if not is_stale(citation, step.survey, position=step.hop[1]):
        return None
    noun = IDENTITIES[citation.tag].noun
    evidence = (("sop_class", step.outlines[1].sop_class),)
    return Naming(CONTEXT_STALE, detail=f"the instances cited belong to another {noun}", evidence=evidence)


def _was_broken(citation: Citation, step: Step) -> bool:
    """Whether the instances cited with a study or series were all gone before the hop: the reference led nowhere."""
    known = [uid for uid in citation.instances if step.survey.was_seen(uid, step.hop[0])]
    return bool(known) and not any(step.survey.exists(uid, step.hop[0]) for uid in known)


def _whereabouts(target: Target, step: Step, *, rewritten: bool) -> str:
    noun = target.entity.noun
    if not step.survey.uids_of(target, step.hop[1]):
        return f"the {noun} it cites is gone"
    return f"the {noun} it meant has another UID" if rewritten else f"the {noun} it cites has another UID now"
