"""What goes wrong, as pages: a sentence and the way on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from validator.services.errors import ServiceError

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]

TITLES = {
    400: "That cannot be done",
    403: "Not allowed",
    404: "Nothing is here",
    409: "The files are sealed",
    410: "Made by an older version",
    413: "Too large",
    500: "Something went wrong here",
    507: "The disk is full",
}

ABOUT_A_CASE = (409, 410)
"""After these the case is still there, and the way on leads over it."""


def answering(view: View[Arguments]) -> View[Arguments]:
    """The view, but with a page where a service answers with an error."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ServiceError as error:
            return error_page(request, error.status, str(error))

    return answer


def error_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The one page for all of them."""
    context = {"status": status, "title": TITLES.get(status, TITLES[400]), "sentence": sentence}
    if status in ABOUT_A_CASE and request.resolver_match:
        context["case"] = request.resolver_match.kwargs.get("number")
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 by Django itself."""
    return error_page(request, 400, "The request could not be understood. Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 by Django itself."""
    return error_page(request, 403, "You may not do this. If you were signed in before, sign in again.")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form's token is missing or old."""
    return error_page(
        request, 403, "This page had been open for too long, or cookies are switched off. Reload it and try again."
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 by Django itself."""
    return error_page(request, 404, "The address is wrong, or what was here has been deleted.")


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing that could fail again is asked for."""
    sentence = (
        "Your files are safe: what was acknowledged is stored. "
        "Try again; if it happens again, tell whoever runs this server."
    )
    return render(request, "500.html", {"status": 500, "title": TITLES[500], "sentence": sentence}, status=500)
