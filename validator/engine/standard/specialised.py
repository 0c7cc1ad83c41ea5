"""Conditions as they read in one IOD: what is known there without any instance falls away.

Whether the IOD is one of some, whether its SOP Class can be, and whether it has a module at all.
"""

from collections.abc import Sequence
from typing import Any

from validator.engine.standard.iods import Condition, Expression, Iod

ALWAYS: Expression = ["always"]
NEVER: Expression = ["never"]


def specialised(condition: Condition, iod: Iod) -> Condition:
    """The same condition for instances of this IOD."""
    return Condition(_known(condition.required, iod), _known(condition.otherwise, iod))


def _known(expression: Expression, iod: Iod) -> Expression:
    word = expression[0]
    if word == "not":
        inner = _known(expression[1], iod)
        return NEVER if inner == ALWAYS else ALWAYS if inner == NEVER else ["not", inner]
    if word == "all":
        return _joined(word, [_known(part, iod) for part in expression[1:]], decides=NEVER, passes=ALWAYS)
    if word == "any":
        return _joined(word, [_known(part, iod) for part in expression[1:]], decides=ALWAYS, passes=NEVER)
    if word == "iod":
        return ALWAYS if iod.key in expression[1] else NEVER
    if word == "class":
        return _of_all(expression, [uid in expression[1] for uid in iod.sop_classes])
    if word == "module":
        return _of_modules(expression, iod)
    return expression


def _joined(word: str, parts: list[Expression], *, decides: Expression, passes: Expression) -> Expression:
    if decides in parts:
        return decides
    left = [part for part in parts if part != passes]
    return left[0] if len(left) == 1 else [word, *left] if left else passes


def _of_all(expression: Expression, held: Sequence[bool]) -> Expression:
    """What holds for all SOP Classes of an IOD, or for none, is known of each instance."""
    return ALWAYS if held and all(held) else NEVER if held and not any(held) else expression


def _of_modules(expression: Expression, iod: Iod) -> Expression:
    usages: dict[str, Any] = {module.key: module.usage for module in iod.modules}
    asked = [key for key in expression[1] if key in usages]
    if any(usages[key] == "M" for key in asked):
        return ALWAYS
    return ["module", asked] if asked else NEVER
