"""CSV (RFC 4180, UTF-8): one row a finding or a change, every cell inert in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from validator.engine.model import Change, CheckedFile, CollectionFinding, ExpectationResult, Presence
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.inert import cell

CHECK_COLUMNS = ("scope", "file", "state", "code", "severity", "path", "offset", "message", "value")
COMPARE_COLUMNS = (
    *("record", "capture_before", "capture", "lineage", "file_before", "file_after", "path", "keyword", "kind"),
    *("also", "level", "before", "after", "count", "impact", "declared", "expected", "writer", "detail"),
)
Row = tuple[object, ...]


def check_table(report: CheckReport) -> Iterator[str]:
    """One row a finding; a file without findings has one row, a collection finding one for each of its files."""
    yield from _rows(CHECK_COLUMNS, _check_rows(report))


def compare_table(report: CompareReport) -> Iterator[str]:
    """One row a change, one for each instance that is missing, added, duplicated or in conflict, one an expectation."""
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
        yield _change_row(change)
    for presence in report.presence:
        yield _presence_row(presence)
    for result in report.facts.expectations:
        yield _expectation_row(result)


def _change_row(change: Change) -> Row:
    return (
        *("change", change.capture_before, change.capture, change.lineage, change.file_before, change.file_after),
        *(change.path, change.keyword, change.kind, " ".join(change.also), change.level, change.before, change.after),
        *(change.count, change.impact, change.declared, change.expected, change.writer, change.detail),
    )


def _presence_row(presence: Presence) -> Row:
    known = {
        "record": "presence",
        "capture": presence.capture,
        "lineage": presence.lineage,
        "file_before" if presence.kind == "instance.missing" else "file_after": presence.file,
        "kind": presence.kind,
        "expected": presence.expected or "",
    }
    return tuple(known.get(column, "") for column in COMPARE_COLUMNS)


def _expectation_row(result: ExpectationResult) -> Row:
    known = {
        "record": "expectation",
        "capture": result.capture,
        "path": result.path,
        "kind": result.kind,
        "count": result.allowed,
        "expected": result.text,
        "detail": f"unmet in {result.unmet} instances" if result.unmet else "",
    }
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
