"""What the page of a list shows: how it is written, its first lines, and what each column is taken for."""

from collections.abc import Mapping
from typing import NamedTuple

from validator.engine.manifest import ATTRIBUTES, COUNTS, Columns
from validator.engine.model import Entity
from validator.engine.standard import dictionary
from validator.models import Capture, Case
from validator.services import manifests
from validator.services.manifests import KEYWORDS

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
LONGEST_CELL = 80
"""Characters of a cell that are shown."""


class Choice(NamedTuple):
    """What a column can be."""

    keyword: str
    name: str


class Head(NamedTuple):
    """One column."""

    place: int
    name: str
    """Its head; empty where the list has none."""
    keyword: str
    """What it is taken for; empty where it is left out."""
    reason: str
    """Why it is left out."""


class Page(NamedTuple):
    """The list of one capture."""

    name: str
    size: int
    fault: str
    """Why it cannot be read: not at all where there are no lines, else until somebody says what the columns are."""
    detail: str
    """What its lines come to; empty of a long list, which the run reads to its end."""
    lists: str
    """``studies, with the number of their instances``"""
    writing: str
    guessed: str
    heads: tuple[Head, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    """The first, each with its number and a cell for each column."""
    choices: tuple[Choice, ...]


def manifest_page(case: Case, capture: Capture, said: Mapping[int, str] | None = None) -> Page | None:
    """``None`` where the capture has no list yet; ``said`` are columns that were refused, for who corrects them."""
    known = manifests.understood(capture) if capture.kind == Capture.Kind.MANIFEST else None
    if known is None:
        return None
    if known.preview is None:
        return Page(known.file.name, known.file.size, known.fault, "", "", "", "", (), (), ())
    listing, lines = known.preview
    columns = listing.columns.all
    return Page(
        name=known.file.name,
        size=known.file.size,
        fault=known.fault,
        detail=known.file.detail,
        lists="" if known.fault else _lists(listing.columns),
        writing=f"{listing.writing.name}, columns separated by {SEPARATORS[listing.writing.separator]}",
        guessed=listing.writing.guessed,
        heads=tuple(_said(Head(*column), said or {}) for column in columns),
        lines=tuple((line.number, tuple(_cells(line.cells, len(columns)))) for line in lines),
        choices=tuple(Choice(keyword, dictionary.name(dictionary.keywords()[keyword])) for keyword in KEYWORDS),
    )


def _said(head: Head, said: Mapping[int, str]) -> Head:
    keyword = said.get(head.place, head.keyword)
    return head if keyword == head.keyword else head._replace(keyword=keyword, reason="")


def _lists(columns: Columns) -> str:
    """What the lines are, and what is compared beside their presence."""
    lowest = columns.levels[-1]
    places = columns.places
    counts = sum(keyword in COUNTS for keyword in places)
    attributes = sum(keyword in ATTRIBUTES for keyword in places)
    beside = [
        "one count" if counts == 1 else f"{counts} counts" if counts else "",
        "one attribute" if attributes == 1 else f"{attributes} attributes" if attributes else "",
    ]
    said = " and ".join(filter(None, beside))
    above = f" of {' and '.join(level.plural for level in columns.levels[:-1])}" if len(columns.levels) > 1 else ""
    plural = Entity(lowest).plural
    return f"{plural}{above}{f', with {said} to compare' if said else ''}"


def _cells(cells: list[str], width: int) -> list[str]:
    """As many as there are columns; long ones cut."""
    shown = [cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…" for cell in cells[:width]]
    return shown + [""] * (width - len(shown))
