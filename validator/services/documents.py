"""The documents of the command line, streamed from what an analysis stored."""

import platform
from collections.abc import Iterator

from validator.engine.model import CheckedFile, CollectionFinding
from validator.engine.report import CaptureSize, CheckReport, CompareReport, check_document, compare_document
from validator.engine.standard.dictionary import EDITION
from validator.models import Analysis, Case
from validator.services import analysis as analyses
from validator.services import expectations, results, tables
from validator.services.errors import Sealed


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
        facts=tables.facts(run),
    )
