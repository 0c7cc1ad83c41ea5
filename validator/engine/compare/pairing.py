"""Which files of the captures are the same instance.

One pass over the captures, left to right. Each capture's instances meet the lineages found so far: by SOP Instance
UID, then by the digest of their pixel data, then by acquisition key. What is found tells which study and series became
which, and that helps to find the rest. Every instance joins at most one lineage; who has several equally good partners
joins none, and is told as ambiguous.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from validator.engine.compare.acquisition import INSTANCE_NUMBER, agreement, numbered
from validator.engine.compare.census import Census
from validator.engine.compare.chains import ABSENT, Captures, Chains
from validator.engine.compare.instance_kinds import ADDED, CONFLICT, DUPLICATED, MISSING
from validator.engine.compare.sorting import in_order
from validator.engine.compare.threads import Threads, Torn, join
from validator.engine.compare.units import Unit, arrange, copies_of
from validator.engine.kept import Kept
from validator.engine.model import Ambiguity, Lineage, Presence

Names = tuple[tuple[str, ...], ...]
Files = tuple[tuple[int, ...], ...]
"""By capture: the files of an instance, by name or number, the one that is compared first."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which files belong together, and which are missing, added, doubled, in conflict or ambiguous."""

    lineages: Sequence[Lineage]
    """A tuple, or those that were kept on disk; see ``pair``."""
    presence: tuple[Presence, ...]
    ambiguous: tuple[Ambiguity, ...] = ()
    """By capture, then by the first lineage concerned."""
    chains: Chains | None = field(default=None, compare=False, repr=False)
    """The outlines of the lineages, while the captures are at hand; see ``chains_of``."""

    def to_json(self) -> list[Any]:
        return [[list(entry) for entry in entries] for entries in (self.lineages, self.presence, self.ambiguous)]

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
    What is held of an outline that has a partner by its UID is some 40 bytes; see ``instances.HELD`` for the others.
    """
    threads = Threads(Census(captures))
    torn = [one for position in range(len(captures)) for one in join(threads, position)]
    labels = [label for label, _ in captures]
    place_of = {label: position for position, label in enumerate(labels)}
    told = _Told(threads, Chains(captures, threads.census), [] if kept is None else kept, labels)
    wanted = {thread for one in torn for thread in (*one.threads, *one.owners)}
    numbers: dict[int, int] = {}
    for number, thread in enumerate(in_order(range(len(threads)), told.group, told.place), start=1):
        told.add(number, thread)
        if thread in wanted:
            numbers[thread] = number
    lineages = told.lineages if kept is not None else tuple(told.lineages)
    ambiguous = [_ambiguity(each, threads, lineages, numbers=numbers, label=labels[each.position]) for each in torn]
    ambiguous.sort(key=lambda ambiguity: (place_of[ambiguity.capture], ambiguity.lineages))
    presence = tuple(entry for entries in told.presence for entry in entries)
    return Pairing(lineages, presence, tuple(ambiguous), told.chains)


class _Told:
    """What is said of the threads, one after the other."""

    def __init__(
        self, threads: Threads, chains: Chains, lineages: list[Lineage] | Kept[Lineage], labels: Sequence[str]
    ) -> None:
        self.chains = chains
        self.lineages = lineages
        self.presence: list[list[Presence]] = [[] for _ in labels]
        """By capture."""
        self._threads = threads
        self._labels = labels
        self._names: dict[int, str] = {}
        """By thread, of the series that is entered: the name of the first file."""
        rolls = zip(threads.census.rolls, threads.heads, strict=True)
        self._versions = [(roll.versions, heads) for roll, heads in rolls if roll.versions]

    def group(self, thread: int) -> tuple[int, str, str]:
        """Where its lineage stands among all: by its first capture, then as a person would sort instances."""
        position, file = self._first(thread)
        return position, *self._threads.census.belonging(position, file)[:2]

    def place(self, thread: int) -> tuple[Any, ...]:
        """The same within a series."""
        outline = self._threads.outline(*self._first(thread))
        self._names[thread] = outline.file
        return numbered(outline.key, INSTANCE_NUMBER), outline.sop_instance, outline.file

    def add(self, number: int, thread: int) -> None:
        """Enter it as the lineage with this number; its place was asked for before."""
        name = self._names.pop(thread)
        names, files = self._arranged(thread) if self._has_several(thread) else self._single(thread, name)
        self.chains.add([some[0] if some else ABSENT for some in files], map(len, files))
        paired_by, reasons, score = self._threads.pairing(thread)
        self.lineages.append(Lineage(number, paired_by, names, reasons, score))
        if not all(len(some) == 1 for some in files):
            units = [
                tuple(roll.outlines[file] for file in some)
                for roll, some in zip(self._threads.census.rolls, files, strict=True)
            ]
            for position, entry in _presence(number, units, self._labels):
                self.presence[position].append(entry)

    def _first(self, thread: int) -> tuple[int, int]:
        """The capture at which it began, and the file that stands for it there."""
        position, head = self._threads.began(thread)
        return position, self._arranged(thread)[1][position][0] if self._has_several(thread) else head

    def _has_several(self, thread: int) -> bool:
        """Whether a capture holds several files of it."""
        return any(heads[thread] in versions for versions, heads in self._versions)

    def _single(self, thread: int, name: str) -> tuple[Names, Files]:
        """Of a thread of which each capture holds one file at most; ``name`` is that of the first."""
        names: list[tuple[str, ...]] = []
        files: list[tuple[int, ...]] = []
        for roll, heads in zip(self._threads.census.rolls, self._threads.heads, strict=True):
            head = heads[thread]
            if head == ABSENT:
                names.append(())
                files.append(())
            else:
                names.append((name or roll.outlines[head].file,))
                files.append((head,))
                name = ""
        return tuple(names), tuple(files)

    def _arranged(self, thread: int) -> tuple[Names, Files]:
        """At each capture the names and the numbers of its files, the one that is compared first."""
        arranged = arrange(self._threads.units(thread))
        names = tuple(tuple(outline.file for outline in unit) for unit in arranged)
        files = []
        for roll, heads, wanted in zip(self._threads.census.rolls, self._threads.heads, names, strict=True):
            number = {roll.outlines[file].file: file for file in roll.files(heads[thread])} if wanted else {}
            files.append(tuple(number[name] for name in wanted))
        return names, tuple(files)


def _ambiguity(
    torn: Torn, threads: Threads, lineages: Sequence[Lineage], *, numbers: Mapping[int, int], label: str
) -> Ambiguity:
    """Told by the numbers that the threads have as lineages."""
    owners = sorted(numbers[owner] for owner in torn.owners)
    before = tuple(sorted(numbers[thread] for thread in torn.threads))
    outlines = [threads.outline(torn.position, threads.heads[torn.position][owner]) for owner in torn.owners]
    outlines += [threads.outline(*threads.latest(thread, torn.position)) for thread in torn.threads]
    reasons = agreement([outline.key for outline in outlines])
    same_pixels = len({outline.pixel_digest for outline in outlines}) == 1 and outlines[0].pixel_digest
    return Ambiguity(
        label,
        files=tuple(lineages[owner - 1].files[torn.position][0] for owner in owners),
        lineages=before,
        began=tuple(owner for owner in owners if owner not in before),
        reasons=("Pixel Data", *reasons) if same_pixels else reasons,
    )


def _presence(number: int, units: Sequence[Unit], labels: Sequence[str]) -> Iterator[tuple[int, Presence]]:
    """What one lineage's captures lack, add or hold more than once; a state that lasts is told where it begins.

    Each with the position of its capture.
    """
    before: Unit = ()
    copies = versions = 0
    for position, unit in enumerate(units):
        if not unit:
            if before:
                yield position, Presence(labels[position], MISSING, number, before[0].file)
            before = unit
            continue
        if position and not any(units[:position]):
            yield position, Presence(labels[position], ADDED, number, unit[0].file)
        duplicates, conflicts = copies_of(unit)
        for file in duplicates if len(duplicates) > copies else ():
            yield position, Presence(labels[position], DUPLICATED, number, file.file)
        for file in conflicts if len(conflicts) > versions else ():
            yield position, Presence(labels[position], CONFLICT, number, file.file)
        before, copies, versions = unit, len(duplicates), len(conflicts)
