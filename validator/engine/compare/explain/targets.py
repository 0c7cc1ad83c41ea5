"""Which attributes are worth explaining, and at which hop: those whose values changed there."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from validator.engine.catalogue import KINDS
from validator.engine.compare.classify.charset_kinds import (
    CHARACTERS_DROPPED,
    DOUBLE_ENCODED,
    ESCAPES_LOST,
    MOJIBAKE,
    QUESTION_MARKS,
    TRANSLITERATED,
    TRUNCATED_MID_CHARACTER,
)
from validator.engine.compare.classify.presence_kinds import ADDED, FILLED
from validator.engine.compare.classify.value_kinds import COPIED, MODALITY_REMAPPED, OVERLONG, REPLACED
from validator.engine.model import ChangeGroup, Level

TEXT_KINDS = frozenset({
    CHARACTERS_DROPPED, DOUBLE_ENCODED, ESCAPES_LOST, MOJIBAKE, QUESTION_MARKS, TRANSLITERATED,
    TRUNCATED_MID_CHARACTER,
})  # fmt: skip
"""The kinds of ``charset.*`` that changed the characters of a text, and not its label."""
FOREIGN_KINDS = frozenset({ADDED, FILLED, COPIED, REPLACED, OVERLONG})
"""Kinds that leave it open whether the value was made from the same attribute or from another one."""
FAMILIES = ("value.", "uid.")


class Target(NamedTuple):
    """One attribute at one hop."""

    path: str
    """With item numbers left open."""
    foreign: bool
    """Whether the value may come from another attribute."""

    @property
    def tags(self) -> tuple[int, ...]:
        """Of the sequences on the way and of the attribute itself."""
        return _tags(self.path)


@lru_cache(maxsize=4096)
def _tags(path: str) -> tuple[int, ...]:
    return tuple(int(part[1:5] + part[6:10], 16) for part in path.split("."))


class Targets(NamedTuple):
    """By the label of the capture that the hop leads to, in the order of the paths."""

    by_capture: dict[str, tuple[Target, ...]]

    def joined(self, other: "Targets") -> "Targets":
        """The targets of both."""
        if other == self:
            return self
        return _targets((capture, *target) for each in (self, other) for capture, target in each._all())

    def without(self, other: "Targets") -> "Targets":
        """The targets that the other lacks, or of which it does not know that they may come from elsewhere."""
        known = {(capture, target.path): target.foreign for capture, target in other._all()}
        return _targets(
            (capture, *target)
            for capture, target in self._all()
            if (foreign := known.get((capture, target.path))) is None or (target.foreign and not foreign)
        )

    def _all(self) -> Iterator[tuple[str, Target]]:
        return ((capture, target) for capture, found in self.by_capture.items() for target in found)

    def to_json(self) -> dict[str, list[list[Any]]]:
        return {capture: [list(target) for target in targets] for capture, targets in self.by_capture.items()}

    @classmethod
    def from_json(cls, plain: dict[str, list[list[Any]]]) -> "Targets":
        return cls(
            {capture: tuple(Target(path, foreign) for path, foreign in found) for capture, found in plain.items()}
        )


def targets(groups: Iterable[ChangeGroup]) -> Targets:
    """The attributes and hops of these groups, as ``summarise`` made them from settled changes."""
    return _targets(
        (group.capture, group.path, group.kind in FOREIGN_KINDS) for group in groups if _is_explained(group)
    )


def _targets(rows: Iterable[tuple[str, str, bool]]) -> Targets:
    """Of captures, paths and whether the value may come from elsewhere; in the order of captures and paths."""
    found: dict[str, dict[str, bool]] = {}
    for capture, path, foreign in rows:
        paths = found.setdefault(capture, {})
        paths[path] = paths.get(path, False) or foreign
    return Targets(
        {
            capture: tuple(Target(path, foreign) for path, foreign in sorted(paths.items()))
            for capture, paths in sorted(found.items())
        }
    )


def _is_explained(group: ChangeGroup) -> bool:
    if not group.path or group.path.startswith("(0002,") or group.path.endswith("]"):
        return False
    if KINDS[group.kind].level is not Level.MEANING:
        return False
    return group.kind.startswith(FAMILIES) or group.kind == MODALITY_REMAPPED or group.kind in TEXT_KINDS
