"""The documents of the command line, streamed from what an analysis stored."""

import platform
from collections.abc import Iterator
from typing import NamedTuple

from validator.engine.model import CheckedFile, CollectionFinding
from validator.engine.report import (
    BINARY_FORMATS,
    FORMATS,
    CaptureSize,
    CheckReport,
    CompareReport,
    check_document,
    compare_document,
)
from validator.engine.report.migration import Section
from validator.engine.report.page import section_body
from validator.engine.standard.dictionary import EDITION
from validator.engine.verdict import attribute_names
from validator.models import Analysis, Case
from validator.services import analysis as analyses
from validator.services import expectations, results, tables
from validator.services.errors import NotFound, Sealed
from validator.services.provenance import provenance_of
from validator.services.report.migration import migration_report
from validator.services.report.run import Run

TEXTS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
}
"""The formats of text that are downloads, and how each is called."""
DOWNLOADS = (*TEXTS, *BINARY_FORMATS)


def report(case: Case) -> Iterator[str]:
    """``{"check": …, "compare": …}`` of the last run, as text.

    Raises ``Sealed`` where it is not done, and ``Outdated`` where an older version stored what this one cannot read.
    """
    run = analyses.latest(case)
    if run is None or run.state != Analysis.State.DONE:
        state = "has not been analysed yet" if run is None else f"is {run.state}"
        raise Sealed(f"Case {case.pk} {state}, so there is no report. Ask again when its state is 'done'.")
    results.verify(run)
    return _chunks(run)


class Download(NamedTuple):
    """A report as a file."""

    name: str
    """Of the file, without anything that is known of patients."""
    media_type: str
    chunks: Iterator[str] | Iterator[bytes]


def download(run: Run, form: str) -> Download:
    """The report of a run in one of ``DOWNLOADS``, written while it is read.

    Raises ``Sealed`` where the run is not done, ``Outdated`` where an older version stored what this one cannot read,
    and ``NotFound`` where there is one capture only and the format is about migrations.
    """
    number, analysis = run.case.pk, run.analysis
    if not run.is_done:
        raise Sealed(f"Case {number} is {analysis.state}, so there is no report. Ask again when its state is 'done'.")
    if form in BINARY_FORMATS and not run.is_trace:
        raise NotFound(
            f"Case {number} has one capture, so there is no migration to report on: the findings are in report.html, "
            "report.csv and report.ndjson."
        )
    results.verify(analysis)
    name = f"case-{number}-run-{analysis.number}.{form}"
    if form in BINARY_FORMATS:
        binary = BINARY_FORMATS[form]
        chunks = _pdf(run) if form == "pdf" else binary.compare(compare_report(analysis))
        return Download(name, binary.media_type, chunks)
    text = FORMATS[form]
    written = text.compare(compare_report(analysis)) if run.is_trace else text.check(check_report(analysis))
    return Download(name, TEXTS[form], written)


def _pdf(run: Run) -> Iterator[bytes]:
    """The summary to sign, from what the database holds: as quick for a million instances as for ten."""
    # The renderer of PDF is imported where it is wanted: it takes as long as a page.
    from validator.engine.report.pdf import migration_pdf

    yield migration_pdf(migration_report(run))


def section_markup(section: Section) -> str:
    """Charts and tables of a section as HTML; every text of files in it is escaped."""
    return "".join(section_body(section))


def _chunks(run: Analysis) -> Iterator[str]:
    yield '{"check": '
    yield from check_document(check_report(run))
    yield ', "compare": '
    yield from compare_document(compare_report(run))
    yield "}\n"


def check_report(run: Analysis) -> CheckReport:
    return CheckReport(_files(run), _collection(run), EDITION)


def _files(run: Analysis) -> Iterator[CheckedFile]:
    """Every file; where there are several captures, with the label of its own in front."""
    captures = results.captures(run)
    for capture, checked in results.checked_files(run):
        yield checked._replace(file=f"{capture.label}/{checked.file}") if len(captures) > 1 else checked


def _collection(run: Analysis) -> Iterator[CollectionFinding]:
    captures = results.captures(run)
    for capture, finding in results.collection_findings(run):
        if len(captures) > 1:
            finding = finding._replace(files=tuple(f"{capture.label}/{file}" for file in finding.files))
        yield finding


def compare_report(run: Analysis) -> CompareReport:
    facts = tables.facts(run)
    return CompareReport(
        captures=tuple(CaptureSize(capture.label, results.size(run, capture)) for capture in results.captures(run)),
        lineages=results.lineages(run),
        changes=results.changes(run),
        presence=tuple(map(expectations.of_run(run.pk).judge_presence, results.paired(run).presence)),
        groups=results.change_groups(run),
        sentences=results.sentences(run),
        run={
            "case": run.case_id,
            "number": run.number,
            "started": run.started_at.isoformat(),
            "finished": run.finished_at.isoformat() if run.finished_at else None,
            "engine": run.engine_version,
            "python": platform.python_version(),
        },
        facts=facts,
        names=attribute_names(facts),
        provenance=provenance_of(run),
    )
