"""The search in the bar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from validator.services.report.find import exact_page, find_anything


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What fits the words; the page itself where they name one."""
    sought = request.GET.get("q", "")
    exact = exact_page(sought)
    if exact is not None:
        return redirect(exact[0], exact[1])
    return render(request, "find.html", {"found": find_anything(request.user, sought), "sought": sought})
