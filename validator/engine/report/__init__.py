"""Renderers of the report model. Each reads streams of plain values and yields text, or bytes where a file is no text.

``FORMATS`` and ``BINARY_FORMATS`` name them all; ``check_document`` and ``compare_document`` are the JSON that other
programs build on::

    check_document(CheckReport(files, collection, standard_edition)) -> Iterator[str]
    compare_document(CompareReport(captures, lineages, changes, presence, groups, sentences, run)) -> Iterator[str]
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from validator.engine.report.contents import (
    CaptureSize,
    CheckReport,
    CompareReport,
    Provenance,
    fails,
    is_unexpected,
)
from validator.engine.report.digest import DigestReader
from validator.engine.report.records import plain

__all__ = [
    "BINARY_FORMATS",
    "FORMATS",
    "BinaryFormat",
    "CaptureSize",
    "CheckReport",
    "CompareReport",
    "DigestReader",
    "Format",
    "Provenance",
    "check_document",
    "check_text",
    "compare_document",
    "compare_text",
    "fails",
    "is_unexpected",
    "plain",
]


class Format(NamedTuple):
    """The two reports in one format. Its renderer is imported when it is asked for: a run writes one format of many."""

    module: str
    noun: str
    """Of what it makes: ``check_document``, ``compare_document``."""

    def check(self, report: CheckReport) -> Iterator[str]:
        render: Callable[[CheckReport], Iterator[str]] = self._renderer("check")
        return render(report)

    def compare(self, report: CompareReport) -> Iterator[str]:
        render: Callable[[CompareReport], Iterator[str]] = self._renderer("compare")
        return render(report)

    def _renderer(self, verb: str) -> Callable[..., Iterator[str]]:
        renderer: Callable[..., Iterator[str]] = getattr(
            import_module(f"{__name__}.{self.module}"), f"{verb}_{self.noun}"
        )
        return renderer


FORMATS = {
    "text": Format("text", "text"),
    "json": Format("document", "document"),
    "ndjson": Format("lines", "lines"),
    "csv": Format("table", "table"),
    "junit": Format("junit", "suites"),
    "sarif": Format("sarif", "sarif"),
    "html": Format("page", "page"),
}


class BinaryFormat(NamedTuple):
    """A comparison as a file that is no text."""

    module: str
    noun: str
    ending: str
    """Of a file's name, without the dot."""
    media_type: str

    def compare(self, report: CompareReport) -> Iterator[bytes]:
        render: Callable[[CompareReport], Iterator[bytes]] = getattr(
            import_module(f"{__name__}.{self.module}"), f"compare_{self.noun}"
        )
        return render(report)


BINARY_FORMATS = {
    "xlsx": BinaryFormat(
        "workbook", "workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "pdf": BinaryFormat("pdf", "pdf", "pdf", "application/pdf"),
}
"""Of comparisons only."""


def check_document(report: CheckReport) -> Iterator[str]:
    return FORMATS["json"].check(report)


def compare_document(report: CompareReport) -> Iterator[str]:
    return FORMATS["json"].compare(report)


def check_text(report: CheckReport, *, colour: bool = False) -> Iterator[str]:
    from validator.engine.report.text import check_text as render

    return render(report, colour=colour)


def compare_text(report: CompareReport, *, colour: bool = False) -> Iterator[str]:
    from validator.engine.report.text import compare_text as render

    return render(report, colour=colour)
