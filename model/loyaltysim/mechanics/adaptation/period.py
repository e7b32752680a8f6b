"""What a firm that adapts has seen of its customers since its last decision, and what it tells them apart by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.mechanics.adaptation.plan import Goal, Sight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from loyaltysim.hooks import Amount, Rows
    from loyaltysim.randomness import Float64


@dataclass(frozen=True, slots=True)
class Period:
    """What a firm has seen of each customer since the last decision, each of shape (n,)."""

    acts: Float64
    spend: Float64
    profit: Float64
    """Margin and fees, less what rewards and messages cost, and what is owed more than before."""
    noticed: Float64
    answered: Float64
    """Messages that were noticed, and those of them that were answered with the act."""
    helped: Float64
    solved: Float64
    """Tries to help with a problem, and those of them that solved it."""
    idle: Float64
    """Days since the last act."""

    def goal(self, goal: Goal) -> Float64:
        """Give what the firm wants."""
        return {
            Goal.ACTS: self.acts,
            Goal.ACTIVE: (self.acts > 0.0).astype(np.float64),
            Goal.SPEND: self.spend,
            Goal.PROFIT: self.profit,
        }[goal]


def features(
    period: Period, rows: Rows, market: NDArray[np.intp], sees: Collection[Sight]
) -> dict[int, Amount]:
    """Give what the firm looks at, by the number of the feature; the first, 0, is one for all.

    Parameters
    ----------
    market
        Of those customers, shape (rows,).
    """
    told = {
        Sight.ACTS: ((1, 2), _acts),
        Sight.SPEND: ((3,), _spend),
        Sight.RESPONSES: ((4,), _responses),
        Sight.SERVICE: ((5, 6), _service),
    }
    return {
        number: feature
        for sight, (numbers, look) in told.items()
        if sight in sees
        for number, feature in zip(numbers, look(period, rows, market), strict=True)
    }


def _acts(period: Period, rows: Rows, _market: NDArray[np.intp]) -> Iterator[Amount]:
    """Give the acts, and the days without one, both in logarithms."""
    yield np.log1p(period.acts.take(rows))
    yield np.log1p(period.idle.take(rows))


def _spend(period: Period, rows: Rows, market: NDArray[np.intp]) -> Iterator[Amount]:
    """Give the share of what was spent in what was spent and what is usual in the market."""
    spend = period.spend.take(rows)
    usual = np.bincount(market, spend) / np.maximum(np.bincount(market), 1)
    both = spend + usual.take(market)
    yield np.divide(spend, both, out=np.zeros_like(both), where=both > 0.0)


def _responses(period: Period, rows: Rows, _market: NDArray[np.intp]) -> Iterator[Amount]:
    """Give the share of noticed messages that were answered."""
    noticed = period.noticed.take(rows)
    yield period.answered.take(rows) / np.maximum(noticed, 1.0) if noticed.any() else 0.0


def _service(period: Period, rows: Rows, _market: NDArray[np.intp]) -> Iterator[Amount]:
    """Give the tries to help, in logarithms, and the share of them that solved nothing."""
    helped, solved = period.helped.take(rows), period.solved.take(rows)
    some = helped.any()
    yield np.log1p(helped) if some else 0.0
    yield (helped - solved) / np.maximum(helped, 1.0) if some else 0.0
