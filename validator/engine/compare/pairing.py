"""Which files of the captures are the same instance.

One pass over the captures, left to right. Each capture's instances meet the lineages found so far: by SOP Instance
UID, then by the digest of their pixel data, then by acquisition key. What is found tells which study and series became
which, and that helps to find the rest. Every instance joins at most one lineage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from validator.engine.compare.acquisition import likeness, parts
from validator.engine.compare.instance_kinds import ADDED, CONFLICT, DUPLICATED, MISSING
from validator.engine.compare.matching import match_contents, match_documents, match_keys, match_names, match_pixels
from validator.engine.compare.outline import Outline
from validator.engine.compare.renewal import renewals, renewed
from validator.engine.compare.units import Unit, arrange, copies_of, units_of
from validator.engine.model import Lineage, Presence

SINGLE, BY_UID, BY_PIXELS = "single", "sop-instance-uid", "pixel-digest"
BY_KEY, BY_NAME = "acquisition-key", "file-name"
STRENGTH = (SINGLE, BY_UID, BY_PIXELS, BY_KEY, BY_NAME)
"""Evidence from none needed down to the weakest."""
STAGES = (
    (match_contents, BY_KEY),
    (match_pixels, BY_PIXELS),
    (match_keys, BY_KEY),
    (match_keys, BY_KEY),
    (match_documents, BY_KEY),
    (match_names, BY_NAME),
)
"""How instances are looked for that kept no UID, the surest way first; keys twice, for what the first round told."""


class Pairing(NamedTuple):
    """Which files belong together, and which are missing, added, doubled or in conflict."""

    lineages: tuple[Lineage, ...]
    presence: tuple[Presence, ...]

    def to_json(self) -> list[Any]:
        return [[list(lineage) for lineage in self.lineages], [list(presence) for presence in self.presence]]

    @classmethod
    def from_json(cls, plain: list[Any]) -> "Pairing":
        lineages = tuple(
            Lineage(number, paired_by, tuple(tuple(names) for names in files), tuple(reasons), score)
            for number, paired_by, files, reasons, score in plain[0]
        )
        return cls(lineages, tuple(Presence(*presence) for presence in plain[1]))


@dataclass(slots=True)
class _Thread:
    """A lineage while it is found."""

    units: list[Unit | None]
    paired_by: str = SINGLE
    reasons: tuple[str, ...] = ()

    @property
    def latest(self) -> Outline:
        return next(unit[0] for unit in reversed(self.units) if unit)

    def note(self, evidence: str, partner: Outline) -> None:
        """Remember the weakest evidence, and for what reasons it was accepted."""
        if STRENGTH.index(evidence) > STRENGTH.index(self.paired_by):
            self.paired_by = evidence
            self.reasons = () if evidence == BY_UID else likeness(self.latest.key, partner.key).reasons


def pair(captures: Sequence[tuple[str, Sequence[Outline]]]) -> Pairing:
    """Follow every instance through the captures, given as (label, outlines) from left to right.

    The result does not depend on the order of the outlines. Time grows with the number of outlines, not its square.
    """
    threads: list[_Thread] = []
    for position, (_, outlines) in enumerate(captures):
        _join(threads, units_of(outlines), position)
    arranged = [(thread, arrange(thread.units)) for thread in threads]
    arranged.sort(key=lambda pair: _place(pair[1]))
    labels = [label for label, _ in captures]
    lineages: list[Lineage] = []
    presence: list[Presence] = []
    for number, (thread, units) in enumerate(arranged, start=1):
        files = tuple(tuple(file.file for file in unit) for unit in units)
        lineages.append(Lineage(number, thread.paired_by, files, thread.reasons))
        presence += _presence(number, units, labels)
    order = {label: position for position, label in enumerate(labels)}
    presence.sort(key=lambda entry: order[entry.capture])
    return Pairing(tuple(lineages), tuple(presence))


def _place(units: tuple[Unit, ...]) -> tuple[Any, ...]:
    """Where a lineage stands among all: by its first capture, then as a person would sort instances."""
    first = next(position for position, unit in enumerate(units) if unit)
    outline = units[first][0]
    number = (parts(outline.key, 0x00200013) or ("",))[0]
    numeric = (0, int(number)) if number.lstrip("-").isdecimal() else (1, 0)
    return first, outline.study, outline.series, numeric, number, outline.sop_instance, outline.file


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


def _join(threads: list[_Thread], units: list[Unit], position: int) -> None:
    """Let one capture's units join the lineages so far; those that fit nowhere begin their own."""
    joined = dict.fromkeys(_by_uid(threads, units).items(), BY_UID)
    for match, evidence in STAGES:
        if match is match_documents and set(joined.values()) <= {BY_UID}:
            continue
        taken = [{pair[side] for pair in joined} for side in (0, 1)]
        became = renewals((threads[one].latest, units[other][0]) for one, other in joined)
        before = {at: renewed(thread.latest, became) for at, thread in enumerate(threads) if at not in taken[0]}
        after = {at: unit[0] for at, unit in enumerate(units) if at not in taken[1]}
        joined |= dict.fromkeys(match(before, after).items(), evidence)
    for (one, other), evidence in joined.items():
        threads[one].note(evidence, units[other][0])
    partners = {one: units[other] for one, other in joined}
    for index, thread in enumerate(threads):
        thread.units.append(partners.get(index))
    paired = {other for _, other in joined}
    threads += [_Thread([None] * position + [unit]) for index, unit in enumerate(units) if index not in paired]


def _by_uid(threads: list[_Thread], units: list[Unit]) -> dict[int, int]:
    """By the SOP Instance UID that a lineage had last, then by one it had earlier (a hop may set it back)."""
    wanted = {unit[0].sop_instance: index for index, unit in enumerate(units) if unit[0].sop_instance}
    found: dict[int, int] = {}
    for back in range(1, max((len(thread.units) for thread in threads), default=0) + 1):
        for index, thread in enumerate(threads):
            earlier = thread.units[-back]
            if earlier and index not in found and earlier[0].sop_instance in wanted:
                found[index] = wanted.pop(earlier[0].sop_instance)
    return found
