"""What a random sample tells of all: how many may have changed without one of them being drawn.

Drawing without replacement from a finite number is the hypergeometric distribution; its bound is the exact one of
Clopper and Pearson for that case. Logarithms say where to look, whole numbers decide; where these would have
millions of digits, the logarithms decide, to the safe side.
"""

from functools import lru_cache
from math import comb, exp, lgamma

CONFIDENCE = 95
"""Per cent."""
NEGLIGIBLE = 1e-12
"""Terms that are so small a part of the sum, and all smaller ones behind them, are left out of what is about right."""
MARGIN = 1e-6
"""By so much less probable must a number be before logarithms rule it out; they are right to some 1e-8."""
MOST_EXACT = 20_000_000
"""Size of the sample times the number found: beyond it whole numbers take seconds."""


@lru_cache(maxsize=256)
def upper_bound(*, population: int, sample: int, found: int, confidence: int = CONFIDENCE) -> int:
    """The most of ``population`` that may be changed, with ``confidence`` per cent, where ``found`` of ``sample`` are.

    It is the largest number at which a sample of this size would hold so few with a probability above what the
    confidence leaves (5 %). One more, and the sample would have shown more changes in 95 of 100 drawings.
    Raises ``ValueError`` where no such sample can be drawn.
    """
    if not 0 <= found <= sample <= population:
        raise ValueError(f"{found} of {sample} cannot be drawn from {population}")
    if found == sample:
        return population
    left = (100 - confidence) / 100 - MARGIN
    # As many as were found can be there, and all but those that were drawn and are not changed.
    low, high = found, population - (sample - found)
    while low < high:
        middle = (low + high + 1) // 2
        if _probability(population, sample, found, middle) > left:
            low = middle
        else:
            high = middle - 1
    if sample * (found + 1) > MOST_EXACT:
        return low
    enough = comb(population, sample) * (100 - confidence)
    while low < population - (sample - found) and _at_most(population, sample, found, low + 1) * 100 > enough:
        low += 1
    while low > found and _at_most(population, sample, found, low) * 100 <= enough:
        low -= 1
    return low


def _probability(population: int, sample: int, found: int, changed: int) -> float:
    """About how probable it is that a sample holds at most ``found`` of those that are ``changed``."""
    if found * population >= sample * changed:  # as many as are to be expected, or more: far above any threshold
        return 1.0
    least = max(0, sample - (population - changed))
    if least > found:
        return 0.0
    term = exp(
        _log_comb(changed, found) + _log_comb(population - changed, sample - found) - _log_comb(population, sample)
    )
    total = term
    for drawn in range(found, least, -1):
        term *= drawn * (population - changed - sample + drawn) / ((changed - drawn + 1) * (sample - drawn + 1))
        total += term
        if term < total * NEGLIGIBLE:
            break
    return total


def _log_comb(number: int, chosen: int) -> float:
    return lgamma(number + 1) - lgamma(chosen + 1) - lgamma(number - chosen + 1)


def _at_most(population: int, sample: int, found: int, changed: int) -> int:
    """How many of all possible samples hold at most ``found`` of those that are ``changed``."""
    least = max(0, sample - (population - changed))
    if least > found:
        return 0
    ways = comb(changed, least) * comb(population - changed, sample - least)
    total = ways
    for drawn in range(least, found):
        ways = (
            ways * (changed - drawn) * (sample - drawn) // ((drawn + 1) * (population - changed - sample + drawn + 1))
        )
        total += ways
    return total
