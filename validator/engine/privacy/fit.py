"""Which options of the profile explain what was done, and where it was done otherwise."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from validator.engine.model import Deviation
from validator.engine.privacy.profile import Done, Option, Treatment, accepts, demand
from validator.engine.standard import dictionary

LEAST_ATTRIBUTES = 2
"""So many attributes must speak for an option that the instances do not declare: a single one may be an oversight."""
DATES = (Option.FULL_DATES, Option.MODIFIED_DATES)
"""One excludes the other."""


class Seen(NamedTuple):
    """What was done with one attribute of the table."""

    path: str
    tag: int
    treatment: Treatment
    done: Done
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    """In how many instances."""


def fitting_options(seen: Collection[Seen], declared: Collection[Option]) -> tuple[Option, ...]:
    """The options that explain more than the profile alone; ``declared`` are those of which the instances tell.

    Clean options let a value pass that was found clean. Whether it was looked at cannot be seen: such an option is
    only taken where it is declared, or where values were visibly cleaned.
    """
    chosen: list[Option] = []
    for option in Option:
        rivals = [other for other in DATES if other is not option] if option in DATES else []
        if any(rival in chosen for rival in rivals):
            continue
        gain = _gain(option, seen, declared)
        if gain > 0 and gain >= max((_gain(rival, seen, declared) for rival in rivals), default=0):
            chosen.append(option)
    return tuple(chosen)


def _gain(option: Option, seen: Iterable[Seen], declared: Collection[Option]) -> int:
    """How many instances of attributes an option explains beyond the profile; 0 where too few speak for it.

    What stands inside items is asked only where nothing else is there: a nested copy is forgotten, not retained.
    """
    affected = [(each, action) for each in seen if (action := each.treatment.action(option)) is not None]
    asked = [(each, action) for each, action in affected if "[" not in each.path] or affected
    visible = {each.path for each, action in asked if accepts(action, each.done)}
    may_stand_alone = option in declared or option is Option.SAFE_PRIVATE
    if not may_stand_alone and len(visible) < LEAST_ATTRIBUTES:
        return 0
    return sum(
        each.count * (is_treated(each, (option,), declared) - is_treated(each, (), declared)) for each, _ in asked
    )


def is_treated(seen: Seen, options: Iterable[Option], declared: Collection[Option]) -> bool:
    """Whether an attribute was treated as the profile, or those of its options that have a say, demand."""
    basic, done = seen.treatment.basic, seen.done
    said = [(option, action) for option in options if (action := seen.treatment.action(option)) is not None]
    if not said:
        return accepts(basic, done)
    return any(
        # What may be cleaned may as well be taken away.
        accepts(action, done) or (action == "C" and (accepts(basic, done) or _is_clean(seen, option, declared)))
        for option, action in said
    )


def _is_clean(seen: Seen, option: Option, declared: Collection[Option]) -> bool:
    """Whether a value that was kept may pass for a cleaned one: what is no date is not to be shifted."""
    if seen.done is not Done.KEPT:
        return False
    return option in declared or (option is Option.MODIFIED_DATES and dictionary.vr_of(seen.tag) not in ("DA", "DT"))


def deviations(
    seen: Iterable[Seen], options: Collection[Option], declared: Collection[Option]
) -> tuple[Deviation, ...]:
    """What was not treated as demanded: first what was kept, and of that the most frequent."""
    found = [
        Deviation(each.path, _demanded(each.treatment, options), each.done.value, each.count)
        for each in seen
        if not is_treated(each, options, declared)
    ]
    return tuple(sorted(found, key=lambda each: (each.done != Done.KEPT, -each.count, each.path)))


def _demanded(treatment: Treatment, options: Iterable[Option]) -> str:
    said = dict.fromkeys(action for option in options if (action := treatment.action(option)) is not None)
    return " or ".join(map(demand, said)) or demand(treatment.basic)
