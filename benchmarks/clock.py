"""CPU time of a call, as little disturbed as a busy machine allows."""

import gc
import time
from collections.abc import Callable, Sequence


def cpu_seconds(call: Callable[[], object], *, repeats: int, rounds: int = 7) -> float:
    """CPU seconds of one call: the best of ``rounds``, each the mean of ``repeats`` calls."""
    call()
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        for _ in range(repeats):
            call()
        best = min(best, (time.process_time() - started) / repeats)
    return best


def cpu_seconds_in_turn(calls: Sequence[Callable[[], object]], *, rounds: int = 7) -> list[float]:
    """CPU seconds of each of several calls that are to be held against each other: the best of ``rounds``.

    They take turns, so that whatever else disturbs the machine disturbs all of them.
    """
    best = [float("inf")] * len(calls)
    for call in calls:
        call()
    for _ in range(rounds):
        for at, call in enumerate(calls):
            gc.collect()
            started = time.process_time()
            call()
            best[at] = min(best[at], time.process_time() - started)
    return best
