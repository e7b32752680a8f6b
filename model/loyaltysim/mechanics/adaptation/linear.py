"""Bayesian linear regression of outcomes on what a firm sees of its customers, one for each variant and market."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.mechanics.adaptation.plan import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.randomness import Float64


@dataclass(slots=True)
class Regression:
    """Sums over customer-periods: of products of features, (variants, markets, f, f), and with outcomes, (variants, markets, f)."""

    products: Float64
    outcomes: Float64

    @classmethod
    def empty(cls, variants: int, markets: int) -> Regression:
        """Begin with weights of 0, with one outcome's worth of belief in each."""
        unit = np.broadcast_to(np.eye(FEATURES), (variants, markets, FEATURES, FEATURES))
        return cls(unit.copy(), np.zeros((variants, markets, FEATURES)))

    def fade(self, kept: float) -> None:
        """Let all that was seen lose weight, down to a share of it; the belief of the beginning stays."""
        unit = np.eye(FEATURES)
        self.products = unit + kept * (self.products - unit)
        self.outcomes *= kept

    def add(
        self,
        variant: NDArray[np.intp],
        market: NDArray[np.intp],
        features: Float64,
        outcome: Float64,
    ) -> None:
        """Add outcomes of customers with their features before, of shapes (rows,) and (f, rows)."""
        shape = self.outcomes.shape[:2]
        code = variant * shape[1] + market

        def summed(amount: Float64) -> Float64:
            # customer by customer, for a matrix product rounds by the place in the array
            sums = np.bincount(code, amount, shape[0] * shape[1]).astype(np.float64)
            return sums.reshape(shape)

        found = _found(features)
        for one in found:
            self.outcomes[..., one] += summed(features[one] * outcome)
        for one, other in combinations_with_replacement(found, 2):
            both = summed(features[one] * features[other])
            self.products[..., one, other] += both
            if one != other:
                self.products[..., other, one] += both

    def draw(
        self, market: NDArray[np.intp], features: Float64, variance: Float64, z: Float64
    ) -> Float64:
        """Draw the outcome that each variant would have with each customer, shape (variants, rows).

        Parameters
        ----------
        variance
            Of all outcomes, by market, shape (markets,).
        z
            Standard normal numbers, shape (variants, rows).

        Notes
        -----
        x'm + s sqrt(x' A^-1 x) z, A = 1 + X'X, m = A^-1 X'y: linear Thompson sampling (Agrawal & Goyal 2013).
        """
        inverse = np.linalg.inv(self.products)
        weights = np.einsum("vmij,vmj->vmi", inverse, self.outcomes)
        drawn, found = np.zeros((len(weights), market.size)), _found(features)
        for number in range(len(weights)):
            mean, doubt = np.zeros(market.size), np.zeros(market.size)
            for place, one in enumerate(found):
                mean += weights[number, :, one].take(market) * features[one]
                known = inverse[number, :, one, one].take(market) * features[one]
                for other in found[place + 1 :]:
                    known += 2.0 * inverse[number, :, one, other].take(market) * features[other]
                known *= features[one]
                doubt += known
            drawn[number] = mean + np.sqrt(variance[market] * np.maximum(doubt, 0.0)) * z[number]
        return drawn


def _found(features: Float64) -> list[int]:
    """Give the features that anybody has: the others add nothing."""
    return np.flatnonzero(features.any(axis=1)).tolist()
