"""Resolves the keywords of a condition into tags, and where each is to be looked for.

A keyword without a place means the attribute at the conditioned attribute's own level, else at the nearest level around
it whose table lists it, else (inside functional groups) in a group of the same frame, else at the top of the data set.
"""

from pydicom._uid_dict import UID_dictionary

from tools.standard.grammar import ABOUT_AN_ATTRIBUTE, Expression
from tools.standard.modules import FUNCTIONAL_GROUPS, Node
from tools.standard.tags import tag_of

ROOT, FRAME = -1, -2
_CLASSES = {row[4]: uid for uid, row in UID_dictionary.items()}


class Resolver:
    """Knows the attributes of every level of every module."""

    def __init__(self, trees: dict[str, dict[str, Node]]) -> None:
        self.trees = trees

    def resolved(self, expression: Expression, module: str, path: tuple[str, ...]) -> Expression:
        """The expression with tags and UIDs; ``path`` is that of the level at which it stands."""
        word = expression[0]
        if word in ("all", "any", "not"):
            return [word, *(self.resolved(part, module, path) for part in expression[1:])]
        if word == "class":
            return [word, [_CLASSES[keyword] for keyword in expression[1]]]
        if word in ABOUT_AN_ATTRIBUTE:
            place, *keywords = expression[1]
            tags = [tag_of(keyword) for keyword in keywords]
            return [word, [self._up(place, keywords[0], module, path), *tags], *expression[2:]]
        return expression

    def _up(self, place: str, keyword: str, module: str, path: tuple[str, ...]) -> int:
        named: dict[str, int] = {"root": ROOT, "here": 0, "parent": 1, "frame": FRAME}
        if place:
            return named[place] if path or place != "root" else 0
        levels = self._levels(module, path)
        for up, level in enumerate(reversed(levels)):
            if keyword in level:
                return ROOT if up and up == len(levels) - 1 else up
        if path and path[0] in FUNCTIONAL_GROUPS and any(keyword in group.children for group in levels[1].values()):
            return FRAME
        return ROOT if path else 0

    def _levels(self, module: str, path: tuple[str, ...]) -> list[dict[str, Node]]:
        """The tables from the module's top down to the level of ``path``."""
        levels = [self.trees.get(module, {})]
        for step in path:
            levels.append(levels[-1][step].children)
        return levels
