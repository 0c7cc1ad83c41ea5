"""Lineages while they are found: each capture's instances join those that came from the captures before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.compare.acquisition import likeness
from validator.engine.compare.matching import (
    Crowd,
    Instances,
    Matches,
    match_contents,
    match_documents,
    match_keys,
    match_names,
    match_pixels,
    merge_crowds,
)
from validator.engine.compare.outline import Outline
from validator.engine.compare.renewal import Renewals, renewed
from validator.engine.compare.units import Unit

SINGLE, BY_UID, BY_PIXELS = "single", "sop-instance-uid", "pixel-digest"
BY_KEY, BY_NAME = "acquisition-key", "file-name"
STRENGTH = (SINGLE, BY_UID, BY_PIXELS, BY_KEY, BY_NAME)
"""Evidence from none needed down to the weakest."""


class Stage(NamedTuple):
    """One way to look for instances that kept no UID."""

    match: Callable[[Instances, Instances], Matches]
    evidence: str
    has_former_pixels: bool = False
    """Whether the pixel data that an instance had at earlier captures count too: a hop may undo a compression."""
    needs_renewal: bool = False
    """Whether it tells something only on a hop that renewed UIDs."""


STAGES = (
    Stage(match_contents, BY_KEY),
    Stage(match_pixels, BY_PIXELS, has_former_pixels=True),
    Stage(match_keys, BY_KEY),
    Stage(match_keys, BY_KEY),
    Stage(match_documents, BY_KEY, needs_renewal=True),
    Stage(match_names, BY_NAME),
)
"""How instances are looked for that kept no UID, the surest way first; keys twice, for what the first round told."""


@dataclass(slots=True)
class Thread:
    """A lineage while it is found."""

    units: list[Unit | None]
    latest: Outline
    """Of the last unit, the file that comes first."""
    paired_by: str = SINGLE
    reasons: tuple[str, ...] = ()
    score: float = 1.0

    def go_on(self, unit: Unit | None) -> None:
        """Add what the next capture holds of the lineage."""
        self.units.append(unit)
        if unit:
            self.latest = unit[0]

    def note(self, evidence: str, partner: Outline, *, rivals: int) -> None:
        """Remember the weakest evidence, for what reasons it was accepted, and how sure that is.

        ``rivals`` is the number of files that would have fitted as well, the partner included.
        """
        if evidence == BY_UID:
            self.paired_by = BY_UID if self.paired_by == SINGLE else self.paired_by
            return
        like = likeness(self.latest.key, partner.key)
        score = (1.0 if evidence == BY_PIXELS else like.share) / rivals
        if (STRENGTH.index(evidence), -score) > (STRENGTH.index(self.paired_by), -self.score):
            self.paired_by, self.reasons, self.score = evidence, like.reasons, score


class Torn(NamedTuple):
    """Threads that fit the same units of a capture equally well."""

    position: int
    """Of the capture."""
    threads: tuple[int, ...]
    """Of the captures before."""
    owners: tuple[int, ...]
    """The threads that the units went to: one of ``threads``, or one that they began."""


def join(threads: list[Thread], units: list[Unit], position: int) -> list[Torn]:
    """Let one capture's units join the lineages so far; those that fit nowhere begin their own."""
    meeting = _Meeting(threads, units)
    meeting.run()
    for one, (other, evidence) in meeting.joined.items():
        threads[one].note(evidence, units[other][0], rivals=meeting.rivals.get(one, 1))
    for index, thread in enumerate(threads):
        thread.go_on(units[meeting.joined[index][0]] if index in meeting.joined else None)
    owners = {other: one for one, (other, _) in meeting.joined.items()}
    for other, unit in enumerate(units):
        if other not in owners:
            owners[other] = len(threads)
            threads.append(Thread([None] * position + [unit], unit[0]))
    return [Torn(position, tuple(ones), tuple(owners[other] for other in others)) for ones, others in meeting.torn]


@dataclass(slots=True)
class _Meeting:
    """One capture's units and the threads that look for them."""

    threads: list[Thread]
    units: list[Unit]
    joined: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By thread: the unit that it goes on with, and by what evidence."""
    torn: list[Crowd] = field(default_factory=list)
    rivals: dict[int, int] = field(default_factory=dict)
    """By thread: among how many equally good units its own was."""
    _taken: set[int] = field(default_factory=set)
    _renewals: Renewals = field(default_factory=Renewals)
    _unsure: list[Crowd] = field(default_factory=list)

    def run(self) -> None:
        for one, other in _by_uid(self.threads, self.units).items():
            self._join(one, other, BY_UID)
        for stage in STAGES:
            if stage.needs_renewal and all(by == BY_UID for _, by in self.joined.values()):
                continue
            for before in self._waiting(former_pixels=stage.has_former_pixels):
                found = stage.match(before, self._free_units())
                for one, other in found.pairs.items():
                    self._join(one, other, stage.evidence)
                self._unsure += found.torn
        self._weigh_unsure()

    def _join(self, one: int, other: int, evidence: str) -> None:
        self.joined[one] = other, evidence
        self._taken.add(other)
        self._renewals.note(self.threads[one].latest, self.units[other][0])

    def _free_units(self) -> Instances:
        became = self._renewals.agreed().after
        return {at: renewed(unit[0], became) for at, unit in enumerate(self.units) if at not in self._taken}

    def _waiting(self, *, former_pixels: bool) -> Iterator[Instances]:
        """Who still looks for a unit: first those that the capture before holds, then all.

        Last, where asked for, with the pixel data that they had at earlier captures.
        """
        for recent in (True, False):
            if len(self._taken) == len(self.units):
                return
            became = self._renewals.agreed().before
            waiting = {
                at: renewed(thread.latest, became)
                for at, thread in enumerate(self.threads)
                if at not in self.joined and (thread.units[-1] or not recent)
            }
            if waiting:
                yield waiting
        for back in range(2, len(self.threads[0].units) + 1) if former_pixels and self.threads else ():
            former = {}
            for at, thread in enumerate(self.threads):
                earlier = thread.units[-back]
                if at not in self.joined and earlier and earlier[0].pixel_digest != thread.latest.pixel_digest:
                    former[at] = thread.latest._replace(pixel_digest=earlier[0].pixel_digest)
            if former:
                yield former

    def _weigh_unsure(self) -> None:
        """Keep those crowds that nothing decided after all, each member once."""
        left: list[Crowd] = []
        for ones, others in self._unsure:
            rivals = set(others)
            mine = [one for one in ones if one not in self.joined or self.joined[one][0] in rivals]
            partners = {self.joined[one][0] for one in mine if one in self.joined}
            theirs = [other for other in others if other not in self._taken or other in partners]
            if mine and theirs:
                left.append((mine, theirs))
        self.torn = [(ones, others) for ones, others in merge_crowds(left) if len(ones) + len(others) > 2]
        for ones, others in self.torn:
            self.rivals |= dict.fromkeys(ones, len(others))


def _by_uid(threads: list[Thread], units: list[Unit]) -> dict[int, int]:
    """By the SOP Instance UID that a lineage had last, then by one it had earlier (a hop may set it back)."""
    wanted = {unit[0].sop_instance: index for index, unit in enumerate(units) if unit[0].sop_instance}
    found: dict[int, int] = {}
    for back in range(1, max((len(thread.units) for thread in threads), default=0) + 1):
        for index, thread in enumerate(threads):
            earlier = thread.units[-back]
            if earlier and index not in found and earlier[0].sop_instance in wanted:
                found[index] = wanted.pop(earlier[0].sop_instance)
    return found
