"""Measure speed and memory, and print them as tables for the README: `python -m tests.benchmarks.report`."""

from __future__ import annotations

import os
import tempfile
import time
from functools import partial
from typing import TYPE_CHECKING

import click
from tests.benchmarks import memory, processes
from tests.benchmarks.c_loop import compiler
from tests.benchmarks.measure import against_c, least, lockstep, model_cost, reference_cost
from tests.benchmarks.workload import CUSTOMERS, DAYS, FOUR, LARGE, NONE, TEN, learning, serving

from loyaltysim import compare
from loyaltysim.comparison.playing.markets import BATCH_CUSTOMERS
from loyaltysim.mechanics.adaptation import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCHES = (1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 30_000, 60_000)
IDLE = 0.3
"""Load below which the machine did nothing else, in processes over the last minute."""
Row = tuple[str, str, str]


def main() -> None:
    """Print the tables."""
    load = os.getloadavg()[0]
    idle = "idle" if load < IDLE else f"not idle (load {load:.1f})"
    click.echo(f"{os.cpu_count()} cores, {idle}. ns: nanoseconds per customer-day and scheme.\n")
    click.echo("| what | measured | goal |\n|---|---|---|")
    for part in (speed, c_loop, memory_rows, two_processes, whole_comparison):
        for row in part():
            click.echo(f"| {' | '.join(row)} |")
    click.echo(f"\n| customers in a batch | cost, {BATCH_CUSTOMERS:,} being 1 |\n|---:|---:|")
    for customers, ratio in batch_sizes():
        click.echo(f"| {customers:,} | {ratio:.2f} |")


def speed() -> Iterator[Row]:
    """Compare four mechanics with none, and the model with the reference."""
    four, none, ten = least(*(partial(model_cost, schemes) for schemes in (FOUR, NONE, TEN)))
    work = f"three schemes in lockstep, {CUSTOMERS:,} customers, {DAYS} days"
    yield f"four mechanics in each of {work}", f"{four:.0f} ns", "at most 80 ns"
    large = min(model_cost(FOUR, LARGE) for _ in range(2))
    yield f"the same in the batches of large populations, {LARGE:,}", f"{large:.0f} ns", ""
    yield "without mechanics", f"{none:.0f} ns", ""
    yield "four mechanics against none", f"{four / none:.1f} times", "at most 4"
    yield "ten mechanics of all families against none", f"{ten / none:.1f} times", "at most 3"
    fixed, *learns = least(
        *(partial(_learning, policy) for policy in (None, Policy.THOMPSON, Policy.LINEAR_THOMPSON))
    )
    for how, cost in zip(("Thompson sampling", "linear Thompson sampling"), learns, strict=True):
        yield f"a card that learns by {how}, against a fixed one", _times(cost, fixed), "at most 2"
    served, unserved = least(*(partial(_serving, served=some) for some in (True, False)))
    yield "the schemes of `service_desk`, against none", _times(served, unserved), "at most 2"
    slow_four, slow_none = least(
        lambda: reference_cost(FOUR[1]), lambda: reference_cost({}), repeats=2
    )
    yield "one Mesa agent a customer, against this", f"{slow_four / four:.0f} times", "at least 20"
    yield "the same without mechanics", f"{slow_none / none:.0f} times", "at least 20"


def _learning(policy: Policy | None) -> float:
    return lockstep(learning(policy), DAYS)


def _serving(*, served: bool) -> float:
    return lockstep(serving(served=served), DAYS)


def _times(cost: float, base: float) -> str:
    return f"{cost / base:.1f} times"


def c_loop() -> Iterator[Row]:
    """Compare with a loop in C, both on luck that was drawn before."""
    if compiler() is None:
        yield "against a plain loop in C", "no C compiler here", "at most 4"
        return
    for name, schemes in (("four mechanics", FOUR), ("none", NONE)):
        model, loop = min(against_c(schemes) for _ in range(3))
        measured = f"{model / loop:.1f} times ({loop:.0f} ns)"
        yield f"against a plain loop in C, {name}", measured, "at most 4"


def memory_rows() -> Iterator[Row]:
    """Stream a small and a large population through a comparison."""
    for customers, days in ((60_000, DAYS), (1_000_000, 30)):
        what = f"memory of one process, {customers:,} customers, {days} days"
        yield what, f"{memory.peak(customers, days):.0f} MB", "below 500 MB"


def two_processes() -> Iterator[Row]:
    """Compare two processes with one."""
    ours, arithmetic = processes.speed_ups()
    yield (
        "two processes against one",
        f"{ours:.2f} times (plain arithmetic: {arithmetic:.2f})",
        "at least 1.7 on idle cores",
    )


def whole_comparison() -> Iterator[Row]:
    """Compare the coffee bar's cards with all defaults."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        first: list[float] = []
        compare(
            "coffee_bar", out=folder, on_result=lambda _: first.append(time.perf_counter() - start)
        )
        total = time.perf_counter() - start
    yield "`loyaltysim compare coffee_bar`, main result", f"{first[0]:.1f} s", "within 10 s"
    yield "the same with 30 draws of the constants", f"{total:.1f} s", "within 40 s"


def batch_sizes() -> Iterator[tuple[int, float]]:
    """Play the same four mechanics in batches of different sizes."""
    base, *costs = least(*(_batch(size) for size in (BATCH_CUSTOMERS, *BATCHES)), repeats=3)
    return ((customers, cost / base) for customers, cost in zip(BATCHES, costs, strict=True))


def _batch(customers: int) -> Callable[[], float]:
    return lambda: model_cost(FOUR, customers, days=60)


if __name__ == "__main__":
    main()
