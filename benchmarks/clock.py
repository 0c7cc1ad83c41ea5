"""CPU time of a call, as little disturbed as a busy machine allows."""

import gc
import time
from collections.abc import Callable


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
