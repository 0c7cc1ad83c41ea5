"""The migration report as it is drawn: sections of paragraphs, tables and charts, without any form of their own.

Every renderer draws the same sections in the same order; none of them decides what is told. Nothing in it is safe to
show yet: texts of files stand in it as they are.
"""

from enum import StrEnum
from typing import NamedTuple

from validator.engine.model import Impact, Sentence, Severity
from validator.engine.report.telling import ARROW


class Code(str):
    """A tag, a path, a UID or a digest: set in one width."""

    __slots__ = ()


class Quiet(str):
    """Words of lesser weight."""

    __slots__ = ()


class Numbers(str):
    """Numbers of several captures in one cell: ``27 → 22``."""

    __slots__ = ()

    @property
    def are_equal(self) -> bool:
        """Whether every capture has the same number: then the eye may pass over it."""
        return len(set(self.split(ARROW))) == 1


class Alarm(str):
    """Words for what is not as it was demanded."""

    __slots__ = ()


Cell = str | int | Impact | Severity | tuple[str, ...]
"""A number, a word with its colour, a text, or several lines of text."""


class Table(NamedTuple):
    """Rows of cells under the names of their columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    total: int = 0
    """How many rows there are, those not in ``rows`` included; 0 where these are all."""
    unit: str = "line"
    """What one row is, for saying how many more there are."""

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return max(self.total - len(self.rows), 0)


class Bar(NamedTuple):
    """One value of a chart with its number at every capture."""

    value: str
    numbers: tuple[int, ...]
    missing: tuple[int, ...]


class Chart(NamedTuple):
    """Instances by what they are, a bar for each capture."""

    title: str
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    rest: str = ""
    """What stands for the values that are not shown: ``31 more``."""


class Place(StrEnum):
    """The sections, in their order; the name is also their anchor."""

    COMPLETENESS = "completeness"
    EXPECTED = "expected"
    UNEXPECTED = "unexpected"
    FINDINGS = "findings"
    COVERAGE = "coverage"
    SIGN_OFF = "sign-off"


class Section(NamedTuple):
    """One part of the report."""

    place: Place
    title: str
    words: tuple[str, ...] = ()
    """Paragraphs, above everything else."""
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


class Migration(NamedTuple):
    """The whole report."""

    title: str
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...]
    """What it was made by and from, name and value: the head of the sign-off."""
    lines: tuple[str, ...]
    """What stands under the lines that are signed: ``Name``, ``Date``, ``Signature``."""
