"""A rule in the words of another system: dcm4chee-arc's coercion ``merge-attrs:``.

One line is ``{attributeID}={value}``, in which ``{…}`` is an attribute of the data set that comes in, formatted by
``org.dcm4che3.util.AttributesFormat``: ``slice`` (``begin`` and ``end`` as Java counts, negative ones from the end),
``upper``, ``offset``, ``date`` with a period, and an index from 0 for one of several values. ``{attributeID}!``
removes an attribute. A condition is ``{attributeID}={regular expression}``.

Nothing is written for attributes in items (only the first item could be reached), for several values at once (only
the first would be seen), and for literals that the format itself would read (braces, apostrophes).
"""

import re
from typing import NamedTuple

from validator.engine.compare.explain.characters import Case, Letters
from validator.engine.compare.explain.ends import Prefix, RemovePrefix, RemoveSuffix, Suffix
from validator.engine.compare.explain.moves import Add, ShiftDays
from validator.engine.compare.explain.parts import LAST, Component, First
from validator.engine.compare.explain.replacements import Constant, Remove
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.steps import Step
from validator.engine.standard import dictionary

REPRODUCE, UNDO = "dcm4chee: reproduce", "dcm4chee: undo"
TYPED: dict[type[Step], str] = {ShiftDays: "DA", Add: "IS"}
"""The VR of the attribute that the format reads for these steps; of a DT it would lose the time."""
_READ_BY_THE_FORMAT = re.compile(r"[{}'\\]")
_REGULAR = re.compile(r"([\\.^$|?*+()\[\]{}])")


class _Value(NamedTuple):
    """The right side of a line, and where it may be applied."""

    left: str = ""
    format: str = ""
    """What stands in the braces behind the attribute: ``,slice,0,16`` or ``[1]``."""
    right: str = ""
    condition: str = ""
    """The regular expression that the attribute must match; empty where it need not."""


def expressions_of(rule: Rule, path: str, *, several: bool) -> tuple[tuple[str, str], ...]:
    """The rule as (what it is for, the expression); ``several`` tells whether attributes have several values."""
    keyword, source = _keyword(path), _keyword(rule.source or path)
    if not keyword or not source or any(rule.vr != TYPED.get(type(step), rule.vr) for step in rule.steps):
        return ()
    found = [_line(REPRODUCE, keyword, source, rule.steps, several=several)]
    if not rule.source and len(rule.steps) == 1 and (undone := _undone(rule.steps[0])) is not None:
        found.append(_line(UNDO, keyword, keyword, (undone,), several=several))
    return tuple(line for line in found if line is not None)


def _keyword(path: str) -> str:
    tag = dictionary.tag_of(path) if "[" not in path else None
    return dictionary.keyword(tag) if tag is not None else ""


def _line(purpose: str, keyword: str, source: str, steps: tuple[Step, ...], *, several: bool) -> tuple[str, str] | None:
    if steps == (Remove(),):
        return purpose, f"{keyword}!"
    if len(steps) == 1 and isinstance(steps[0], Constant):
        value = steps[0].value
        return None if _READ_BY_THE_FORMAT.search(value) else (purpose, f"{keyword}={value}")
    made = _Value()
    for step in steps:
        after = _then(made, step)
        if after is None:
            return None
        made = after
    if _READ_BY_THE_FORMAT.search(made.left + made.right):
        return None
    if several and not made.format.startswith("["):
        return None
    where = f" where {source}={made.condition}" if made.condition else ""
    return f"{purpose}{where}", f"{keyword}={made.left}{{{source}{made.format}}}{made.right}"


def _then(value: _Value, step: Step) -> _Value | None:
    """The value with one more step done to it; ``None`` where the format has no word for it."""
    if isinstance(step, Prefix):
        return value._replace(left=step.prefix + value.left)
    if isinstance(step, Suffix):
        return value._replace(right=value.right + step.suffix)
    if value.format or value.right:
        return None
    if isinstance(step, First):
        left = step.count - len(value.left)
        return value._replace(format=f",slice,0,{left}") if left > 0 else None
    if isinstance(step, Case) and step.letters is Letters.UPPER:
        return value._replace(format=",upper", left=value.left.upper())
    return None if value.left else _alone(value, step)


def _alone(value: _Value, step: Step) -> _Value | None:
    """Of a value to which nothing was done yet."""
    if isinstance(step, RemovePrefix):
        return value._replace(format=f",slice,{len(step.prefix)}", condition=f"{_literal(step.prefix)}.*")
    if isinstance(step, RemoveSuffix):
        return value._replace(format=f",slice,0,-{len(step.suffix)}", condition=f".*{_literal(step.suffix)}")
    if isinstance(step, Add):
        return value._replace(format=f",offset,{step.number}")
    if isinstance(step, ShiftDays):
        return value._replace(format=f",date{'-' if step.days < 0 else '+'}P{abs(step.days)}D,yyyyMMdd")
    if isinstance(step, Component) and step.delimiter == "\\" and step.number != LAST:
        return value._replace(format=f"[{step.number - 1}]")
    return None


def _literal(text: str) -> str:
    """For a regular expression of Java."""
    return _REGULAR.sub(r"\\\1", text)


def _undone(step: Step) -> Step | None:
    """The step that leads back, where nothing was lost."""
    if isinstance(step, Prefix):
        return RemovePrefix(step.prefix)
    if isinstance(step, Suffix):
        return RemoveSuffix(step.suffix)
    if isinstance(step, ShiftDays):
        return ShiftDays(-step.days)
    return Add(-step.number) if isinstance(step, Add) else None
