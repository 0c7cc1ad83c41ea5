"""Draws what is to be reviewed from our errors that dciodvfy does not report: the same sample in every run.

Every such error of every file is a ``Claim``. Their order is decided by a digest of the claim, so that a sample depends
on nothing but what was claimed; ``draw`` takes the first that leave room for others.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.differential.comparison import Comparison, place_of
from tests.differential.kinds import Kind

SIZE = 200
MOST_OF_A_RULE = 25
"""Claims of one rule; without it a quarter of the sample would be VRs that differ from the dictionary."""
MOST_OF_A_PLACE = 3
"""Claims of one rule about one attribute: the same again tells nothing new."""
MOST_UNSEEN = SIZE // 3
"""Claims about files on which dciodvfy stopped, or whose SOP class it does not know: it had no chance to say them."""


class Claim(NamedTuple):
    """One error of ours, in one file, where dciodvfy reports none."""

    file: str
    """The name of a source, or of a mistake in one."""
    code: str
    path: str
    message: str
    iod: str
    """As dciodvfy calls it; empty where it knew none or did not get that far."""
    unseen: bool
    """Whether dciodvfy had no chance to report it."""

    @property
    def attribute(self) -> str:
        """The last tag of the path: ``(0008,0060)``; empty where the claim is about a whole file."""
        return place_of(self.path).rpartition(".")[2]


def claims(file: str, compared: Comparison, *, before: Comparison | None = None) -> Iterator[Claim]:
    """What we claim of one file; nothing that we say of ``before``, too, the file that it was made from."""
    known = {(finding.code, place_of(finding.path)) for finding in before.findings} if before else set()
    opinion = compared.opinion
    unseen = bool(opinion.stopped) or any(remark.kind is Kind.SOP_CLASS for remark in opinion.remarks)
    for finding in compared.ours_only:
        if (finding.code, place_of(finding.path)) not in known:
            yield Claim(file, finding.code, finding.path, finding.message, opinion.iod, unseen)


def draw(every: Iterable[Claim], *, size: int = SIZE, seed: int = 0) -> list[Claim]:
    """At most ``size`` of them, in the order of their codes; another ``seed`` draws others."""
    drawn: list[Claim] = []
    rules: Counter[str] = Counter()
    places: Counter[tuple[str, str]] = Counter()
    unseen = 0
    for claim in sorted(every, key=lambda claim: _rank(claim, seed)):
        place = (claim.code, claim.attribute)
        if len(drawn) == size:
            break
        if rules[claim.code] == MOST_OF_A_RULE or places[place] == MOST_OF_A_PLACE:
            continue
        if claim.unseen and unseen == MOST_UNSEEN:
            continue
        rules[claim.code] += 1
        places[place] += 1
        unseen += claim.unseen
        drawn.append(claim)
    return sorted(drawn, key=lambda claim: (claim.code, claim.path, claim.file))


def _rank(claim: Claim, seed: int) -> bytes:
    return hashlib.sha256(f"{seed} {claim.code} {claim.path} {claim.file}".encode()).digest()
