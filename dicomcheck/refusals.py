"""What Django itself refuses, or what broke: as JSON below ``/api/``, as a page elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from dicomcheck.guard import API
from validator.views import errors


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = "The request could not be understood, or its Host is none of ours."
    return _in_json(request, 400, sentence) or errors.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _in_json(request, 403, "You may not do this.") or errors.forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _in_json(request, 404, "There is no such address in this API.") or errors.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    sentence = "Something went wrong here. What was acknowledged is stored; try again."
    return _in_json(request, 500, sentence) or errors.broken(request)


def _in_json(request: HttpRequest, status: int, sentence: str) -> HttpResponse | None:
    return JsonResponse({"error": sentence}, status=status) if request.path.startswith(API) else None
