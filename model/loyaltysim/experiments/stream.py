"""Play the markets of many points on one pool of processes, what points share only once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from loyaltysim.comparison.playing.markets import market_count
from loyaltysim.comparison.playing.work import batches_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.comparison.playing.case import Case
    from loyaltysim.comparison.playing.runner import Runner
    from loyaltysim.comparison.playing.work import Batch

FIRST, WINDOW = 10, 200
"""Points that are looked at together at first, and at most, which bounds the memory. Each window is twice as large as the
one before, and looked at while that one is played, so that processes begin at once and seldom wait for one another."""


def play_cases(
    cases: Iterable[Case | None], runner: Runner, markets: range | None = None
) -> Iterator[str]:
    """Play the markets of cases, and tell of each, in order, why it failed.

    Parameters
    ----------
    cases
        What to play; None where there is nothing to do.
    markets
        Which; those of each scenario if left out.

    Yields
    ------
    "" for a case whose markets are all there.
    """
    taken: set[tuple[str, range]] = set()
    looked = (_missing(case, runner, markets, taken) if case else [] for case in cases)
    window = list(islice(looked, FIRST))
    while window:
        following: list[list[Batch]] = []
        size = min(2 * len(window), WINDOW)
        todo = [batch for own in window for batch in own]
        with closing(runner.each(todo, forgiving=True)) as done:
            for own in window:
                yield next(filter(None, list(islice(done, len(own)))), "")
                following += islice(looked, min(2, size - len(following)))
        window = following


def _missing(
    case: Case, runner: Runner, markets: range | None, taken: set[tuple[str, range]]
) -> list[Batch]:
    """Give what is to be played of a case that no case before it plays."""
    found = []
    for batch in _batches(case, markets):
        left = batch.missing(runner.store)
        own = tuple(name for name in left.schemes if (case.keys[name], left.markets) not in taken)
        taken |= {(case.keys[name], left.markets) for name in own}
        found += [replace(left, schemes=own)] if own else []
    return found


def _batches(case: Case, markets: range | None) -> tuple[Batch, ...]:
    scenario = case.scenario
    count, _ = market_count(scenario.customers, scenario.market_size)
    return batches_of(case, range(count) if markets is None else markets)
