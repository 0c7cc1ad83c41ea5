"""Reads what the hand-written overlay says of terms, and finds the lines that concern an attribute.

    # a reason
    place: enumerated A|B            replaces what the source says of the attribute, as does
    place: [3] defined A B|C         which is about its third value, and
    place: enumerated A if REF is X  which applies when the condition of our grammar is true
    place: none                      drops what the source says
    place: + D|E                     adds terms to what is said of every value; ``[3] +`` to what is said of the third

A place is ``module/Path.To.Keyword``, or ``*/Keyword`` and ``*/End.Of.Path`` in every module: the more keywords it
gives, the stronger it is, and a place with a module is stronger than any without.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tools.standard.grammar import Expression, GrammarError, keywords, parse
from tools.standard.overlay import OverlayError
from tools.standard.tags import tag_of

FOLDER = Path(__file__).parent / "terms"
LINE = re.compile(r"(?P<place>[\w*-]+/[\w.]+): (?P<what>.+)")
WHAT = re.compile(
    r"(?:\[(?P<position>\d+)\] )?(?P<kind>enumerated|defined|\+) (?P<terms>.+?)(?: if (?P<condition>.+))?"
    r"|(?P<none>none)"
)


class Line(NamedTuple):
    """One line of the overlay."""

    place: str
    kind: str
    """``enumerated``, ``defined``, ``+`` or ``none``."""
    position: int
    terms: tuple[str, ...]
    condition: Expression | None


def lines(path: Path) -> Iterator[Line]:
    """The lines of one file; raises ``OverlayError``, also where a block of lines gives no reason."""
    reasoned = False
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            reasoned = bool(text.strip())
            continue
        try:
            line = _line(text.strip())
        except (GrammarError, OverlayError, LookupError) as error:
            raise OverlayError(f"{path.name}:{number}: {error}") from error
        if not reasoned:
            raise OverlayError(f"{path.name}:{number}: a block of lines starts with its reason")
        yield line


@cache
def overlay(folder: Path = FOLDER) -> dict[str, tuple[Line, ...]]:
    """The lines of every file by place; raises ``OverlayError``, also where two files are at odds about a place."""
    found: dict[str, tuple[Line, ...]] = {}
    told: dict[str, Path] = {}
    for path in sorted(folder.glob("*.txt")):
        for line in lines(path):
            if line.kind != "+" and told.setdefault(line.place, path) != path:
                raise OverlayError(f"{path.name}: {line.place} stands in {told[line.place].name} as well")
            found[line.place] = (*found.get(line.place, ()), line)
    return found


def places(module: str, path: str) -> Iterator[str]:
    """The places that an attribute answers to, the strongest first."""
    yield f"{module}/{path}"
    names = path.split(".")
    for start in range(len(names)):
        yield f"*/{'.'.join(names[start:])}"


def _line(text: str) -> Line:
    match = LINE.fullmatch(text)
    what = WHAT.fullmatch(match["what"]) if match else None
    if match is None or what is None:
        raise OverlayError("a line is 'place: [position] kind A|B if EXPRESSION' or 'place: none'")
    condition = parse(what["condition"]).required if what["condition"] else None
    for keyword in (*match["place"].partition("/")[2].split("."), *(keywords(condition) if condition else ())):
        tag_of(keyword)
    terms = tuple(what["terms"].split("|")) if what["terms"] else ()
    if len(set(terms)) < len(terms):
        raise OverlayError("a term is listed twice")
    return Line(match["place"], what["kind"] or "none", int(what["position"] or 0), terms, condition)
