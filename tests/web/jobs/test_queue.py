"""The queue's promises: each job is held by one worker, and only who holds it writes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from validator.jobs import queue
from validator.jobs.limits import CHUNK, WHOLE
from validator.jobs.queue import LeaseLost, Spec
from validator.models import Analysis, Case, ChunkResult, Job
from validator.models.analysis import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis() -> int:
    case = Case.objects.create(title="Migration")
    return Analysis.objects.create(case=case, number=1, engine_version="1").pk


def states(analysis: int) -> list[tuple[str, str]]:
    return list(Job.objects.filter(analysis=analysis).order_by("first").values_list("key", "state"))


def test_a_job_is_put_in_once_however_often_it_is_enqueued(analysis: int) -> None:
    for _ in range(2):
        queue.enqueue(analysis, Phase.READ, [Spec(0, 9), Spec(10, 19)], priority=3)
    assert states(analysis) == [("0-9", "due"), ("10-19", "due")]


def test_a_claimed_job_is_not_claimed_again(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    lease = queue.claim(CHUNK)
    assert lease is not None
    assert (lease.analysis, lease.phase, lease.first, lease.last) == (analysis, Phase.READ, 0, 9)
    assert queue.claim(CHUNK) is None


def test_a_lane_gives_only_its_own_jobs(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    assert queue.claim(WHOLE) is None


def test_what_is_more_urgent_is_claimed_first(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=5)
    queue.enqueue(analysis, Phase.READ, [Spec(10, 19)], priority=3)
    leases = [queue.claim(CHUNK), queue.claim(CHUNK)]
    assert [lease.first for lease in leases if lease] == [10, 0]


def test_the_holder_writes_result_rows_and_state_together(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    lease = queue.claim(CHUNK)
    assert lease is not None
    queue.finish(lease, result=b"found", write=lambda: _retitle(analysis, "written"))
    assert states(analysis) == [("0-9", "done")]
    assert bytes(ChunkResult.objects.get(job=lease.job).blob) == b"found"
    assert Case.objects.get().title == "written"


def test_who_lost_the_lease_writes_nothing(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    late = queue.claim(CHUNK)
    assert late is not None
    queue.reclaim(Job.objects.get())
    in_time = queue.claim(CHUNK)
    assert in_time is not None
    with pytest.raises(LeaseLost):
        queue.finish(late, result=b"late", write=lambda: _retitle(analysis, "late"))
    queue.finish(in_time, result=b"in time")
    assert bytes(ChunkResult.objects.get().blob) == b"in time"
    assert Case.objects.get().title == "Migration"


def test_an_error_while_writing_leaves_the_job_held(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    lease = queue.claim(CHUNK)
    assert lease is not None
    with pytest.raises(ZeroDivisionError):
        queue.finish(lease, result=b"half", write=lambda: 1 // 0)
    assert states(analysis) == [("0-9", "running")]
    assert not ChunkResult.objects.exists()


def test_a_job_given_back_is_due_and_remembers_the_loss(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    lease = queue.claim(CHUNK)
    assert lease is not None
    queue.give_back(lease, error="ValueError at read:1")
    job = Job.objects.get()
    assert (job.state, job.attempts, job.losses, job.lease_token, job.error) == (
        "due", 1, 1, "", "ValueError at read:1",
    )  # fmt: skip


def test_a_lease_lasts_for_its_lane_by_the_clock_of_the_database(analysis: int, settings: Any) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9)], priority=3)
    queue.claim(CHUNK)
    seconds = settings.JOB_LIMITS.lease[CHUNK]
    assert Job.objects.filter(lease_until__gt=Now() + timedelta(seconds=seconds - 5)).exists()
    assert not Job.objects.filter(lease_until__gt=Now() + timedelta(seconds=seconds + 5)).exists()


def test_a_split_chunk_becomes_one_job_for_each_of_its_range(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(3, 5)], priority=3)
    assert queue.split(Job.objects.get())
    assert states(analysis) == [("3-3", "due"), ("4-4", "due"), ("5-5", "due")]


def test_a_job_that_is_being_done_is_not_split(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(3, 5)], priority=3)
    stale = Job.objects.get()
    queue.claim(CHUNK)
    assert not queue.split(stale)
    assert states(analysis) == [("3-5", "running")]


def test_cancelling_takes_the_lease_away(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9), Spec(10, 19)], priority=3)
    lease = queue.claim(CHUNK)
    assert lease is not None
    queue.cancel(analysis)
    with pytest.raises(LeaseLost):
        queue.finish(lease, result=b"too late")
    assert states(analysis) == [("0-9", "cancelled"), ("10-19", "cancelled")]
    assert queue.claim(CHUNK) is None


def test_progress_is_counted_in_units_of_work(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9), Spec(10, 14)], priority=3)
    assert queue.progress(analysis, Phase.READ) == (0, 15)
    lease = queue.claim(CHUNK)
    assert lease is not None
    queue.finish(lease)
    assert queue.progress(analysis, Phase.READ) == (10, 15)


def test_work_that_nobody_touches_is_waiting(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(0, 9), Spec(10, 14)], priority=3)
    assert not queue.is_waiting(analysis, Phase.READ)
    Job.objects.update(changed_at=Now() - queue.PATIENCE - timedelta(seconds=1))
    assert queue.is_waiting(analysis, Phase.READ)
    queue.claim(CHUNK)
    assert not queue.is_waiting(analysis, Phase.READ)


def _retitle(analysis: int, title: str) -> None:
    Case.objects.filter(analyses=analysis).update(title=title)


def test_what_is_in_the_queue_already_is_not_planned_again(analysis: int) -> None:
    queue.enqueue(analysis, Phase.READ, [Spec(2, 3), Spec(5, 5), Spec(8, 12)], priority=3)
    planned = [Spec(0, 4), Spec(5, 5), Spec(6, 10), Spec(11, 15)]
    assert list(queue.uncovered(analysis, Phase.READ, planned)) == [
        Spec(0, 1), Spec(4, 4), Spec(6, 7), Spec(13, 15),
    ]  # fmt: skip
    assert list(queue.uncovered(analysis, Phase.COMPARE, planned)) == planned
