"""Lists held against files in the phase ``pair``: once, whoever tries again, and by nobody who lost the job."""

from typing import Any

import pytest

from tests.web.conftest import Api
from validator.jobs import queue
from validator.jobs.limits import LANES
from validator.jobs.queue import Lease, LeaseLost
from validator.models import Analysis, Row
from validator.models.analysis import Phase
from validator.services import discrepancies, reconciling, working


@pytest.fixture
def lease(api: Api, ct_small: bytes) -> Lease:
    """The job that pairs a capture with two files that a list of three studies is held against."""
    case = api.new_case("archive", "empty", "index")
    assert api.send(case, 0, {"a.dcm": ct_small, "b.dcm": ct_small}).status_code == 201
    assert api.send(case, 1, {"c.txt": b"no DICOM"}).status_code == 201
    address = f"/api/v1/cases/{case}/captures/2/manifest"
    assert api.client.put(address, b"Study UID\n1.2.3\n1.2.4\n1.2.5\n", content_type="text/csv").status_code == 201
    assert api.post(f"cases/{case}/analyse").status_code == 202
    while True:
        lease = next(lease for lane in LANES if (lease := queue.claim(lane)))
        if lease.phase == Phase.PAIR:
            return lease
        working.perform(lease)


def rows() -> list[Any]:
    return list(Row.objects.filter(table=Row.Table.RECONCILED).order_by("rank").values_list("capture", "key"))


def test_a_second_attempt_writes_anew_what_the_first_wrote(lease: Lease) -> None:
    run = Analysis.objects.get()
    first = reconciling.reconcile(lease, run)
    once = rows()
    assert once == [(0, "missing")] * 3 + [(0, "extra")] + [(1, "missing")] * 3
    assert reconciling.reconcile(lease, run) == first
    assert rows() == once
    assert [(one.against, one.listed, one.missing, one.extra) for one in first] == [
        ("archive", 3, 3, 1),
        ("empty", 3, 3, 0),
    ]


def test_who_lost_the_job_writes_nothing(lease: Lease) -> None:
    with pytest.raises(LeaseLost):
        reconciling.reconcile(lease._replace(token="another"), Analysis.objects.get())
    assert rows() == []


def test_discrepancies_are_read_from_their_rows(lease: Lease) -> None:
    run = Analysis.objects.get()
    reconciling.reconcile(lease, run)
    stored = discrepancies.Stored(run)
    assert len(stored) == 7
    assert [each.line for each in stored] == [2, 3, 4, 0, 2, 3, 4]
    assert next(iter(stored)) in stored
    assert [each.uid for each in stored.page(1, 2)] == ["1.2.4", "1.2.5"]
    assert not discrepancies.Stored(run, key="value")
