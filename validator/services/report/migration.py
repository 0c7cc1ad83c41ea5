"""The migration report of a run, from what the database holds: a few hundred rows, however many instances there are."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, QuerySet, Sum

from validator.engine.model import DeltaState, Dimension, Impact, InferredRule
from validator.engine.report import CaptureSize
from validator.engine.report.migration import FIRST, ChangeLine, Material, Migration, arrange
from validator.models import Analysis, Group, Row
from validator.services import discrepancies, results, tables
from validator.services.errors import NotFound
from validator.services.provenance import provenance_of
from validator.services.report.groups import change_examples
from validator.services.report.postings import counts
from validator.services.report.run import Run
from validator.services.report.sections import path_name

Table = Row.Table


def migration_report(run: Run) -> Migration:
    """The sections of the report of a run that is done.

    Raises ``NotFound`` where there is one capture only: nothing was migrated.
    """
    if not run.is_trace:
        raise NotFound(
            f"Case {run.case.pk} has one capture, so there is no migration to report on: add the capture of the "
            "destination and run again."
        )
    with results.stored_by(run.analysis):
        return arrange(_material(run))


def _material(run: Run) -> Material:
    analysis = run.analysis
    changes = Group.objects.filter(analysis=analysis, scope=Group.Scope.CHANGE).order_by("rank")
    meaning = changes.filter(level="meaning")
    unexpected, expected = meaning.filter(expected=False), meaning.filter(expected=True)
    sampling = tables.sampling(analysis)
    uneven = {"key": tables.ODD}
    return Material(
        captures=tuple(
            CaptureSize(point.label, files) for point, files in zip(run.captures, run.totals.files, strict=True)
        ),
        sentences=tuple(results.sentences(analysis)),
        breakdown=_first(analysis, Table.BREAKDOWN, Dimension),
        breakdown_counts=_numbers(analysis, Table.BREAKDOWN, Dimension),
        uneven=tables.read(analysis, Table.STUDIES, most=FIRST, only=uneven),
        uneven_count=Row.objects.filter(analysis=analysis, table=Table.STUDIES, **uneven).count(),
        expected=_lines(run, expected.order_by("-members", "rank")),
        expected_count=expected.count(),
        unexpected=_lines(run, unexpected),
        unexpected_count=unexpected.count(),
        changed=counts({"": unexpected.values_list("pk", flat=True)})[""] if sampling else 0,
        encoding=changes.filter(level="encoding").aggregate(sum=Sum("n"))["sum"] or 0,
        expectations=tables.read(analysis, Table.EXPECTATIONS),
        delta=_first(analysis, Table.DELTA, DeltaState),
        delta_counts=_numbers(analysis, Table.DELTA, DeltaState),
        sampling=sampling,
        reconciled=tables.read(analysis, Table.RECONCILED, only={"key": discrepancies.LEVEL}),
        discrepancies=discrepancies.Stored(analysis).page(0, FIRST),
        discrepancy_count=len(discrepancies.Stored(analysis)),
        provenance=provenance_of(analysis),
        digest=analysis.summary.get("digest", ""),
    )


def _first(analysis: Analysis, table: Table, keys: Iterable[str]) -> list[Any]:
    """The first rows under each key."""
    return [value for key in keys for value in tables.read(analysis, table, most=FIRST, only={"key": key})]


def _numbers(analysis: Analysis, table: Table, keys: Iterable[Any]) -> Mapping[Any, int]:
    rows = Row.objects.filter(analysis=analysis, table=table).order_by().values_list("key").annotate(n=Count("pk"))
    known = dict(rows)
    return {key: known.get(key, 0) for key in keys}


def _lines(run: Run, groups: "QuerySet[Group]") -> list[ChangeLine]:
    shown = list(groups[:FIRST])
    rules = _rules(run.analysis, {group.path for group in shown})
    return [_line(run, group, rules) for group in shown]


def _rules(analysis: Analysis, paths: Iterable[str]) -> dict[tuple[str, str], InferredRule]:
    """The rules at these places, by hop and place."""
    found = tables.read(analysis, Table.RULES, only={"key__in": sorted(paths)})
    return {(rule.capture, rule.path): rule for rule in found}


def _line(run: Run, group: Group, rules: Mapping[tuple[str, str], InferredRule]) -> ChangeLine:
    label = run.label(group.capture)
    line = ChangeLine(
        capture=label,
        path=group.path,
        name=path_name(group.path) if group.path else "",
        kind=group.code,
        impact=None if group.expected else Impact(group.impact),
        instances=group.members,
        rule=rules.get((label, group.path)),
    )
    example = next(iter(change_examples(group)), None)
    if example is None:
        return line
    return line._replace(before=example.before, after=example.after, detail=example.detail, is_shown=True)
