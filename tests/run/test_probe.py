"""The health checks of the roles: healthy while work moves, ill when it lies there."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from dicomcheck.supervisor import probe
from validator.jobs import queue
from validator.jobs.limits import CHUNK
from validator.jobs.queue import Spec
from validator.models import Analysis, Case, Job
from validator.models.analysis import Phase

pytestmark = pytest.mark.django_db
LONG_AGO = Now() - probe.PATIENCE - timedelta(seconds=5)


@pytest.fixture(autouse=True)
def _two_jobs() -> None:
    analysis = Analysis.objects.create(case=Case.objects.create(title="x"), number=1, engine_version="1")
    queue.enqueue(analysis.pk, Phase.READ, [Spec(0, 9), Spec(10, 19)], priority=3)


def test_a_worker_with_nothing_old_to_do_is_healthy() -> None:
    assert probe.worker()


def test_work_that_nobody_takes_is_a_sign_of_illness() -> None:
    Job.objects.update(changed_at=LONG_AGO)
    assert not probe.worker()


def test_old_work_behind_work_that_is_being_done_is_none() -> None:
    Job.objects.update(changed_at=LONG_AGO)
    queue.claim(CHUNK)
    assert probe.worker()


def test_a_reconciler_that_leaves_dead_leases_is_ill() -> None:
    assert probe.reconciler()
    queue.claim(CHUNK)
    assert probe.reconciler()
    Job.objects.filter(state="running").update(lease_until=LONG_AGO)
    assert not probe.reconciler()
