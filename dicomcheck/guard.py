"""What stands around every view.

Nobody from another site gets in, with accounts nobody who has not signed in, and where the machine itself is in trouble
that is what the answer says.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse

from validator.services.surroundings import Trouble, trouble

log = logging.getLogger(__name__)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
API = "/api/"
OPEN_PATHS = {"/healthz"}


def answer(request: HttpRequest, *, status: int, sentence: str) -> HttpResponse:
    """The same sentence as JSON below ``/api/`` and as plain text elsewhere."""
    if request.path.startswith(API):
        return JsonResponse({"error": sentence}, status=status)
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


class ForeignOriginMiddleware:
    """Answer 403 to a request that changes something and that another site made the browser send.

    Programs that are no browsers send neither header and are judged by the rest (loopback, session, CSRF).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS and self.is_foreign(request):
            return answer(
                request, status=403, sentence="This request came from another site, so it was not carried out."
            )
        return self.get_response(request)

    @staticmethod
    def is_foreign(request: HttpRequest) -> bool:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return True
        origin = request.headers.get("Origin")
        return origin not in {None, f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}


class TextMiddleware:
    """Answer 400 to an address with a NUL in it: it is no text, and PostgreSQL takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return answer(request, status=400, sentence="This address holds a NUL character, which is no text.")
        return self.get_response(request)


class PrivateMiddleware:
    """Let nothing but the static files stay in a cache: a page may show a patient's name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SurroundingsMiddleware:
    """Say so where a request fails because the disk is full, or the database or the files are out of reach."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        missing = trouble(exception)
        if missing is None:
            return None
        log.warning("a request was refused: it needs %s", missing)
        if missing is Trouble.ROOM:
            return answer(request, status=507, sentence="There is no room left on the disk. Make room and try again.")
        return answer(
            request, status=503, sentence=f"There is no access to {missing} at the moment. Try again in a minute."
        )


class SignInMiddleware:
    """Every page and every API call asks for a session; an API call is answered 401 instead of redirected.

    Stands before the CSRF check, which reads the body: nobody unknown may make this machine write an upload.
    (Sessions and users are there by the time views are looked up, wherever their middleware stands.)
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.user.is_authenticated or request.path in OPEN_PATHS or not getattr(view, "login_required", True):
            return None
        if request.path.startswith(API):
            return answer(request, status=401, sentence="Sign in first: this address needs an account.")
        return redirect_to_login(request.get_full_path())
