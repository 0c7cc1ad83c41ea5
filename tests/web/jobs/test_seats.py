"""Large cases leave one process of a worker free, so that a small one never waits for them."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.web.conftest import Api
from validator.jobs import seats, tasks
from validator.jobs.limits import CHUNK, LATER, SOON
from validator.jobs.seats import Seats
from validator.models import Job


@contextmanager
def somebody_else(held: Seats) -> Iterator[int]:
    """Another process that holds a seat while the block lasts; its process id."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        with held.one() as found:
            os.write(tell, b"y" if found else b"n")
            signal.pause()
    assert os.read(told, 1) == b"y"
    try:
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_there_are_so_many_seats_and_no_more() -> None:
    held = Seats(2)
    with somebody_else(held), somebody_else(held), held.one() as found:
        assert not found


def test_a_seat_is_free_again_when_its_holder_is_killed() -> None:
    held = Seats(1)
    with somebody_else(held), held.one() as found:
        assert not found
    with held.one() as found:
        assert found


def test_who_works_alone_has_a_seat() -> None:
    with seats.seat() as found:
        assert found


def test_without_a_seat_only_what_is_urgent_is_taken(
    api: Api, drain: Callable[..., int], ct_small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = api.new_case("source")
    api.send(case, 0, {f"{number:02}.dcm": ct_small + bytes(2 * number) for number in range(20)})
    api.post(f"cases/{case}/analyse")
    drain(1)
    Job.objects.filter(lane=CHUNK).update(priority=LATER)
    Job.objects.filter(key="16-19").update(priority=SOON)
    held = Seats(1)
    monkeypatch.setattr(seats, "_provided", [held])
    with somebody_else(held):
        assert [tasks.do_next(CHUNK), tasks.do_next(CHUNK)] == [True, False]
        assert list(Job.objects.filter(lane=CHUNK, state="done").values_list("key", flat=True)) == ["16-19"]
    assert tasks.do_next(CHUNK)
