"""Is everything there? Studies and series with the number of their instances at every capture."""

from typing import NamedTuple

from validator.engine.model import Entity, EntityCount
from validator.models import Row
from validator.services import tables
from validator.services.report.filters import Filters
from validator.services.report.run import Run

ROWS_A_PAGE = 100
ROWS_IN_SHORT = 12
"""Above the list of instances; more have a page of their own."""


class CountCell(NamedTuple):
    """One study or series at one capture."""

    instances: int
    notes: tuple[str, ...]
    """What is not as it was: ``3 missing``."""
    impact: str
    """Empty where all is well."""


class StudyRow(NamedTuple):
    """One study, or one series of it."""

    uid: str
    modality: str
    is_series: bool
    cells: tuple[CountCell, ...]


class StudyTable(NamedTuple):
    """A page of it."""

    labels: tuple[str, ...]
    rows: tuple[StudyRow, ...]
    total: int
    """Studies and series, those of other pages included."""
    odd: int
    """Those that are not the same at every capture."""
    page: int
    pages: int


def study_table(run: Run, filters: Filters) -> StudyTable:
    """All studies and series a page at a time; in short only the first, those that are not complete before others."""
    rows = Row.objects.filter(analysis=run.analysis, table=Row.Table.STUDIES)
    total, odd = rows.count(), rows.filter(key=tables.ODD).count()
    labels = tuple(capture.label for capture in run.captures)
    if filters.by != "study":
        only = {"key": tables.ODD} if odd and total > ROWS_IN_SHORT else None
        found = tables.read(run.analysis, Row.Table.STUDIES, most=ROWS_IN_SHORT, only=only)
        return StudyTable(labels, tuple(map(_row, found)), total, odd, 1, 1)
    only = {"key": tables.ODD} if filters.presence else None
    page, pages = filters.paged(odd if only else total, size=ROWS_A_PAGE)
    found = tables.read(run.analysis, Row.Table.STUDIES, first=(page - 1) * ROWS_A_PAGE, most=ROWS_A_PAGE, only=only)
    return StudyTable(labels, tuple(map(_row, found)), total, odd, page, pages)


def _row(entity: EntityCount) -> StudyRow:
    cells = tuple(_cell(entity, at) for at in range(len(entity.counts)))
    is_series = entity.entity is Entity.SERIES
    return StudyRow(entity.series if is_series else entity.study, entity.modality, is_series, cells)


def _cell(entity: EntityCount, at: int) -> CountCell:
    missing, added, twice = entity.missing[at], entity.added[at], entity.files[at] - entity.counts[at]
    pieces, studies = len(entity.uids[at]), len(entity.studies[at])
    is_series = entity.entity is Entity.SERIES
    notes = [
        f"{missing:,} missing" if missing else "",
        f"{added:,} added" if added else "",
        f"{twice:,} file{'' if twice == 1 else 's'} too many" if twice else "",
        f"under {pieces:,} {entity.entity.term} Instance UIDs" if pieces > 1 else "",
        f"in {studies:,} studies" if is_series and studies > 1 else "",
        "shares its UID with another" if entity.merged[at] else "",
    ]
    broken = missing or pieces > 1 or (is_series and studies > 1) or entity.merged[at]
    impact = "breaks" if broken else "degrades" if added or twice else ""
    return CountCell(entity.counts[at], tuple(filter(None, notes)), impact)
