"""Renderers of the report model. Each reads streams of plain values and yields text.

``FORMATS`` names them all; ``check_document`` and ``compare_document`` are the JSON that other programs build on::

    check_document(CheckReport(files, collection, standard_edition)) -> Iterator[str]
    compare_document(CompareReport(captures, lineages, changes, presence, groups, sentences, run)) -> Iterator[str]
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from validator.engine.report.contents import CaptureSize, CheckReport, CompareReport, fails, is_unexpected
from validator.engine.report.document import check_document, compare_document
from validator.engine.report.junit import check_suites, compare_suites
from validator.engine.report.lines import check_lines, compare_lines
from validator.engine.report.page import check_page, compare_page
from validator.engine.report.records import plain
from validator.engine.report.sarif import check_sarif, compare_sarif
from validator.engine.report.table import check_table, compare_table
from validator.engine.report.text import check_text, compare_text

__all__ = [
    "FORMATS",
    "CaptureSize",
    "CheckReport",
    "CompareReport",
    "Format",
    "check_document",
    "check_text",
    "compare_document",
    "compare_text",
    "fails",
    "is_unexpected",
    "plain",
]


class Format(NamedTuple):
    """The two reports in one format."""

    check: Callable[[CheckReport], Iterator[str]]
    compare: Callable[[CompareReport], Iterator[str]]


FORMATS = {
    "text": Format(check_text, compare_text),
    "json": Format(check_document, compare_document),
    "ndjson": Format(check_lines, compare_lines),
    "csv": Format(check_table, compare_table),
    "junit": Format(check_suites, compare_suites),
    "sarif": Format(check_sarif, compare_sarif),
    "html": Format(check_page, compare_page),
}
