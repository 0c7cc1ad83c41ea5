"""The page on which the expectations of a case are written.

Its buttons name a step (``do``), each a plain submit: what is typed comes back with every one of them.
"""

from collections.abc import Callable, Mapping
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from validator.engine.contract.limits import LARGEST_MAP
from validator.intake.browser import Arrival
from validator.models import Case
from validator.services import cases, expectations
from validator.services.captures import require_change
from validator.services.errors import Full, Invalid
from validator.services.expectations import Draft, Unusable
from validator.services.report.expecting import expectation_page, with_entry, with_example


@require_http_methods(["GET", "HEAD", "POST"])
def expectation_list(request: HttpRequest, number: int) -> HttpResponse:
    """The list of a case, and the form that changes it."""
    case = cases.find(request.user, number)
    if request.method != "POST":
        return _page(request, case, expectations.draft_of(case))
    require_change(case)
    typed = expectations.clean_text(request.POST.get("text", ""))
    name, _, argument = request.POST.get("do", "save").partition(":")
    try:
        _keep_maps(request, case)
        if name in WRITING:
            return _page(request, case, _draft(case, WRITING[name](case, typed, argument)))
        if name == "drop":
            _drop_map(request, case, argument)
            return _page(request, case, _draft(case, typed))
        if name == "save":
            saved = expectations.save(request.user, case, _draft(case, typed))
            messages.success(request, "Saved. The next run uses it." if saved.text else "Nothing is expected any more.")
    except Invalid as error:
        return _page(request, case, _draft(case, typed), refusal=error)
    return redirect("expectations", case.pk)


def _draft(case: Case, text: str) -> Draft:
    return expectations.draft_of(case)._replace(text=text)


def _keep_maps(request: HttpRequest, case: Case) -> None:
    """Keep the value maps that came with the form, whatever becomes of the text."""
    arrivals = cast("list[Arrival]", request.FILES.getlist("maps"))
    if arrivals:
        files = {arrival.sent_name: _content(arrival) for arrival in arrivals}
        expectations.save(request.user, case, expectations.with_tables(expectations.draft_of(case), files))


def _content(arrival: Arrival) -> bytes:
    if arrival.is_too_large or arrival.part.size > LARGEST_MAP:
        raise Invalid(f"A value map is at most {LARGEST_MAP:,} bytes large: divide it over several entries.")
    if not arrival.part.is_whole:
        raise Full("There is no room left on the disk, so nothing was kept. Make room and send it again.")
    return arrival.part.path.read_bytes()


def _drop_map(request: HttpRequest, case: Case, name: str) -> None:
    kept = expectations.draft_of(case)
    tables: Mapping[str, str] = {other: text for other, text in kept.tables.items() if other != name}
    expectations.save(request.user, case, kept._replace(tables=tables))


def _with_entry(case: Case, text: str, argument: str) -> str:
    return with_entry(case, text, int(argument) if argument.isdecimal() and len(argument) < 19 else 0)


WRITING: Mapping[str, Callable[[Case, str, str], str]] = {
    "add": _with_entry,
    "example": lambda case, text, _: with_example(case, text),
    "upload": lambda _, text, __: text,
}
"""What changes the text without saving it."""


def _page(request: HttpRequest, case: Case, draft: Draft, *, refusal: Invalid | None = None) -> HttpResponse:
    complaints = refusal.complaints if isinstance(refusal, Unusable) else ()
    context = {"room": "cases", "case": case, "page": expectation_page(case, draft, complaints), "refusal": refusal}
    return render(request, "case/expectations.html", context, status=refusal.status if refusal else 200)
