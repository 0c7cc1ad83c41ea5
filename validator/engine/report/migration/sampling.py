"""What may be said of all instances where only some were compared."""

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from validator.engine.model import Sampling
from validator.engine.report.migration.bound import CONFIDENCE, upper_bound
from validator.engine.report.wording import count_of

DIGITS = 2
"""Of a percentage, behind its leading zeros."""


def sampling_words(sampling: Sampling | None, changed: int) -> Iterator[str]:
    """How much was compared, and what follows from it; ``changed`` of those compared changed unexpectedly."""
    if sampling is None:
        yield "Every instance that is at two captures or more was compared: nothing was sampled."
        return
    population, compared = sampling.population, sampling.compared
    share = f"{compared:,} of {count_of(population, 'instance')} were drawn at random and compared"
    found = f"{changed:,} changed unexpectedly" if changed else "none changed unexpectedly"
    yield f"{share}; {found}."
    if compared:
        most = upper_bound(population=population, sample=compared, found=min(changed, compared))
        yield (
            f"With {CONFIDENCE} % confidence at most {count_of(most, 'instance')}, {percent(most, population)} of all, "
            "changed unexpectedly (exact bound for drawing without replacement)."
        )
    yield (
        "Completeness above is of all instances, not of the sample. Changes below the bound may have been missed: "
        "what was not drawn was not compared. The digest of the inputs decided who was drawn, so that the same input "
        f"gives the same sample: {sampling.seed}."
    )


def percent(part: int, whole: int) -> str:
    """``0.098 %``, rounded up so that it never says less than it is."""
    if not part:
        return "0 %"
    exact = Decimal(part) * 100 / Decimal(whole)
    places = max(DIGITS - exact.adjusted() - 1, 0)
    return f"{exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_UP).normalize():f} %"
