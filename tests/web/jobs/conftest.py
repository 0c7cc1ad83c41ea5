"""Installations of both kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.installation import Installation, Redis, database


@pytest.fixture(params=["embedded", "scaled"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """SQLite with messages in a folder, and PostgreSQL with Redis."""
    if request.param == "embedded":
        whole = Installation(tmp_path)
        yield whole
        whole.stop()
        return
    redis = Redis(request.getfixturevalue("redis_binary"), tmp_path)
    try:
        with database(request.getfixturevalue("postgres")) as address:
            whole = Installation(tmp_path, DICOMCHECK_DATABASE_URL=address, DICOMCHECK_BROKER_URL=redis.address)
            yield whole
            whole.stop()
    finally:
        redis.kill()
