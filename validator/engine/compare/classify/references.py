"""What happened to the UIDs by which one instance cites another, resolved over the instances of the case."""

from collections.abc import Iterator

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.reference_kinds import CONTEXT_STALE, DANGLING, OUTSIDE, REMAPPED
from validator.engine.compare.difference import Difference
from validator.engine.compare.step import Step
from validator.engine.compare.survey import Fate
from validator.engine.hierarchy import CLASS_TAGS, IDENTITIES, REFERENCE_TAGS, Citation, Entity, uids_of
from validator.engine.hierarchy.citations import ORIGINAL_ATTRIBUTES

NOUNS = {
    Entity.STUDY: "study",
    Entity.SERIES: "series",
    Entity.INSTANCE: "instance",
    Entity.FRAME_OF_REFERENCE: "frame of reference",
}

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
    old, new = (set(uids_of(element)) for element in (difference.before, difference.after))
    fates = [fate for uid in sorted(old - new) if (fate := step.survey.fate(uid, step.hop)) is not None]
    gained = sorted(new - old)
    context = step.contexts.get(difference.path)
    if context is not None and (stale := _stale_context(context, step)):
        return stale
    if gained and all(step.survey.exists(uid, step.hop[1]) for uid in gained):
        followed = {uid for fate in fates for uid in fate.now}
        strayed = bool(fates) and not followed.issuperset(gained)
        return Naming(REMAPPED, detail="to another one than before", evidence=STRAYED) if strayed else Naming(REMAPPED)
    if fates:
        return _dangling(_whereabouts(fates[0], rewritten=True), step)
    if any(step.survey.was_seen(uid, step.hop[1]) for uid in gained):
        return _dangling("what it cites now was there earlier and is gone", step)
    return Naming(OUTSIDE)


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
            if not _was_stale(citation, step):
                yield citation, stale
            continue
        if _was_broken(citation, step):
            continue
        fate = step.survey.fate(citation.uid, step.hop)
        if fate is not None and citation.uid not in fate.now and citation.uid in stirred:
            yield citation, _dangling(_whereabouts(fate, rewritten=False), step)


def _stale_context(citation: Citation, step: Step) -> Naming | None:
    """Whether instances cited in the same item exist, and belong to another study or series than the one cited."""
    parents = _parents(citation, step, step.hop[1])
    if not parents or citation.uid in parents:
        return None
    noun = NOUNS[IDENTITIES[citation.tag]]
    evidence = (("sop_class", step.outlines[1].sop_class),)
    return Naming(CONTEXT_STALE, detail=f"the instances cited belong to another {noun}", evidence=evidence)


def _was_stale(citation: Citation, step: Step) -> bool:
    parents = _parents(citation, step, step.hop[0])
    return bool(parents) and citation.uid not in parents


def _was_broken(citation: Citation, step: Step) -> bool:
    """Whether the instances cited with a study or series were all gone before the hop: the reference led nowhere."""
    known = [uid for uid in citation.instances if step.survey.was_seen(uid, step.hop[0])]
    return bool(known) and not any(step.survey.exists(uid, step.hop[0]) for uid in known)


def _parents(citation: Citation, step: Step, position: int) -> set[str]:
    """The studies or series, whichever the citation means, of the instances cited with it at a capture."""
    entity = IDENTITIES.get(citation.tag)
    if entity not in (Entity.STUDY, Entity.SERIES):
        return set()
    identities = [identity for uid in citation.instances for identity in step.survey.parents(uid, position)]
    return {identity.study if entity is Entity.STUDY else identity.series for identity in identities}


def _whereabouts(fate: Fate, *, rewritten: bool) -> str:
    noun = NOUNS[fate.entity]
    if not fate.now:
        return f"the {noun} it cites is gone"
    return f"the {noun} it meant has another UID" if rewritten else f"the {noun} it cites has another UID now"
