"""Which files of the captures are the same instance.

One pass over the captures, left to right. Each capture's instances meet the lineages found so far: by SOP Instance
UID, then by the digest of their pixel data, then by acquisition key. What is found tells which study and series became
which, and that helps to find the rest. Every instance joins at most one lineage; who has several equally good partners
joins none, and is told as ambiguous.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine.compare.acquisition import INSTANCE_NUMBER, agreement, numbered
from validator.engine.compare.chains import Captures
from validator.engine.compare.instance_kinds import ADDED, CONFLICT, DUPLICATED, MISSING
from validator.engine.compare.threads import Thread, Torn, join
from validator.engine.compare.units import Unit, arrange, copies_of, units_of
from validator.engine.kept import Kept
from validator.engine.model import Ambiguity, Lineage, Presence


class Pairing(NamedTuple):
    """Which files belong together, and which are missing, added, doubled, in conflict or ambiguous."""

    lineages: Sequence[Lineage]
    """A tuple, or those that were kept on disk; see ``pair``."""
    presence: tuple[Presence, ...]
    ambiguous: tuple[Ambiguity, ...] = ()
    """By capture, then by the first lineage concerned."""

    def to_json(self) -> list[Any]:
        return [[list(entry) for entry in entries] for entries in self]

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Pairing":
        lineages = tuple(
            Lineage(number, paired_by, tuple(tuple(names) for names in files), tuple(reasons), score)
            for number, paired_by, files, reasons, score in plain[0]
        )
        ambiguous = tuple(Ambiguity(capture, *map(tuple, lists)) for capture, *lists in plain[2])
        return cls(lineages, tuple(Presence(*presence) for presence in plain[1]), ambiguous)


def pair(captures: Captures, *, kept: Kept[Lineage] | None = None) -> Pairing:
    """Follow every instance through the captures, given as (label, outlines) from left to right.

    The lineages are appended to ``kept``, where very many of them take no memory; without it they are a tuple.
    The result does not depend on the order of the outlines. Time grows with the number of outlines, not its square.
    """
    threads: list[Thread] = []
    torn: list[Torn] = []
    for position, (_, outlines) in enumerate(captures):
        torn += join(threads, units_of(outlines), position)
    arranged = [arrange(thread.units) for thread in threads]
    order = sorted(range(len(threads)), key=lambda index: _place(arranged[index]))
    labels = [label for label, _ in captures]
    place_of = {label: position for position, label in enumerate(labels)}
    lineages: list[Lineage] = []
    presence: list[list[Presence]] = [[] for _ in captures]
    for number, index in enumerate(order, start=1):
        thread, units = threads[index], arranged[index]
        files = tuple(tuple(file.file for file in unit) for unit in units)
        lineages.append(Lineage(number, thread.paired_by, files, thread.reasons, thread.score))
        for entry in _presence(number, units, labels):
            presence[place_of[entry.capture]].append(entry)
    numbers = {index: number for number, index in enumerate(order, start=1)}
    told = [_ambiguity(each, threads, lineages, numbers=numbers, label=labels[each.position]) for each in torn]
    told.sort(key=lambda ambiguity: (place_of[ambiguity.capture], ambiguity.lineages))
    if kept is not None:
        kept.extend(lineages)
    return Pairing(
        tuple(lineages) if kept is None else kept,
        tuple(entry for entries in presence for entry in entries),
        tuple(told),
    )


def _ambiguity(
    torn: Torn, threads: Sequence[Thread], lineages: Sequence[Lineage], *, numbers: Mapping[int, int], label: str
) -> Ambiguity:
    """Told by the numbers that the threads have as lineages."""
    owners = sorted(numbers[owner] for owner in torn.owners)
    before = tuple(sorted(numbers[thread] for thread in torn.threads))
    units = [threads[owner].units[torn.position] for owner in torn.owners]
    units += [next(filter(None, reversed(threads[at].units[: torn.position]))) for at in torn.threads]
    outlines = [unit[0] for unit in units if unit]
    reasons = agreement([outline.key for outline in outlines])
    same_pixels = len({outline.pixel_digest for outline in outlines}) == 1 and outlines[0].pixel_digest
    return Ambiguity(
        label,
        files=tuple(lineages[owner - 1].files[torn.position][0] for owner in owners),
        lineages=before,
        began=tuple(owner for owner in owners if owner not in before),
        reasons=("Pixel Data", *reasons) if same_pixels else reasons,
    )


def _place(units: tuple[Unit, ...]) -> tuple[Any, ...]:
    """Where a lineage stands among all: by its first capture, then as a person would sort instances."""
    first = next(position for position, unit in enumerate(units) if unit)
    outline = units[first][0]
    number = numbered(outline.key, INSTANCE_NUMBER)
    return first, outline.study, outline.series, number, outline.sop_instance, outline.file


def _presence(number: int, units: tuple[Unit, ...], labels: Sequence[str]) -> Iterator[Presence]:
    """What one lineage's captures lack, add or hold more than once; a state that lasts is told where it begins."""
    before: Unit = ()
    copies = versions = 0
    for position, unit in enumerate(units):
        if not unit:
            if before:
                yield Presence(labels[position], MISSING, number, before[0].file)
            before = unit
            continue
        if position and not any(units[:position]):
            yield Presence(labels[position], ADDED, number, unit[0].file)
        duplicates, conflicts = copies_of(unit)
        for file in duplicates if len(duplicates) > copies else ():
            yield Presence(labels[position], DUPLICATED, number, file.file)
        for file in conflicts if len(conflicts) > versions else ():
            yield Presence(labels[position], CONFLICT, number, file.file)
        before, copies, versions = unit, len(duplicates), len(conflicts)
