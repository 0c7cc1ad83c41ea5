"""The steps that exchange or remove characters wherever they stand."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from validator.engine.compare.explain.steps import CHARACTER, KIND, Step, quoted


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


_RUN, _DELIMITER = re.compile(" {2,}"), re.compile(r"([\\^=])")


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
        return _RUN.sub(" ", value) if self.spaces is Spaces.INNER else _tightened(value)


def _tightened(value: str) -> str:
    """Without the spaces around delimiters; by splitting, since a pattern would try every space of a long run."""
    first, *rest = _DELIMITER.split(value)
    if not rest:
        return value
    return "".join([first.rstrip(" "), *(part.strip(" ") for part in rest[:-1]), rest[-1].lstrip(" ")])


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
