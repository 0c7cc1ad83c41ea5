"""``manage.py reconcile``: run the reconciler until it is stopped."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from validator.intake import spool
from validator.jobs.reconcile import reconcile
from validator.services import retention, uploads
from validator.services.surroundings import trouble

SWEEP_EVERY = 30
"""Rounds between two looks at what the spool need not hold any more."""
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Give lost work to other workers, and remind workers of what is due, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS", help="pause between two rounds")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        rounds = 0
        while True:
            close_old_connections()
            try:
                reconcile()
                if rounds % SWEEP_EVERY == 0:
                    spool.sweep()
                    retention.expire()
                    retention.sweep()
                    uploads.forget_receipts()
            except Exception as error:
                missing = trouble(error)
                if missing is None:
                    raise
                log.warning("a round was left out: it needs %s", missing)
            rounds += 1
            if stopped.wait(options["every"]):
                return
