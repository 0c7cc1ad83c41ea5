"""How much of a case is compared."""

from django.http import HttpRequest, JsonResponse

from validator.api.endpoint import body_of, require_token
from validator.services import cases, sampling
from validator.services.captures import require_change
from validator.services.errors import Invalid


def choose(request: HttpRequest, number: int) -> JsonResponse:
    """``{"instances": 1000}``: the next run compares so many, drawn at random; ``null`` for all."""
    require_token(request)
    case = cases.find(request.user, number)
    require_change(case)
    wanted = body_of(request).get("instances")
    if wanted is not None and type(wanted) is not int:
        raise Invalid('"instances" must be a whole number, or null to compare all.')
    sampling.choose(request.user, case, wanted)
    return JsonResponse({"id": case.pk, "instances": case.sample})
