"""One job, from the lease to its results, and what follows when its worker is lost."""

import logging
import time
import traceback
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

from validator.jobs import queue
from validator.jobs.queue import Lease, LeaseLost
from validator.models import File, Job
from validator.models.analysis import Phase
from validator.services import (
    analysis,
    comparing,
    concluding,
    enrolling,
    explaining,
    gathering,
    pairing,
    reading,
    settling,
    unpacking,
)
from validator.services.outcome import Outcome
from validator.services.surroundings import Trouble, trouble

WORK: dict[Phase, Callable[[Lease], Outcome]] = {
    Phase.GATHER: gathering.run,
    Phase.UNPACK: unpacking.run,
    Phase.ENROL: enrolling.run,
    Phase.READ: reading.run,
    Phase.PAIR: pairing.run,
    Phase.COMPARE: comparing.run,
    Phase.SETTLE: settling.run,
    Phase.EXPLAIN: explaining.run,
    Phase.CONCLUDE: concluding.run,
}
DIVISIBLE = (Phase.READ, Phase.COMPARE, Phase.EXPLAIN, Phase.UNPACK)
"""The phases whose jobs can be taken apart."""
LOSSES_OF_CHUNK = 2
"""After so many lost workers a chunk is taken apart, and a single file or lineage is left behind."""
RAISED_OF_WHOLE, LOSSES_OF_WHOLE = 3, 6
"""A phase that cannot be taken apart gets more: what raises will raise again, what lost its workers may do better."""
PAUSE = 1.0
"""Seconds between two attempts to reach a database that is gone."""
log = logging.getLogger(__name__)


def perform(lease: Lease) -> bool:
    """Do the job and write what came of it; then see whether its phase is over.

    False where the machine lacks what work needs (room, database, files): to take the next job at once is no use then.
    """
    try:
        outcome = WORK[lease.phase](lease)
        queue.finish(lease, result=outcome.result, write=outcome.write)
    except LeaseLost:
        log.info("job %s was given to another worker or cancelled: its results are dropped", lease.job)
        return True
    except Exception as error:  # noqa: BLE001  (whatever goes wrong in one job must not stop the others)
        missing = trouble(error)
        if missing is not None:
            log.warning("job %s (%s) waits for %s", lease.job, lease.phase, missing)
            postpone(lease, missing)
            return False
        place = traceback.extract_tb(error.__traceback__)[-1]
        described = f"{type(error).__name__} at {place.name}:{place.lineno}"
        log.error("job %s (%s) raised %s", lease.job, lease.phase, described)  # noqa: TRY400  (no content in logs)
        hand_back(lease, described)
        return True
    if analysis.advance(lease.analysis):
        analysis.wake(lease.analysis)
    return True


def postpone(lease: Lease, missing: Trouble) -> None:
    """Give the job back without a blame. It is the database that may be missing: then this waits for it.

    The hard limit of the task ends the waiting where it is long; the reconciler has the job back then.
    """
    while True:
        try:
            queue.postpone(lease, missing=missing)
        except LeaseLost:
            return
        except DatabaseError as error:
            if trouble(error) is None:
                raise
            time.sleep(PAUSE)
            close_old_connections()
        else:
            return


def hand_back(lease: Lease, error: str) -> None:
    try:
        queue.give_back(lease, error=error)
    except LeaseLost:
        return
    settle_loss(lease.job)


def settle_loss(number: int) -> None:
    """Decide what becomes of a job that came back: tried again, taken apart, or given up."""
    job = Job.objects.filter(pk=number, state=Job.State.DUE).first()
    if job is None:
        return
    phase = Phase(job.phase)
    if phase in DIVISIBLE:
        if job.losses < LOSSES_OF_CHUNK:
            return
        if job.size > 1:
            queue.split(job)
        else:
            queue.abandon(job, write=lambda: leave_behind(job))
            if analysis.advance(job.analysis_id):
                analysis.wake(job.analysis_id)
    elif job.losses >= (RAISED_OF_WHOLE if queue.has_raised(job) else LOSSES_OF_WHOLE):
        queue.abandon(job, write=lambda: give_up(job))


def leave_behind(job: Job) -> None:
    """The one file that a job was about gets its terminal state; a lineage needs none: its job says it."""
    if job.phase == Phase.READ:
        reading.crash(job.analysis_id, job.first)
    elif job.phase == Phase.UNPACK:
        for file in File.objects.filter(pk=job.first):
            unpacking.refuse(file, unpacking.CRASHED)


def give_up(job: Job) -> None:
    where = f" ({job.error})" if job.error else ""
    analysis.fail(
        job.analysis_id,
        f"The analysis stopped while {Phase(job.phase).label}: {job.losses} attempts ended without a result{where}. "
        "The files are kept. Start a new run, and if it stops again, report this sentence.",
    )
