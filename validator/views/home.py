"""The list of cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from validator.services import cases
from validator.services.report.cases import case_list
from validator.services.report.filters import parse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Cases with their verdicts, the newest first."""
    filters = parse(request.GET)
    page = case_list(request.user, page=filters.page, sought=filters.sought)
    template = "_cases.html" if request.headers.get("HX-Request") else "home.html"
    response = render(request, template, {"room": "cases", "page": page, "filters": filters})
    response["Vary"] = "HX-Request"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delete_case(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once more, then delete."""
    if request.method == "POST":
        cases.delete(request.user, number)
        return redirect("home")
    case = cases.find(request.user, number)
    files = sum(capture.files.count() for capture in case.captures.all())
    return render(request, "case/delete.html", {"room": "cases", "case": case, "files": files})
