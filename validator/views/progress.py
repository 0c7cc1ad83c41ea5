"""A run while it goes on: the page, the partial that polls, the way to stop it, and what to do when it has ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from validator.models import Analysis
from validator.services import analysis, cases, retrying
from validator.services.report.progress import run_progress, undone_of
from validator.services.report.run import Run, find_run


def progress_page(request: HttpRequest, run: Run) -> HttpResponse:
    """The page of a case whose last run is not done."""
    return render(request, "case/running.html", {"room": "cases", "run": run, "progress": run_progress(run.analysis)})


@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """The part that is asked for again and again; when the run has ended it sends the reader to the report."""
    run = find_run(request.user, number=number)
    if run.analysis.state != Analysis.State.RUNNING:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("case", args=[number])
        return response
    return render(request, "case/_progress.html", {"run": run, "progress": run_progress(run.analysis)})


@require_safe
def left(request: HttpRequest, number: int) -> HttpResponse:
    """What the last run left undone and why, with the way to try it again."""
    run = find_run(request.user, number=number)
    if run.analysis.state == Analysis.State.RUNNING:
        return redirect("case", number)
    return render(request, "case/left.html", {"room": "cases", "run": run, "undone": undone_of(run)})


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Stop the run."""
    analysis.cancel(request.user, cases.find(request.user, number))
    return redirect("case", number)


@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    """Do in a new run what the last one left undone."""
    retrying.retry(request.user, cases.find(request.user, number))
    return redirect("case", number)


@require_POST
def run_again(request: HttpRequest, number: int) -> HttpResponse:
    """Run over the same files once more."""
    case = cases.find(request.user, number)
    analysis.reopen(request.user, case)
    analysis.start(request.user, case)
    return redirect("case", number)
