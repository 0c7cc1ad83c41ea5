"""Work that is lost while the whole case is looked at: nothing is written twice, and the rest of the report stands."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Api
from validator.engine.compare.explain import Observation, observe
from validator.jobs import queue
from validator.jobs.limits import LANES
from validator.jobs.queue import Lease
from validator.models import Analysis, ChunkResult, Group, Job, Member, Row
from validator.models.analysis import Phase
from validator.services import tables, working

POISONOUS = 5
"""The lineage that takes its worker with it."""
UID = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"


@pytest.fixture
def case(api: Api, ct_small: bytes) -> int:
    """Twelve instances whose Patient ID the archive put in capitals, with their analysis begun."""
    number = api.new_case("source", "archive")
    sent = {f"{at:02}.dcm": ct_small.replace(UID, UID[:-2] + b"%02d" % at) for at in range(12)}
    for position, patient in enumerate((b"pt%02d", b"PT%02d")):
        files = {name: content.replace(b"1CT1", patient % at) for at, (name, content) in enumerate(sent.items())}
        api.send(number, position, files)
    api.post(f"cases/{number}/analyse")
    return number


def claim(phase: Phase) -> Lease:
    """The first job of this phase, with all the work before it done."""
    while True:
        lease = next(lease for lane in LANES if (lease := queue.claim(lane)))
        if lease.phase is phase:
            return lease
        working.perform(lease)


def written() -> list[tuple[str, int, str]]:
    return list(Row.objects.order_by("table", "rank").values_list("table", "rank", "key"))


def test_a_lineage_that_cannot_be_explained_is_left_behind_and_named(
    api: Api, case: int, drain: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("validator.services.explaining.observe", _observe_or_fail)
    drain()
    failed = Job.objects.filter(state=Job.State.FAILED)
    assert list(failed.values_list("phase", "first", "last")) == [("explain", POISONOUS, POISONOUS)]
    verdict = api.get(f"cases/{case}").json()["verdict"]
    assert (verdict["not_compared"], verdict["not_explained"]) == ([], [POISONOUS])
    report = api.report(case)["compare"]
    assert len({change["lineage"] for change in report["changes"] if change["level"] == "meaning"}) == 12
    pairs = [rule["pairs"] for rule in report["rules"] if rule["path"] == "(0010,0020)"]
    assert pairs == [11]
    page = api.client.get(f"/cases/{case}/").content.decode()
    assert "1 instance could not be searched for the rules behind its changes" in page


@pytest.mark.parametrize("phase", [Phase.PAIR, Phase.COMPARE, Phase.SETTLE, Phase.EXPLAIN, Phase.CONCLUDE])
def test_what_was_found_of_a_run_that_was_cancelled_meanwhile_is_dropped(
    api: Api, case: int, drain: Callable[..., int], phase: Phase
) -> None:
    lease = claim(phase)
    before = written()
    assert api.post(f"cases/{case}/cancel").status_code == 200
    working.perform(lease)
    assert drain() == 0
    assert Analysis.objects.get().state == "cancelled"
    assert not ChunkResult.objects.filter(job=lease.job).exists()
    assert written() == before
    assert not Group.objects.exists()


@pytest.mark.parametrize("phase", [Phase.PAIR, Phase.CONCLUDE])
def test_rows_are_written_once_though_two_workers_did_the_work(
    case: int, drain: Callable[..., int], phase: Phase, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = claim(phase)
    queue.reclaim(Job.objects.get(pk=late.job))
    in_time = claim(phase)
    working.perform(in_time)
    once, members = written(), Member.objects.count()
    working.perform(late)
    assert written() == once
    assert Member.objects.count() == members == 24
    drain()
    assert Analysis.objects.get().state == "done"
    assert [row for row in written() if row in once] == once


@pytest.mark.parametrize("phase", [Phase.PAIR, Phase.CONCLUDE])
def test_rows_go_with_the_job_that_failed_behind_them(
    case: int, drain: Callable[..., int], phase: Phase, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = claim(phase)
    before = written()
    with monkeypatch.context() as patched:
        patched.setattr(tables, "write", _write_and_fail)
        working.perform(lease)
    assert written() == before
    assert (Job.objects.get(pk=lease.job).state, Group.objects.count()) == ("due", 0)
    drain()
    assert Analysis.objects.get().state == "done"
    ranks = [row[:2] for row in written()]
    assert len(ranks) == len(set(ranks)) > len(before)


def _observe_or_fail(lineage: Any, *args: Any, **options: Any) -> list[Observation]:
    if lineage.id == POISONOUS:
        raise RecursionError
    return list(observe(lineage, *args, **options))


WRITE = tables.write


def _write_and_fail(*args: Any) -> None:
    WRITE(*args)
    raise ZeroDivisionError
