"""What each hop did to the findings: which it introduced, which it fixed, which were there before."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count

from validator.engine.catalogue import RULES
from validator.engine.model import DeltaState, FindingDelta
from validator.models import Row
from validator.services import tables
from validator.services.report.filters import Filters
from validator.services.report.run import Run
from validator.services.report.sections import path_name
from validator.services.standard.links import attribute_key

MOST_ROWS = 500
WORDS = {DeltaState.INTRODUCED: "introduced", DeltaState.FIXED: "fixed", DeltaState.INHERITED: "left as it was"}


class DeltaRow(NamedTuple):
    """One rule at one place that had the same fate on a hop."""

    code: str
    name: str
    severity: str
    path: str
    attribute: str
    attribute_key: str
    """What stands for the attribute in addresses; empty where it has no page."""
    lineages: int
    examples: tuple[int, ...]


class DeltaSection(NamedTuple):
    """What one hop did in one way."""

    state: str
    label: str
    """Of the capture that the hop leads to."""
    words: str
    since: str
    """The capture before, where the instances came from an earlier one."""
    rows: tuple[DeltaRow, ...]


class StateCount(NamedTuple):
    """How many lines a filter would leave."""

    state: str
    words: str
    rows: int


class DeltaTable(NamedTuple):
    """The whole table."""

    sections: tuple[DeltaSection, ...]
    states: tuple[StateCount, ...]
    cut: bool
    """Whether there are more rows than are shown."""


def delta_table(run: Run, filters: Filters) -> DeltaTable:
    """What hops introduced and fixed, along the chain; what they left as it was only where that is asked for."""
    rows = Row.objects.filter(analysis=run.analysis, table=Row.Table.DELTA)
    if filters.hop is not None:
        rows = rows.filter(capture=filters.hop)
    counted = dict(rows.order_by().values_list("key").annotate(n=Count("pk")))
    wanted = [filters.state] if filters.state in WORDS else [DeltaState.INTRODUCED, DeltaState.FIXED]
    only = {"key__in": wanted} | ({} if filters.hop is None else {"capture": filters.hop})
    found = [
        line
        for line in tables.read(run.analysis, Row.Table.DELTA, most=MOST_ROWS, only=only)
        if (not filters.severity or line.severity == filters.severity)
        and (not filters.rule or line.code.startswith(filters.rule))
    ]
    return DeltaTable(
        sections=tuple(_sections(run, found)),
        states=tuple(StateCount(state, words, counted.get(state, 0)) for state, words in WORDS.items()),
        cut=len(found) == MOST_ROWS,
    )


def _sections(run: Run, lines: Iterable[FindingDelta]) -> Iterable[DeltaSection]:
    labels = [capture.label for capture in run.captures]
    for (before, capture, state), alike in groupby(
        sorted(lines, key=lambda line: labels.index(line.capture)),
        key=lambda line: (line.capture_before, line.capture, line.state),
    ):
        since = "" if labels.index(before) == labels.index(capture) - 1 else before
        yield DeltaSection(state, capture, WORDS[state], since, tuple(map(_row, alike)))


def _row(line: FindingDelta) -> DeltaRow:
    return DeltaRow(
        code=line.code,
        name=RULES[line.code].name if line.code in RULES else line.code,
        severity=line.severity,
        path=line.path,
        attribute=path_name(line.path) if line.path else "",
        attribute_key=attribute_key(line.path),
        lineages=line.count,
        examples=line.lineages,
    )
