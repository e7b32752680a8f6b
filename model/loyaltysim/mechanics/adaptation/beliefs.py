"""What a firm believes of its variants by the outcomes that it has seen, and draws from that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.randomness import Float64

LEAST_VARIANCE = 1e-12
"""Of outcomes: where all are equal, draws still decide among the variants."""
BETWEEN, VARIES, WITHIN = 0.5, 0.05, 0.45
"""Shares of the variance of outcomes that a firm puts down to persons, to what one variant does to one person more than to
others, and to chance."""


@dataclass(slots=True)
class Tally:
    """Outcomes of customer-periods by variant and cell, a class of customers in a market; each of shape (variants, cells)."""

    count: Float64
    total: Float64
    square: Float64

    @classmethod
    def empty(cls, variants: int, cells: int) -> Tally:
        """Begin with nothing seen."""
        return cls(*(np.zeros((variants, cells)) for _ in range(3)))

    def add(self, variant: NDArray[np.intp], cell: NDArray[np.intp], outcome: Float64) -> None:
        """Add what customers of a cell did under a variant, each of shape (rows,)."""
        code, shape = variant * self.count.shape[1] + cell, self.count.shape

        def summed(amount: Float64 | None) -> Float64:
            sums: Float64 = np.bincount(code, amount, self.count.size).astype(np.float64)
            return sums.reshape(shape)

        self.count += summed(None)
        self.total += summed(outcome)
        self.square += summed(outcome**2)

    def fade(self, kept: float) -> None:
        """Let all that was seen lose weight, down to a share of it."""
        self.count *= kept
        self.total *= kept
        self.square *= kept

    def by_market(self, markets: int) -> Tally:
        """Put the cells of a market together, shape (variants, markets)."""
        shape = (self.count.shape[0], markets, -1)
        return Tally(
            *(sums.reshape(shape).sum(axis=2) for sums in (self.count, self.total, self.square))
        )

    def spread(self) -> tuple[Float64, Float64]:
        """Give the mean and the variance of all outcomes of each cell, 0 and 1 where there are none, each (cells,)."""
        n = self.count.sum(axis=0)
        some = np.where(n > 0.0, n, 1.0)
        mean = self.total.sum(axis=0) / some
        variance = np.maximum(self.square.sum(axis=0) / some - mean**2, LEAST_VARIANCE)
        return mean, np.where(n > 0.0, variance, 1.0)


def means(tally: Tally, markets: int) -> Float64:
    """Give the mean outcome of each variant in each cell, that of the market where the cell has none, shape (variants, cells).

    A variant that a whole market has not seen comes before all others.
    """
    whole = tally.by_market(markets)
    unseen = np.full(whole.count.shape, np.inf)
    of_market = np.divide(whole.total, whole.count, out=unseen, where=whole.count > 0.0)
    classes = tally.count.shape[1] // markets
    found: Float64 = np.repeat(of_market, classes, axis=1)
    np.divide(tally.total, tally.count, out=found, where=tally.count > 0.0)
    return found


def thompson(tally: Tally, cell: NDArray[np.intp], z: Float64) -> Float64:
    """Draw the mean outcome of each variant from what is believed of a customer's cell, shape (variants, rows).

    Parameters
    ----------
    z
        Standard normal numbers, shape (variants, rows).

    Notes
    -----
    A normal mean with the variance s^2 of all outcomes of the cell, and one outcome's worth of belief that the variant is
    as all are (Thompson 1933; Russo et al. 2018).
    """
    mean, variance = tally.spread()
    weight = tally.count + 1.0
    believed = (tally.total + mean) / weight
    sd = np.sqrt(variance / weight)
    drawn: Float64 = believed[:, cell] + sd[:, cell] * z
    return drawn


def personal(
    own_count: Float64, own_total: Float64, whole: Tally, market: NDArray[np.intp], z: Float64
) -> Float64:
    """Draw what each variant does to a person more than others, by that person's own outcomes, shape (variants, rows).

    Parameters
    ----------
    own_count, own_total
        Periods of each person by variant, and the sum of their outcomes, shape (variants, rows).
    whole
        Outcomes of everybody by market, from which it begins.
    market
        Each person's, shape (rows,).
    z
        Standard normal numbers, shape (variants, rows).

    Notes
    -----
    Outcome = b + d_v + e_v + noise, b of the person, d_v the market's mean under the variant against that of all, e_v what it
    does to this person: all normal, with fixed shares of the variance of outcomes. b is taken at its posterior mean.
    """
    mean, variance = (found[market] for found in whole.spread())
    of_variant = np.divide(
        whole.total, whole.count, out=np.zeros_like(whole.total), where=whole.count > 0.0
    )[:, market]
    usual = np.where(whole.count[:, market] > 0.0, of_variant - mean, 0.0)
    base, own, noise = BETWEEN * variance, VARIES * variance, WITHIN * variance
    beyond = own_total - own_count * (mean + usual)
    weight = 1.0 / (noise + own_count * own)
    b = (weight * beyond).sum(axis=0) / (1.0 / base + (weight * own_count).sum(axis=0))
    e = own * weight * (beyond - own_count * b)
    drawn: Float64 = usual + e + np.sqrt(own * noise * weight) * z
    return drawn
