"""The task queue. A message names a lane and nothing else; the ``Job`` table says what is to be done."""

import logging.config
import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dicomcheck.settings")

TRANSPORT_ALIASES["folder"] = "validator.jobs.folder:Transport"

app = Celery("dicomcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["validator.jobs"])


@setup_logging.connect
def set_up_logging(**_: object) -> None:
    """Log as the settings say: Celery's own handlers would print what an exception quotes."""
    logging.config.dictConfig(settings.LOGGING)
