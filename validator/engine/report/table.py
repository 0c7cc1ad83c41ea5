"""CSV (RFC 4180, UTF-8): one row a finding, a change or a number, every cell inert in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from validator.engine.model import (
    BreakdownLine,
    Change,
    CheckedFile,
    CollectionFinding,
    Dimension,
    Discrepancy,
    ExpectationResult,
    FindingDelta,
    Presence,
    Reconciliation,
    Sampling,
)
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.inert import cell
from validator.engine.report.reconciled import discrepancy_words

CHECK_COLUMNS = ("scope", "file", "state", "code", "severity", "path", "offset", "message", "value")
COMPARE_COLUMNS = (
    *("record", "capture_before", "capture", "lineage", "file_before", "file_after", "path", "keyword", "kind"),
    *("also", "level", "before", "after", "count", "impact", "declared", "expected", "writer", "detail"),
)
COUNTED_BY = {
    Dimension.ALL: ("", ""),
    Dimension.MODALITY: ("(0008,0060)", "Modality"),
    Dimension.YEAR: ("(0008,0020)", "StudyDate"),
    Dimension.STATION: ("(0008,1010)", "StationName"),
}
MEASURES = ("studies", "series", "instances", "missing", "added", "duplicated", "conflicting")
"""Of ``BreakdownLine``, in the order in which they are told."""
Row = tuple[object, ...]


def check_table(report: CheckReport) -> Iterator[str]:
    """One row a finding; a file without findings has one row, a collection finding one for each of its files."""
    yield from _rows(CHECK_COLUMNS, _check_rows(report))


def compare_table(report: CompareReport) -> Iterator[str]:
    """One row a change, one for each instance that came or went, and one for each number that completeness rests on.

    All in one table, whose first column says what a row is and whose columns mean the same in each: so one filter of a
    spreadsheet, or one line of a script, has what it needs. ``count`` is the number of a row.
    """
    yield from _rows(COMPARE_COLUMNS, _compare_rows(report))


def _check_rows(report: CheckReport) -> Iterator[Row]:
    for checked in report.files:
        yield from _file_rows(checked)
    for finding in report.collection:
        yield from _collection_rows(finding)


def _file_rows(checked: CheckedFile) -> Iterator[Row]:
    if not checked.findings:
        yield ("file", checked.file, checked.state, "", "", "", "", checked.kind or "", "")
    for finding in checked.findings:
        yield ("file", checked.file, checked.state, *finding)


def _collection_rows(finding: CollectionFinding) -> Iterator[Row]:
    for file in finding.files:
        yield ("collection", file, "", finding.code, finding.severity, finding.path, "", finding.message, "")


def _compare_rows(report: CompareReport) -> Iterator[Row]:
    for change in report.changes:
        yield change_row(change)
    for presence in report.presence:
        yield presence_row(presence)
    for result in report.facts.expectations:
        yield expectation_row(result)
    labels = tuple(capture.label for capture in report.captures)
    for line in report.facts.breakdown:
        yield from breakdown_rows(line, labels)
    for delta in report.facts.delta:
        yield delta_row(delta)
    for reconciliation in report.facts.reconciled:
        yield from reconciliation_rows(reconciliation)
    for discrepancy in report.facts.discrepancies:
        yield discrepancy_row(discrepancy)
    if report.facts.sampling is not None:
        yield from sampling_rows(report.facts.sampling)


def change_row(change: Change) -> Row:
    return (
        *("change", change.capture_before, change.capture, change.lineage, change.file_before, change.file_after),
        *(change.path, change.keyword, change.kind, " ".join(change.also), change.level, change.before, change.after),
        *(change.count, change.impact, change.declared, change.expected, change.writer, change.detail),
    )


def presence_row(presence: Presence) -> Row:
    """The file stands on the side of the hop that has it."""
    return _row(
        "presence",
        capture=presence.capture,
        lineage=presence.lineage,
        kind=presence.kind,
        expected=presence.expected or "",
        **{"file_before" if presence.kind == "instance.missing" else "file_after": presence.file},
    )


def expectation_row(result: ExpectationResult) -> Row:
    return _row(
        "expectation",
        capture=result.capture,
        path=result.path,
        kind=result.kind,
        count=result.allowed,
        expected=result.text,
        detail=f"unmet in {result.unmet} instances" if result.unmet else "",
    )


def breakdown_rows(line: BreakdownLine, labels: Sequence[str]) -> Iterator[Row]:
    """One row a capture and measure; ``after`` is the value by which it is counted."""
    tag, keyword = COUNTED_BY[line.dimension]
    for at, label in enumerate(labels):
        for measure in MEASURES:
            count = getattr(line, measure)[at]
            yield _row(
                "breakdown", capture=label, path=tag, keyword=keyword, kind=measure, after=line.value, count=count
            )


def delta_row(delta: FindingDelta) -> Row:
    return _row(
        "finding",
        capture_before=delta.capture_before,
        capture=delta.capture,
        path=delta.path,
        kind=delta.code,
        level=delta.severity,
        count=delta.count,
        detail=delta.state,
    )


def reconciliation_rows(reconciliation: Reconciliation) -> Iterator[Row]:
    """One row a number: how many studies, series or instances are listed, found, missing, and so on."""
    for measure in ("listed", "found", "missing", "extra", "differing", "unusable"):
        yield _row(
            "reconciliation",
            capture_before=reconciliation.capture,
            capture=reconciliation.against,
            kind=measure,
            count=getattr(reconciliation, measure),
            detail=reconciliation.entity,
        )


def discrepancy_row(discrepancy: Discrepancy) -> Row:
    """``capture_before`` is the manifest, ``before`` what it lists, ``after`` what the files hold."""
    return _row(
        "discrepancy",
        capture_before=discrepancy.capture,
        capture=discrepancy.against,
        keyword=discrepancy.attribute,
        kind=discrepancy.kind,
        before=discrepancy.listed,
        after=discrepancy.found,
        detail=discrepancy_words(discrepancy),
    )


def sampling_rows(sampling: Sampling) -> Iterator[Row]:
    yield _row("sampling", kind="population", count=sampling.population)
    yield _row("sampling", kind="compared", count=sampling.compared, detail=sampling.seed)


def _row(record: str, **known: object) -> Row:
    """The columns that are known; the others stay empty."""
    known["record"] = record
    return tuple(known.get(column, "") for column in COMPARE_COLUMNS)


def _rows(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow("" if value is None else cell(str(value)) for value in row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()
