"""What was done with the attributes of an instance that a de-identification must treat (PS3.15 Table E.1-1)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from validator.engine.compare.alignment import is_creator
from validator.engine.compare.classify.presence_kinds import EMPTIED
from validator.engine.compare.classify.structure_kinds import DEIDENTIFICATION_MARKER
from validator.engine.compare.classify.value_kinds import DATE_SHIFTED
from validator.engine.compare.markers import TEMPORAL_INFORMATION_MODIFIED
from validator.engine.compare.noise import TRAILING_PADDING
from validator.engine.compare.summary import pattern_of
from validator.engine.model import Change, Element, Header, is_private, tag_text
from validator.engine.privacy.profile import Done, Treatment, treatment
from validator.engine.standard.dictionary import tag_at

PRIVATE_PATH = "private attributes"
"""The place of them all: the table has one row for them."""
ANY_PRIVATE = 0x00091001
MODIFIED_DATES = tag_text(TEMPORAL_INFORMATION_MODIFIED)
LEAST_DATES = 2
"""So many different dates must move by the same days: a constant moves equal dates alike."""
STILL_THERE = frozenset({
    "value.case", "value.multiplicity", "value.overlong", "value.prefix-removed", "value.prefixed",
    "value.prefixed-truncated", "value.punctuation", "value.reordered", "value.rounded", "value.suffix-removed",
    "value.suffixed", "value.time-precision", "value.truncated", "value.whitespace",
    "value.zero-padded", "value.zeros-stripped", "private.block-moved", "sequence.item-reordered",
})  # fmt: skip
"""Changes after which it can still be read what was there before; so it can after those of character sets."""
REMEMBERED = 10_000
"""Places that are known to identify or not: in a series they all repeat."""
_STRENGTH = {done: at for at, done in enumerate(Done)}
_WORD = re.compile(r"[^\W\d]{3,}")


def treatments(before: Header, changes: Sequence[Change]) -> dict[str, Done]:
    """What was done with each attribute of the table that had a value, by place: its path, with item numbers open.

    ``changes`` are those of meaning of one instance at one hop. Where an attribute stood several times at a place, it
    is the least that was done with any of them.
    """
    gone = {change.path for change in changes if change.after is None}
    held: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    sequences: set[str] = set()
    for path, element in _told(before, gone):
        place = _place(path, element.tag)
        held[place] += 1
        removed[place] += path in gone
        if element.items:
            sequences.add(place)
    touched = _touched(changes, are_shifts=_moves_dates(changes))
    return {
        place: _least(count, removed[place], touched.get(place, ()), as_a_whole=place in sequences)
        if place != PRIVATE_PATH
        else _of_private(count, removed[place])
        for place, count in held.items()
    }


def treated_places(changes: Iterable[Change]) -> dict[str, Done]:
    """The same as far as the changes alone tell: what they took away or replaced, without what was left."""
    return {
        _place(change.path, tag_at(change.path)): done
        for change in changes
        if (done := _what_was_done(change)) not in (None, Done.KEPT)
    }


def row_of(place: str) -> Treatment | None:
    """The row of the table for the attribute at a place."""
    return treatment(tag_of_place(place))


def tag_of_place(place: str) -> int:
    """Of the attribute at a place; that of some private attribute for all of them."""
    return ANY_PRIVATE if place == PRIVATE_PATH else tag_at(place)


def belongs_besides(change: Change) -> bool:
    """Whether a change is part of a de-identification though its attribute has no row of its own: a private attribute,
    a marker, or what became of the dates."""
    was_private = is_private(tag_at(change.path)) and bool(change.before)
    return was_private or change.kind == DEIDENTIFICATION_MARKER or change.path == MODIFIED_DATES


@lru_cache(REMEMBERED)
def is_identifying(place: str) -> bool:
    """Whether no option of the profile lets the attribute at a place pass."""
    row = row_of(place)
    return row is not None and row.is_identifying


def _told(header: Header, gone: set[str]) -> Iterator[tuple[str, Element]]:
    """The attributes of the table that have a value; nothing from inside what is gone."""
    stack = [("", header.elements)]
    while stack:
        prefix, elements = stack.pop()
        for element in elements:
            path = f"{prefix}{tag_text(element.tag)}"
            if treatment(element.tag) is not None and element.tag != TRAILING_PADDING and _has_value(element):
                yield path, element
            if element.items and path not in gone:
                stack += [
                    (f"{path}[{at}].", item.elements)
                    for at, item in enumerate(element.items)
                    if f"{path}[{at}]" not in gone
                ]


def _has_value(element: Element) -> bool:
    if element.items is not None:
        return bool(element.items)
    if is_creator(element.tag):
        return False  # whose block it is tells nothing of the patient
    return element.value is None or bool(element.value.strip(b" \0^="))


def _moves_dates(changes: Iterable[Change]) -> bool:
    """Whether dates were shifted, and not all replaced by one."""
    if any(change.path == MODIFIED_DATES for change in changes):
        return True
    return len({change.before for change in changes if change.kind == DATE_SHIFTED}) >= LEAST_DATES


def _touched(changes: Iterable[Change], *, are_shifts: bool) -> dict[str, list[Done]]:
    """What was done with values that are still there in some form, and with the sequences around any change."""
    touched: dict[str, list[Done]] = {}
    for change in changes:
        done = _what_was_done(change)
        if done is None:
            continue
        if done is Done.SHIFTED and not are_shifts:
            done = Done.REPLACED
        path = pattern_of(change.path)
        if change.after is not None:
            touched.setdefault(_place(path, tag_at(path)), []).append(done)
        if done is not Done.KEPT and "[" in path:
            for end in re.finditer(re.escape("[*]"), path):
                touched.setdefault(path[: end.start()], []).append(Done.REPLACED)
    return touched


def _least(held: int, removed: int, touched: Sequence[Done], *, as_a_whole: bool) -> Done:
    """The least that was done with any of them; a sequence counts as touched by whatever changed inside it."""
    if removed >= held:
        return Done.REMOVED
    if not as_a_whole and held > removed + len(touched):
        return Done.KEPT
    return min(touched, key=_STRENGTH.__getitem__, default=Done.KEPT)


def _of_private(held: int, removed: int) -> Done:
    """Of which some are gone, those that are left were found safe."""
    if removed >= held:
        return Done.REMOVED
    return Done.CLEANED if removed else Done.KEPT


def _what_was_done(change: Change) -> Done | None:
    """What a change did to the value before; ``None`` where there was none or nobody touched it."""
    if not change.before or change.before == change.after:
        return None
    if change.after is None:
        return Done.REMOVED
    if change.kind == EMPTIED:
        return Done.EMPTIED
    if change.kind in STILL_THERE or change.kind.startswith("charset."):
        return Done.KEPT
    if change.kind == DATE_SHIFTED:
        return Done.SHIFTED
    return Done.CLEANED if _words(change.before) & _words(change.after) else Done.REPLACED


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _place(path: str, tag: int) -> str:
    if is_private(tag):
        return PRIVATE_PATH
    return pattern_of(path) if "[" in path else path
