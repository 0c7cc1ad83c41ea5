"""The time limits are one chain, whatever the number they come from."""

import pytest

from validator.jobs.limits import LANES, derive


@pytest.mark.parametrize("seconds", [5, 100, 3600])
@pytest.mark.parametrize("lane", LANES)
def test_a_lease_outlives_the_hard_limit_and_a_redelivery_comes_after_both(seconds: int, lane: str) -> None:
    limits = derive(seconds)
    assert limits.work[lane] + seconds <= limits.hard[lane] < limits.lease[lane] < limits.visibility
