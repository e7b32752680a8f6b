"""How much faster two processes are than one, beside what the machine gives to plain arithmetic."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import joblib

from loyaltysim import compare

if TYPE_CHECKING:
    from collections.abc import Callable

CUSTOMERS = 120_000
WHOLE = 180
"""Days of the comparison, and as much arithmetic as takes about as long."""


def speed_ups(repeats: int = 2) -> tuple[float, float]:
    """Measure the speed-up of a comparison, and of plain arithmetic on the same two processes.

    On two idle cores the arithmetic is twice as fast; what it lacks of that, others took.
    """
    found = [(_speed_up(_compare), _speed_up(_add_up)) for _ in range(repeats)]
    return max(found, key=lambda pair: pair[0] / pair[1])


def _speed_up(work: Callable[[int, int], object]) -> float:
    one = _seconds(partial(work, 1, WHOLE))
    work(2, WHOLE // 50)  # starts the workers
    return one / _seconds(partial(work, 2, WHOLE))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _compare(jobs: int, days: int) -> None:
    compare("coffee_bar", customers=CUSTOMERS, days=days, jobs=jobs, assumptions=0, out=None)


def _add_up(jobs: int, size: int) -> None:
    numbers = range(size * 500_000)
    joblib.Parallel(n_jobs=jobs)(joblib.delayed(sum)(numbers) for _ in range(2))
