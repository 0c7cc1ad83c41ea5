"""Expectations: read, and replaced as a whole."""

from django.http import HttpRequest, JsonResponse

from validator.api.endpoint import body_of, require_token
from validator.models import ExpectationList
from validator.services import cases, expectations
from validator.services.captures import require_change
from validator.services.errors import Invalid
from validator.services.expectations import Draft, Unusable


def show(request: HttpRequest, number: int) -> JsonResponse:
    """``{"version": …, "text": …, "maps": {name: CSV}}`` for the next run; ``version`` is null before the first."""
    return JsonResponse(describe(expectations.current(cases.find(request.user, number))))


def replace(request: HttpRequest, number: int) -> JsonResponse:
    """``{"text": …, "maps": {name: CSV}}``; an empty text expects nothing. A refusal lists its ``complaints``."""
    require_token(request)
    case = cases.find(request.user, number)
    require_change(case)
    body = body_of(request)
    text, maps = body.get("text"), body.get("maps", {})
    if not isinstance(text, str):
        raise Invalid('"text" must be a text: the list in YAML.')
    if not isinstance(maps, dict) or not all(isinstance(content, str) for content in maps.values()):
        raise Invalid('"maps" must be an object with the text of a CSV file under each name.')
    try:
        return JsonResponse(describe(expectations.save(request.user, case, Draft(text, maps))))
    except Unusable as error:
        complaints = [complaint._asdict() for complaint in error.complaints]
        return JsonResponse({"error": str(error), "complaints": complaints}, status=error.status)


def describe(kept: ExpectationList | None) -> dict[str, object]:
    if kept is None:
        return {"version": None, "text": "", "maps": {}}
    return {"version": kept.number, "text": kept.text, "maps": kept.tables}
