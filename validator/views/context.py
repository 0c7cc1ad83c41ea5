"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest

from validator.services import folders


def installation(request: HttpRequest) -> dict[str, dict[str, bool]]:
    """Whether people have accounts here, and whether captures may be folders of the server."""
    return {"installation": {"accounts": settings.ACCOUNTS, "folders": folders.are_offered()}}
