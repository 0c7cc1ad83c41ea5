"""The queue of jobs: put in, claimed, finished, given back. It knows rows and leases, not what a job does.

Every decision is one conditional UPDATE, so that it holds on SQLite and PostgreSQL alike and needs no row locks.
Time is the database's, so that workers need not agree on theirs.
"""

import secrets
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, Q, Sum, Value, When
from django.db.models.functions import Now

from validator.jobs.limits import CHUNK, LATER, WHOLE
from validator.jobs.worker import identity, is_to_blame
from validator.models import ChunkResult, Job
from validator.models.analysis import Phase

LANE_OF = {
    Phase.GATHER: WHOLE,
    Phase.UNPACK: WHOLE,
    Phase.ENROL: WHOLE,
    Phase.READ: CHUNK,
    Phase.PAIR: WHOLE,
    Phase.COMPARE: CHUNK,
    Phase.SETTLE: WHOLE,
    Phase.EXPLAIN: CHUNK,
    Phase.CONCLUDE: WHOLE,
}
OPEN_STATES = (Job.State.DUE, Job.State.RUNNING)
CANDIDATES = 8
"""How many due jobs a worker looks at before it thinks that others were faster with all of them."""
BATCH = 500
HABIT = 8
"""After so many attempts a job that takes the whole program with it is blamed for it."""
WAITS = "waits for "
"""How the error of a job begins that was postponed."""
PATIENCE = timedelta(seconds=10)
"""A worker that is free takes a job sooner than this."""
REST = timedelta(seconds=3)
"""So long a job that was postponed lets others go before it."""
CLOCK = {
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
    "postgresql": "extract(epoch FROM clock_timestamp())::float8",
}
"""Seconds since 1970, as each database says it."""


class Spec(NamedTuple):
    """A job that is not yet in the queue: a range of ordinals, both ends included, and its worth in progress."""

    first: int = 0
    last: int = 0

    @property
    def key(self) -> str:
        return f"{self.first}-{self.last}"

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class Lease(NamedTuple):
    """A job that this worker holds until it is finished or its time is up."""

    job: int
    analysis: int
    phase: Phase
    first: int
    last: int
    token: str


class LeaseLost(Exception):
    """The job was given to somebody else, or cancelled: whatever was computed must not be written."""


def enqueue(analysis: int, phase: Phase, specs: Iterable[Spec], *, priority: int) -> int:
    """Put jobs in, each once however often this is called; how many there are."""
    rows = [
        Job(
            analysis_id=analysis,
            phase=phase,
            key=spec.key,
            first=spec.first,
            last=spec.last,
            size=spec.size,
            lane=LANE_OF[phase],
            priority=priority,
            changed_at=Now(),
        )
        for spec in specs
    ]
    Job.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def uncovered(analysis: int, phase: Phase, specs: Iterable[Spec]) -> Iterator[Spec]:
    """What of these jobs is not in the queue yet: a run may have taken over some of a phase before it comes to it."""
    there = Job.objects.filter(analysis_id=analysis, phase=phase).order_by("first").values_list("first", "last")
    held = list(there)
    for spec in specs:
        start = spec.first
        for first, last in held[max(0, bisect_left(held, (start,)) - 1) :]:
            if first > spec.last:
                break
            if start < first:
                yield Spec(start, first - 1)
            start = max(start, last + 1)
        if start <= spec.last:
            yield Spec(start, spec.last)


def claim(lane: str, *, up_to: int = LATER) -> Lease | None:
    """The next due job of the lane, now held by this worker; ``None`` where nothing is due.

    ``up_to`` leaves the jobs to others that are less urgent than this priority.
    """
    rested = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
    while True:
        due = Job.objects.filter(rested, lane=lane, state=Job.State.DUE, priority__lte=up_to).order_by("priority", "id")
        candidates = list(due.values_list("id", flat=True)[:CANDIDATES])
        if not candidates:
            return None
        for job in candidates:
            token = secrets.token_hex(16)
            claimed = Job.objects.filter(pk=job, state=Job.State.DUE).update(
                state=Job.State.RUNNING,
                attempts=F("attempts") + 1,
                lease_token=token,
                lease_until=Now() + settings.JOB_LIMITS.lease_of(lane),
                worker=identity(),
                error=Case(When(error__startswith=WAITS, then=Value("")), default=F("error")),
                changed_at=Now(),
            )
            if claimed:
                row = Job.objects.get(pk=job)
                return Lease(row.pk, row.analysis_id, Phase(row.phase), row.first, row.last, token)


def finish(lease: Lease, *, result: bytes | None = None, write: Callable[[], None] | None = None) -> None:
    """Write what was found and that it is done, in one transaction.

    Raises ``LeaseLost``, with nothing written, where another worker holds the job by now.
    """
    with transaction.atomic():
        _let_go(lease, state=Job.State.DONE)
        if result is not None:
            ChunkResult.objects.create(job_id=lease.job, blob=result)
        if write is not None:
            write()


def give_back(lease: Lease, *, error: str) -> None:
    """The work raised: make the job due again and count the loss."""
    with transaction.atomic():
        _let_go(lease, state=Job.State.DUE, losses=F("losses") + 1, error=error[:200])


def postpone(lease: Lease, *, missing: str) -> None:
    """Something outside the job is missing: make it due again after a rest, and note what it waits for.

    Neither a loss nor an attempt is counted, for this may go on for days.
    """
    with transaction.atomic():
        _let_go(
            lease,
            state=Job.State.DUE,
            error=f"{WAITS}{missing}",
            attempts=F("attempts") - 1,
            lease_until=Now() + REST,
        )


def release(job: Job) -> bool:
    """Make a job due again whose worker was stopped in good order: no loss; whether it still was that worker's."""
    return _take_back(job, losses=F("losses"))


def _let_go(lease: Lease, **changes: object) -> None:
    mine = Job.objects.filter(pk=lease.job, state=Job.State.RUNNING, lease_token=lease.token)
    if not mine.update(**({"lease_token": "", "lease_until": None, "changed_at": Now()} | changes)):
        raise LeaseLost


def reclaim(job: Job) -> bool:
    """Make a job due again whose worker did not come back; whether it still was that worker's.

    The loss counts where the job may be the reason: not where the whole program went there with its worker, unless that
    has become a habit.
    """
    is_innocent = not is_to_blame(job.worker) and job.attempts < HABIT
    return _take_back(job, losses=F("losses") + (0 if is_innocent else 1))


def has_raised(job: Job) -> bool:
    """Whether an attempt ended with an exception of the work itself, rather than with the end of its worker."""
    return bool(job.error) and not job.error.startswith(WAITS)


def _take_back(job: Job, **changes: object) -> bool:
    held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, lease_token=job.lease_token)
    return bool(held.update(state=Job.State.DUE, lease_token="", lease_until=None, changed_at=Now(), **changes))


def split(job: Job) -> bool:
    """Replace a due job over a range by one job for each of the range; whether it still was due."""
    with transaction.atomic():
        deleted, _ = Job.objects.filter(pk=job.pk, state=Job.State.DUE).delete()
        if not deleted:
            return False
        singles = [Spec(number, number) for number in range(job.first, job.last + 1)]
        enqueue(job.analysis_id, Phase(job.phase), singles, priority=job.priority)
    return True


def abandon(job: Job, *, write: Callable[[], None]) -> bool:
    """Give a due job up for good and write what that means, in one transaction; whether it still was due."""
    with transaction.atomic():
        given_up = Job.objects.filter(pk=job.pk, state=Job.State.DUE).update(state=Job.State.FAILED, changed_at=Now())
        if given_up:
            write()
    return bool(given_up)


def cancel(analysis: int) -> None:
    """Nothing of the analysis is due any more, and who works on it finds the lease gone."""
    Job.objects.filter(analysis_id=analysis, state__in=OPEN_STATES).update(
        state=Job.State.CANCELLED, lease_token="", lease_until=None, changed_at=Now()
    )


def is_open(analysis: int, phase: Phase) -> bool:
    """Whether anything of the phase is due or being done."""
    return Job.objects.filter(analysis_id=analysis, phase=phase, state__in=OPEN_STATES).exists()


def due(analysis: int, phase: Phase) -> int:
    return Job.objects.filter(analysis_id=analysis, phase=phase, state=Job.State.DUE).count()


def is_waiting(analysis: int, phase: Phase) -> bool:
    """Whether work of the phase lies there and nobody has touched any of it for a while."""
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase)
    touched = Q(state=Job.State.RUNNING) | Q(changed_at__gte=Now() - PATIENCE)
    return jobs.filter(state=Job.State.DUE).exists() and not jobs.filter(touched).exists()


def is_still(analysis: int, phase: Phase) -> bool:
    """Whether nothing of the phase has begun or ended for a while."""
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase, changed_at__gte=Now() - PATIENCE)
    return not jobs.exists()


def missing(analysis: int, phase: Phase) -> str:
    """What a postponed job of the phase waits for; empty where none does."""
    jobs = Job.objects.filter(analysis_id=analysis, phase=phase, state__in=OPEN_STATES, error__startswith=WAITS)
    return (jobs.values_list("error", flat=True).first() or "").removeprefix(WAITS)


def seconds_since(moment: datetime) -> float:
    """How long ago that was, by the database's clock, which also wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CLOCK[connection.vendor]}")
        now: float = cursor.fetchone()[0]
    return now - moment.timestamp()


def progress(analysis: int, phase: Phase) -> tuple[int, int]:
    """How much of a phase is settled, and how much there is."""
    sums = Job.objects.filter(analysis_id=analysis, phase=phase).aggregate(
        total=Sum("size", default=0), open=Sum("size", filter=Q(state__in=OPEN_STATES), default=0)
    )
    return sums["total"] - sums["open"], sums["total"]
