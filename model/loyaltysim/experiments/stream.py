"""Play the markets of many points on one pool of processes, what points share only once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from loyaltysim.comparison.identity import engine
from loyaltysim.comparison.markets import market_count
from loyaltysim.comparison.parallel import spread_out
from loyaltysim.comparison.work import batches_of
from loyaltysim.comparison.worker import Work
from loyaltysim.errors import LoyaltysimError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loyaltysim.comparison.case import Case
    from loyaltysim.comparison.runner import Runner
    from loyaltysim.comparison.work import Batch

WINDOW = 200
"""Points that are looked at together, which bounds the memory; between windows the processes wait for one another."""


@dataclass(frozen=True)
class Attempt:
    """Plays batches and goes on when one cannot be played."""

    work: Work
    in_worker: bool

    def __call__(self, batch: Batch) -> str:
        """Play a batch and say why it failed; "" if it did not.

        Raises
        ------
        StoreError
            When nothing can be kept, for then the other points cannot be played either.
        """
        try:
            (self.work.play_in_worker if self.in_worker else self.work.play)(batch)
        except Exception as error:  # whatever it is concerns this point alone
            if isinstance(error, StoreError):
                raise
            return reason_of(error)
        return ""


def reason_of(error: Exception) -> str:
    """Tell why a point failed, on one line."""
    if isinstance(error, LoyaltysimError):
        return "; ".join(str(problem) for problem in error.problems)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


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
    rest = iter(cases)
    while window := list(islice(rest, WINDOW)):
        taken: set[tuple[str, range]] = set()
        missing = [_missing(case, runner, markets, taken) if case else [] for case in window]
        todo = [batch for own in missing for batch in own]
        work = Work(runner.store, runner.play_batch, engine())
        attempt = Attempt(work, in_worker=min(runner.jobs, len(todo)) > 1)
        with closing(spread_out(attempt, todo, runner.jobs)) as done:
            for own in missing:
                yield next(filter(None, list(islice(done, len(own)))), "")


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
