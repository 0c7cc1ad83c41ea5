"""Lineages while they are found: each capture's instances join those that came from the captures before."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from validator.engine.compare.acquisition import likeness
from validator.engine.compare.census import Census, Roll
from validator.engine.compare.chains import ABSENT
from validator.engine.compare.instances import Instances
from validator.engine.compare.matching import (
    Crowd,
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
from validator.engine.compare.sorting import in_order
from validator.engine.compare.units import Unit, order_of
from validator.engine.kept import NONE, Buckets

SINGLE, BY_UID, BY_PIXELS = "single", "sop-instance-uid", "pixel-digest"
BY_KEY, BY_NAME = "acquisition-key", "file-name"
STRENGTH = (SINGLE, BY_UID, BY_PIXELS, BY_KEY, BY_NAME)
"""Evidence from none needed down to the weakest."""
ALONE, SURE = STRENGTH.index(SINGLE), STRENGTH.index(BY_UID)


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


class Threads:
    """The lineages while they are found: 13 bytes for each, and 4 more for each capture."""

    def __init__(self, census: Census) -> None:
        self.census = census
        self.heads: list[array[int]] = []
        """By capture so far and thread: the first file of what it holds, or ``ABSENT``."""
        self._evidence = array("B")
        self._score = array("d")
        self._reasons = array("I")
        self._told: list[tuple[str, ...]] = [()]
        self._number_told: dict[tuple[str, ...], int] = {(): 0}

    def __len__(self) -> int:
        return len(self._evidence)

    def began(self, thread: int) -> tuple[int, int]:
        """The first capture that holds it, and the first of its files there."""
        return next((at, heads[thread]) for at, heads in enumerate(self.heads) if heads[thread] != ABSENT)

    def latest(self, thread: int, before: int | None = None) -> tuple[int, int]:
        """The last capture that holds it, of all so far or of those before one, and the first of its files there."""
        for position in range((len(self.heads) if before is None else before) - 1, 0, -1):
            if self.heads[position][thread] != ABSENT:
                return position, self.heads[position][thread]
        return 0, self.heads[0][thread]

    def outline(self, position: int, head: int) -> Outline:
        """Of a file of a capture."""
        return self.census.rolls[position].outlines[head]

    def units(self, thread: int) -> tuple[Unit | None, ...]:
        """What the captures hold of it."""
        return tuple(
            None if heads[thread] == ABSENT else roll.unit(heads[thread])
            for heads, roll in zip(self.heads, self.census.rolls, strict=False)
        )

    def pairing(self, thread: int) -> tuple[str, tuple[str, ...], float]:
        """By what evidence it was paired, for what reasons, and how sure that is."""
        return STRENGTH[self._evidence[thread]], self._told[self._reasons[thread]], self._score[thread]

    def go_on(self, joined: "array[int]", begun: "array[int]") -> None:
        """Add what the next capture holds of each thread, and the threads that begin there."""
        absent = array("i", [ABSENT])
        for heads in self.heads:
            heads.extend(absent * len(begun))
        self.heads.append(joined + begun)
        self._evidence.extend(array("B", [ALONE]) * len(begun))
        self._score.extend(array("d", [1.0]) * len(begun))
        self._reasons.extend(array("I", [0]) * len(begun))

    def note_uid(self, thread: int) -> None:
        """Remember that it went on under a UID that it had."""
        self._evidence[thread] = max(self._evidence[thread], SURE)

    def note(self, thread: int, evidence: str, partner: Outline, *, rivals: int) -> None:
        """Remember the weakest evidence, for what reasons it was accepted, and how sure that is.

        ``rivals`` is the number of files that would have fitted as well, the partner included.
        """
        like = likeness(self.outline(*self.latest(thread)).key, partner.key)
        score = (1.0 if evidence == BY_PIXELS else like.share) / rivals
        strength = STRENGTH.index(evidence)
        if (strength, -score) > (self._evidence[thread], -self._score[thread]):
            self._evidence[thread], self._score[thread] = strength, score
            number = self._number_told.setdefault(like.reasons, len(self._told))
            if number == len(self._told):
                self._told.append(like.reasons)
            self._reasons[thread] = number


class Torn(NamedTuple):
    """Threads that fit the same units of a capture equally well."""

    position: int
    """Of the capture."""
    threads: tuple[int, ...]
    """Of the captures before."""
    owners: tuple[int, ...]
    """The threads that the units went to: one of ``threads``, or one that they began."""


def join(threads: Threads, position: int) -> list[Torn]:
    """Let one capture's units join the lineages so far; those that fit nowhere begin their own."""
    meeting = _Meeting(threads, position)
    meeting.run()
    roll = threads.census.rolls[position]
    for thread, evidence in enumerate(meeting.evidence):
        if evidence == SURE:
            threads.note_uid(thread)
        elif evidence:
            partner = roll.outlines[meeting.joined[thread]]
            threads.note(thread, STRENGTH[evidence], partner, rivals=meeting.rivals.get(thread, 1))
    begun = array("i", (head for head in roll.heads if not meeting.taken[head]))
    torn_heads = {head for _, heads in meeting.torn for head in heads}
    owners = {head: thread for thread, head in enumerate(meeting.joined + begun) if head in torn_heads}
    threads.go_on(meeting.joined, begun)
    return [Torn(position, tuple(ones), tuple(owners[head] for head in heads)) for ones, heads in meeting.torn]


class _Meeting:
    """One capture's units, each by its first file, and the threads that look for them."""

    def __init__(self, threads: Threads, position: int) -> None:
        self.joined = array("i", [ABSENT]) * len(threads)
        """By thread: the first file of the unit that it goes on with."""
        self.evidence = bytearray(len(threads))
        """By thread: as in ``STRENGTH``."""
        self.taken = bytearray(len(threads.census.rolls[position]))
        """By file: whether it went to a thread."""
        self.torn: list[Crowd] = []
        """Threads, and first files of units."""
        self.rivals: dict[int, int] = {}
        """By thread: among how many equally good units its own was."""
        self._threads = threads
        self._roll: Roll = threads.census.rolls[position]
        self._position = position
        self._renewals = Renewals()
        self._seekers, self._free = array("i"), array("i")
        """Who found no partner by UID, in an order that does not depend on that of the files."""
        self._unsure: list[Crowd] = []

    def run(self) -> None:
        self._join_by_uid()
        heads = [head for head in self._roll.heads if not self.taken[head]]
        left = [thread for thread, head in enumerate(self.joined) if head == ABSENT]
        if not heads or not left:
            return
        self._free.extend(in_order(heads, self._group, self._place))
        self._seekers.extend(in_order(left, self._thread_group, self._thread_place))
        for stage in STAGES:
            if stage.needs_renewal and max(self.evidence) <= SURE:
                continue
            for before in self._waiting(former_pixels=stage.has_former_pixels):
                found = stage.match(before, self._free_units())
                for one, other in found.pairs:
                    self._join(self._seekers[one], self._free[other], stage.evidence)
                self._unsure += found.torn
        self._weigh_unsure()

    def _join_by_uid(self) -> None:
        """By the SOP Instance UID that a lineage had last, then by one it had earlier (a hop may set it back)."""
        if not self._position:
            return
        uid = self._roll.uid
        wanted = Buckets((head, uid(head)) for head in self._roll.heads)
        pairs: set[tuple[int, int]] = set()
        for back in range(self._position - 1, -1, -1):
            earlier, column = self._threads.census.rolls[back], self._threads.heads[back]
            seekers = Buckets(
                (thread, earlier.uid(head))
                for thread, head in enumerate(column)
                if head != ABSENT and self.joined[thread] == ABSENT
            )
            for heads, looking in zip(wanted, seekers, strict=True):
                known = {digest: head for head, digest in heads if not self.taken[head]}
                for thread, digest in looking if known else ():
                    found = known.get(digest)
                    if found is not None:
                        self.joined[thread], self.evidence[thread], self.taken[found] = found, SURE, True
                        at, last = self._threads.latest(thread)
                        pairs.add((self._threads.census.rolls[at].belongs[last], self._roll.belongs[found]))
        known_as = self._threads.census.belongings
        for before, after in pairs:
            self._renewals.note(known_as[before], known_as[after])

    def _join(self, thread: int, head: int, evidence: str) -> None:
        census = self._threads.census
        self.joined[thread], self.taken[head] = head, True
        self.evidence[thread] = STRENGTH.index(evidence)
        self._renewals.note(census.belonging(*self._threads.latest(thread)), census.belonging(self._position, head))

    def _group(self, head: int) -> tuple[str, str]:
        return self._threads.census.belonging(self._position, head)[:2]

    def _place(self, head: int) -> tuple[str, ...]:
        return order_of(self._roll.outlines[head])

    def _thread_group(self, thread: int) -> tuple[int, str, str]:
        position, head = self._threads.began(thread)
        return position, *self._threads.census.belonging(position, head)[:2]

    def _thread_place(self, thread: int) -> tuple[str, ...]:
        return order_of(self._threads.outline(*self._threads.began(thread)))

    def _free_units(self) -> Instances:
        became = self._renewals.agreed().after
        return Instances(
            array("I", (at for at, head in enumerate(self._free) if not self.taken[head])),
            lambda at: renewed(self._roll.outlines[self._free[at]], became),
            lambda at: self._roll.uid(self._free[at]) != NONE,
        )

    def _waiting(self, *, former_pixels: bool) -> Iterator[Instances]:
        """Who still looks for a unit: first those that the capture before holds, then all.

        Last, where asked for, with the pixel data that they had at earlier captures.
        """
        threads, before = self._threads, self._position - 1
        for recent in (True, False):
            if all(self.taken[head] for head in self._free):
                return
            became = self._renewals.agreed().before
            waiting = array("I", (
                at
                for at, thread in enumerate(self._seekers)
                if self.joined[thread] == ABSENT and (not recent or threads.heads[before][thread] != ABSENT)
            ))  # fmt: skip
            if waiting:
                yield Instances(waiting, self._reader(became), self._is_named)
        for back in range(before - 1, -1, -1) if former_pixels else ():
            former = array("I", (
                at
                for at, thread in enumerate(self._seekers)
                if self.joined[thread] == ABSENT and self._had_other_pixels(thread, back)
            ))  # fmt: skip
            if former:
                yield Instances(former, self._former_reader(back), self._is_named)

    def _reader(self, became: Mapping[str, str]) -> Callable[[int], Outline]:
        def read(at: int) -> Outline:
            return renewed(self._threads.outline(*self._threads.latest(self._seekers[at])), became)

        return read

    def _former_reader(self, back: int) -> Callable[[int], Outline]:
        def read(at: int) -> Outline:
            thread = self._seekers[at]
            former = self._threads.outline(back, self._threads.heads[back][thread])
            return self._threads.outline(*self._threads.latest(thread))._replace(pixel_digest=former.pixel_digest)

        return read

    def _is_named(self, at: int) -> bool:
        position, head = self._threads.latest(self._seekers[at])
        return self._threads.census.rolls[position].uid(head) != NONE

    def _had_other_pixels(self, thread: int, position: int) -> bool:
        head = self._threads.heads[position][thread]
        if head == ABSENT:
            return False
        latest = self._threads.outline(*self._threads.latest(thread))
        return self._threads.outline(position, head).pixel_digest != latest.pixel_digest

    def _weigh_unsure(self) -> None:
        """Keep those crowds that nothing decided after all, each member once."""
        left: list[Crowd] = []
        number = {self._free[other]: other for _, others in self._unsure for other in others}
        for ones, others in self._unsure:
            rivals = set(others)
            partner = {one: number.get(self.joined[self._seekers[one]]) for one in ones}
            mine = [one for one in ones if self.joined[self._seekers[one]] == ABSENT or partner[one] in rivals]
            partners = {partner[one] for one in mine}
            theirs = [other for other in others if not self.taken[self._free[other]] or other in partners]
            if mine and theirs:
                left.append((mine, theirs))
        crowds = [(ones, others) for ones, others in merge_crowds(left) if len(ones) + len(others) > 2]
        self.torn = [
            ([self._seekers[one] for one in ones], [self._free[other] for other in others]) for ones, others in crowds
        ]
        for threads, heads in self.torn:
            self.rivals |= dict.fromkeys(threads, len(heads))
