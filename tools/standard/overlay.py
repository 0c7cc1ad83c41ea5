"""Reads the hand-written conditions: for each conditional sentence of the source, what it says in our grammar.

    # a reason, where one is needed
    4f2a91c8 general-image/LossyImageCompressionRatio: LossyImageCompression is 01 ; else forbidden

The digest stands for the sentence (``texts.digest``), the place is one where it is used, for the reader's sake.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.standard.grammar import Condition, GrammarError, keywords, parse
from tools.standard.tags import tag_of

FOLDER = Path(__file__).parent / "conditions"
MODULES = "modules.txt"
LINE = re.compile(r"(?P<digest>[0-9a-f]{8}) (?P<place>\S+): (?P<condition>.+)")


class Line(NamedTuple):
    """One sentence of the source, translated."""

    digest: str
    place: str
    condition: Condition


class OverlayError(Exception):
    """A line of an overlay cannot be used; says which and why."""


def lines(path: Path) -> Iterator[Line]:
    """The translated sentences of one file; raises ``OverlayError``."""
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip() or text.startswith("#"):
            continue
        match = LINE.fullmatch(text.strip())
        if match is None:
            raise OverlayError(f"{path.name}:{number}: a line is 'digest place: condition'")
        try:
            condition = parse(match["condition"])
        except GrammarError as error:
            raise OverlayError(f"{path.name}:{number}: {error}") from error
        try:
            for keyword in {*keywords(condition.required), *keywords(condition.otherwise)}:
                tag_of(keyword)
        except LookupError as error:
            raise OverlayError(f"{path.name}:{number}: {error}") from error
        yield Line(match["digest"], match["place"], condition)


def of_attributes() -> dict[str, Condition]:
    """Every translated sentence about an attribute, by its digest; raises ``OverlayError``."""
    return _translated(path for path in sorted(FOLDER.glob("*.txt")) if path.name != MODULES)


def of_modules() -> dict[str, Condition]:
    """Every translated sentence about a module or a functional group, by its digest; raises ``OverlayError``."""
    return _translated([FOLDER / MODULES])


def _translated(paths: Iterable[Path]) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    for path in paths:
        for line in lines(path):
            if line.digest in found:
                raise OverlayError(f"{path.name}: {line.digest} is translated twice")
            found[line.digest] = line.condition
    return found
