"""The folder of the server that a capture reads: looked for and chosen, one small form a capture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from validator.services import captures, cases, folders
from validator.services.errors import ServiceError


@require_http_methods(["GET", "HEAD", "POST"])
def folder(request: HttpRequest, number: int, position: int) -> HttpResponse:
    """The form at one place (``?path=``); what is posted becomes the capture's folder, nothing takes it away."""
    case = cases.find(request.user, number)
    capture = captures.find(case, position)
    complaint: ServiceError | None = None
    asked = ""
    if request.method == "POST":
        try:
            folders.choose(request.user, case, position, path=request.POST.get("path", ""))
        except ServiceError as error:
            complaint = error
        else:
            return redirect("intake", number)
    place = request.GET.get("path", capture.folder) if complaint is None else ""
    try:
        shelf = folders.browse(request.user, place)
    except ServiceError as error:
        if not place:
            raise
        complaint, shelf, asked = complaint or error, folders.browse(request.user), place
    context = {
        "room": "cases",
        "case": case,
        "capture": capture,
        "shelf": shelf,
        "complaint": complaint,
        "asked": asked,
    }
    return render(request, "case/folder.html", context, status=complaint.status if complaint else 200)
