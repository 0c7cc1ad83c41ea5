"""The reconciler: what a dead worker or a lost message left undone is done by somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests.web.conftest import Api
from validator.jobs import hints, queue
from validator.jobs.limits import CHUNK, WHOLE
from validator.jobs.reconcile import reclaim, reconcile, release_all
from validator.jobs.worker import Worker, identity, is_dead
from validator.models import Analysis, File, Instance, Job
from validator.models.analysis import Phase
from validator.services import analysis

DEAD = "nowhere.example/4711/1/4700/1"
"""A worker on another host: only its lease can tell."""


@pytest.fixture
def reading(api: Api, drain: Callable[..., int], ct_small: bytes) -> int:
    """An analysis of twelve files with two chunks to read."""
    case = api.new_case("source")
    api.send(case, 0, {f"{number:02}.dcm": ct_small + bytes(2 * number) for number in range(12)})
    api.post(f"cases/{case}/analyse")
    drain(1)
    return Analysis.objects.get().pk


def read_jobs() -> list[tuple[str, str, int]]:
    jobs = Job.objects.filter(phase=Phase.READ).order_by("first")
    return list(jobs.values_list("key", "state", "losses"))


def expire(**changes: object) -> None:
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=Now() - timedelta(seconds=1), **changes)


def test_a_job_whose_lease_ended_is_due_again(reading: int) -> None:
    queue.claim(CHUNK)
    expire(worker=DEAD)
    assert reclaim() == 1
    assert read_jobs() == [("0-7", "due", 1), ("8-11", "due", 0)]


def test_a_job_whose_lease_lasts_is_left_with_its_worker(reading: int) -> None:
    queue.claim(CHUNK)
    assert reclaim() == 0
    Job.objects.filter(state=Job.State.RUNNING).update(worker=DEAD)
    assert reclaim() == 0
    assert read_jobs() == [("0-7", "running", 0), ("8-11", "due", 0)]


def gone(**changes: str) -> str:
    """This very process in an earlier life."""
    me = Worker.named(identity())
    assert me is not None
    return me._replace(start="1", **changes).identity


def test_a_worker_of_this_host_that_is_gone_is_not_waited_for(reading: int) -> None:
    queue.claim(CHUNK)
    Job.objects.filter(state=Job.State.RUNNING).update(worker=gone())
    assert reclaim() == 1
    assert read_jobs() == [("0-7", "due", 1), ("8-11", "due", 0)]


def test_no_file_is_blamed_where_all_of_the_program_is_gone(reading: int) -> None:
    queue.claim(CHUNK)
    Job.objects.filter(state=Job.State.RUNNING).update(worker=gone(parent_start="1"))
    assert reclaim() == 1
    assert read_jobs() == [("0-7", "due", 0), ("8-11", "due", 0)]


def test_a_file_that_takes_all_of_the_program_with_it_again_and_again_is_blamed_at_last(reading: int) -> None:
    losses = []
    for _ in range(queue.HABIT + 1):
        queue.claim(CHUNK)
        Job.objects.filter(state=Job.State.RUNNING).update(worker=gone(parent_start="1"))
        reclaim()
        losses.append(read_jobs()[0][2])
    assert losses == [0] * (queue.HABIT - 1) + [1, 0]
    assert [key for key, _, _ in read_jobs()] == [*(f"{number}-{number}" for number in range(8)), "8-11"]


def test_nobody_is_blamed_for_an_orderly_stop(reading: int) -> None:
    queue.claim(CHUNK)
    queue.claim(CHUNK)
    Job.objects.filter(key="0-7").update(worker=gone())
    release_all()
    assert read_jobs() == [("0-7", "due", 0), ("8-11", "running", 0)]


def test_who_is_alive_and_who_is_dead() -> None:
    me = Worker.named(identity())
    assert me is not None
    assert not is_dead(identity())
    assert not is_dead(DEAD)
    assert is_dead(me._replace(process="999999999").identity)
    assert not is_dead(me._replace(process="999999999", host=me.host.partition(":")[0] + ":1").identity)
    assert not is_dead("a worker of another version")
    assert len(identity()) <= Job._meta.get_field("worker").max_length - 40


def test_a_chunk_lost_twice_is_taken_apart(reading: int) -> None:
    for _ in range(2):
        queue.claim(CHUNK)
        expire(worker=DEAD)
        reclaim()
    singles = [(f"{number}-{number}", "due", 0) for number in range(8)]
    assert read_jobs() == [*singles, ("8-11", "due", 0)]


def test_a_single_file_lost_twice_is_left_behind_and_the_rest_goes_on(reading: int, drain: Callable[..., int]) -> None:
    Job.objects.filter(key="0-7").update(priority=1)
    for _ in range(4):
        queue.claim(CHUNK)
        expire(worker=DEAD)
        reclaim()
    assert read_jobs()[0] == ("0-0", "failed", 2)
    drain()
    states = Instance.objects.order_by("ordinal").values_list("state", flat=True)
    assert list(states) == ["crashed"] + ["checked"] * 11
    assert Analysis.objects.get().state == "done"


def test_a_phase_that_is_never_finished_fails_the_analysis_with_a_sentence(
    reading: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("validator.services.pairing.pair", lambda *args, **options: 1 // 0)
    drain()
    failed = Analysis.objects.get()
    assert failed.state == "failed"
    assert failed.error.startswith(
        "The analysis stopped while pairing the instances: 3 attempts ended without a result (ZeroDivisionError at "
    )
    assert not Job.objects.filter(state__in=["due", "running"]).exists()


def test_a_phase_that_nobody_advanced_is_advanced(reading: int, drain: Callable[..., int]) -> None:
    Job.objects.filter(phase=Phase.READ).update(state=Job.State.DONE)
    reconcile()
    assert Analysis.objects.get().phase == "pair"


def test_a_phase_is_advanced_once_whoever_asks(reading: int) -> None:
    Job.objects.filter(phase=Phase.READ).update(state=Job.State.DONE)
    assert [analysis.advance(reading), analysis.advance(reading)] == [True, False]
    assert list(Job.objects.filter(phase=Phase.PAIR).values_list("key", flat=True)) == ["0-0"]


def test_what_is_due_is_hinted_at_again(reading: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, int]] = []
    monkeypatch.setattr(hints, "send", lambda lane, count=1: sent.append((lane, count)))
    Job.objects.update(worker="")
    for waiting, expected in ((0, 2), (1, 1), (2, 0), (None, None)):
        monkeypatch.setattr(hints, "lying", lambda lane, answer=waiting: answer)
        sent.clear()
        reconcile()
        assert [count for lane, count in sent if lane == "chunk"] == [expected] * (expected is not None)


def test_hints_that_nobody_took_are_counted(db: None) -> None:
    before = hints.lying(CHUNK)
    assert before == 0
    hints.send(CHUNK, 2)
    assert (hints.lying(CHUNK), hints.lying(WHOLE)) == (2, 0)


def test_a_broker_that_is_gone_stops_nobody(api: Api, ct_small: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints.app, "send_task", _refuse)
    case = api.new_case("source")
    assert api.send(case, 0, {"a.dcm": ct_small}).status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    assert File.objects.count() == 1


def test_messages_and_logs_hold_no_content(
    reading: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(hints.app, "send_task", lambda *args, **options: sent.append((args, options["args"])))
    monkeypatch.setattr("validator.services.reading.scan", _quote)
    drain()
    assert set(map(repr, sent)) <= {repr((("validator.work",), [lane])) for lane in ("chunk", "whole")}
    assert sent
    assert "Citizen^Jan" not in caplog.text
    assert "00.dcm" not in caplog.text
    assert not Job.objects.filter(error__contains="Citizen").exists()


def _refuse(*args: object, **options: object) -> None:
    raise ConnectionRefusedError


def _quote(path: object) -> None:
    raise ValueError("CompressedSamples^CT1 Citizen^Jan in 00.dcm")
