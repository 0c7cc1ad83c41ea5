"""How the work of a phase is cut into jobs."""

from validator.jobs.queue import Spec
from validator.services.plans import MOST_IN_CHUNK, ranges


def numbered(*sizes: int, first: int = 0) -> list[tuple[int, int]]:
    return list(enumerate(sizes, first))


def test_many_small_things_are_cut_by_number() -> None:
    specs = list(ranges(numbered(*[1] * 1000), count=1000, most_bytes=10**6))
    assert specs[0] == Spec(0, 62)
    assert specs[-1] == Spec(945, 999)
    assert [spec.first for spec in specs[1:]] == [spec.last + 1 for spec in specs[:-1]]


def test_very_many_things_are_not_cut_into_ever_larger_chunks() -> None:
    specs = list(ranges(numbered(*[1] * 100_000), count=100_000, most_bytes=10**6))
    assert {spec.size for spec in specs} == {MOST_IN_CHUNK}


def test_large_things_are_cut_by_bytes() -> None:
    assert list(ranges(numbered(60, 60, 10, 10, 200, 5, first=1), count=6, most_bytes=100)) == [
        Spec(1, 1),
        Spec(2, 4),
        Spec(5, 5),
        Spec(6, 6),
    ]


def test_a_sample_is_cut_by_what_was_drawn() -> None:
    drawn = [(number * 1000, 1) for number in range(20)]
    assert list(ranges(drawn, count=20, most_bytes=100)) == [Spec(0, 7000), Spec(8000, 15000), Spec(16000, 19000)]


def test_nothing_makes_no_job() -> None:
    assert list(ranges([], count=0, most_bytes=100)) == []
