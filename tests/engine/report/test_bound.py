"""The bound on what a sample did not show, against known values and against counting every sample."""

from math import comb

import pytest

from validator.engine.model import Sampling
from validator.engine.report.migration.bound import upper_bound
from validator.engine.report.migration.sampling import percent, sampling_words


@pytest.mark.parametrize(
    ("population", "sample", "found", "bound"),
    [
        (100_000, 3_000, 0, 98),
        (100_000, 3_000, 3, 255),
        (1_000_000, 10_000, 0, 298),
        (1_000, 299, 0, 8),
        (100, 59, 0, 3),
        (60, 59, 0, 0),
        (10, 10, 3, 3),
        (10, 0, 0, 10),
        (10, 10, 10, 10),
    ],
)
def test_known_bounds(population, sample, found, bound):
    assert upper_bound(population=population, sample=sample, found=found) == bound


def test_the_bound_is_that_of_counting_every_sample():
    for population in range(1, 19):
        for sample in range(population + 1):
            for found in range(sample + 1):
                told = upper_bound(population=population, sample=sample, found=found)
                assert told == counted(population, sample, found), (population, sample, found)


def counted(population: int, sample: int, found: int) -> int:
    """The largest number of changed ones of which more than 5 % of all samples hold so few."""
    possible = list(range(found, population - (sample - found) + 1))
    within = [
        changed
        for changed in possible
        if 20 * sum(comb(changed, few) * comb(population - changed, sample - few) for few in range(found + 1))
        > comb(population, sample)
    ]
    return max(within, default=found)


def test_one_more_than_the_bound_is_ruled_out_at_scale():
    at = upper_bound(population=100_000, sample=3_000, found=0)
    whole = comb(100_000, 3_000)
    assert comb(100_000 - at, 3_000) * 20 > whole >= comb(100_000 - at - 1, 3_000) * 20


def test_where_whole_numbers_would_take_too_long_the_bound_is_to_the_safe_side():
    # The exact bound of this case is 602,420: computed once with whole numbers, in minutes.
    assert 602_420 <= upper_bound(population=1_000_000, sample=100_000, found=60_000) <= 602_421


@pytest.mark.parametrize("impossible", [(10, 11, 0), (10, 5, 6), (10, 5, -1)])
def test_what_cannot_be_drawn_is_refused(impossible):
    population, sample, found = impossible
    with pytest.raises(ValueError, match="cannot be drawn"):
        upper_bound(population=population, sample=sample, found=found)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(98, 100_000, "0.098 %"), (298, 1_000_000, "0.03 %"), (1, 3, "34 %"), (0, 9, "0 %"), (9, 9, "100 %")],
)
def test_percentages_never_say_less_than_it_is(part, whole, words):
    assert percent(part, whole) == words


def test_the_statement_has_its_numbers_and_its_confidence():
    told = list(sampling_words(Sampling(100_000, 3_000, "5f7a"), 0))
    assert told[:2] == [
        "3,000 of 100,000 instances were drawn at random and compared; none changed unexpectedly.",
        (
            "With 95 % confidence at most 98 instances, 0.098 % of all, changed unexpectedly "
            "(exact bound for drawing without replacement)."
        ),
    ]
    assert told[2].endswith("gives the same sample: 5f7a.")


def test_where_all_was_compared_nothing_is_estimated():
    (told,) = sampling_words(None, 5)
    assert "nothing was sampled" in told
