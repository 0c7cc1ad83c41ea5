"""The steps that put something in front of a text or behind it, or take it from there."""

from dataclasses import dataclass
from typing import ClassVar

from validator.engine.compare.explain.steps import CHARACTER, KIND, Step, number_cost, plural, quoted, text_cost


@dataclass(frozen=True, slots=True)
class StripZeros(Step):
    """Leading ones; the last digit is kept whatever it is."""

    @property
    def cost(self) -> int:
        return KIND

    @property
    def text(self) -> str:
        return "leading zeros stripped"

    def practice(self, name: str) -> str:
        return f"strips leading zeros of {name}"

    def one(self, value: str) -> str:
        return value[:-1].lstrip("0") + value[-1:]


@dataclass(frozen=True, slots=True)
class Pad(Step):
    """Filled up with one character to a length."""

    parameters: ClassVar[int] = 2
    length: int
    character: str
    left: bool = True

    @property
    def cost(self) -> int:
        return KIND + number_cost(self.length) + CHARACTER + 1

    @property
    def text(self) -> str:
        side = "" if self.left else " on the right"
        what = "zeros" if self.character == "0" else quoted(self.character)
        return f"padded with {what}{side} to {plural(self.length, 'character')}"

    def practice(self, name: str) -> str:
        if self.character == "0" and self.left:
            return f"zero-pads {name} to {plural(self.length, 'character')}"
        side = "" if self.left else " on the right"
        return f"pads {name} with {quoted(self.character)}{side} to {plural(self.length, 'character')}"

    def one(self, value: str) -> str:
        pad = value.rjust if self.left else value.ljust
        return pad(self.length, self.character)


@dataclass(frozen=True, slots=True)
class Prefix(Step):
    parameters: ClassVar[int] = 1
    prefix: str

    @property
    def cost(self) -> int:
        return KIND + text_cost(self.prefix)

    @property
    def text(self) -> str:
        return f"prefix {quoted(self.prefix)}"

    def practice(self, name: str) -> str:
        return f"puts {quoted(self.prefix)} in front of {name}"

    def one(self, value: str) -> str:
        return self.prefix + value


@dataclass(frozen=True, slots=True)
class Suffix(Step):
    parameters: ClassVar[int] = 1
    suffix: str

    @property
    def cost(self) -> int:
        return KIND + text_cost(self.suffix)

    @property
    def text(self) -> str:
        return f"suffix {quoted(self.suffix)}"

    def practice(self, name: str) -> str:
        return f"puts {quoted(self.suffix)} behind {name}"

    def one(self, value: str) -> str:
        return value + self.suffix


@dataclass(frozen=True, slots=True)
class RemovePrefix(Step):
    parameters: ClassVar[int] = 1
    prefix: str

    @property
    def cost(self) -> int:
        return KIND + number_cost(len(self.prefix))  # the values themselves spell it out

    @property
    def text(self) -> str:
        return f"prefix {quoted(self.prefix)} removed"

    def practice(self, name: str) -> str:
        return f"takes {quoted(self.prefix)} off the front of {name}"

    def one(self, value: str) -> str:
        return value.removeprefix(self.prefix)


@dataclass(frozen=True, slots=True)
class RemoveSuffix(Step):
    parameters: ClassVar[int] = 1
    suffix: str

    @property
    def cost(self) -> int:
        return KIND + number_cost(len(self.suffix))

    @property
    def text(self) -> str:
        return f"suffix {quoted(self.suffix)} removed"

    def practice(self, name: str) -> str:
        return f"takes {quoted(self.suffix)} off the end of {name}"

    def one(self, value: str) -> str:
        return value.removesuffix(self.suffix)
