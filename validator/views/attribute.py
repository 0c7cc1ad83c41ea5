"""One attribute of a case: what each hop did to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from validator.services.report.attribute import attribute_page
from validator.services.report.filters import parse
from validator.services.report.run import find_run


@require_safe
def attribute(request: HttpRequest, number: int) -> HttpResponse:
    """The attribute that ``row`` names, by its path, tag or keyword."""
    filters = parse(request.GET)
    run = find_run(request.user, number=number, run=filters.run)
    if not run.is_done or not filters.row:
        return redirect("case", run.case.pk)
    page = attribute_page(run, filters)
    return render(request, "case/attribute.html", {"room": "cases", "run": run, "filters": filters, "page": page})
