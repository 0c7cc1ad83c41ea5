"""What was done to the UIDs that say who an instance is."""

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.uid_kinds import MERGED, REGENERATED, REVERTED, SOP_CLASS_CHANGED, SPLIT
from validator.engine.compare.classify.value_kinds import REPLACED
from validator.engine.compare.difference import Difference
from validator.engine.compare.step import Step
from validator.engine.hierarchy import CLASS_TAGS, IDENTITIES, is_standard_uid, uids_of
from validator.engine.model import Entity


def name_uid(difference: Difference, step: Step) -> Naming:
    """What happened to a UID that cites no other entity: one of the instance's own, or of its class."""
    before, after = uids_of(difference.before), uids_of(difference.after)
    if difference.tag in CLASS_TAGS:
        return Naming(SOP_CLASS_CHANGED)
    if any(map(is_standard_uid, before + after)) or not before or not after:
        return Naming(REPLACED)
    entity = None if difference.is_nested else IDENTITIES.get(difference.tag)
    kinds: list[str] = []
    detail = "one to one" if entity else ""
    parts = 0
    if entity:
        became = step.survey.became(entity, step.hop, before[0])
        came_from = step.survey.came_from(entity, step.hop, after[0])
        if len(came_from) > 1:
            kinds.append(MERGED)
            parts, detail = len(came_from), f"{len(came_from)} became one"
        if len(became) > 1:
            kinds.insert(0, SPLIT)
            parts, detail = len(became), f"one became {len(became)}"
    if step.earlier and not difference.is_nested and after[0] in step.earlier_uids(difference.tag):
        return Naming(REVERTED, tuple(kinds), "back to the value of an earlier capture")
    if not kinds:
        return Naming(REGENERATED, detail=detail)
    if entity is Entity.FRAME_OF_REFERENCE:
        # Nothing is filed under it: who belongs to whom is as before, only the space is no longer shared.
        return Naming(REGENERATED, tuple(kinds), detail, (("parts", parts),))
    return Naming(kinds[0], tuple(kinds[1:]), detail, (("parts", parts),))
