"""Files that fit several instances equally well: what there was to choose from, and that nothing was chosen."""

from typing import NamedTuple

from validator.engine.model import Ambiguity
from validator.models import Row
from validator.services import tables
from validator.services.report.run import Run

MOST_ROWS, MOST_NAMED = 20, 6


class Undecided(NamedTuple):
    """The undecided pairs of a run."""

    rows: tuple[Ambiguity, ...]
    """The first of them, each with its first files and lineages."""
    total: int


def undecided_of(run: Run) -> Undecided:
    """Along the chain."""
    total = Row.objects.filter(analysis=run.analysis, table=Row.Table.AMBIGUOUS).count()
    found: list[Ambiguity] = tables.read(run.analysis, Row.Table.AMBIGUOUS, most=MOST_ROWS)
    return Undecided(tuple(map(_shortened, found)), total)


def _shortened(row: Ambiguity) -> Ambiguity:
    return row._replace(files=row.files[:MOST_NAMED], lineages=row.lineages[:MOST_NAMED], began=row.began[:MOST_NAMED])
