"""Overlays that are keyed by where something stands: ``module/Path.To.Keyword: …`` and ``iod/module: …``."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.standard.grammar import Condition, GrammarError, parse
from tools.standard.overlay import OverlayError

NEWER = Path(__file__).parent / "newer"
LINE = re.compile(r"(?P<place>[^\s:]+): (?P<text>.+)")
OPTIONAL = re.compile(r"\[([^\]]*)\]")
TYPED = re.compile(r"(?P<type>1C|2C|[123]) ?(?P<condition>.*)")
Typed = tuple[str, Condition | None]
"""A type, and the condition of Type 1C and 2C."""


def attributes() -> dict[str, Condition]:
    """Conditions of attributes that are newer than the source of conditions."""
    return {place: _condition(place, text) for place, text in _lines("attributes.txt")}


def modules() -> dict[str, Condition]:
    """Conditions of modules, by ``iod/module``, that are newer than the source of conditions."""
    return {place: _condition(place, text) for place, text in _lines("modules.txt")}


def groups() -> dict[str, dict[str, tuple[str, Condition | None]]]:
    """By IOD, then by the keyword of its sequence, usage and condition of functional groups."""
    found: dict[str, dict[str, tuple[str, Condition | None]]] = {}
    for place, text in _lines("groups.txt"):
        iod, _, keyword = place.partition("/")
        usage, _, condition = text.partition(" ")
        found.setdefault(iod, {})[keyword] = (usage, _condition(place, condition) if condition else None)
    return found


def in_use() -> dict[str, Condition]:
    """By which condition a module is taken to be in use, where that is not an attribute of its own."""
    return {place: _condition(place, text) for place, text in _lines("in-use.txt")}


def includes() -> dict[str, Typed]:
    """Type and condition of attributes whose condition the source tables lost with the macro that brings them."""
    return _typed("includes.txt")


def rows() -> dict[str, Typed]:
    """Type and condition of attributes that the source tables do not list."""
    return _typed("rows.txt")


def _typed(name: str) -> dict[str, Typed]:
    found: dict[str, Typed] = {}
    for place, text in _lines(name):
        match = TYPED.fullmatch(text)
        if match is None:
            raise OverlayError(f"{place}: a type, then a condition")
        condition = _condition(place, match["condition"]) if match["condition"] else None
        for way in {OPTIONAL.sub("", place), OPTIONAL.sub(r"\1", place)}:
            found[way] = (match["type"], condition)
    return found


def _lines(name: str) -> Iterator[tuple[str, str]]:
    path = NEWER / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
        if line.strip() and not line.startswith("#"):
            match = LINE.fullmatch(line.strip())
            if match is None:
                raise OverlayError(f"{name}:{number}: a line is 'place: …'")
            yield match["place"], match["text"]


def _condition(place: str, text: str) -> Condition:
    try:
        return parse(text)
    except GrammarError as error:
        raise OverlayError(f"{place}: {error}") from error
