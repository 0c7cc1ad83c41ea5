"""Lists from an archive's index against the files of the captures: figures, and every line that does not agree."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count

from validator.engine.model import Discrepancy, DiscrepancyKind, Entity, Reconciliation
from validator.engine.standard import dictionary
from validator.services import discrepancies, tables
from validator.services.report.filters import Filters
from validator.services.report.run import Run

PAGE = 100
WORDS = {
    DiscrepancyKind.MISSING: "not among the files",
    DiscrepancyKind.EXTRA: "not listed",
    DiscrepancyKind.COUNT: "another number",
    DiscrepancyKind.VALUE: "another value",
    DiscrepancyKind.UNUSABLE: "line cannot be used",
}
GLYPHS = {
    DiscrepancyKind.MISSING: "breaks",
    DiscrepancyKind.EXTRA: "degrades",
    DiscrepancyKind.COUNT: "degrades",
    DiscrepancyKind.VALUE: "degrades",
    DiscrepancyKind.UNUSABLE: "degrades",
}


class Level(NamedTuple):
    """What a list and a capture come to at one level."""

    plural: str
    listed: int
    found: int
    missing: int
    extra: int
    differing: int


class Held(NamedTuple):
    """One list against one capture."""

    listing: str
    against: str
    position: int | None
    """Of the capture."""
    unusable: int
    levels: tuple[Level, ...]


class KindCount(NamedTuple):
    """How many lines a filter would leave."""

    kind: str
    words: str
    rows: int


class Line(NamedTuple):
    """One thing that does not agree."""

    listing: str
    against: str
    number: int
    """The line of the list; 0 where it has none."""
    entity: str
    uid: str
    words: str
    glyph: str
    attribute: str
    """Its name; empty where something is missing or extra."""
    listed: str
    found: str
    note: str
    sought: str
    """By what the instance is found in the list of instances; empty where that has none."""


class ListPage(NamedTuple):
    """The tab."""

    held: tuple[Held, ...]
    kinds: tuple[KindCount, ...]
    rows: tuple[Line, ...]
    several: bool
    """Whether there is more than one pair of list and capture."""
    total: int
    page: int
    pages: int


def count_lists(run: Run) -> tuple[int, int]:
    """How many counts lists and files came to, and how many lines do not agree."""
    levels = len(tables.read(run.analysis, tables.Table.RECONCILED, only={"key": discrepancies.LEVEL}))
    return levels, discrepancies.rows_of(run.analysis).count() if levels else 0


def list_page(run: Run, filters: Filters) -> ListPage:
    """The figures, and one page of what does not agree."""
    told = tables.read(run.analysis, tables.Table.RECONCILED, only={"key": discrepancies.LEVEL})
    held = tuple(_held(run, told))
    only = {} if filters.capture is None else {"capture": filters.capture}
    counts = _counts(run, only)
    kind = filters.kind if filters.kind in counts else ""
    total = counts[kind] if kind else counts.total()
    page, pages = filters.paged(total, size=PAGE)
    stored = discrepancies.Stored(run.analysis, **only, **({"key": kind} if kind else {}))
    return ListPage(
        held=held,
        kinds=tuple(KindCount(each, WORDS[each], counts[each]) for each in DiscrepancyKind if counts[each]),
        rows=tuple(map(_line, stored.page((page - 1) * PAGE, PAGE))),
        several=len(held) > 1,
        total=total,
        page=page,
        pages=pages,
    )


def _counts(run: Run, only: dict[str, int]) -> Counter[str]:
    rows = discrepancies.rows_of(run.analysis).filter(**only).order_by().values_list("key").annotate(n=Count("pk"))
    return Counter(dict(rows))


def _held(run: Run, told: Sequence[Reconciliation]) -> Sequence[Held]:
    places = {capture.label: capture.position for capture in run.captures}
    pairs = groupby(told, key=lambda one: (one.capture, one.against, one.unusable))
    return [
        Held(
            listing,
            against,
            places.get(against),
            unusable,
            tuple(
                Level(one.entity.plural, one.listed, one.found, one.missing, one.extra, one.differing) for one in levels
            ),
        )
        for (listing, against, unusable), levels in pairs
    ]


def _line(one: Discrepancy) -> Line:
    is_there = one.entity is Entity.INSTANCE and one.kind not in (DiscrepancyKind.MISSING, DiscrepancyKind.UNUSABLE)
    return Line(
        listing=one.capture,
        against=one.against,
        number=one.line,
        entity=one.entity.noun,
        uid=one.uid,
        words=WORDS[one.kind],
        glyph=GLYPHS[one.kind],
        attribute=dictionary.name(dictionary.keywords()[one.attribute]) if one.attribute else "",
        listed=one.listed,
        found=one.found,
        note=one.note,
        sought=one.uid if is_there else "",
    )
