"""One file, and one instance through all captures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from validator.services.report.filters import number_of, parse
from validator.services.report.instance import instance_page
from validator.services.report.lineage import lineage_page
from validator.services.report.pair_choice import parse_pair
from validator.services.report.run import find_run


@require_safe
def instance(request: HttpRequest, number: int, ordinal: int) -> HttpResponse:
    """The header of one file, line by line."""
    filters = parse(request.GET)
    run = find_run(request.user, number=number, run=filters.run)
    page = instance_page(
        run,
        ordinal,
        at=request.GET.get("at", ""),
        sought=filters.sought,
        first=number_of(request.GET.get("from")) or 0,
    )
    return render(request, "case/instance.html", {"room": "cases", "run": run, "filters": filters, "page": page})


@require_safe
def lineage(request: HttpRequest, number: int, lineage: int) -> HttpResponse:
    """One instance at all captures, or two of its files side by side; for a click on a line, its bytes alone."""
    choice = parse_pair(request.GET)
    run = find_run(request.user, number=number, run=choice.run)
    page = lineage_page(run, lineage, choice)
    context = {"room": "cases", "run": run, "filters": choice, "page": page}
    part = request.headers.get("HX-Target") == "bytes" and page.pair is not None
    response = render(request, "case/_pair_bytes.html" if part else "case/lineage.html", context)
    response["Vary"] = "HX-Request, HX-Target"
    return response
