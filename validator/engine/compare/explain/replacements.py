"""The steps that do not look into the text: something else is put in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from validator.engine.compare.explain.steps import KIND, Step, number_cost, quoted, text_cost

ENTRIES_TOLD = 3
"""So many entries of a table are spelled out in a sentence."""


@dataclass(frozen=True, slots=True)
class Constant(Step):
    """The same text whatever stood there before; the empty one empties the attribute."""

    parameters: ClassVar[int] = 1
    value: str

    @property
    def cost(self) -> int:
        return KIND + text_cost(self.value)

    @property
    def text(self) -> str:
        return f"always {quoted(self.value)}" if self.value else "emptied"

    def practice(self, name: str) -> str:
        return f"sets {name} to {quoted(self.value)}" if self.value else f"empties {name}"

    def one(self, value: str) -> str:
        return self.value

    def apply(self, text: str | None, *, several: bool) -> str | None:
        return self.value


@dataclass(frozen=True, slots=True)
class Remove(Step):
    """No such attribute any more."""

    @property
    def cost(self) -> int:
        return KIND

    @property
    def text(self) -> str:
        return "removed"

    def practice(self, name: str) -> str:
        return f"removes {name}"

    def one(self, value: str) -> str:
        return value

    def apply(self, text: str | None, *, several: bool) -> str | None:
        return None


Entry = tuple[str | None, str | None]
"""A value before and after; ``None`` where the attribute is absent."""


@dataclass(frozen=True, slots=True)
class Table(Step):
    """Some values exchanged for others, each for the same one wherever it stands; all others stay."""

    entries: tuple[Entry, ...]
    _index: dict[str | None, str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", dict(self.entries))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Table":
        """The table of these entries, in an order of its own."""
        return cls(tuple(sorted(entries, key=lambda entry: tuple((text is not None, text or "") for text in entry))))

    @property
    def cost(self) -> int:
        entries = sum(text_cost(before) + text_cost(after) for before, after in self.entries)
        return KIND + number_cost(len(self.entries)) + entries

    @property
    def text(self) -> str:
        told = ", ".join(_entry(*entry) for entry in self.entries[:ENTRIES_TOLD])
        if len(self.entries) == 1:
            return told
        more = ", …" if len(self.entries) > ENTRIES_TOLD else ""
        return f"table of {len(self.entries)} values: {told}{more}"

    def practice(self, name: str) -> str:
        if len(self.entries) > 1:
            return f"translates {name} by a {self.text}"
        before, after = self.entries[0]
        if before is None:
            return f"adds {name} {quoted(after or '')} where it is absent"
        if not before:
            return f"fills {name} with {quoted(after or '')} where it is empty"
        if not after:
            return f"{'removes' if after is None else 'empties'} {name} where it is {quoted(before)}"
        return f"replaces {quoted(before)} by {quoted(after)} in {name}"

    def one(self, value: str) -> str:
        return self._index.get(value, value) or ""

    def apply(self, text: str | None, *, several: bool) -> str | None:
        return self._index.get(text, text)


def _entry(before: str | None, after: str | None) -> str:
    if not before:
        return f"{quoted(after or '')} where {'absent' if before is None else 'empty'}"
    if not after:
        return f"{quoted(before)} {'removed' if after is None else 'emptied'}"
    return f"{quoted(before)} becomes {quoted(after)}"


@dataclass(frozen=True, slots=True)
class UnderRoot(Step):
    """New UIDs that have nothing in common with the old ones but a root among themselves.

    It tells where a new UID comes from and not which one it is.
    """

    parameters: ClassVar[int] = 1
    root: str
    """Without the period at its end."""

    @property
    def cost(self) -> int:
        return KIND + text_cost(self.root)

    @property
    def text(self) -> str:
        return f"new UIDs under {self.root}"

    def practice(self, name: str) -> str:
        return f"gives new UIDs under {self.root} to {name}"

    def one(self, value: str) -> str:
        return f"{self.root}.…"

    def holds(self, text: str | None) -> bool:
        """Whether a UID, or each of several, is under the root."""
        return bool(text) and all(uid.startswith(f"{self.root}.") for uid in (text or "").split("\\"))
