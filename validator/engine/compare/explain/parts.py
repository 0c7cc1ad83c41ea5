"""The steps that keep a part of a text."""

from dataclasses import dataclass
from typing import ClassVar

from validator.engine.compare.explain.steps import CHARACTER, KIND, Step, number_cost, plural, quoted

LIMITS = frozenset({16, 64})
"""Characters at which fields end (SH, AE, CS; LO, PN): to cut there needs less explaining than to cut elsewhere."""
LIMIT_COST = 5


@dataclass(frozen=True, slots=True)
class First(Step):
    """The first so many characters."""

    parameters: ClassVar[int] = 1
    count: int

    @property
    def cost(self) -> int:
        return KIND + (LIMIT_COST if self.count in LIMITS else number_cost(self.count))

    @property
    def text(self) -> str:
        return f"first {plural(self.count, 'character')}"

    def practice(self, name: str) -> str:
        return f"cuts {name} after {plural(self.count, 'character')}"

    def one(self, value: str) -> str:
        return value[: self.count]


CODECS = {"utf-8": "UTF-8", "gb18030": "GB18030"}
"""In which a character may have several bytes without escape sequences between them."""


@dataclass(frozen=True, slots=True)
class FirstBytes(Step):
    """The first so many bytes of the text in a character set; a character cut in the middle is left out or shown."""

    parameters: ClassVar[int] = 2
    count: int
    codec: str
    whole: bool
    """Whether a character of which a part would be left is dropped."""

    @property
    def cost(self) -> int:
        return KIND + (LIMIT_COST if self.count in LIMITS else number_cost(self.count)) + 3

    @property
    def text(self) -> str:
        return f"first {plural(self.count, 'byte')} in {CODECS[self.codec]}"

    def practice(self, name: str) -> str:
        return f"cuts {name} after {plural(self.count, 'byte')} of {CODECS[self.codec]}"

    def one(self, value: str) -> str:
        kept = value.encode(self.codec)[: self.count]
        text = kept.decode(self.codec, "ignore")
        rest = b"" if self.whole else kept[len(text.encode(self.codec)) :]
        return text + "".join(f"‹{byte:02X}›" for byte in rest)


LAST = -1


@dataclass(frozen=True, slots=True)
class Component(Step):
    """One part of a text with delimiters: of a person name, of several values, or of anything else."""

    parameters: ClassVar[int] = 2
    delimiter: str
    number: int
    """Counted from 1; ``LAST``."""

    @property
    def cost(self) -> int:
        return KIND + CHARACTER + number_cost(self.number)

    @property
    def text(self) -> str:
        noun = {"^": "component", "=": "component group", "\\": "value"}.get(self.delimiter)
        part = noun or f"part at {quoted(self.delimiter)}"
        if self.number == LAST:
            return f"last {part}"
        return f"{noun} {self.number}" if noun else f"part {self.number} at {quoted(self.delimiter)}"

    def practice(self, name: str) -> str:
        return f"keeps only the {self.text} of {name}" if self.number == LAST else f"keeps only {self.text} of {name}"

    def one(self, value: str) -> str:
        parts = value.split(self.delimiter)
        if self.number == LAST:
            return parts[-1]
        return parts[self.number - 1] if self.number <= len(parts) else ""

    def apply(self, text: str | None, *, several: bool) -> str | None:
        return Step.apply(self, text, several=several and self.delimiter != "\\")
