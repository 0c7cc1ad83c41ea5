"""The list from an archive's index that a capture is: received, shown as it will be read, corrected, removed."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from validator.intake.browser import Arrival
from validator.services import captures, cases, manifests, uploads
from validator.services.errors import Invalid, ServiceError
from validator.services.report.manifest import manifest_page

CHOICE = "column-"
"""How the name of the field of a column begins; its place follows, counted from 1."""


@require_http_methods(["GET", "HEAD", "POST"])
def manifest(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """The list of one capture; its buttons name a step (``do``)."""
    case = cases.find(request.user, number)
    capture = captures.find(case, position)
    complaint: ServiceError | None = None
    refused: dict[int, str] = {}
    if request.method == "POST":
        try:
            _step(request, number, position)
        except ServiceError as error:
            complaint, refused = error, _chosen(request)
        else:
            return redirect("manifest", number, position)
        capture.refresh_from_db()
    context = {"room": "cases", "case": case, "capture": capture, "complaint": complaint}
    context["page"] = manifest_page(case, capture, refused)
    return render(request, "case/manifest.html", context, status=complaint.status if complaint else 200)


def _step(request: HttpRequest, number: int, position: int) -> None:
    case = cases.find(request.user, number)
    captures.require_change(case)
    name = request.POST.get("do", "")
    if name == "remove":
        manifests.remove(request.user, case, position)
    elif name == "columns":
        manifests.set_columns(request.user, case, position, _chosen(request))
    else:
        arrivals = cast("list[Arrival]", request.FILES.getlist("list"))
        if len(arrivals) != 1:
            raise Invalid("Choose one CSV file.")
        arrived = uploads.Arrived(arrivals[0].sent_name, arrivals[0].part, arrivals[0].is_too_large)
        manifests.receive(request.user, case, position, arrived, asks=True)


def _chosen(request: HttpRequest) -> dict[int, str]:
    """The attribute that each column is said to be, by place."""
    fields = {name.removeprefix(CHOICE): value for name, value in request.POST.items() if name.startswith(CHOICE)}
    return {int(place): str(value) for place, value in fields.items() if place.isdecimal() and len(place) < 5}
