"""Folders of the server: looked through, and chosen for a capture."""

from django.http import HttpRequest, JsonResponse

from validator.api.endpoint import body_of, require_token
from validator.services import cases, folders
from validator.services.captures import require_change
from validator.services.errors import Invalid


def browse(request: HttpRequest) -> JsonResponse:
    """``?path=``: what is right below it; the allowed folders where it is left out."""
    shelf = folders.browse(request.user, request.GET.get("path", ""))
    return JsonResponse(
        {
            "path": shelf.path,
            "above": shelf.above,
            "folders": [choice._asdict() for choice in shelf.folders],
            "is_cut": shelf.is_cut,
        }
    )


def choose(request: HttpRequest, number: int, position: int) -> JsonResponse:
    """``{"path": …}``; an empty path makes the capture one of received files again."""
    require_token(request)
    case = cases.find(request.user, number)
    require_change(case)
    path = body_of(request).get("path")
    if not isinstance(path, str):
        raise Invalid('"path" must be a text: the folder of the server, or "" for none.')
    capture = folders.choose(request.user, case, position, path=path)
    return JsonResponse({"position": capture.position, "kind": str(capture.kind), "folder": capture.folder})
