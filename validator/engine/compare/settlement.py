"""What only many pairs can decide: values that were copied, dates that were shifted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from validator.engine.compare.classify.value_kinds import COPIED, DATE_SHIFTED, REPLACED
from validator.engine.compare.impact import impact_of
from validator.engine.model import Change
from validator.engine.standard import dictionary

LEAST_PAIRS = 3
"""So many pairs must show it before a value is called copied."""
LEAST_VALUES = 2
"""So many different values must be among them: a constant may equal anything."""
LEAST_STUDIES = 3
"""So many studies of a patient must have moved by the same days where one date an instance is all there is."""

Place = tuple[str, str]
"""Capture and path."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was proven over all pairs; ``apply`` it to each change."""

    copied: dict[Place, str] = field(default_factory=dict)
    """The attribute whose value was copied there."""
    shifted: frozenset[tuple[str, str, str, int]] = frozenset()
    """Capture, path, patient and days that were proven to be a shift."""

    def apply(self, change: Change) -> Change:
        """The change with the kind that all pairs together prove."""
        if not settles(change):
            return change
        evidence = dict(change.evidence)
        if "days" in evidence and _shift(change, evidence) in self.shifted:
            days = evidence["days"]
            detail = f"moved by {days:+d} day" + ("s" if abs(days) != 1 else "")
            return _renamed(change, DATE_SHIFTED, detail, {"days": days})
        source = self.copied.get((change.capture, change.path))
        if source in evidence.get("same_as", ()):
            tag = dictionary.tag_of(source or "")
            name = dictionary.name(tag) if tag is not None else ""
            return _renamed(change, COPIED, f"from {source} {name}".rstrip(), {"copied_from": source})
        return change

    def to_json(self) -> dict[str, Any]:
        return {
            "copied": [[*place, source] for place, source in sorted(self.copied.items())],
            "shifted": [list(shift) for shift in sorted(self.shifted)],
        }

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> "Settlement":
        copied = {(capture, path): source for capture, path, source in plain["copied"]}
        return cls(
            copied, frozenset((capture, path, patient, days) for capture, path, patient, days in plain["shifted"])
        )


def settles(change: Change) -> bool:
    """Whether it takes all changes to decide of what kind this one is; the others neither help nor change."""
    return change.kind == REPLACED


@dataclass(slots=True)
class _Copies:
    """The values at a place that were the same as another attribute's before."""

    count: int = 0
    values: set[str] = field(default_factory=set)
    """The first ``LEAST_VALUES`` different ones."""

    def add(self, value: str) -> None:
        self.count += 1
        if len(self.values) < LEAST_VALUES:
            self.values.add(value)


def settle(changes: Iterable[Change]) -> Settlement:
    """Look at all changes of a case once, in any order.

    What it holds grows with the places that differ, and with patients by days; not with the changes.
    """
    copies: dict[tuple[Place, str], _Copies] = defaultdict(_Copies)
    studies: dict[tuple[str, str, str, int], set[str]] = defaultdict(set)
    for change in changes:
        if not settles(change):
            continue
        evidence = dict(change.evidence)
        for source in evidence.get("same_as", ()):
            copies[(change.capture, change.path), source].add(change.after or "")
        if "days" in evidence and len(seen := studies[_shift(change, evidence)]) < LEAST_STUDIES:
            seen.add(evidence["study"])
    best: dict[Place, tuple[int, str]] = {}
    for (place, source), found in sorted(copies.items(), key=lambda entry: entry[0][1], reverse=True):
        if found.count >= LEAST_PAIRS and len(found.values) >= LEAST_VALUES:
            best[place] = max(best.get(place, (0, "")), (found.count, source), key=lambda entry: entry[0])
    return Settlement(
        copied={place: source for place, (_, source) in best.items()},
        shifted=frozenset(shift for shift, seen in studies.items() if len(seen) >= LEAST_STUDIES),
    )


def _shift(change: Change, evidence: dict[str, Any]) -> tuple[str, str, str, int]:
    return change.capture, change.path, evidence["patient"], evidence["days"]


def _renamed(change: Change, kind: str, detail: str, facts: dict[str, Any]) -> Change:
    """The change under its proven kind; what were clues for it are clues no longer."""
    evidence = tuple(
        (name, value) for name, value in change.evidence if name not in ("same_as", "patient", "study", *facts)
    )
    tag = dictionary.tag_at(change.path)
    return change._replace(
        kind=kind,
        detail=detail,
        evidence=(*evidence, *facts.items()),
        impact=impact_of(kind, tag, nested="[" in change.path),
    )
