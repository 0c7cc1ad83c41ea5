"""The list from an archive's index that a capture is: sent, told how it is understood, taken away."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from validator.api.endpoint import require_token
from validator.intake import browser
from validator.intake.spool import Part, SpoolFull
from validator.models import Capture
from validator.services import captures, cases, manifests, uploads
from validator.services.errors import Invalid, ServiceError

CHUNK = 1024 * 1024
NAME = "name"
"""The parameter that names the file; every other one names the column of an attribute."""


def show(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """How the list is written, and which of its columns is which attribute; of a capture without one its kind."""
    return JsonResponse(_told(captures.find(cases.find(request.user, number), position)))


def replace(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """The CSV file as the body; ``?StudyInstanceUID=Studie&PatientID=%233`` says which column is which attribute."""
    try:
        require_token(request)
        case = cases.find(request.user, number)
        captures.require_change(case)
        captures.find(case, position)
        columns = {keyword: str(value) for keyword, value in request.GET.items() if keyword != NAME}
    except ServiceError:
        browser.drop(request)
        raise
    arrived = _received(request)
    capture = manifests.receive(request.user, case, position, arrived, columns)
    return JsonResponse(_told(capture), status=201)


def remove(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """Take the list away; the capture takes files again."""
    require_token(request)
    manifests.remove(request.user, cases.find(request.user, number), position)
    return JsonResponse({"position": position, "kind": str(Capture.Kind.FILES)})


def _received(request: HttpRequest) -> uploads.Arrived:
    """The body, written to disk while it comes. Raises ``Invalid`` where it breaks off."""
    part, is_too_large = Part(), False
    try:
        while chunk := request.read(CHUNK):
            is_too_large = is_too_large or part.size + len(chunk) > settings.UPLOAD_FILE_BYTES
            if not is_too_large and part.is_whole:
                _write(part, chunk)
        told = int(request.META.get("CONTENT_LENGTH") or 0)
        if part.is_whole and not is_too_large and part.size < told:
            raise Invalid("The connection broke before all had come, so nothing was kept: send it again.")
    except BaseException:
        part.discard()
        raise
    return uploads.Arrived(request.GET.get(NAME, "index.csv"), part, is_too_large)


def _write(part: Part, chunk: bytes) -> None:
    """A part that finds no room says so of itself; the rest of the body is read and dropped."""
    try:
        part.write(chunk)
    except SpoolFull:
        part.discard()


def _told(capture: Capture) -> Mapping[str, Any]:
    told: dict[str, Any] = {"position": capture.position, "label": capture.label, "kind": str(capture.kind)}
    known = manifests.understood(capture)
    if known is None:
        return told
    told |= {"name": known.file.name, "size": known.file.size, "lines": known.file.detail, "fault": known.fault}
    if known.preview is not None:
        listing = known.preview.listing
        told |= {
            "encoding": listing.writing.name,
            "separator": listing.writing.separator,
            "assumed": listing.writing.guessed,
            "head_line": listing.head,
            "lists": [level.value for level in listing.columns.levels],
            "columns": [column._asdict() for column in listing.columns.all],
        }
    return told
