"""Health checks for containers: ``python -m dicomcheck.supervisor.probe web``; exit status 0 is healthy."""

import os
import sys
import urllib.error
import urllib.request
from datetime import timedelta

PATIENCE = timedelta(minutes=3)
"""So long may work lie without anybody taking it."""


def web() -> bool:
    """It answers, and its database answers it."""
    port = os.environ.get("DICOMCHECK_PORT", "8042")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def worker() -> bool:
    """No work lies there untouched. A worker that lost its broker for good is started again on the strength of this."""
    from django.db.models.functions import Now

    from validator.models import Job

    waiting = Job.objects.filter(state=Job.State.DUE, changed_at__lt=Now() - PATIENCE).exists()
    moving = Job.objects.filter(changed_at__gte=Now() - PATIENCE).exclude(state=Job.State.DUE).exists()
    busy = Job.objects.filter(state=Job.State.RUNNING, lease_until__gte=Now()).exists()
    return not waiting or moving or busy


def reconciler() -> bool:
    """No lease ended long ago without having been taken back."""
    from django.db.models.functions import Now

    from validator.models import Job

    return not Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=Now() - PATIENCE).exists()


def main() -> int:
    role = sys.argv[1]
    if role != "web":
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dicomcheck.settings")
        django.setup()
    return 0 if {"web": web, "worker": worker, "reconciler": reconciler}[role]() else 1


if __name__ == "__main__":
    sys.exit(main())
