"""What every page knows of the installation."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from validator.services import folders


def installation(request: HttpRequest) -> dict[str, dict[str, bool]]:
    """Whether people have accounts here, and whether captures may be folders of the server."""
    # A request that was refused at the door has no user yet.
    actor = getattr(request, "user", AnonymousUser())
    return {"installation": {"accounts": settings.ACCOUNTS, "folders": folders.are_offered(actor)}}
