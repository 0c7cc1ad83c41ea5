"""Progress says the truth: what is done, how fast just now, who is at it, what it waits for and what failed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests.web.conftest import Api
from validator.intake import spool
from validator.jobs import queue
from validator.jobs.limits import CHUNK
from validator.models import Analysis, Job
from validator.models.analysis import Phase
from validator.services import reading
from validator.services.progress import PhaseProgress, Progress, progress_of

FILES = 40


@pytest.fixture
def case(api: Api, ct_small: bytes, drain: Callable[..., int]) -> int:
    """Forty files in chunks of eight, listed and about to be read."""
    number = api.new_case("source")
    api.send(number, 0, {f"{at:02}.dcm": ct_small + bytes(2 * at) for at in range(FILES)})
    api.post(f"cases/{number}/analyse")
    drain(1)
    return number


def told() -> Progress:
    return progress_of(Analysis.objects.get())


def phase(wanted: Phase) -> PhaseProgress:
    return next(each for each in told().phases if each.phase is wanted)


def until_failed(count: int, drain: Callable[..., int]) -> None:
    """Do what is due until so many files were left behind."""
    while Job.objects.filter(state="failed").count() < count:
        assert drain(1)


def ended(*ages: float, size: int = 8) -> None:
    """As if the first chunks had been read so many seconds ago."""
    jobs = Job.objects.filter(phase=Phase.READ).order_by("first")
    for job, age in zip(jobs, ages, strict=False):
        moment = Now() - timedelta(seconds=age)
        Job.objects.filter(pk=job.pk).update(state="done", attempts=1, changed_at=moment, size=size)


def test_phases_are_told_in_order_with_what_they_come_to(case: int, drain: Callable[..., int]) -> None:
    drain(2)
    assert [(each.phase.value, each.state) for each in told().phases] == [
        ("gather", "skipped"), ("unpack", "skipped"), ("enrol", "done"), ("read", "now"), ("pair", "waiting"),
        ("compare", "waiting"), ("settle", "waiting"), ("explain", "waiting"), ("conclude", "waiting"),
    ]  # fmt: skip
    assert (told().done, told().total) == (phase(Phase.READ).done, phase(Phase.READ).total) == (16, FILES)
    assert phase(Phase.READ).seconds is None
    assert 0 <= (phase(Phase.ENROL).seconds or -1) < 60


def test_the_rate_is_that_of_the_last_minute(case: int) -> None:
    Analysis.objects.update(phase_at=Now() - timedelta(hours=1))
    ended(3000, 50, 40, 20, 10)
    # Four chunks since the one before them ended.
    assert told().rate == pytest.approx(4 * 8 / 3000, rel=0.01)
    ended(55, 50, 40, 20, 10)
    Analysis.objects.update(phase_at=Now() - timedelta(seconds=80))
    assert told().rate == pytest.approx(5 * 8 / 80, rel=0.05)


def test_what_began_slowly_and_is_fast_now_is_told_as_fast(case: int) -> None:
    Analysis.objects.update(phase_at=Now() - timedelta(hours=1))
    Job.objects.filter(phase=Phase.READ).update(size=100)
    ended(1800, 12, 9, 6, 3, size=100)
    Job.objects.create(
        analysis=Analysis.objects.get(), phase=Phase.READ, key="x", first=99, last=99, size=100, lane=CHUNK,
        state="done", attempts=1, changed_at=Now() - timedelta(seconds=15),
    )  # fmt: skip
    ended(1800, 12, 9, 6, 3, size=100)
    assert told().rate == pytest.approx(5 * 100 / 1800, rel=0.01)
    Job.objects.filter(key="0-7").update(changed_at=Now() - timedelta(seconds=20))
    Analysis.objects.update(phase_at=Now() - timedelta(seconds=25))
    assert told().rate == pytest.approx(6 * 100 / 25, rel=0.1)


def test_what_was_taken_over_is_done_but_not_fast(case: int, api: Api, drain: Callable[..., int]) -> None:
    drain(2)
    api.post(f"cases/{case}/cancel")
    Analysis.objects.filter(number=1).update(number=9)
    api.post(f"cases/{case}/retry")
    run = Analysis.objects.get(number=10)
    now = progress_of(run)
    assert (now.done, now.total, now.rate) == (16, FILES, None)
    assert [each.taken_over for each in now.phases if each.phase is Phase.READ] == [16]
    page = api.client.get(f"/cases/{case}/").content.decode()
    assert "16 taken over from an earlier run" in page


def test_who_is_at_it_is_counted(case: int) -> None:
    queue.claim(CHUNK)
    queue.claim(CHUNK)
    assert (told().workers, told().waiting, told().reason) == (2, False, "")


def test_work_that_nobody_takes_waits_for_a_worker_or_for_its_turn(case: int) -> None:
    long_ago = Now() - queue.PATIENCE - timedelta(seconds=1)
    Job.objects.update(changed_at=long_ago)
    assert (told().label, told().reason) == (
        "waiting for a worker to go on with reading and checking the files",
        "No worker takes any work. It goes on by itself when one is back.",
    )
    mine = Analysis.objects.get()
    other = Analysis.objects.create(case=mine.case, number=2, engine_version="1")
    queue.enqueue(other.pk, Phase.READ, [queue.Spec(0, 0)], priority=1)
    queue.claim(CHUNK)
    now = progress_of(mine)
    assert (now.label, now.reason) == (
        "waiting for its turn to go on with reading and checking the files",
        "All workers are at other cases. This one follows by itself.",
    )


def test_a_full_disk_is_told_once_nothing_moves_any_more(case: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "is_full", lambda: True)
    queue.claim(CHUNK)
    assert not told().waiting
    Job.objects.update(changed_at=Now() - queue.PATIENCE - timedelta(seconds=1))
    assert (told().waiting, told().workers) == (True, 0)
    assert told().reason == "The disk is full. Make room, and it goes on by itself."


def test_what_is_done_once_more_is_said(case: int, api: Api) -> None:
    queue.claim(CHUNK)
    job = Job.objects.get(state="running")
    queue.reclaim(job)
    assert told().again == 1
    assert "1 piece of this work is done once more" in api.client.get(f"/cases/{case}/").content.decode()


def test_failures_are_named_so_far_and_bounded(
    case: int, api: Api, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "scan", lambda *args, **options: 1 // 0)
    until_failed(25, drain)
    now = api.get(f"cases/{case}").json()["progress"]
    assert (now["failed"], len(now["failures"])) == (25, 20)
    assert now["failures"][0] == {
        "what": "instance", "name": "00.dcm", "reason": reading.CRASHED, "lineage": None, "ordinal": 0,
    }  # fmt: skip
    page = api.client.get(f"/cases/{case}/").content.decode()
    assert "25 could not be done so far; the rest goes on" in page
    assert "and 5 more" in page
    assert page.count("not read</span>") == 20


def test_a_cancelled_run_says_where_it_stopped_and_goes_on_from_there(
    case: int, api: Api, drain: Callable[..., int]
) -> None:
    drain(2)
    api.post(f"cases/{case}/cancel")
    page = api.client.get(f"/cases/{case}/").content.decode()
    assert "This run was cancelled." in page
    assert "stopped here, at 16 of 40" in page
    assert "hx-get" not in page
    assert api.client.post(f"/cases/{case}/retry/").headers["Location"] == f"/cases/{case}/"
    drain()
    assert api.get(f"cases/{case}").json()["state"] == "done"


def test_what_a_run_left_is_listed_with_the_way_to_try_it_again(
    case: int, api: Api, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/cases/{case}/left/"
    assert api.client.get(address).headers["Location"] == f"/cases/{case}/"
    drain(1)
    with monkeypatch.context() as patched:
        patched.setattr(reading, "scan", lambda *args, **options: 1 // 0)
        until_failed(2, drain)
    drain()
    page = api.client.get(address).content.decode()
    assert "2 of its pieces could not be done." in page
    assert page.count(reading.CRASHED) == 2
    assert "Try these again" in page
    assert f'href="{address}"' in api.client.get(f"/cases/{case}/").content.decode()
    api.client.post(f"/cases/{case}/retry/")
    drain()
    page = api.client.get(address).content.decode()
    assert "Nothing. Every file was read" in page
    assert "Try these again" not in page
