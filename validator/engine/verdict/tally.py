"""What all changes of a case come to: groups with a sample, gathered in one pass."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from validator.engine.compare import pattern_of
from validator.engine.compare.classify.encoding_kinds import VR_UNKNOWN
from validator.engine.kept import Marks
from validator.engine.model import Change, Evidence, Impact, Level, Lineage, Presence, is_private
from validator.engine.verdict.sources import Sources
from validator.engine.verdict.wording import attribute_name, place_name, tag_at

SHORTENING_KINDS = frozenset({
    "value.truncated", "value.prefixed-truncated", "value.zeros-stripped", "value.prefix-removed",
    "value.suffix-removed", "value.case", "value.punctuation", "value.whitespace",
})  # fmt: skip
"""After them two values that differed may be equal."""
LOSSES = frozenset({"pixel.lossy", "pixel.altered"})
"""Kinds that say by how much samples differ."""
PARTED_KINDS = frozenset({"uid.split", "uid.merged"})
"""Sentences about them hold the numbers that the details of the changes do."""
MOST_REMEMBERED = 64
"""So many different details or writers are told apart in a group."""
MOST_PAIRS = 2


@dataclass(slots=True, eq=False)
class Tally:
    """The changes of one kind at one place on one hop."""

    capture: str
    pattern: str
    kind: str
    impact: Impact
    level: Level
    sample: Change
    changes: int = 0
    lineages: Marks = field(default_factory=Marks)
    """Those that it befell."""
    details: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)
    writers: set[str] = field(default_factory=set)
    is_expected: bool = False
    """Whether something allows them."""
    since: set[str] = field(default_factory=set)
    """The captures that held the instances last: not the one before the hop where that one lacks them."""
    sources: Sources = field(default_factory=Sources)
    """For kinds that shorten: the values before by the value after."""
    objects: set[str] = field(default_factory=set)
    """Of broken references: the SOP Classes of the instances that hold them."""
    pairs: set[tuple[str | None, str | None]] = field(default_factory=set)
    """What stood there before and after; a second one already tells that they differ."""
    results: set[str | None] = field(default_factory=set)
    """What stands there after; likewise."""
    ends: set[str] = field(default_factory=set)
    """What was cut off; likewise."""
    also: Counter[str] = field(default_factory=Counter)
    """How many changes were of which further kind."""
    parts: dict[str, int] = field(default_factory=dict)
    """Of UIDs that were divided: how many each became; of merged ones: how many each was made of."""
    is_tangled: bool = False
    """Whether UIDs were divided and merged at once, so that no number tells it."""
    recoverable: int = 0
    """Changes after which the original text can still be told."""
    repaired: int = 0
    """Changes after which the text reads as it was meant to."""
    largest: float = 0
    """Of pixel data that lost something: the largest difference between two samples."""
    noisiest: float | None = None
    """Of the same: the lowest peak signal-to-noise ratio, in dB."""
    undeclared: int = 0
    """Of the same: those that do not say so in Lossy Image Compression."""
    unrenewed: int = 0
    """Of the same: those that kept the SOP Instance UID (PS3.3 C.7.6.1.1.5)."""

    @property
    def instances(self) -> int:
        """How many lineages it befell."""
        return len(self.lineages)

    @property
    def line(self) -> Evidence:
        """Where the report shows it."""
        return Evidence(self.capture, self.kind, self.pattern)

    @property
    def tag(self) -> int:
        return tag_at(self.pattern)

    @property
    def attribute(self) -> str:
        """The attribute in words."""
        return attribute_name(self.pattern)

    @property
    def name(self) -> str:
        """The attribute in words, of one inside an item with its sequence."""
        return place_name(self.pattern)

    @property
    def collisions(self) -> list[int]:
        """For each value after that stands for several different ones before: for how many."""
        return self.sources.collisions

    @property
    def is_strayed(self) -> bool:
        """Whether it is about references that point to another instance than before."""
        return bool(dict(self.sample.evidence).get("strayed"))

    @property
    def is_private(self) -> bool:
        """Whether it is about private attributes."""
        return is_private(self.tag)

    @property
    def detail(self) -> str:
        """What was done, where it was the same every time."""
        return next(iter(self.details)) if len(self.details) == 1 else ""

    def is_always(self, kind: str) -> bool:
        """Whether every one of the changes is of this further kind."""
        return self.also[kind] == self.changes

    def add(self, change: Change) -> None:
        self.changes += 1
        self.lineages.add(change.lineage)
        if len(self.details) < MOST_REMEMBERED:
            self.details[change.detail] += 1
        self.declared[change.declared] += 1
        self.since.add(change.capture_before)
        if change.writer and len(self.writers) < MOST_REMEMBERED:
            self.writers.add(change.writer)
        if len(self.pairs) < MOST_PAIRS:
            self.pairs.add((change.before, change.after))
        if len(self.results) < MOST_PAIRS:
            self.results.add(change.after)
        if change.kind == "value.truncated" and len(self.ends) < MOST_PAIRS:
            self.ends.add((change.before or "").removeprefix(change.after or ""))
        self.also.update(change.also)
        self.objects.update(value for name, value in change.evidence if name == "sop_class")
        if change.kind in PARTED_KINDS:
            self._add_parts(change)
        if change.kind.startswith("charset."):
            self._add_reading(change)
        if change.kind in LOSSES:
            self._add_loss(dict(change.evidence))
        if change.kind in SHORTENING_KINDS and change.after and change.before:
            self.sources.add(change.before, change.after)

    def _add_loss(self, evidence: Mapping[str, Any]) -> None:
        self.largest = max(self.largest, evidence.get("largest", 0))
        noise = evidence.get("psnr")
        if noise is not None:
            self.noisiest = noise if self.noisiest is None else min(self.noisiest, noise)
        self.undeclared += evidence.get("declared") is False
        self.unrenewed += evidence.get("renewed") is False

    def _add_parts(self, change: Change) -> None:
        """Count UIDs that were divided or merged; not where both befell them."""
        whole = change.before if change.kind == "uid.split" else change.after
        number = dict(change.evidence).get("parts")
        self.is_tangled |= change.kind != "uid.merged" and "uid.merged" in change.also
        if whole and number:
            self.parts[whole] = number

    def _add_reading(self, change: Change) -> None:
        evidence = dict(change.evidence)
        self.recoverable += bool(evidence.get("recoverable"))
        self.repaired += change.after is not None and evidence.get("recovered") == change.after


def befell(tallies: Iterable[Tally]) -> int:
    """The lineages that at least one of these befell, as a number with a bit for each."""
    together = 0
    for tally in tallies:
        together |= tally.lineages.bits
    return together


def vital(tally: Tally) -> tuple[int, int]:
    """Sorts what befell most instances to the front."""
    return -tally.instances, tally.tag


class Case:
    """Everything that the verdict is made of. ``add`` every settled change, in any order.

    ``is_compared`` tells by its number whether a lineage was compared, where that was a sample.
    """

    def __init__(
        self,
        labels: Iterable[str],
        lineages: Iterable[Lineage],
        presence: Iterable[Presence],
        *,
        is_compared: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self.labels = tuple(labels)
        self.presence = presence if isinstance(presence, Sequence) else tuple(presence)
        self.lineages = 0
        self.held = Counter[str]()
        """How many lineages each capture holds."""
        self.compared = Counter[str]()
        """How many of these were compared."""
        for lineage in lineages:
            self.lineages += 1
            holding = [label for label, files in zip(self.labels, lineage.files, strict=True) if files]
            self.held.update(holding)
            if is_compared(lineage.id):
                self.compared.update(holding)
        self.tallies: dict[tuple[str, str, str, bool], Tally] = {}
        """By hop, place and kind; what something allows apart from the rest."""

    def add(self, change: Change) -> None:
        pattern = pattern_of(change.path)
        is_expected = change.expected is not None
        key = change.capture, pattern, change.kind, is_expected
        tally = self.tallies.get(key)
        if tally is None:
            tally = Tally(change.capture, pattern, change.kind, change.impact, change.level, change)
            tally.is_expected = is_expected
            self.tallies[key] = tally
        tally.add(change)

    def noteworthy(self) -> list[Tally]:
        """What the verdict has to tell: all changes of meaning, and VRs that were lost or found."""
        return [tally for tally in self.tallies.values() if tally.level is Level.MEANING or tally.kind == VR_UNKNOWN]

    @property
    def kinds(self) -> set[str]:
        """The kinds of change of meaning that there are."""
        return {tally.kind for tally in self.tallies.values() if tally.level is Level.MEANING}

    def before(self, capture: str) -> str:
        """The capture before one; of the first one itself."""
        return self.labels[max(0, self.labels.index(capture) - 1)]
