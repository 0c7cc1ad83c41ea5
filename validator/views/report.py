"""The report of a case: one view a tab, each as a full page and as the part that a filter swaps in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from validator.services.report.delta import delta_table
from validator.services.report.detail import change_detail, finding_detail
from validator.services.report.evidence import sentence_said
from validator.services.report.files import file_list
from validator.services.report.filters import Filters, parse
from validator.services.report.findings import rule_table
from validator.services.report.instances import instance_table
from validator.services.report.lists import list_page
from validator.services.report.matrix import change_matrix
from validator.services.report.overview import Overview, overview_of
from validator.services.report.references import reference_page
from validator.services.report.run import NotRun, Run, find_run
from validator.services.report.studies import study_table
from validator.services.report.undecided import undecided_of
from validator.views.progress import progress_page

Reader = Callable[[Run, Filters, Overview], dict[str, Any]]


@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The case's front: its report, its progress, or the page that takes its files."""
    filters = parse(request.GET)
    try:
        run = find_run(request.user, number=number, run=filters.run)
    except NotRun:
        return redirect("intake", number)
    if not run.is_done:
        return progress_page(request, run)
    return _tab(request, run, filters, "")


def _changes(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    total = run.totals.looked_at
    matrix = change_matrix(run, filters, total=total)
    row = filters.row or matrix.worst
    return {"matrix": matrix, "detail": change_detail(run, row, total=total) if row else None, "row": row}


def _findings(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    if filters.by == "hop" and run.is_trace:
        return {"delta": delta_table(run, filters)}
    table = rule_table(run, filters)
    row = filters.row or table.worst
    return {"table": table, "detail": finding_detail(run, row) if row else None, "row": row}


def _references(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    return {"page": reference_page(run, filters)}


def _instances(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    studies = study_table(run, filters)
    table = studies if filters.by == "study" else instance_table(run, filters)
    return {"studies": studies, "undecided": undecided_of(run), "table": table}


def _files(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    return {"table": file_list(run, filters)}


def _lists(run: Run, filters: Filters, overview: Overview) -> dict[str, Any]:
    return {"table": list_page(run, filters)}


READERS: dict[str, Reader] = {
    "changes": _changes,
    "findings": _findings,
    "references": _references,
    "instances": _instances,
    "lists": _lists,
    "files": _files,
}


@require_safe
def tab(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """One tab of the report."""
    filters = parse(request.GET)
    run = find_run(request.user, number=int(number), run=filters.run)
    if not run.is_done:
        return redirect("case", run.case.pk)
    return _tab(request, run, filters, name)


def _tab(request: HttpRequest, run: Run, filters: Filters, name: str) -> HttpResponse:
    """A tab by its name; without one the tab that has most to say."""
    overview = overview_of(run, filters)
    name = name or overview.first_tab
    context = {"room": "cases", "run": run, "filters": filters, "overview": overview, "tab": name}
    context["said"] = sentence_said(run, filters)
    context |= {"hop_label": run.label(filters.hop), "capture_label": run.label(filters.capture)}
    response = render(request, _template(request), context | READERS[name](run, filters, overview))
    response["Vary"] = "HX-Request, HX-Target"
    return response


def _template(request: HttpRequest) -> str:
    """The whole page, or the part of it that is to be swapped."""
    if not request.headers.get("HX-Request") or request.headers.get("HX-History-Restore-Request"):
        return "case/report.html"
    return "case/_panel.html" if request.headers.get("HX-Target") == "panel" else "case/_report.html"
