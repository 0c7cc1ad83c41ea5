"""The tasks that workers run. A message names a lane; which job is done, the database says."""

import time

from celery import shared_task
from django.conf import settings
from django.db import close_old_connections

from validator.intake import spool
from validator.jobs import hints, queue, seats
from validator.jobs.limits import LATER, SOON
from validator.services import working


@shared_task(name=hints.TASK)  # type: ignore[untyped-decorator]  # celery has no types
def work(lane: str) -> int:
    """Do due jobs of a lane, one after the other, until none is left or the task's time is up; how many were done."""
    close_old_connections()
    end = time.monotonic() + settings.JOB_LIMITS.work[lane]
    done = 0
    while time.monotonic() < end:
        if spool.is_full() or not do_next(lane):
            # The reconciler hints again in a moment, which is soon enough to see whether things are better.
            return done
        done += 1
    hints.send(lane)
    return done


def do_next(lane: str) -> bool:
    """Do the most urgent job that this process may do; whether there was one, and nothing stood in its way."""
    with seats.seat() as found:
        lease = queue.claim(lane, up_to=LATER if found else SOON)
        return lease is not None and working.perform(lease)
