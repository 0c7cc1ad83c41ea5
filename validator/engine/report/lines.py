"""NDJSON: one JSON object a line, each saying under ``record`` what it is; the fields are those of the documents."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from validator.engine.model import Facts
from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.digest import COMPARE_SCHEMA
from validator.engine.report.document import CHECK_SCHEMA
from validator.engine.report.records import (
    Record,
    capture_record,
    change_record,
    collection_record,
    file_record,
    group_record,
    lineage_record,
    plain,
    presence_record,
    run_record,
)


def check_lines(report: CheckReport) -> Iterator[str]:
    """A line ``schema``, then ``file`` lines, then ``collection`` lines."""
    yield _line("schema", {"schema": CHECK_SCHEMA, "standard_edition": report.standard_edition})
    for checked in report.files:
        yield _line("file", file_record(checked))
    for finding in report.collection:
        yield _line("collection", collection_record(finding))


def compare_lines(report: CompareReport) -> Iterator[str]:
    """``schema``, ``capture``, ``lineage``, ``change``, ``presence``, then the facts of the case, then ``summary``."""
    labels = tuple(capture.label for capture in report.captures)
    yield _line("schema", {"schema": COMPARE_SCHEMA, "run": run_record(report)})
    for capture in report.captures:
        yield _line("capture", capture_record(capture))
    for lineage in report.lineages:
        yield _line("lineage", lineage_record(lineage, labels))
    for change in report.changes:
        yield _line("change", change_record(change))
    for presence in report.presence:
        yield _line("presence", presence_record(presence))
    for record, values in _facts(report.facts):
        for value in values:
            yield _line(record, plain(value))
    for group in report.groups:
        yield _line("summary", group_record(group))


def _facts(facts: Facts) -> Iterator[tuple[str, Iterable[Any]]]:
    """What is told of the case as a whole, with the word for one of each."""
    yield "study", facts.studies
    yield "ambiguous", facts.ambiguous
    yield "reference_node", facts.references.nodes
    yield "reference_link", facts.references.links
    yield "uid", facts.uids
    yield "rule", facts.rules
    yield "deidentification", facts.deidentifications
    yield "delta", facts.delta
    yield "expectation", facts.expectations
    yield "breakdown", facts.breakdown
    yield "reconciliation", facts.reconciled
    yield "discrepancy", facts.discrepancies
    if facts.sampling is not None:
        yield "sampling", (facts.sampling,)


def _line(record: str, fields: Record) -> str:
    return json.dumps({"record": record, **fields}) + "\n"
