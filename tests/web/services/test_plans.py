"""How the work of a phase is cut into jobs."""

from validator.jobs.queue import Spec
from validator.services.plans import ranges


def test_many_small_things_are_cut_by_number() -> None:
    specs = list(ranges([1] * 1000, first=0, most_bytes=10**6))
    assert specs[0] == Spec(0, 62)
    assert specs[-1] == Spec(945, 999)
    assert [spec.first for spec in specs[1:]] == [spec.last + 1 for spec in specs[:-1]]


def test_large_things_are_cut_by_bytes() -> None:
    assert list(ranges([60, 60, 10, 10, 200, 5], first=1, most_bytes=100)) == [
        Spec(1, 1),
        Spec(2, 4),
        Spec(5, 5),
        Spec(6, 6),
    ]


def test_nothing_makes_no_job() -> None:
    assert list(ranges([], first=1, most_bytes=100)) == []
