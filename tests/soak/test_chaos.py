"""A case of 5,000 instances through a hundred deaths of any process, and a small one through eight."""

from pathlib import Path

import pytest

from tests.soak.chaos import SEED, Result, weather

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="there is no /proc to find victims in"),
]


def is_kept(result: Result) -> bool:
    """Whether every promise was kept, and the report is that of an undisturbed run."""
    assert result.audit["broken"] == {}
    assert result.audit["files"] == result.acknowledged
    assert result.digests[0] == result.digests[1]
    return bool(result.reports[0] == result.reports[1])


def test_a_small_case_survives_eight_deaths(tmp_path: Path) -> None:
    result = weather(tmp_path, instances=60, moments=8, pause=0.4, seed=SEED)
    assert len(result.deaths) == 8
    assert is_kept(result)


def test_a_large_case_survives_a_hundred_deaths(tmp_path: Path) -> None:
    result = weather(tmp_path, instances=2500, moments=100, pause=1.5, seed=SEED)
    assert len(result.deaths) == 100
    assert is_kept(result)


def test_a_large_case_survives_a_hundred_deaths_on_postgresql_and_redis(
    tmp_path: Path, postgres: str, redis_binary: str
) -> None:
    result = weather(
        tmp_path, instances=2500, moments=100, pause=1.5, seed=SEED, postgres=postgres, redis_binary=redis_binary
    )
    assert len(result.deaths) == 100
    assert is_kept(result)
