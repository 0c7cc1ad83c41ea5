"""How far a run is: its phases in numbers, who is at it, what it waits for and what failed so far.

All of it is read from the jobs, so that it is true whatever was killed meanwhile. What an earlier run did is counted as
done and said to be taken over; the rate is that of the last minute.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, Sum

from validator.intake import spool
from validator.jobs import queue
from validator.models import Analysis, Job
from validator.models.analysis import Phase
from validator.services import gathering, retrying
from validator.services.retrying import Failure
from validator.services.surroundings import Trouble

WINDOW = timedelta(minutes=1)
"""The rate is taken over what ended so long ago at most …"""
LEAST_ENDED = 4
"""… and over so many jobs at least, where jobs take longer."""
LOOKED_AT = 200
"""Ended jobs that are looked at for it."""
OPEN = Q(state__in=queue.OPEN_STATES)
REASONS = {
    Trouble.ROOM: "The disk is full. Make room, and it goes on by itself.",
    Trouble.DATABASE: "The database could not be reached. It is tried again and again.",
    Trouble.STORE: "The place where files are kept could not be reached. It is tried again and again.",
    "its turn": "All workers are at other cases. This one follows by itself.",
    "a worker": "No worker takes any work. It goes on by itself when one is back.",
}
"""Why a run waits, by what it waits for."""


class PhaseProgress(NamedTuple):
    """One phase of a run."""

    phase: Phase
    label: str
    """Completes "Now …"."""
    state: str
    """``done``, ``skipped`` (there was nothing to do), ``now``, ``stopped`` (the run ended in it) or ``waiting``."""
    done: int = 0
    total: int = 0
    """In what the phase works on: archives, files, lineages; 1 where it looks at the whole case."""
    failed: int = 0
    """So many of those that are done were left behind."""
    taken_over: int = 0
    """So many of those that are done an earlier run did."""
    seconds: float | None = None
    """How long it took; ``None`` while it goes on, and where nothing was done."""


class Progress(NamedTuple):
    """How far a run is."""

    phase: Phase
    label: str
    """Completes "Now …"."""
    waiting: bool
    """Whether nobody works on it: the workers are busy elsewhere or gone, or the machine lacks what they need."""
    done: int
    total: int
    """In files or instances, whichever the phase works on; 0 where it is not known how many there are."""
    rate: float | None
    """So many a second within the last minute; ``None`` until that can be said."""
    remaining: int | None
    """Seconds until the end of the phase, at this rate."""
    workers: int
    """How many processes are at it; 0 while it waits, though one may wait with it."""
    reason: str
    """Why it waits: a sentence; empty where it does not."""
    again: int
    """So many pieces of work are done once more, for their worker was lost or something was missing."""
    failed: int
    """How much could not be done so far."""
    failures: Sequence[Failure]
    """The first of them."""
    phases: Sequence[PhaseProgress]
    """All phases in order."""


def progress_of(run: Analysis) -> Progress:
    """How far a run is, or was when it ended."""
    here = Phase(run.phase)
    phases = _phases(run)
    now = phases[list(Phase).index(here)]
    is_running = run.state == Analysis.State.RUNNING
    open_jobs = Job.objects.filter(OPEN, analysis=run).aggregate(
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        again=Count("pk", filter=Q(losses__gt=0) | Q(attempts__gt=1) | Q(error__gt="")),
    )
    missing = _missing(run, here, open_jobs["running"]) if is_running else ""
    done = gathering.listed_so_far(run) if is_running and here is Phase.GATHER else now.done
    rate = _rate(run, here) if is_running and not missing else None
    found = retrying.failures(run)
    return Progress(
        phase=here,
        label=f"waiting for {missing} to go on with {here.label}" if missing else here.label,
        waiting=bool(missing),
        done=done,
        total=0 if here is Phase.GATHER else now.total,
        rate=rate,
        remaining=round((now.total - now.done) / rate) if rate else None,
        workers=0 if missing else open_jobs["running"],
        reason=REASONS.get(missing, ""),
        again=open_jobs["again"],
        failed=max(len(found), sum(phase.failed for phase in phases)),
        failures=found,
        phases=phases,
    )


def _missing(run: Analysis, phase: Phase, running: int) -> str:
    """What the run waits for; empty where somebody works on it or will in a moment."""
    if spool.is_full() and (not running or queue.is_still(run.pk, phase)):
        # No worker takes a job then; one that has a job may not even be able to write that it has none any more.
        return Trouble.ROOM
    if running:
        return ""
    if missing := queue.missing(run.pk, phase):
        return missing
    if not queue.is_waiting(run.pk, phase):
        return ""
    others = Job.objects.filter(state=Job.State.RUNNING).exclude(analysis=run)
    return "its turn" if others.exists() else "a worker"


def _phases(run: Analysis) -> list[PhaseProgress]:
    counted = (
        Job.objects.filter(analysis=run)
        .order_by()
        .values("phase")
        .annotate(
            total=Sum("size"),
            open=Sum("size", filter=OPEN, default=0),
            cancelled=Sum("size", filter=Q(state=Job.State.CANCELLED), default=0),
            failed=Sum("size", filter=Q(state=Job.State.FAILED), default=0),
            taken_over=Sum("size", filter=Q(state=Job.State.DONE, attempts=0), default=0),
            ended=Max("changed_at", filter=Q(attempts__gt=0)),
        )
    )
    jobs: dict[Phase, Mapping[str, Any]] = {Phase(row["phase"]): row for row in counted}
    order = list(Phase)
    here = order.index(Phase(run.phase))
    phases, since = [], run.started_at
    for at, phase in enumerate(order):
        row = jobs.get(phase)
        state = _state(run, at, here, has_jobs=row is not None)
        if row is None or state == "waiting":
            phases.append(PhaseProgress(phase, phase.label, state))
            continue
        seconds = _seconds(since, row["ended"]) if state == "done" else None
        done = row["total"] - row["open"] - row["cancelled"]
        phases.append(
            PhaseProgress(phase, phase.label, state, done, row["total"], row["failed"], row["taken_over"], seconds)
        )
        since = row["ended"] or since
    return phases


def _state(run: Analysis, at: int, here: int, *, has_jobs: bool) -> str:
    if at < here or run.state == Analysis.State.DONE:
        return "done" if has_jobs else "skipped"
    if at > here:
        return "waiting"
    return "now" if run.state == Analysis.State.RUNNING else "stopped"


def _seconds(start: datetime, end: datetime | None) -> float | None:
    return None if end is None else max(0.0, (end - start).total_seconds())


def _rate(run: Analysis, phase: Phase) -> float | None:
    """What ended within the last minute, or the last few jobs where they take longer, against the time it took."""
    done = Job.objects.filter(analysis=run, phase=phase, state=Job.State.DONE, attempts__gt=0)
    ended = list(done.order_by("-changed_at").values_list("changed_at", "size")[:LOOKED_AT])
    if not ended:
        return None
    ages = [queue.seconds_since(ended[0][0]) + (ended[0][0] - moment).total_seconds() for moment, _ in ended]
    within = sum(age <= WINDOW.total_seconds() for age in ages)
    count = min(len(ended), max(within, LEAST_ENDED))
    # The time begins when the job before the first one that counts had ended; for the very first, with the phase.
    span = ages[count] if count < len(ended) else queue.seconds_since(run.phase_at)
    return sum(size for _, size in ended[:count]) / span if span >= 1 else None
