"""What a single change gives away about its cause, noted as evidence for what only many instances can prove."""

from hashlib import blake2b

from validator.engine.compare.classify import Naming
from validator.engine.compare.classify.uid_kinds import REVERTED
from validator.engine.compare.classify.value_kinds import REPLACED
from validator.engine.compare.difference import Difference
from validator.engine.compare.equality import equality
from validator.engine.compare.reading import texts
from validator.engine.compare.step import Step
from validator.engine.model import Level, tag_text
from validator.engine.text.display import STRING_VRS

PATIENT_ID, STUDY_INSTANCE_UID = 0x00100020, 0x0020000D
LEAST_TEXT = 2
"""Shorter texts stand in several attributes by chance."""


def with_clues(naming: Naming, difference: Difference, step: Step, *, level: Level) -> Naming:
    """The naming with what else the instance tells: where else, and when before, the new value was there."""
    before, after = difference.before, difference.after
    if level is Level.ENCODING or before is None or after is None or difference.item:
        return naming
    earlier = _earlier_label(difference, step) if step.earlier else None
    if earlier is None and naming.kind != REPLACED:
        return naming
    evidence = dict(naming.evidence)
    if "days" in evidence and naming.kind == REPLACED:
        evidence |= {"patient": _hidden(step, PATIENT_ID), "study": _hidden(step, STUDY_INSTANCE_UID)}
    if naming.kind == REPLACED and not difference.is_nested:
        same = _same_text_elsewhere(difference, step)
        if same:
            evidence["same_as"] = same
    detail = naming.detail
    if earlier is not None:
        evidence["reverts_to"] = earlier
        back = f"back to the value at {earlier}"
        detail = f"{detail}; {back}" if detail and naming.kind != REVERTED else back
    return naming._replace(evidence=tuple(evidence.items()), detail=detail)


def _hidden(step: Step, tag: int) -> str:
    """A digest that tells equal identifiers from others and does not spell them out."""
    element = step.before.get(tag)
    return blake2b((element.value or b"").strip(b" \0") if element else b"", digest_size=8).hexdigest()


def _same_text_elsewhere(difference: Difference, step: Step) -> list[str]:
    """The attributes of the earlier instance that hold the new value."""
    after = difference.after
    if after is None or not after.value or difference.vr not in STRING_VRS:
        return []
    new = "\\".join(texts(after.value, difference.vr, difference.sides[1]))
    if len(new) < LEAST_TEXT:
        return []
    return [tag_text(tag) for tag in step.texts_before.get(new, ()) if tag != difference.tag]


def _earlier_label(difference: Difference, step: Step) -> str | None:
    """The latest capture before the hop's first one that held the new value."""
    after = difference.after
    if difference.is_nested or after is None or after.value is None or difference.vr == "SQ":
        return None
    for label, header in reversed(step.earlier):
        element = header.get(difference.tag)
        if element is None or element.value is None or element.fragments is not None:
            continue
        if equality(element, after, difference.vr, (difference.sides[0], difference.sides[1])) is not None:
            return label
    return None
