"""A process of a worker searches its memory for circles now and then, not all the time."""

import gc
from collections.abc import Iterator

import pytest

from dicomcheck.supervisor import roles


@pytest.fixture
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("thresholds")
def test_what_a_process_came_with_is_not_searched_and_what_it_makes_is() -> None:
    roles._collect_rarely()
    held = gc.get_freeze_count()
    assert held > 10_000
    assert gc.isenabled()
    before = gc.get_stats()
    circles: list[object] = []
    for _ in range(roles.COLLECTION[0] * 3 // 2):
        circles.append(circles)
        circles = []
    after = gc.get_stats()
    assert [now["collections"] - then["collections"] for now, then in zip(after, before, strict=True)] == [1, 0, 0]
    assert after[0]["collected"] - before[0]["collected"] > roles.COLLECTION[0] // 2
