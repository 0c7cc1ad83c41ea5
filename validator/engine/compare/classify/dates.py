"""What was done to dates and times."""

from collections.abc import Sequence

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.value_kinds import (
    DATE_SHIFTED,
    REPLACED,
    TIME_PRECISION,
    TIME_ZONE,
    TRUNCATED,
)
from validator.engine.compare.classify.values import name_multiplicity
from validator.engine.compare.difference import Difference
from validator.engine.compare.moments import Moment, moment
from validator.engine.compare.step import TIMEZONE_OFFSET, Step, days_of, minutes_of


def name_dates(difference: Difference, before: Sequence[str], after: Sequence[str], step: Step) -> Naming:
    """What was done to the values of a DA, TM or DT, or to Timezone Offset From UTC."""
    if difference.tag == TIMEZONE_OFFSET:
        return Naming(TIME_ZONE, detail=f"offset {before[0]} became {after[0]}")
    if len(before) != len(after):
        return name_multiplicity(before, after) or Naming(REPLACED)
    moments = [
        (moment(one, difference.vr), moment(other, difference.vr)) for one, other in zip(before, after, strict=True)
    ]
    both = [(one, other) for one, other in moments if one is not None and other is not None]
    if len(both) < len(moments):
        cut = all(one.startswith(other) for one, other in zip(before, after, strict=True) if one != other)
        if not cut:
            return Naming(REPLACED)
        length = len(after[0])
        return Naming(TRUNCATED, detail=f"cut at {length} characters", evidence=(("characters", length),))
    days = days_of(difference)
    if step.rolled_over(difference):
        evidence = (("minutes", step.minutes_shifted),)
        return Naming(TIME_ZONE, detail=f"over midnight, moved by {step.minutes_shifted:+d} minutes", evidence=evidence)
    if days and (days == step.days_shifted or step.declares_shift):
        return Naming(DATE_SHIFTED, detail=_days(days), evidence=(("days", days),))
    offsets = [(one, other) for one, other in both if one.offset != other.offset]
    if offsets:
        blurred = any(len(one.time) != len(other.time) for one, other in offsets)
        return Naming(TIME_ZONE, (TIME_PRECISION,) if blurred else (), _other_offset(*offsets[0]))
    minutes = minutes_of(difference)
    if minutes and minutes == step.minutes_shifted:
        return Naming(TIME_ZONE, detail=f"moved by {minutes:+d} minutes", evidence=(("minutes", minutes),))
    if all(_other_precision(one, other) for one, other in both):
        return Naming(TIME_PRECISION, detail=_precision(*both[0]))
    # Over several studies of one patient the same shift may still prove to be one.
    return Naming(REPLACED, evidence=(("days", days),) if days else ())


def _other_offset(one: Moment, other: Moment) -> str:
    if not one.offset or not other.offset:
        return f"offset {other.offset} added" if other.offset else f"offset {one.offset} gone"
    same = one.instant is not None and one.instant == other.instant
    return f"offset {one.offset} became {other.offset}" + (", the same instant" if same else "")


def _days(days: int) -> str:
    return f"moved by {days:+d} day" + ("s" if abs(days) != 1 else "")


def _other_precision(one: Moment, other: Moment) -> bool:
    """Whether both are the same time as far as the coarser of them tells: cut or rounded."""
    if one == other:
        return True
    coarse, fine = sorted((one, other), key=lambda each: len(each.date + each.time))
    if not (coarse.date + coarse.time) or (coarse.date != fine.date and coarse.time):
        return False
    written, whole = coarse.date + coarse.time, fine.date + fine.time
    return whole.startswith(written) or _rounds_to(fine, coarse)


def _rounds_to(fine: Moment, coarse: Moment) -> bool:
    one, other = fine.microseconds, coarse.microseconds
    digits = len(coarse.time.partition(".")[2])
    if one is None or other is None or len(coarse.time) < 6:
        return False
    return abs(one - other) * 2 <= int(10 ** (6 - digits))


def _precision(one: Moment, other: Moment) -> str:
    lost = len(one.date + one.time) > len(other.date + other.time)
    return "less precise than before" if lost else "more precise than before"
