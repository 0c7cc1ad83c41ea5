"""What a value went through from capture to capture: the distinct courses of one attribute, the most frequent first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import Change, Level
from validator.models import Group, Member
from validator.services import plans, results
from validator.services.report import postings
from validator.services.report.cells import Cell, changed_cell, note_of, value_cell
from validator.services.report.filters import Filters
from validator.services.report.run import Run

LINEAGES_A_PAGE = 200
LINEAGES_READ = 800
"""Changes are stored by ranges of lineages: for one page so many ranges are read as hold this many of them."""


class Course(NamedTuple):
    """One way that the value took, and how many instances took it."""

    path: str
    """Of the first of them, with its item numbers."""
    cells: tuple[Cell, ...]
    lineage: int
    """The first of them."""
    position: int
    """Of the first capture at which it changed."""
    lineages: int


class CourseTable(NamedTuple):
    """The courses of a page of instances."""

    labels: tuple[str, ...]
    courses: tuple[Course, ...]
    first: int
    last: int
    """Which of the instances the page is about, counted from 1."""
    total: int
    """In how many instances some hop changed the attribute."""
    page: int
    pages: int


def course_table(run: Run, groups: Sequence[Group], path: str, filters: Filters) -> CourseTable:
    """The courses of the instances that the groups stand for, one page of instances at a time."""
    lineages = postings.members([group.pk for group in groups])
    pages = list(_pages(lineages, plans.chunk_size(max(1, run.totals.lineages))))
    page = min(filters.page, max(1, len(pages)))
    shown = pages[page - 1] if pages else []
    first = 1 + sum(map(len, pages[: page - 1]))
    return CourseTable(
        labels=tuple(capture.label for capture in run.captures),
        courses=tuple(_courses(run, path, shown)),
        first=first,
        last=first + len(shown) - 1,
        total=len(lineages),
        page=page,
        pages=len(pages),
    )


def _pages(lineages: Iterable[int], a_result: int) -> Iterable[list[int]]:
    """So many instances at a time as can be read at once."""
    page: list[int] = []
    opened: set[int] = set()
    for lineage in lineages:
        result = (lineage - 1) // a_result
        if page and (len(page) == LINEAGES_A_PAGE or len(opened | {result}) * a_result > LINEAGES_READ):
            yield page
            page, opened = [], set()
        page.append(lineage)
        opened.add(result)
    if page:
        yield page


def _courses(run: Run, path: str, lineages: Sequence[int]) -> list[Course]:
    wanted = frozenset(lineages)
    held: dict[int, set[int]] = defaultdict(set)
    members = Member.objects.filter(analysis=run.analysis, lineage__in=lineages, rank=0)
    for lineage, position in members.values_list("lineage", "capture"):
        held[lineage].add(position)
    by_place: dict[tuple[int, str], list[Change]] = defaultdict(list)
    for change in results.changes_at(run.analysis, path, wanted):
        by_place[change.lineage, change.path].append(change)
    found: dict[tuple[Cell, ...], Course] = {}
    for (lineage, place), changes in by_place.items():
        cells, position = _cells(run, path, changes, held[lineage])
        known = found.get(cells)
        if known is None:
            found[cells] = Course(place, cells, lineage, position, 1)
        else:
            found[cells] = known._replace(lineages=known.lineages + 1)
    return sorted(found.values(), key=lambda course: (-course.lineages, course.lineage))


def _cells(run: Run, path: str, changes: Sequence[Change], held: set[int]) -> tuple[tuple[Cell, ...], int]:
    """One cell a capture, and where the first change is."""
    at: dict[str, Change] = {}
    for change in changes:
        if change.capture not in at or change.level is Level.MEANING:
            at[change.capture] = change
    cells: list[Cell] = []
    positions = []
    for capture in run.captures:
        if capture.label in at:
            positions.append(capture.position)
            cells.append(_changed(run, at[capture.label], path, capture.position))
        elif capture.position not in held:
            cells.append(Cell("missing"))
        elif all(cell.state == "missing" for cell in cells):
            cells.append(value_cell(path, changes[0].before))
        else:
            cells.append(Cell("same"))
    return tuple(cells), min(positions, default=0)


def _changed(run: Run, change: Change, path: str, position: int) -> Cell:
    since = "" if change.capture_before == run.label(position - 1) else change.capture_before
    note = note_of(change.kind, path, detail=change.detail, expected=change.expected or "", since=since)
    impact = "expected" if change.expected else str(change.impact)
    return changed_cell(change.kind, path, change.before, change.after, impact=impact, note=note)
