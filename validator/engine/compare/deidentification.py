"""Whether a hop de-identified, by the pattern of what it did over many attributes (PS3.15 Annex E), in all lineages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

from validator.engine.compare.classify.structure_kinds import DEIDENTIFICATION_MARKER
from validator.engine.compare.markers import declared_options, declared_texts, is_marked
from validator.engine.compare.summary import pattern_of
from validator.engine.compare.treatments import (
    PRIVATE_PATH,
    belongs_besides,
    is_identifying,
    row_of,
    tag_of_place,
    treated_places,
    treatments,
)
from validator.engine.model import Change, Deidentification, Header, Level, is_private
from validator.engine.privacy.fit import Seen, deviations, fitting_options, is_treated
from validator.engine.privacy.profile import BASIC_PROFILE, Done, Option

PATIENT = ("(0010,0010)", "(0010,0020)")
"""Patient's Name and Patient ID: nothing is de-identified that leaves either."""
LEAST_IDENTIFYING = 3
"""So many identifying attributes must have been treated where no marker appeared: fewer are a correction."""
LEAST_BLANKED = 2
"""So many of them must then be gone or empty: other names alone are another patient."""
MOST_PLACES = 2000
"""So many attributes of an instance are counted; only a hostile file has more."""
MOST_KEPT = 10_000
"""So many places and declared texts are kept over all lineages: the most frequent."""
MOST_TEXTS = 20
"""So many of them are told."""
Counted = TypeVar("Counted", str, tuple[str, Done])
_UNTREATED = (Done.KEPT, Done.CLEANED)
"""A name of which something is left was corrected, not taken away."""


def _most(counter: Counter[Counted], most: int) -> Counter[Counted]:
    """The most frequent, in that order."""
    return Counter(dict(sorted(counter.items(), key=lambda entry: (-entry[1], entry[0]))[:most]))


@dataclass(slots=True)
class Observed:
    """What was done in a number of lineages."""

    count: int = 0
    done: Counter[tuple[str, Done]] = field(default_factory=Counter)
    """By place, in how many lineages."""
    declared: Counter[str] = field(default_factory=Counter)
    """What the instances say of themselves."""
    options: set[Option] = field(default_factory=set)
    """Of which they say that they were followed."""
    besides: set[str] = field(default_factory=set)
    """Patterns of changes that belong to it though no row of the table names their attribute."""

    def merge(self, other: "Observed") -> None:
        self.count += other.count
        self.done.update(other.done)
        self.declared.update(other.declared)
        self.options |= other.options
        self.besides |= other.besides
        if max(len(self.done), len(self.declared), len(self.besides)) > MOST_KEPT:
            self.done, self.declared = _most(self.done, MOST_KEPT), _most(self.declared, MOST_KEPT)
            self.besides = set(sorted(self.besides)[:MOST_KEPT])

    def seen(self) -> list[Seen]:
        rows = (((place, done, count), row_of(place)) for (place, done), count in sorted(self.done.items()))
        return [
            Seen(place, tag_of_place(place), row, done, count) for (place, done, count), row in rows if row is not None
        ]

    def most_declared(self) -> tuple[str, ...]:
        return tuple(_most(self.declared, MOST_TEXTS))

    def to_json(self) -> dict[str, Any]:
        return {
            "count": self.count,
            "done": [[place, done.value, count] for (place, done), count in sorted(self.done.items())],
            "declared": [list(said) for said in sorted(self.declared.items())],
            "options": sorted(option.value for option in self.options),
            "besides": sorted(self.besides),
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Observed":
        return cls(
            count=plain["count"],
            done=Counter({(place, Done(done)): count for place, done, count in plain["done"]}),
            declared=Counter(dict(plain["declared"])),
            options={Option(option) for option in plain["options"]},
            besides=set(plain["besides"]),
        )


@dataclass(slots=True)
class HopTally:
    """One hop: the lineages that passed it, those that it de-identified, and those that only say so since."""

    total: int = 0
    treated: Observed = field(default_factory=Observed)
    claimed: Observed = field(default_factory=Observed)


@dataclass(slots=True)
class DeidentificationTally:
    """What was done at every hop, by the capture that it leads to; tallies of many workers merge in any order."""

    hops: dict[str, HopTally] = field(default_factory=dict)

    def add(self, headers: Mapping[str, Header], changes: Iterable[Change], labels: Sequence[str]) -> None:
        """Count one lineage: its headers by capture label, its changes, and the labels of the case in order."""
        by_hop: dict[str, list[Change]] = {}
        for change in changes:
            if change.level is Level.MEANING:
                by_hop.setdefault(change.capture, []).append(change)
        for before, after in pairwise(label for label in labels if label in headers):
            hop = self.hops.setdefault(after, HopTally())
            hop.total += 1
            _observe(hop, (headers[before], headers[after]), by_hop.get(after, ()))

    def merge(self, other: "DeidentificationTally") -> None:
        for label, theirs in other.hops.items():
            hop = self.hops.setdefault(label, HopTally())
            hop.total += theirs.total
            hop.treated.merge(theirs.treated)
            hop.claimed.merge(theirs.claimed)

    def to_json(self) -> dict[str, Any]:
        return {
            label: {"total": hop.total, "treated": hop.treated.to_json(), "claimed": hop.claimed.to_json()}
            for label, hop in sorted(self.hops.items())
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "DeidentificationTally":
        hops = {
            label: HopTally(hop["total"], Observed.from_json(hop["treated"]), Observed.from_json(hop["claimed"]))
            for label, hop in plain.items()
        }
        return cls(hops)


def recognise(tally: DeidentificationTally, labels: Iterable[str]) -> tuple[Deidentification, ...]:
    """The hops that de-identified, and those after which instances only say that they were, in the order of hops."""
    found: list[Deidentification] = []
    for label in labels:
        hop = tally.hops.get(label, HopTally())
        if hop.treated.count:
            found.append(_deidentification(label, hop))
        if hop.claimed.count:
            found.append(_claim(label, hop))
    return tuple(found)


def _deidentification(label: str, hop: HopTally) -> Deidentification:
    observed = hop.treated
    seen = observed.seen()
    options = fitting_options(seen, observed.options)
    return Deidentification(
        capture=label,
        count=observed.count,
        total=hop.total,
        profile=BASIC_PROFILE,
        options=tuple(option.value for option in options),
        treated=sum(each.count for each in seen if is_treated(each, options, observed.options)),
        deviations=deviations(seen, options, observed.options),
        declared=observed.most_declared(),
        explained=_explained(seen, observed, options),
    )


def _explained(seen: Sequence[Seen], observed: Observed, options: Sequence[Option]) -> tuple[str, ...]:
    """Where all that was done is what was demanded."""
    changed = [each for each in seen if each.done is not Done.KEPT]
    otherwise = {each.path for each in changed if not is_treated(each, options, observed.options)}
    places = {each.path for each in changed} - otherwise
    besides = {path for path in observed.besides if PRIVATE_PATH in places or not is_private(tag_of_place(path))}
    return tuple(sorted((places | besides) - {PRIVATE_PATH}))


def _claim(label: str, hop: HopTally) -> Deidentification:
    """The instances say so, but the pattern is not there: told is what no option would have let pass."""
    observed = hop.claimed
    kept = [each for each in observed.seen() if each.treatment.is_identifying and each.done is Done.KEPT]
    return Deidentification(
        capture=label,
        count=observed.count,
        total=hop.total,
        profile="",
        options=(),
        treated=0,
        deviations=deviations(kept, (), ()),
        declared=observed.most_declared(),
    )


def _observe(hop: HopTally, headers: tuple[Header, Header], changes: Sequence[Change]) -> None:
    """Add what was done to one lineage, if it is a de-identification or claims to be; most hops are neither."""
    before, after = headers
    has_markers = any(change.kind == DEIDENTIFICATION_MARKER for change in changes)
    marked = has_markers and is_marked(after)
    if not marked and not any(change.path in PATIENT for change in changes):
        return
    if not marked and len(_identifying(treated_places(changes))) < LEAST_IDENTIFYING:
        return
    done = dict(sorted(treatments(before, changes).items())[:MOST_PLACES])
    if _is_deidentified(done, marked=marked):
        observed = hop.treated
    elif marked and not is_marked(before) and Done.KEPT in _identifying(done):
        observed = hop.claimed
    else:
        return
    observed.merge(
        Observed(
            count=1,
            done=Counter(done.items()),
            declared=Counter(declared_texts(after)),
            options=declared_options(after),
            besides={pattern_of(change.path) for change in changes[:MOST_PLACES] if belongs_besides(change)},
        )
    )


def _is_deidentified(done: Mapping[str, Done], *, marked: bool) -> bool:
    """Whether identifying attributes were treated so that no patient is left, rather than another one named.

    The data set itself decides: what was forgotten inside items makes deviations, but does not undo the pattern.
    """
    patient = [done[place] for place in PATIENT if place in done]
    if not patient or any(each in _UNTREATED for each in patient):
        return False
    identifying = _identifying({place: each for place, each in done.items() if "[" not in place})
    treated = [each for each in identifying if each not in _UNTREATED]
    blanked = sum(each in (Done.REMOVED, Done.EMPTIED) for each in treated)
    shown = marked or (len(treated) >= LEAST_IDENTIFYING and blanked >= LEAST_BLANKED)
    return shown and 2 * len(treated) > len(identifying)


def _identifying(done: Mapping[str, Done]) -> list[Done]:
    return [each for place, each in done.items() if is_identifying(place)]
