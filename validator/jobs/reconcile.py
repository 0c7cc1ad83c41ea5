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
        _hint(lane, due=due, running=running)


def _hint(lane: str, *, due: int, running: int) -> None:
    """As many hints as there may be idle workers for: one that has a job looks for the next one by itself."""
    wanted = min(due, settings.MOST_HINTS - running)
    if wanted > 0 and (waiting := hints.lying(lane)) is not None:
        hints.send(lane, wanted - waiting)


def release_all() -> None:
    """Make due again, without a loss, what the workers of this host held when they were stopped in good order."""
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if is_dead(job.worker):
            queue.release(job)


def reclaim() -> int:
    """Make due again what dead workers held: those whose lease ended, and those of this host that are gone.

    The reconciler does so all the time, and every new process of a worker at its start: the host of the dead may be one
    on which no reconciler runs.
    """
    expired = set(Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=Now()).values_list("pk", flat=True))
    reclaimed = 0
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if (job.pk in expired or is_dead(job.worker)) and queue.reclaim(job):
            log.warning("job %s was lost with its worker", job.pk)
            working.settle_loss(job.pk)
            reclaimed += 1
    return reclaimed
