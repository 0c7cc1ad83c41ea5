"""What may have been done to one value, guessed from what became of it."""

import re
from collections.abc import Iterable, Iterator

from validator.engine.compare.explain.characters import CLASSES, Case, Letters, Spaces, Strip, Substitute, Transliterate
from validator.engine.compare.explain.ends import Pad, Prefix, RemovePrefix, RemoveSuffix, StripZeros, Suffix
from validator.engine.compare.explain.moves import (
    WIDE,
    Add,
    Round,
    Rounding,
    ShiftDays,
    ShiftMinutes,
    decimal_of,
    exponent_of,
)
from validator.engine.compare.explain.parts import CODECS, LAST, Component, First, FirstBytes
from validator.engine.compare.explain.replacements import Constant, Remove
from validator.engine.compare.explain.steps import Step
from validator.engine.compare.explain.values import DATE_VRS, NUMBER_VRS, is_several
from validator.engine.compare.moments import Moment, days_between, moment

PLAIN: tuple[Step, ...] = (
    *(Case(letters) for letters in Letters),
    *(Strip(spaces) for spaces in Spaces),
    StripZeros(),
    Transliterate(),
)
"""The steps that have no parameters."""
LEAST_KEPT = 3
"""Characters that a prefixed and cut value must have in common with the one before."""
MOST_PADDING, MOST_DELIMITERS, MOST_VALUES = 64, 16, 32
"""Characters of padding that a cut may have taken along, and delimiters and changed values of one text."""
DAY = 24 * 60
_UNDECODABLE = re.compile("(?:‹[0-9A-F]{2}›)+$")
Steps = tuple[Step, ...]


def single_steps(before: str | None, after: str | None, vr: str) -> Iterator[Step]:
    """The steps that lead from one text to the other."""
    if after is None:
        yield Remove()
        return
    yield Constant(after)
    if before and after:
        for one, other in _values(before, after, vr):
            yield from _value_steps(one, other, vr)
        yield from _components(before, after)


def _values(before: str, after: str, vr: str) -> Iterable[tuple[str, str]]:
    """The values that differ, where there are as many of them; else the whole text."""
    if is_several(vr):
        left, right = before.split("\\"), after.split("\\")
        if len(left) == len(right):
            changed = {(one, other) for one, other in zip(left, right, strict=True) if one != other and one}
            return sorted(changed)[:MOST_VALUES]
    return ((before, after),)


def _components(before: str, after: str) -> Iterator[Step]:
    for delimiter in delimiters_in(before):
        parts = before.split(delimiter)
        yield from (Component(delimiter, at) for at, part in enumerate(parts, 1) if part == after)
        if parts[-1] == after:
            yield Component(delimiter, LAST)


def delimiters_in(text: str) -> list[str]:
    """What is neither letter nor digit in a text, each once; of very many the first by code point."""
    return sorted(character for character in set(text) if not character.isalnum())[:MOST_DELIMITERS]


def _value_steps(before: str, after: str, vr: str) -> Iterator[Step]:
    if vr in NUMBER_VRS:
        yield from _number_steps(before, after)
    if vr in DATE_VRS:
        yield from _date_steps(before, after, vr)
    yield from (step for step in PLAIN if step.one(before) == after)
    yield from _edges(before, after)
    yield from substitutions(before, after)


def _edges(before: str, after: str) -> Iterator[Step]:
    """What was put in front or behind, or taken from there."""
    if before.startswith(after):
        yield from (First(count) for count in _counts(before, len(after)))
        yield RemoveSuffix(before[len(after) :])
    if after.startswith(before):
        more = after[len(before) :]
        yield Suffix(more)
        if len(set(more)) == 1:
            yield Pad(len(after), more[0], left=False)
    if before.endswith(after):
        yield RemovePrefix(before[: len(before) - len(after)])
    if after.endswith(before):
        more = after[: len(after) - len(before)]
        yield Prefix(more)
        if len(set(more)) == 1:
            yield Pad(len(after), more[0])
    if not before.isascii():
        yield from _byte_cuts(before, after)


def _counts(before: str, kept: int) -> Iterator[int]:
    """At how many characters a text may have been cut: padding at the end of what was kept is not seen any more."""
    rest = before[kept : kept + MOST_PADDING]
    padding = len(rest) - len(rest.lstrip(" ^="))
    yield from range(kept, kept + padding + 1)


def _byte_cuts(before: str, after: str) -> Iterator[Step]:
    rest = _UNDECODABLE.search(after)
    kept = after[: rest.start()] if rest else after
    if not kept or not before.startswith(kept) or len(kept) == len(before):
        return
    for codec in CODECS:
        size = len(kept.encode(codec))
        if rest:
            yield FirstBytes(size + len(rest[0]) // 4, codec, whole=False)
        else:
            yield FirstBytes(size, codec, whole=False)
            wide = len(before[len(kept)].encode(codec))
            yield from (FirstBytes(size + more, codec, whole=True) for more in range(wide))


def substitutions(before: str, after: str) -> Iterator[Step]:
    """Characters that were exchanged for one other, or removed."""
    if len(before) == len(after):
        exchanged = {(one, other) for one, other in zip(before, after, strict=True) if one != other}
        whats, by = {one for one, _ in exchanged}, {other for _, other in exchanged}
        if len(by) != 1:
            return
    elif len(after) < len(before):
        whats, by = set(before) - set(after), {""}
    else:
        return
    # One step takes one character, or a class.
    named = [*(whats if len(whats) == 1 else ()), *CLASSES]
    yield from (step for what in named for other in by if (step := Substitute(what, other)).one(before) == after)


def _number_steps(before: str, after: str) -> Iterator[Step]:
    old, new = decimal_of(before), decimal_of(after)
    if old is None or new is None:
        return
    added = WIDE.subtract(new, old)
    if added and added == added.to_integral_value():
        yield Add(int(added))
    last = exponent_of(new)
    for rounding in Rounding:
        yield Round(max(-last, 0), rounding)
        # A zero at the end may not have been written.
        yield Round(max(-last, 0) + 1, rounding)
        digits = new.adjusted() - last + 1 if new else 1
        yield from (Round(digits + more, rounding, significant=True) for more in (0, 1) if digits > 0)


def _date_steps(before: str, after: str, vr: str) -> Iterator[Step]:
    old, new = moment(before, vr), moment(after, vr)
    if old is None or new is None:
        return
    days = days_between(old, new)
    if days and old.clock == new.clock:
        yield ShiftDays(days)
    minutes = _minutes(old, new)
    if minutes is not None:
        whole = (days or 0) * DAY + minutes
        for moved in (whole, *((whole - DAY, whole + DAY) if days is None else ())):
            if moved and abs(moved) < DAY:
                yield ShiftMinutes(moved)


def _minutes(old: Moment, new: Moment) -> int | None:
    if old.microseconds is None or new.microseconds is None:
        return None
    minutes, rest = divmod(new.microseconds - old.microseconds, 60_000_000)
    return minutes if not rest else None


def step_pairs(before: str, after: str) -> Iterator[Steps]:
    """Two steps with parameters each that lead from one value to the other."""
    overlap = next((at for at in range(1, len(after) - LEAST_KEPT + 1) if before.startswith(after[at:])), 0)
    if overlap:
        yield Prefix(after[:overlap]), First(len(after))
        yield First(len(after) - overlap), Prefix(after[:overlap])
    kept = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    if kept:
        yield First(kept), Suffix(after[kept:])
    at = after.find(before)
    if at < 0:
        return
    front, back = after[:at], after[at + len(before) :]
    if front and back:
        yield Prefix(front), Suffix(back)
        if len(set(front)) == 1:
            yield Pad(at + len(before), front[0]), Suffix(back)
    elif front:
        for character in {"0", front[-1]}:
            prefix = front.rstrip(character)
            yield Pad(len(after) - len(prefix), character), Prefix(prefix)
        prefix = front.lstrip(front[0])
        yield Prefix(prefix), Pad(len(after), front[0])
