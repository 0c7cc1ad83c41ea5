"""What every address of the API has in common: its methods, its errors as JSON, its CSRF check."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from validator.intake import browser
from validator.services.errors import Forbidden, Invalid, ServiceError

View = Callable[..., HttpResponseBase]
LARGEST_BODY = 1024 * 1024
"""Bytes of a JSON body."""


def endpoint(**handlers: View) -> View:
    """One address: ``endpoint(GET=…, POST=…)``. A service's refusal becomes ``{"error": sentence}``.

    The CSRF token is asked for where a session stands behind the request. Without accounts there is none to abuse:
    other sites are kept out by the check of Origin and Host, and scripts need no token.
    """

    @csrf_exempt
    def view(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        handler = handlers.get("GET" if request.method == "HEAD" else str(request.method))
        if handler is None:
            allowed = ", ".join(handlers)
            refusal = problem(f"This address answers {allowed}, not {request.method}.", status=405)
            refusal["Allow"] = allowed
            return refusal
        try:
            return handler(request, **arguments)
        except ServiceError as error:
            return problem(str(error), status=error.status)

    return view


def problem(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


@csrf_exempt
def unknown(request: HttpRequest) -> JsonResponse:
    """The answer below ``/api/`` to an address that is none."""
    return problem("There is no such address in this API.", status=404)


def require_token(request: HttpRequest, fields: QueryDict | None = None) -> None:
    """The CSRF check for whoever has a session; for a multipart body after its fields were read."""
    if not settings.ACCOUNTS:
        return
    # The parsed body is put where the check looks, so that it does not read the body a second time; Django keeps it
    # in attributes that its types do not declare.
    request._post = fields if fields is not None else QueryDict()  # type: ignore[attr-defined]
    request._files = {}  # type: ignore[attr-defined]
    check = CsrfViewMiddleware(lambda _: JsonResponse({}))
    check.process_request(request)
    if check.process_view(request, _unexempted, (), {}) is not None:
        raise Forbidden("The CSRF token is missing or wrong: send the cookie's value in the header X-CSRFToken.")


def _unexempted(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


def body_of(request: HttpRequest) -> Mapping[str, Any]:
    """The JSON object that was sent; an absent body is an empty one. Raises ``Invalid``."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
        browser.drop(request)
        raise Invalid(f"The body is larger than {LARGEST_BODY:,} bytes.")
    raw = request.body
    if not raw:
        return {}
    if request.content_type != "application/json":
        raise Invalid("Send the body as JSON, with the header Content-Type: application/json.")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise Invalid("The body must be a JSON object.")
    return body
