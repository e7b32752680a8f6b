"""What a draw is worth as a sure thing, and how uncertain it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.hooks import Amount, Offer

    Float64 = NDArray[np.float64]

SMALLEST_CHANCE = 1e-4
"""Below this, chances are not overweighted any more (assumption)."""
_REMEMBERED = 4096


def weight(chance: Amount, constants: Constants) -> Float64:
    """Give the decision weight of a chance (Tversky & Kahneman 1992).

    Notes
    -----
    Chances below one in ten thousand weigh in proportion to it (assumption): else, with some
    constants, ever smaller chances of ever greater fortunes would be worth ever more.
    """
    return _weight(chance, constants.probability_weighting)


def _weight(chance: Amount, g: float) -> Float64:
    p = np.asarray(chance, dtype=np.float64)
    told = np.maximum(p, SMALLEST_CHANCE)
    powered = told**g
    weighted: Float64 = powered / (powered + (1.0 - told) ** g) ** (1.0 / g)
    weighted *= np.minimum(1.0, p / SMALLEST_CHANCE)
    return weighted


def certain_equivalent(offer: Offer, constants: Constants) -> Amount:
    """Give what an offer's outcomes are worth as a sure thing, in currency.

    Notes
    -----
    R of a sure reward; of a draw (sum of w R^alpha)^(1/alpha), best outcome first, with
    rank-dependent weights W(this or better) - W(better). The concavity is Tversky &
    Kahneman's (1992) value function with a fitted exponent.
    """
    if offer.chance is None:
        return offer.value
    alpha, g = constants.value_exponent, constants.probability_weighting
    if isinstance(offer.chance, float) and isinstance(offer.value, float):
        return _same_for_all(offer.value, offer.chance, alpha, g)
    outcomes, chances = outcomes_of(offer)
    return _equivalent(outcomes, chances, alpha, g)


def _equivalent(outcomes: Float64, chances: Float64, alpha: float, g: float) -> Float64:
    reached = _weight(np.minimum(np.cumsum(chances, axis=0), 1.0), g)
    weights = reached.copy()
    weights[1:] -= reached[:-1]
    worth: Float64 = (weights * outcomes**alpha).sum(axis=0) ** (1.0 / alpha)
    return worth


@lru_cache(_REMEMBERED)
def _same_for_all(value: float, chance: float, alpha: float, g: float) -> float:
    """Give the worth of one prize with one chance, which stays the same from day to day."""
    return float(_equivalent(np.array([[value]]), np.array([[chance]]), alpha, g)[0])


def outcomes_of(offer: Offer) -> tuple[Float64, Float64]:
    """Give the value and chance of each outcome, both of shape (outcomes, rows), or 1 for rows."""
    values = np.atleast_2d(np.asarray(offer.value, dtype=np.float64))
    chances = np.atleast_2d(np.asarray(offer.chance, dtype=np.float64))
    if values.shape != chances.shape:
        values, chances = np.broadcast_arrays(values, chances)
    return values, chances


def spread(offer: Offer) -> Amount:
    """Give how uncertain a draw is: 1 for an even chance of a prize or nothing, 0 if sure.

    Notes
    -----
    4 m (1 - m), m = (mean of the outcome)^2 / mean of its square: 4 p (1 - p) for a prize or
    nothing, and smooth in every value and chance (assumption). Only a chance that is resolved at
    once has a pull of its own: Shen, Fishbach & Hsee (2015).
    """
    if offer.chance is None or not offer.at_once:
        return 0.0
    if isinstance(offer.chance, float) and isinstance(offer.value, float):
        return _same_spread(offer.value, offer.chance)
    return _spread(*outcomes_of(offer))


@lru_cache(_REMEMBERED)
def _same_spread(value: float, chance: float) -> float:
    return float(_spread(np.array([[value]]), np.array([[chance]]))[0])


def _spread(outcomes: Float64, chances: Float64) -> Float64:
    mean = (chances * outcomes).sum(axis=0)
    square = (chances * np.square(outcomes)).sum(axis=0)
    sure = np.divide(np.square(mean), square, out=np.ones_like(mean), where=square > 0)
    share: Float64 = 4.0 * sure * np.maximum(1.0 - sure, 0.0)
    return share
