"""A long storm: workers are killed at random moments, again and again, and the report is still the same."""

import random
import time

import pytest

from tests.web.installation import Installation
from tests.web.jobs.test_workers import captures_of, facts

KILLS = 12
SEED = 20261120


@pytest.mark.soak
def test_a_case_survives_a_storm_of_kills(installation: Installation, ct_small: bytes) -> None:
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    slices = {f"{number:03}.dcm": ct_small.replace(uid, uid[:-3] + f"{number:03}".encode()) for number in range(300)}
    chance = random.Random(SEED)
    for role in ("web", "reconciler", "worker"):
        installation.start(role, pause=0.02)
    stormy = installation.new_case(captures_of(slices))
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 2.5))
        installation.kill("worker")
        installation.start("worker", pause=0.02)
    assert installation.wait(stormy, seconds=240)["state"] == "done"
    calm = installation.new_case(captures_of(slices))
    assert installation.wait(calm, seconds=120)["state"] == "done"
    reports = [installation.get(f"cases/{number}/report.json")[1] for number in (stormy, calm)]
    assert facts(reports[0]) == facts(reports[1])
