"""The shortest way: drop one file, read its findings."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from validator.intake.browser import Arrival
from validator.services import analysis, cases, uploads
from validator.services.errors import ServiceError

LABEL = "File"
TITLE_LENGTH = 200


@require_http_methods(["GET", "HEAD", "POST"])
def one_file(request: HttpRequest) -> HttpResponse:
    """A form with one field; what is sent becomes a case of one capture, and its run starts at once."""
    if request.method != "POST":
        return render(request, "one_file.html", {"room": "one-file"})
    arrivals = cast("list[Arrival]", request.FILES.getlist("files"))
    if not arrivals:
        return _complain(request, "Choose a file first.", 400)
    try:
        case = cases.create(request.user, title=_title(arrivals), labels=[LABEL])
        arrived = [uploads.Arrived(each.sent_name, each.part, each.is_too_large) for each in arrivals]
        uploads.receive(request.user, case, case.captures.get(), arrived)
        analysis.start(request.user, case)
    except ServiceError as error:
        return _complain(request, str(error), error.status)
    return redirect("case", case.pk)


def _title(arrivals: list[Arrival]) -> str:
    """The name of the file, as far as a title may hold it."""
    name = "".join(letter for letter in arrivals[0].sent_name if letter.isprintable())[: TITLE_LENGTH - 20].strip()
    if len(arrivals) > 1:
        return f"{name or 'Unnamed'} and {len(arrivals) - 1} more"
    return name or "Unnamed file"


def _complain(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "one_file.html", {"room": "one-file", "complaint": sentence}, status=status)
