"""Cases: made, listed, followed, run."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse

from validator.api.endpoint import body_of, require_token
from validator.models import Analysis, Case
from validator.services import analysis, cases, retrying
from validator.services.errors import Invalid
from validator.services.progress import progress_of

LISTED = 200


def create(request: HttpRequest) -> JsonResponse:
    """``{"title": …, "captures": [label, …]}``"""
    require_token(request)
    body = body_of(request)
    title, labels = body.get("title"), body.get("captures")
    if not isinstance(title, str):
        raise Invalid('"title" must be a text.')
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise Invalid('"captures" must be a list of labels, in the order in which the data travels.')
    case = cases.create(request.user, title=title, labels=labels)
    return JsonResponse(describe(case), status=201)


def listing(request: HttpRequest) -> JsonResponse:
    """The newest cases."""
    return JsonResponse({"cases": [describe(case) for case in cases.visible(request.user)[:LISTED]]})


def show(request: HttpRequest, number: int) -> JsonResponse:
    return JsonResponse(describe(cases.find(request.user, number)))


def delete(request: HttpRequest, number: int) -> JsonResponse:
    require_token(request)
    cases.delete(request.user, number)
    return JsonResponse({"id": number, "state": "deleted"})


def analyse(request: HttpRequest, number: int) -> JsonResponse:
    require_token(request)
    case = cases.find(request.user, number)
    analysis.start(request.user, case)
    return JsonResponse(describe(case), status=202)


def cancel(request: HttpRequest, number: int) -> JsonResponse:
    require_token(request)
    case = cases.find(request.user, number)
    analysis.cancel(request.user, case)
    return JsonResponse(describe(case))


def retry(request: HttpRequest, number: int) -> JsonResponse:
    """Try again what the last run left undone; ``retry`` of the answer says what is taken over."""
    require_token(request)
    case = cases.find(request.user, number)
    retried = retrying.retry(request.user, case)
    return JsonResponse({**describe(case), "retry": retried._asdict()}, status=202)


def reopen(request: HttpRequest, number: int) -> JsonResponse:
    """Open the captures for a new run."""
    require_token(request)
    case = cases.find(request.user, number)
    analysis.reopen(request.user, case)
    return JsonResponse(describe(case))


def describe(case: Case) -> Mapping[str, Any]:
    """A case's state (``open``, ``running``, ``done``, ``failed``, ``cancelled``), progress and verdict."""
    latest = analysis.latest(case)
    captures = list(case.captures.order_by("position"))
    is_open = latest is None or (latest.state != Analysis.State.RUNNING and captures[0].sealed_at is None)
    return {
        "id": case.pk,
        "title": case.title,
        "state": "open" if is_open or latest is None else latest.state,
        "captures": [
            {"position": capture.position, "label": capture.label, "files": capture.files.count()}
            for capture in captures
        ],
        "run": latest and latest.number,
        "progress": progress(latest),
        "verdict": latest.summary if latest and latest.state == Analysis.State.DONE else None,
        "error": latest.error if latest and latest.error else None,
    }


def progress(latest: Analysis | None) -> Mapping[str, Any] | None:
    """How far a running analysis is; ``None`` where none is running."""
    if latest is None or latest.state != Analysis.State.RUNNING:
        return None
    told = progress_of(latest)
    return told._asdict() | {
        "failures": [failure._asdict() for failure in told.failures],
        "phases": [phase._asdict() for phase in told.phases],
    }
