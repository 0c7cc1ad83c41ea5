"""The time limits of the work, all derived from one number, so that they cannot contradict each other."""

from datetime import timedelta
from typing import NamedTuple

CHUNK = "chunk"
"""The lane of jobs that look at a bounded number of files or lineages."""
WHOLE = "whole"
"""The lane of jobs that look at a whole case at once: enrolling, pairing, concluding."""
LANES = (CHUNK, WHOLE)
WHOLE_FACTOR = 12
SOON, LATER = 3, 5
"""Priorities: of the jobs of small cases and of large ones; lower is sooner."""
QUEUES = {lane: f"dicomcheck-{lane}" for lane in LANES}
"""The lanes' names at the broker, which may serve other programs too."""


class Limits(NamedTuple):
    """Seconds, per lane. ``work < hard < lease < visibility``."""

    work: dict[str, int]
    """After this long a task takes no further job."""
    hard: dict[str, int]
    """The worker's child is killed."""
    lease: dict[str, int]
    """The job is given to another worker."""
    visibility: int
    """A broker that redelivers would do so only now: long after the lease has."""

    def lease_of(self, lane: str) -> timedelta:
        return timedelta(seconds=self.lease[lane])


def derive(seconds: int) -> Limits:
    """The limits for jobs of which one chunk may take ``seconds``."""
    most = {CHUNK: seconds, WHOLE: seconds * WHOLE_FACTOR}
    # A task that took its last job just before `work` ended still has `most` for it.
    work = {lane: max(1, seconds // 2) for lane in LANES}
    hard = {lane: work[lane] + most[lane] for lane in LANES}
    lease = {lane: hard[lane] + max(5, hard[lane] // 10) for lane in LANES}
    return Limits(work=work, hard=hard, lease=lease, visibility=2 * max(lease.values()))
