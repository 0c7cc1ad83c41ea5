"""What a step of a rule is: one thing that a hop may do to a text, and what it costs to describe.

A cost is the length of the step's description in bits, roughly: which step it is, and its parameters. Only the
proportions matter; they decide what is called simpler.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from validator.engine.text import shorten

KIND, CHARACTER = 5, 6
"""Bits for the choice of a step and of a character."""
LONGEST_TOLD = 64
"""Characters of the longest text that is quoted in full."""


def text_cost(text: str | None) -> int:
    """Of spelling out a text."""
    return 3 + CHARACTER * len(text or "")


def number_cost(number: int) -> int:
    """Of a number that may have any size (Elias gamma)."""
    return 2 * (abs(number) + 1).bit_length() - 1


def quoted(text: str) -> str:
    """For sentences: ``“GH-”``; what cannot be seen is spelled out."""
    return "a space" if text == " " else f"“{shorten(text, LONGEST_TOLD)}”"


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@dataclass(frozen=True, slots=True)
class Step(ABC):
    """One thing that was done to a text. What cannot be done to a value leaves it as it is."""

    parameters: ClassVar[int] = 0
    """How many facts about it had to be learned from the pairs."""

    @property
    @abstractmethod
    def cost(self) -> int: ...

    @property
    @abstractmethod
    def text(self) -> str:
        """``first 16 characters``"""

    @abstractmethod
    def practice(self, name: str) -> str:
        """What the other system does: ``cuts Accession Number after 16 characters``."""

    @abstractmethod
    def one(self, value: str) -> str:
        """What becomes of one value."""

    def apply(self, text: str | None, *, several: bool) -> str | None:
        """What becomes of a text; each of its values is treated for itself where there may be ``several``."""
        if not text:
            return text
        if several and "\\" in text:
            return "\\".join(map(self.one, text.split("\\")))
        return self.one(text)
