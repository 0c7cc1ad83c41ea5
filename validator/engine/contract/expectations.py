"""The list of expectations, held against changes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from validator.engine.catalogue import KINDS
from validator.engine.contract.place import EVERYTHING, Place
from validator.engine.contract.transformation import Transformation
from validator.engine.model import Change, Level, Presence
from validator.engine.standard import dictionary
from validator.engine.text.display import STRING_VRS

REMEMBERED = 20_000
"""So many combinations of hop, path and kind are looked up once only."""
PRESENCE = "instance."
OTHER_NAMES = frozenset({"derivation.declared", "pixel.description", "value.suffix-removed"})
"""Kinds that stand in ``also`` as another name for the same act; all others there were done besides."""
_SIZE = re.compile(r"[0-9,]+ (?:byte|item|fragment)s?")
"""How a value is shown that has no text."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One entry of the list."""

    number: int
    line: int
    capture: str
    """The label of the capture that the hop leads to; ``*`` for every hop."""
    place: Place
    kind: str
    """A kind of change, all of a section (``uid.*``), or ``*``."""
    rule: Transformation | None = None
    required: bool = False
    note: str = ""

    @property
    def text(self) -> str:
        """The expectation in one line."""
        where = "every hop" if self.capture == EVERYTHING else self.capture
        what = "any kind" if self.kind == EVERYTHING else self.kind
        parts = [self.place.text, what, self.rule.text if self.rule else "", "required" if self.required else ""]
        line = f"{where}: {', '.join(filter(None, parts))}"
        return f"{line} ({self.note})" if self.note else line

    def names(self, kind: str) -> bool:
        """Whether this kind of change is meant."""
        return self.kind in (kind, EVERYTHING) or (self.kind.endswith(".*") and kind.startswith(self.kind[:-1]))

    def is_about(self, capture: str, path: str) -> bool:
        return self.capture in (capture, EVERYTHING) and self.place.holds(path)


class Judgement(NamedTuple):
    """What the list says about one change."""

    allowing: tuple[Expectation, ...] = ()
    """Those that allow it, in the order of the list; none where it is not expected."""
    undecided: tuple[Expectation, ...] = ()
    """Those that are about it, and whose rule cannot be judged on what is known of the values."""


@dataclass(frozen=True, slots=True)
class Expectations:
    """The whole list."""

    entries: Sequence[Expectation] = ()
    _known: dict[tuple[str, str], tuple[Expectation, ...]] = field(default_factory=dict, compare=False, repr=False)

    def judge(self, change: Change) -> Change:
        """The change with the text of the first entry that allows it; a settled one, whose kind is final."""
        allowing = self.judgement(change).allowing
        return change._replace(expected=allowing[0].text) if allowing else change

    def judge_presence(self, presence: Presence) -> Presence:
        """The presence with the text of the first entry that allows it."""
        allowing = self.allowing_presence(presence)
        return presence._replace(expected=allowing[0].text) if allowing else presence

    def judgement(self, change: Change) -> Judgement:
        """An entry with a rule that holds allows a change as a whole, since the rule gives the very value.

        Without one, everything that was done to the value (``also``) must be allowed by some entry.
        """
        near = self._about(change.capture, change.path)
        if not near:
            return Judgement()
        kinds = [change.kind, *(kind for kind in change.also if _counts(kind))]
        holding, undecided = [], []
        for entry in near:
            if any(map(entry.names, kinds)):
                held = True if entry.rule is None else _holds(entry.rule, change)
                if held:
                    holding.append(entry)
                elif held is None:
                    undecided.append(entry)
        is_allowed = any(entry.rule is not None and entry.names(change.kind) for entry in holding) or all(
            any(entry.names(kind) for entry in holding) for kind in kinds
        )
        if not is_allowed:
            return Judgement((), tuple(undecided))
        # The first is the one that is told: it speaks of the kind that the change goes by.
        return Judgement(tuple(sorted(holding, key=lambda entry: not entry.names(change.kind))), tuple(undecided))

    def allowing_presence(self, presence: Presence) -> tuple[Expectation, ...]:
        """The entries that allow an instance to be missing, added, doubled or in conflict."""
        return tuple(entry for entry in self._about(presence.capture, "") if entry.names(presence.kind))

    def _about(self, capture: str, path: str) -> tuple[Expectation, ...]:
        """The entries that speak of this place."""
        near = self._known.get((capture, path))
        if near is None:
            near = tuple(entry for entry in self.entries if entry.is_about(capture, path))
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[capture, path] = near
        return near

    def __iter__(self) -> Iterator[Expectation]:
        return iter(self.entries)


def _holds(rule: Transformation, change: Change) -> bool | None:
    """``None`` also where what is shown of a value is its size only."""
    vr = dictionary.vr_of(dictionary.tag_at(change.path))
    if vr not in STRING_VRS and any(_SIZE.fullmatch(value or "") for value in (change.before, change.after)):
        return None
    return rule.holds(change.before, change.after)


def _counts(kind: str) -> bool:
    """Whether what was done besides must be allowed."""
    return kind not in OTHER_NAMES and (kind not in KINDS or KINDS[kind].level is Level.MEANING)
