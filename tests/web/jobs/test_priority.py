"""A small case is not stuck behind a large one: however long the large one's jobs are, one process is free for it."""

import time
from pathlib import Path

import pytest

from tests.web.installation import Installation, until
from validator.services.analysis import SMALL

PAUSE = 0.1
"""Seconds that each file takes: a chunk of the large case takes longer than the small one may."""
PATIENCE = 6.0


@pytest.fixture(params=["1", pytest.param("2", marks=pytest.mark.soak)])
def workers(request: pytest.FixtureRequest, installation: Installation) -> int:
    installation.environment["DICOMCHECK_WORKERS"] = request.param
    return int(request.param)


def test_a_case_of_one_file_ends_within_seconds_while_a_large_one_is_read(
    installation: Installation, workers: int, ct_small: bytes, tmp_path: Path
) -> None:
    for role in ("web", "reconciler"):
        installation.start(role)
    installation.start("worker", pause=PAUSE)
    large = installation.new_case({"source": {f"{number:04}": ct_small + bytes(2 * number) for number in range(SMALL)}})

    def reading() -> bool:
        progress = installation.get(f"cases/{large}")[1]["progress"]
        return bool(progress["phase"] == "read" and progress["workers"] == workers)

    until(reading, seconds=20, what="reading")
    time.sleep(1)
    began = time.monotonic()
    small = installation.new_case({"source": {"one.dcm": ct_small}})
    assert installation.wait(small, seconds=PATIENCE)["state"] == "done"
    told = installation.get(f"cases/{large}")[1]["progress"]
    assert (told["phase"], told["workers"]) == ("read", workers), time.monotonic() - began
