"""What the comparison of many files comes to: counts by kind, and groups of errors with one example each."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.differential.comparison import Comparison, at, place_of
from tests.differential.kinds import Kind, kind_of_code
from tests.differential.oracle import ERROR
from validator.engine.model import Severity

_ITEM = re.compile(r"\[\d+\]")

Place = tuple[str, Kind]


class Group(NamedTuple):
    """Errors of one sort at one place of one IOD."""

    what: str
    """The kind of dciodvfy's error, or the code of ours."""
    iod: str
    path: str
    """Without the numbers of items."""
    module: str


@dataclass
class Example:
    """How often, and once in full."""

    count: int
    name: str
    """Of the file, with the mistake in it."""
    message: str
    other: str
    """What the other side says of that place."""


@dataclass
class Tally:
    """Sums over files; ``add`` takes a file in, ``merge`` another tally."""

    files: int = 0
    both: Counter[Kind] = field(default_factory=Counter)
    theirs: Counter[Kind] = field(default_factory=Counter)
    ours: Counter[Kind] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    """Errors of dciodvfy that the file had before the mistake was put in: ``matched``, ``unmatched``, ``mistaken``."""
    stopped: int = 0
    unknown: int = 0
    """Files whose IOD dciodvfy does not know."""
    warnings: Counter[str] = field(default_factory=Counter)
    """Of files as they are: each place of a rule once, whatever the item; and files with ``more of ours``."""
    unmatched: dict[Group, Example] = field(default_factory=dict)
    surplus: dict[Group, Example] = field(default_factory=dict)

    def add(self, name: str, compared: Comparison, *, before: Comparison | None = None) -> None:
        """Take in one file; ``before`` is the comparison of the file that it was made from: what it says is not new."""
        opinion = compared.opinion
        self.files += 1
        self.stopped += bool(opinion.stopped)
        self.unknown += any(remark.kind is Kind.SOP_CLASS for remark in opinion.remarks)
        if before is None and not opinion.stopped:
            self._weigh_warnings(compared)
        old = {(place_of(remark.path), remark.kind) for remark in before.opinion.errors} if before else set()
        for remark in compared.both:
            if (place_of(remark.path), remark.kind) in old:
                self.repeated["matched"] += 1
            else:
                self.both[remark.kind] += 1
        for entry, remark in compared.mistaken:
            if (place_of(remark.path), remark.kind) in old:
                self.repeated["mistaken"] += 1
            else:
                self.mistakes[entry] += 1
        for remark in compared.unmatched:
            if (place_of(remark.path), remark.kind) in old:
                self.repeated["unmatched"] += 1
                continue
            self.theirs[remark.kind] += 1
            group = Group(remark.kind.value, opinion.iod, _ITEM.sub("", remark.path), remark.module)
            ours = "; ".join(f"{one.code} {one.severity.value}" for one in at(compared.findings, remark.path))
            _count(self.unmatched, group, Example(1, name, remark.message, ours))
        known = {(place_of(finding.path), finding.code) for finding in before.ours_only} if before else set()
        for finding in compared.ours_only:
            if (place_of(finding.path), finding.code) in known:
                continue
            self.ours[kind_of_code(finding.code)] += 1
            place = place_of(finding.path)
            theirs = "; ".join(
                f"{one.severity}: {one.message}"
                for one in opinion.remarks
                if place_of(one.path) == place and one.severity != ERROR
            )
            group = Group(finding.code, opinion.iod, _ITEM.sub("", finding.path), "")
            _count(self.surplus, group, Example(1, name, finding.message, theirs or opinion.stopped))

    def _weigh_warnings(self, compared: Comparison) -> None:
        ours = {
            (finding.code, _ITEM.sub("", finding.path))
            for finding in compared.findings
            if finding.severity is Severity.WARNING
        }
        theirs = {(remark.kind, _ITEM.sub("", remark.path)) for remark in compared.opinion.warnings}
        more = len({code for code, _path in ours}) > len(theirs)
        self.warnings.update({"files": 1, "ours": len(ours), "dciodvfy": len(theirs), "more of ours": int(more)})

    def merge(self, other: "Tally") -> None:
        self.files += other.files
        self.stopped += other.stopped
        self.unknown += other.unknown
        for name in ("both", "theirs", "ours", "mistakes", "repeated", "warnings"):
            getattr(self, name).update(getattr(other, name))
        for groups, others in ((self.unmatched, other.unmatched), (self.surplus, other.surplus)):
            for group, example in others.items():
                _count(groups, group, example)

    @property
    def share(self) -> float:
        """Of dciodvfy's errors that are no mistakes of its own, the part that we report too."""
        matched, missed = self.both.total(), self.theirs.total()
        return matched / (matched + missed) if matched + missed else 1.0

    def table(self) -> list[tuple[str, int, int, int]]:
        """Kind, only ours, only dciodvfy's, both; the most frequent first."""
        rows = [(kind.value, self.ours[kind], self.theirs[kind], self.both[kind]) for kind in Kind]
        return sorted((row for row in rows if any(row[1:])), key=lambda row: -sum(row[1:]))


def _count(groups: dict[Group, Example], group: Group, example: Example) -> None:
    if group in groups:
        groups[group].count += example.count
    else:
        groups[group] = example
