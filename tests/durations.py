"""How long a piece of code takes, measured so that a busy machine does not decide a test.

Processor time, not the clock; without garbage collection, which walks the objects of every other test of the process;
and what fails is tried again: noise goes away, a loop within a loop does not.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 4


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        run()
        return time.process_time() - begun
    finally:
        gc.enable()


def within(limit: float, run: Callable[[], object]) -> bool:
    """Whether one run of a few ends within ``limit`` processor seconds."""
    return any(seconds(run) < limit for _ in range(ATTEMPTS))


def linear(run: Callable[[int], object], small: int, large: int) -> bool:
    """Whether time grows with the size, not with its square.

    The limit is half way between the two as powers: 32 times the time for ten times the size, where a linear run
    takes 10 and a quadratic one 100. A small run of under 20 ms counts as 20 ms.
    """
    limit = (large / small) ** 1.5
    return any(seconds(lambda: run(large)) < limit * max(0.02, seconds(lambda: run(small))) for _ in range(ATTEMPTS))
