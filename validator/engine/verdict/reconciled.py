"""The sentences about lists from an archive's index: whether what they list is among the files, and nothing else."""

from collections.abc import Sequence
from itertools import groupby

from validator.engine.model import Facts, Impact, Reconciliation, Sentence, Topic
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.wording import counted, entities


def reconciled_sentences(facts: Facts) -> list[Draft]:
    """One sentence for each list and capture that it was held against."""
    pairs = groupby(facts.reconciled, key=lambda one: (one.capture, one.against))
    return [Draft(_sentence(list(levels))) for _, levels in pairs]


def _sentence(levels: Sequence[Reconciliation]) -> Sentence:
    """Told of the highest level at which anything is wrong; the others stand behind it."""
    told = next(filter(_wrong, levels), levels[0])
    rest = [_figures(one) for one in levels if one is not told and _wrong(one)]
    unusable = f"{counted(told.unusable, 'line')} of {told.capture} cannot be used" if told.unusable else ""
    if _wrong(told):
        text, rest = _disagreeing(told), [*rest, unusable]
    elif unusable:
        text = f"{unusable}; {_agreeing(levels)}"
    else:
        text = _agreeing(levels)
    return Sentence(
        impact=_impact(levels),
        capture=None,
        text=text,
        count=told.missing + told.extra + told.differing if _wrong(told) else told.found,
        total=told.listed,
        detail=" · ".join(filter(None, rest)),
        topic=Topic.RECONCILED,
    )


def _wrong(one: Reconciliation) -> bool:
    return bool(one.missing or one.extra or one.differing)


def _impact(levels: Sequence[Reconciliation]) -> Impact | None:
    """What is missing is lost; what could not be looked for may be."""
    if any(one.missing for one in levels):
        return Impact.BREAKS
    return Impact.DEGRADES if any(_wrong(one) or one.unusable for one in levels) else None


def _disagreeing(one: Reconciliation) -> str:
    """``Of 12,400 studies that index lists, 3 are not among the files of archive; 2 more are there and not listed``"""
    parts = []
    if one.missing:
        parts.append(f"{one.missing:,} {_be(one.missing)} not among the files of {one.against}")
    if one.differing:
        verb = "differs" if one.differing == 1 else "differ"
        whose = "" if one.missing else f" from the files of {one.against}"
        parts.append(f"{one.differing:,} {verb}{whose} in counts or values")
    if one.extra:
        where = "there" if parts else f"among the files of {one.against}"
        parts.append(f"{one.extra:,} more {_be(one.extra)} {where} and not listed")
    return f"Of {entities(one.listed, one.entity)} that {one.capture} lists, {'; '.join(parts)}"


def _agreeing(levels: Sequence[Reconciliation]) -> str:
    first = levels[0]
    listed = ", ".join(entities(one.listed, one.entity) for one in levels)
    single = len(levels) == 1 and first.listed == 1
    return f"{first.capture} lists {listed}: {'it is' if single else 'all are'} among the files of {first.against}"


def _figures(one: Reconciliation) -> str:
    """``series: 3 missing, 1 more, 2 differ``"""
    parts = [
        f"{one.missing:,} missing" if one.missing else "",
        f"{one.extra:,} more" if one.extra else "",
        f"{one.differing:,} {'differs' if one.differing == 1 else 'differ'}" if one.differing else "",
    ]
    return f"{one.entity.plural}: {', '.join(filter(None, parts))} (of {one.listed:,})"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"
