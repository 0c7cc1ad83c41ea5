"""Makes hits of deviations: where, and in which words."""

from collections.abc import Iterator

from validator.engine.model import tag_text
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.subject import DataSet, Hit, Level, attribute
from validator.engine.rules.tags import (
    ACCESSION_NUMBER,
    MODALITY,
    PATIENT_ID,
    PIXEL_DATA,
    SERIES_INSTANCE_UID,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
    STUDY_INSTANCE_UID,
)
from validator.engine.standard import iods
from validator.engine.standard.specialised import ALWAYS, NEVER, specialised
from validator.engine.standard.wording import clause

TOLD_ELSEWHERE = frozenset(
    map(tag_text, (SOP_CLASS_UID, SOP_INSTANCE_UID, STUDY_INSTANCE_UID, SERIES_INSTANCE_UID, ACCESSION_NUMBER,
                   PATIENT_ID, MODALITY, PIXEL_DATA))
)  # fmt: skip
"""Attributes of the top level whose absence rules of other families tell of, and what it breaks."""
NAMED = 6
"""How many attributes a message names."""


def hits(data_set: DataSet, difference: Difference) -> Iterator[Hit]:
    """A hit for each deviation of this kind, with ``{module}`` and ``{because}`` for its message."""
    for deviation in data_set.deviations.get(difference, ()):
        if deviation.path not in TOLD_ELSEWHERE:
            yield hit(data_set, deviation)


def summed(data_set: DataSet, difference: Difference) -> Iterator[Hit]:
    """One hit for all deviations of a kind, with ``{attributes}`` for its message: at the only place, else at none."""
    found = data_set.deviations.get(difference, ())
    if not found:
        return
    tags = list(dict.fromkeys(_tag(deviation.path.rpartition(".")[2]) for deviation in found))
    named = ", ".join(attribute(tag) for tag in tags[:NAMED])
    more = f" and {len(tags) - NAMED} more" if len(tags) > NAMED else ""
    first = hit(data_set, found[0], attributes=named + more)
    yield first if len(found) == 1 else first._replace(path="")


def hit(data_set: DataSet, deviation: Deviation, **words: object) -> Hit:
    """A hit at the place of a deviation: at the element, else where it is missed."""
    condition = condition_of(data_set, deviation)
    never = condition == clause(NEVER)
    because = f", because {condition}" if condition else ""
    module = deviation.module.name if deviation.module else ""
    return Hit(
        {
            "module": module,
            "because": because,
            "allows": "never allows it in this IOD" if never else f"allows it only if {condition}",
            "has": "never has it in this IOD" if never else f"has it if {condition}",
            **words,
        },
        path=deviation.path,
        offset=_offset(data_set.top, deviation.path),
    )


def condition_of(data_set: DataSet, deviation: Deviation) -> str:
    """The condition of a deviation as a clause; empty where there is none, or none that is left in this IOD."""
    iod = iods.iod_of(data_set.sop_class)
    if deviation.because is None or iod is None:
        return ""
    known = specialised(iods.Condition(deviation.because, NEVER), iod).required
    return "" if known == ALWAYS else clause(known)


def _offset(level: Level, path: str) -> int | None:
    """Where an element stands, or the item that lacks it; ``None`` for one that the top level lacks."""
    *steps, last = path.split(".")
    for step in steps:
        level = level.items(_tag(step))[int(step[12:-1])]
    element = level.get(_tag(last))
    return element.offset if element else level.offset


def _tag(step: str) -> int:
    return int(step[1:5] + step[6:10], 16)
