"""The Django project: settings, addresses, task queue and the supervisor that runs them together."""

from dicomcheck.celery import app as celery_app
from validator import __version__

__all__ = ["__version__", "celery_app"]
