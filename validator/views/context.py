"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, dict[str, bool]]:
    """Whether people have accounts here."""
    return {"installation": {"accounts": settings.ACCOUNTS}}
