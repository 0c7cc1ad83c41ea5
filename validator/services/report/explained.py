"""Inferred rules as the pages show them: what makes the later value from the earlier one, and what it does not make."""

from typing import NamedTuple

from validator.engine.model import Collision, InferredRule, RuleException
from validator.models import Row
from validator.services import results, tables
from validator.services.report.cells import EMPTY
from validator.services.report.difference import Piece, difference, visible_pieces
from validator.services.report.run import Run
from validator.services.report.sections import path_name

Pieces = tuple[Piece, ...]
ABSENT = Piece("none", "not there")
LETTERS_SHOWN = 160


class ExceptionLine(NamedTuple):
    """A pair that the rule does not reproduce."""

    before: Pieces
    after: Pieces
    expected: Pieces
    """What the rule would have made; empty where it cannot tell."""
    lineage: int
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it


class CollisionLine(NamedTuple):
    """Different values that became one."""

    after: Pieces
    before: tuple[Pieces, ...]
    more: int
    """How many of them are not shown."""
    total: int


class Expression(NamedTuple):
    """The rule in the words of another system."""

    system: str
    """``dcm4chee``"""
    purpose: str
    """``reproduce``, perhaps with the condition under which it may be used."""
    text: str


LEAST_PAIRS = 6
"""Of fewer pairs it is not held against them that no rule explains them."""


class RuleTold(NamedTuple):
    """The rule of one attribute at one hop."""

    text: str
    """Empty where no rule explains the pairs."""
    practice: str
    support: int
    pairs: int
    exceptions: int
    collisions: int
    source: str
    """The path of the attribute that the value is made from; empty where it is the same one."""
    source_name: str
    expressions: tuple[Expression, ...]
    exception_lines: tuple[ExceptionLine, ...]
    more_exceptions: int
    """How many of them the lines do not stand for."""
    collision_lines: tuple[CollisionLine, ...]

    @property
    def is_thin(self) -> bool:
        """Whether there are too few pairs to tell a rule from chance."""
        return self.pairs < LEAST_PAIRS


def rules_at(run: Run, path: str) -> dict[int, RuleTold]:
    """By the position of the capture that its hop leads to, the rule of the attribute at this path."""
    position_of = {capture.label: capture.position for capture in run.captures}
    with results.stored_by(run.analysis):
        rules = tables.read(run.analysis, Row.Table.RULES, only={"key": path})
    return {position_of[rule.capture]: _told(rule) for rule in rules if rule.capture in position_of}


def _told(rule: InferredRule) -> RuleTold:
    return RuleTold(
        text=rule.text,
        practice=rule.practice,
        support=rule.support,
        pairs=rule.pairs,
        exceptions=rule.exception_count,
        collisions=rule.collision_count,
        source=rule.source,
        source_name=path_name(rule.source) if rule.source else "",
        expressions=tuple(_expression(*expression) for expression in rule.expressions),
        exception_lines=tuple(map(_exception_line, rule.exceptions)),
        more_exceptions=rule.exception_count - sum(exception.count for exception in rule.exceptions),
        collision_lines=tuple(map(_collision_line, rule.collisions)),
    )


def _expression(purpose: str, text: str) -> Expression:
    system, _, rest = purpose.partition(": ")
    return Expression(system, rest, text)


def _exception_line(exception: RuleException) -> ExceptionLine:
    before, after = exception.before, exception.after
    edited = difference(before, after, kind="") if before and after else pieces_of(after)
    expected = () if exception.expected is None else pieces_of(exception.expected)
    return ExceptionLine(pieces_of(before), edited, expected, exception.lineage, exception.count)


def _collision_line(collision: Collision) -> CollisionLine:
    before = tuple(map(pieces_of, collision.before))
    return CollisionLine(pieces_of(collision.after), before, collision.total - len(before), collision.total)


def pieces_of(value: str | None) -> Pieces:
    """A value as it is, with words for one that is empty or not there."""
    if value is None:
        return (ABSENT,)
    if not value:
        return (EMPTY,)
    text = value if len(value) <= LETTERS_SHOWN else f"{value[: LETTERS_SHOWN - 1]}…"
    return visible_pieces([Piece("", text)])
