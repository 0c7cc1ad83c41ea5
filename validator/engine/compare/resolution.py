"""Where a reference leads: the one place that decides, for single changes and for the graph of them all."""

from collections.abc import Iterable, Sequence

from validator.engine.compare.survey import Survey, Target
from validator.engine.hierarchy import IDENTITIES, Citation
from validator.engine.model import Entity, ReferenceState


def resolve(uid: str, target: Target | None, survey: Survey, *, position: int) -> ReferenceState:
    """Where a UID leads at a capture that is cited for ``target``; ``None`` where nobody knows what it means.

    Whether it was rewritten to lead there is not asked: see ``ReferenceState.REMAPPED``.
    """
    now = survey.uids_of(target, position) if target is not None else ()
    if uid in now:
        return ReferenceState.RESOLVED
    if survey.exists(uid, position):
        return ReferenceState.STRAYED if target is not None else ReferenceState.RESOLVED
    if target is None:
        return ReferenceState.OUTSIDE
    return ReferenceState.WRONG_GENERATION if now and _had(target, uid, survey) else ReferenceState.DANGLING


def _had(target: Target, uid: str, survey: Survey) -> bool:
    """Whether the entity had the UID at any capture."""
    if target.entity is Entity.INSTANCE:
        return any(identity is not None and identity.instance == uid for identity in survey.followed[target.lineage])
    return any(uid in survey.uids_of(target, at) for at in range(target.position, len(survey.labels)))


def new_targets(
    gained: Sequence[str], replaced: Iterable[Target], survey: Survey, *, position: int
) -> dict[str, Target | None]:
    """Whom UIDs mean that stand where others stood: who was meant there before and has the UID now.

    What is left on either side, if it is as many, belongs together in its order: rewritten, and to somewhere else.
    Otherwise a UID is a new reference, and means who has it; see ``Survey.meant``.
    """
    known = list(dict.fromkeys(replaced))
    followed = {uid: target for target in known for uid in survey.uids_of(target, position)}
    found: dict[str, Target | None] = {uid: followed[uid] for uid in gained if uid in followed}
    left = [uid for uid in gained if uid not in found]
    answered = set(found.values())
    unanswered = [target for target in known if target not in answered]
    if len(left) == len(unanswered):
        return found | dict(zip(left, unanswered, strict=True))
    return found | {uid: survey.meant(uid, position) for uid in left}


def is_stale(citation: Citation, survey: Survey, *, position: int) -> bool:
    """Whether a study or series is cited around instances of the capture that all belong to another one."""
    parents = parents_of(citation.instances, IDENTITIES.get(citation.tag), survey, position=position)
    return bool(parents) and citation.uid not in parents


def parents_of(instances: Iterable[str], entity: Entity | None, survey: Survey, *, position: int) -> set[str]:
    """The UIDs, at a capture, of the studies or series that the instances with these SOP Instance UIDs belong to."""
    if entity not in (Entity.STUDY, Entity.SERIES):
        return set()
    identities = [identity for uid in instances for identity in survey.parents(uid, position)]
    return {identity.study if entity is Entity.STUDY else identity.series for identity in identities}
