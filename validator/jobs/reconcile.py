"""The reconciler: it repeats whatever a lost message or a dead worker left undone. Any number may run."""

import logging

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import Now

from validator.jobs import hints, queue
from validator.jobs.worker import is_dead
from validator.models import Analysis, Job
from validator.services import analysis, working

log = logging.getLogger(__name__)


def reconcile() -> None:
    """One round: reclaim, advance, hint."""
    reclaim()
    for number in Analysis.objects.filter(state=Analysis.State.RUNNING).values_list("pk", flat=True):
        analysis.advance(number)
    is_due, is_running = Q(state=Job.State.DUE), Q(state=Job.State.RUNNING)
    lanes = Job.objects.filter(is_due | is_running).values_list("lane")
    for lane, due, running in lanes.annotate(due=Count("pk", filter=is_due), running=Count("pk", filter=is_running)):
        # A worker that has a job looks for the next one by itself.
        hints.send(lane, min(due, settings.MOST_HINTS - running))


def release_all() -> None:
    """Make due again, without a loss, what the workers of this host held when they were stopped in good order."""
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if is_dead(job.worker):
            queue.release(job)


def reclaim() -> int:
    """Make due again what dead workers held: those whose lease ended, and those of this host that are gone."""
    expired = set(Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=Now()).values_list("pk", flat=True))
    reclaimed = 0
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if (job.pk in expired or is_dead(job.worker)) and queue.reclaim(job):
            log.warning("job %s was lost with its worker", job.pk)
            working.settle_loss(job.pk)
            reclaimed += 1
    return reclaimed
