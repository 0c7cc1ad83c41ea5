"""Which changes of a hop belong into one sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.engine.verdict.tally import Tally, befell
from validator.engine.verdict.wording import PRECISE_PHRASES, is_quotable

RELABELLED, LABEL_CHANGED = "charset.relabelled", "charset.label-changed"
LABEL_KINDS = frozenset({RELABELLED, "charset.label-removed", "charset.label-added"})
"""Texts may read differently after them."""
REINTERPRETED = "charset.reinterpreted"
DAMAGING_KINDS = frozenset({
    "charset.double-encoded", "charset.mojibake", "charset.question-marks", "charset.transliterated",
    "charset.characters-dropped", "charset.escapes-lost", "charset.truncated-mid-character",
})  # fmt: skip
"""Texts were converted wrongly; a label that was changed with them was the occasion."""
SETTING_KINDS = ("value.replaced", "value.added", "value.filled")
"""After them an attribute has a value that another system gave it."""
SAID_KINDS = frozenset({"value.overlong", "value.suffix-removed"})
"""They have words of their own where they stand beside another kind."""


class Gathered(NamedTuple):
    """The changes that one sentence tells."""

    tallies: Sequence[Tally]
    read: Sequence[Tally] = ()
    """Texts that read differently because of them: they change the label of the character set."""
    labels: Sequence[Tally] = ()
    """Labels of the character set that were changed along with them: they damage texts."""
    is_set: bool = False
    """Whether one attribute got one value in several ways: replaced here, added there."""

    @property
    def all(self) -> list[Tally]:
        return [*self.tallies, *self.read, *self.labels]


def gather(tallies: Iterable[Tally]) -> list[Gathered]:
    """What belongs together: the same kind, on the same hop, with the same impact.

    What a changed label did to the texts is told with the label, a label that was changed along with damaged texts
    with them, and one attribute that got the same value in different ways is told once.
    """
    tallies = list(tallies)
    is_set = _set_places(tallies)
    groups: dict[tuple[str, ...], list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[_key(tally, is_set)].append(tally)
    by_hop: dict[str, list[list[Tally]]] = defaultdict(list)
    for group in groups.values():
        by_hop[group[0].capture].append(group)
    return [gathered for found in by_hop.values() for gathered in _told_of_texts(found, is_set)]


Places = Mapping[tuple[str, str], Sequence[Tally]]


def _set_places(tallies: Iterable[Tally]) -> Places:
    """Where an attribute got one value in several ways, by hop and place."""
    places: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        if tally.kind in SETTING_KINDS and not tally.is_private:
            places[tally.capture, tally.pattern].append(tally)
    return {place: found for place, found in places.items() if _is_set(found)}


def _is_set(tallies: Sequence[Tally]) -> bool:
    return len(tallies) > 1 and is_constant(tallies)


def is_constant(tallies: Iterable[Tally]) -> bool:
    """Whether several instances have one value afterwards, short enough to be quoted, whatever they had before."""
    tallies = list(tallies)
    results = {result for tally in tallies for result in tally.results}
    pairs = {pair for tally in tallies for pair in tally.pairs}
    return len(results) == 1 and len(pairs) > 1 and is_quotable(*results)


def _key(tally: Tally, is_set: Places) -> tuple[str, ...]:
    if tally in is_set.get((tally.capture, tally.pattern), ()):
        return tally.capture, "set", tally.pattern
    return tally.capture, tally.kind, tally.impact, _apart(tally)


def _apart(tally: Tally) -> str:
    """What keeps changes of one kind from sharing a sentence."""
    more = " ".join(besides(tally))
    if tally.kind in PRECISE_PHRASES:
        return f"{tally.detail or tally.pattern} {more}"
    if more:
        return more
    return "strayed" if tally.is_strayed else str(dict(tally.sample.evidence).get("vr", ""))


def besides(tally: Tally) -> tuple[str, ...]:
    """What else was done to the values every time, as far as the words for the kind do not say it."""
    if not tally.kind.startswith("value.") or is_constant([tally]):
        return ()
    further = (kind for kind in sorted(tally.also) if kind.startswith("value.") and kind not in SAID_KINDS)
    return tuple(kind for kind in further if tally.is_always(kind))


def _told_of_texts(groups: Sequence[list[Tally]], is_set: Places) -> Iterable[Gathered]:
    """The groups of one hop; those about labels of character sets and about texts joined."""
    labelled = _largest(group for group in groups if group[0].kind in LABEL_KINDS)
    read = [tally for group in groups for tally in group if labelled and tally.kind == REINTERPRETED]
    damaged = None if read else _largest(group for group in groups if group[0].kind in DAMAGING_KINDS)
    labels = [tally for group in groups for tally in group if damaged and tally.kind in LABEL_KINDS | {LABEL_CHANGED}]
    for group in groups:
        first = group[0]
        if first not in read and first not in labels:
            yield Gathered(
                group,
                read=read if group is labelled else (),
                labels=labels if group is damaged else (),
                is_set=first in is_set.get((first.capture, first.pattern), ()),
            )


def _largest(groups: Iterable[list[Tally]]) -> list[Tally] | None:
    """What befell most instances; ``None`` where there is nothing."""
    return max(groups, key=lambda group: befell(group).bit_count(), default=None)
