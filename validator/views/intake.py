"""The page that takes files: one form for a new case and for one that still takes files.

Its buttons name a step (``do``): without JavaScript each is a plain submit; with it the same steps are sent by the
page's module, which gets the form's partial back.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from typing import NamedTuple, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from validator.intake.browser import Arrival
from validator.models import Capture, Case
from validator.services import analysis, captures, cases, sampling, uploads
from validator.services.errors import Invalid, ServiceError
from validator.services.report.intake import Intake, draft, intake_of

FIRST_LABELS = ("Source", "Destination")
PAGES = {"folder": "folder", "list": "manifest"}
"""Steps of a new case that go on at a page of one capture, once there is one."""


class Said(NamedTuple):
    """What a column says of its capture."""

    label: str
    ae_title: str
    method: str
    taken_at: datetime | None


@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """An empty form; its first step stores the case."""
    if request.method != "POST":
        return _page(request, draft("", FIRST_LABELS))
    labels = request.POST.getlist("label")
    title = request.POST.get("title", "").strip() or "Untitled case"
    try:
        case = cases.create(request.user, title=title, labels=labels)
    except ServiceError as error:
        return _page(request, draft(request.POST.get("title", ""), labels), complaint=error)
    return _step(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, number: int) -> HttpResponse:
    """The form of a stored case."""
    case = cases.find(request.user, number)
    if request.method != "POST":
        return _page(request, intake_of(case))
    return _step(request, case)


def _step(request: HttpRequest, case: Case) -> HttpResponse:
    """Save the names, take the files, do what the button says."""
    name, _, argument = request.POST.get("do", "save").partition(":")
    place = int(argument) if argument.isdecimal() else 0
    try:
        if name == "reopen":
            analysis.reopen(request.user, case)
        else:
            _save(request, case)
            _receive(request, case)
        if name in STEPS:
            STEPS[name](request, case, place)
    except ServiceError as error:
        return _page(request, intake_of(case), complaint=error)
    if name == "start":
        return redirect("case", case.pk)
    if name in PAGES:
        return redirect(PAGES[name], case.pk, place)
    if request.headers.get("HX-Request"):
        return _page(request, intake_of(case))
    return redirect("intake", case.pk)


def _save(request: HttpRequest, case: Case) -> None:
    title = request.POST.get("title", "").strip()
    if title and title != case.title:
        cases.rename(request.user, case.pk, title=title)
        case.refresh_from_db()
    if "sample" in request.POST:
        sampling.choose(request.user, case, _wanted(request.POST["sample"]))
    for capture, said in _said(request, case):
        if said != Said(capture.label, capture.ae_title, capture.method, capture.taken_at):
            captures.describe(request.user, case, capture.position, **said._asdict())


def _said(request: HttpRequest, case: Case) -> Iterator[tuple[Capture, Said]]:
    """Each capture with what its column says; a case just stored has its columns in order."""
    stored = list(case.captures.order_by("position"))
    known = {str(capture.pk): capture for capture in stored}
    keys = request.POST.getlist("capture")
    columns = zip_longest(
        keys if any(keys) else known,
        request.POST.getlist("label"),
        request.POST.getlist("ae_title"),
        request.POST.getlist("method"),
        request.POST.getlist("taken_at"),
    )
    for key, label, ae_title, method, taken_at in columns:
        capture = known.get(key or "")
        if capture is not None:
            yield (
                capture,
                Said(
                    (label or "").strip() or capture.label,
                    capture.ae_title if ae_title is None else ae_title.strip(),
                    method or capture.method,
                    capture.taken_at if taken_at is None else _moment(taken_at),
                ),
            )


def _wanted(text: str) -> int | None:
    """What the field for a sample holds; ``None`` where it is empty."""
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Invalid("A sample is a number of instances; leave the field empty to compare all.") from error


def _moment(text: str) -> datetime | None:
    """What a field for date and time holds, in UTC; ``None`` where it is empty."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError as error:
        raise Invalid(f"{text[:40]!r} is no date and time: give it as 2026-11-20T14:30, in UTC.") from error


def _receive(request: HttpRequest, case: Case) -> None:
    """Take the files that came with the form itself, as they do without JavaScript."""
    for capture in case.captures.all():
        arrivals = cast("list[Arrival]", request.FILES.getlist(f"files-{capture.position}"))
        if arrivals:
            arrived = [uploads.Arrived(each.sent_name, each.part, each.is_too_large) for each in arrivals]
            uploads.receive(request.user, case, capture, arrived)


def _add(request: HttpRequest, case: Case, place: int) -> None:
    taken = {capture.label for capture in case.captures.all()}
    count = len(taken) + 1
    while f"Capture {count}" in taken:
        count += 1
    captures.add(request.user, case, label=f"Capture {count}")


def _move_left(request: HttpRequest, case: Case, place: int) -> None:
    order = list(range(case.captures.count()))
    if 0 < place < len(order):
        order[place - 1], order[place] = order[place], order[place - 1]
        captures.reorder(request.user, case, order)


def _move_right(request: HttpRequest, case: Case, place: int) -> None:
    _move_left(request, case, place + 1)


def _remove(request: HttpRequest, case: Case, place: int) -> None:
    captures.remove(request.user, case, place)


def _start(request: HttpRequest, case: Case, place: int) -> None:
    analysis.start(request.user, case)


STEPS: dict[str, Callable[[HttpRequest, Case, int], None]] = {
    "add": _add,
    "left": _move_left,
    "right": _move_right,
    "remove": _remove,
    "start": _start,
}


def _page(request: HttpRequest, page: Intake, *, complaint: ServiceError | None = None) -> HttpResponse:
    action = reverse("intake", args=[page.number]) if page.number else reverse("new-case")
    context = {
        "room": "cases",
        "intake": page,
        "action": action,
        "columns": [(column, *_addresses(page, at)) for at, column in enumerate(page.columns)],
        "complaint": complaint,
        "methods": Capture.Method.choices,
    }
    partial = bool(request.headers.get("HX-Request"))
    status = 200 if complaint is None or partial else complaint.status
    response = render(request, "case/_intake.html" if partial else "case/intake.html", context, status=status)
    response["Vary"] = "HX-Request"
    if page.number:
        response["HX-Replace-Url"] = action
    return response


def _addresses(page: Intake, position: int) -> tuple[str, str]:
    """Where the files of a column are sent, and where their digests are asked about; empty while the case is new."""
    if page.number is None:
        return "", ""
    where = [page.number, position]
    return reverse("api-files", args=where), reverse("api-known", args=where)
