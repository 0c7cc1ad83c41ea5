"""The steps of which rules are made: what a hop may do to a text, and what each costs to describe.

A cost is the length of the step's description in bits, roughly: which step it is, and its parameters. Only the
proportions matter; they decide what is called simpler.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from validator.engine.text import shorten

KIND, CHARACTER = 5, 6
"""Bits for the choice of a step and of a character."""


def text_cost(text: str | None) -> int:
    """Of spelling out a text."""
    return 3 + CHARACTER * len(text or "")


def number_cost(number: int) -> int:
    """Of a number that may have any size (Elias gamma)."""
    return 2 * (abs(number) + 1).bit_length() - 1


LIMITS = frozenset({16, 64})
"""Characters at which fields end (SH, AE, CS; LO, PN): to cut there needs less explaining than to cut elsewhere."""
LIMIT_COST = 5
LONGEST_TOLD = 64
"""Characters of the longest text that is quoted in full."""


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


class Letters(StrEnum):
    UPPER = "upper case"
    LOWER = "lower case"
    TITLE = "capitals at the start of words only"


_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Case(Step):
    letters: Letters

    @property
    def cost(self) -> int:
        return KIND + 2

    @property
    def text(self) -> str:
        return str(self.letters)

    def practice(self, name: str) -> str:
        return f"writes {name} in {self.letters}"

    def one(self, value: str) -> str:
        if self.letters is Letters.UPPER:
            return value.upper()
        if self.letters is Letters.LOWER:
            return value.lower()
        return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), value)


class Spaces(StrEnum):
    BOTH = "leading and trailing spaces stripped"
    LEADING = "leading spaces stripped"
    INNER = "runs of spaces made one"
    DELIMITERS = "spaces around delimiters stripped"


_RUN, _AROUND = re.compile(" {2,}"), re.compile(" *([\\^=]) *")


@dataclass(frozen=True, slots=True)
class Strip(Step):
    spaces: Spaces

    @property
    def cost(self) -> int:
        return KIND + 2

    @property
    def text(self) -> str:
        return str(self.spaces)

    def practice(self, name: str) -> str:
        what = {
            Spaces.BOTH: "leading and trailing spaces of {}",
            Spaces.LEADING: "leading spaces of {}",
            Spaces.INNER: "all but one of consecutive spaces in {}",
            Spaces.DELIMITERS: "the spaces around the delimiters of {}",
        }
        return f"strips {what[self.spaces].format(name)}"

    def one(self, value: str) -> str:
        if self.spaces is Spaces.BOTH:
            return value.strip(" ")
        if self.spaces is Spaces.LEADING:
            return value.lstrip(" ")
        return _RUN.sub(" ", value) if self.spaces is Spaces.INNER else _AROUND.sub(r"\1", value)


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


CLASSES = {
    "punctuation": re.compile(r"[^\w\s]|_"),
    "white space": re.compile(r"\s"),
    "non-alphanumeric": re.compile(r"[\W_]"),
    "non-ASCII": re.compile(r"[^\x00-\x7F]"),
    "non-digit": re.compile(r"\D"),
}
"""Characters that systems replace or remove as one."""
CLASS_COSTS = {"punctuation": 8, "white space": 8, "non-ASCII": 8, "non-alphanumeric": 9, "non-digit": 9}
"""More than a character: where nothing but hyphens was seen to go, no more than hyphens is claimed. The wider a class,
the more."""


@dataclass(frozen=True, slots=True)
class Substitute(Step):
    """Every character, or every one of a class, replaced by another character or by nothing."""

    parameters: ClassVar[int] = 2
    what: str
    """A single character, or the name of one of ``CLASSES``."""
    by: str = ""

    @property
    def cost(self) -> int:
        return KIND + CLASS_COSTS.get(self.what, CHARACTER) + 1 + CHARACTER * len(self.by)

    @property
    def text(self) -> str:
        return f"every {self._named} replaced by {quoted(self.by)}" if self.by else f"every {self._named} removed"

    def practice(self, name: str) -> str:
        if self.by:
            return f"replaces every {self._named} in {name} by {quoted(self.by)}"
        return f"removes every {self._named} from {name}"

    @property
    def _named(self) -> str:
        if self.what not in CLASSES:
            return "space" if self.what == " " else quoted(self.what)
        return self.what if self.what == "white space" else f"{self.what} character"

    def one(self, value: str) -> str:
        found = CLASSES.get(self.what)
        return value.replace(self.what, self.by) if found is None else found.sub(lambda _: self.by, value)


@dataclass(frozen=True, slots=True)
class Transliterate(Step):
    """Accents removed: the letters stay."""

    @property
    def cost(self) -> int:
        return KIND

    @property
    def text(self) -> str:
        return "accents removed"

    def practice(self, name: str) -> str:
        return f"removes the accents from the letters of {name}"

    def one(self, value: str) -> str:
        if value.isascii():
            return value
        parts = unicodedata.normalize("NFD", value)
        return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


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
