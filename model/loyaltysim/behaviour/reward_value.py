"""What tangible offers are worth to a customer at the moment of deciding."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount, Offer

    Float64 = NDArray[np.float64]

FULL_HEAD_START = 0.2
SMALLEST_CHANCE = 1e-4
"""Below this, chances are not overweighted any more (assumption)."""


@dataclass(frozen=True, slots=True)
class Valuer:
    """The prompted customers who look at offers; arrays of shape (rows,)."""

    worth: Real
    """Currency that is the yardstick of rewards for the act."""
    pace: Real
    """Own acts per day, as far as need goes."""
    discount_rate: Real
    loss_aversion: Real
    efficacy: Real

    def at(self, places: NDArray[np.intp]) -> Valuer:
        """Give some of them by their places among the rows."""
        return Valuer(**{item.name: getattr(self, item.name)[places] for item in fields(self)})


@dataclass(frozen=True, slots=True)
class BelievedOffer:
    """An offer with what customers believe of it; arrays have the shape of those it is for."""

    offer: Offer
    belief: Amount
    places: NDArray[np.intp] | None = None
    """For whom it is, by place among the prompted; None for all."""


MOST_TICKETS = 1e30
"""More than any reward is worth; keeps sums of fortunes finite in single precision."""


def _is_zero(amount: Amount) -> bool:
    return isinstance(amount, int | float) and amount == 0


def goal_gradient(offer: Offer, efficacy: Real, constants: Constants) -> Amount:
    """Give the pull of a reward by how far it is: G.

    Notes
    -----
    (1 + gE E) / (1 + gG q) + kh min(1, given / (0.2 total)). Kivetz, Urminsky & Zheng (2006);
    Nunes & Dreze (2006). The head start is added, or it would do nothing on an empty card.
    """
    pull: Any = 1.0
    if offer.goal:
        pull = efficacy * constants.efficacy_pull
        pull += 1.0
    if not _is_zero(offer.left_share):
        pull = pull / (1.0 + constants.goal_gradient * _as_type(offer.left_share, efficacy.dtype))
    if not _is_zero(offer.granted_share):
        given = np.minimum(1.0, offer.granted_share / FULL_HEAD_START)
        pull = pull + _as_type(constants.head_start * given, efficacy.dtype)
    gradient: Amount = pull
    return gradient


def patience(offer: Offer, valuer: Valuer, constants: Constants) -> Amount:
    """Discount a reward by the days and acts that it still takes: D.

    Notes
    -----
    1 / (1 + kd days + ke acts left), days = acts left / own pace + waiting days. Hyperbolic in
    time (Mazur 1987) and in effort (Bialaszek, Marcowski & Ostaszewski 2017); ke is an assumption.
    """
    if _is_zero(offer.acts_left) and offer.waiting_days == 0:
        return 1.0
    left = _as_type(offer.acts_left, valuer.pace.dtype)
    days = left / valuer.pace + offer.waiting_days
    effort = constants.effort_discount * left
    share: Amount = 1.0 / (1.0 + valuer.discount_rate * days + effort)
    return share


def feasible(offer: Offer, pace: Real) -> Amount:
    """Give how far a deadline leaves time for the acts that are still needed: Z.

    Parameters
    ----------
    pace
        Own acts per day, shape (rows,).

    Notes
    -----
    min(1, min(1, pace) (days left - 1) / acts left): what the acts to be expected in the days
    after today are of those needed; 0 when even an act a day is not enough. Assumption.
    """
    if offer.days_left is None:
        return 1.0
    days, left = np.asarray(offer.days_left) - 1.0, np.asarray(offer.acts_left)
    expected = np.minimum(pace, 1.0) * days
    share = np.minimum(1.0, expected / np.maximum(left, 1.0))
    chance: Amount = np.where(left <= 0, 1.0, np.where(left > days, 0.0, share))
    return chance


def weight(chance: Amount, constants: Constants) -> Float64:
    """Give the decision weight of a chance (Tversky & Kahneman 1992).

    Notes
    -----
    Chances below one in ten thousand weigh in proportion to it (assumption): else, with some
    constants, ever smaller chances of ever greater fortunes would be worth ever more.
    """
    g = constants.probability_weighting
    p = np.asarray(chance, dtype=np.float64)
    told = np.maximum(p, SMALLEST_CHANCE)
    powered = told**g
    weighted: Float64 = powered / (powered + (1.0 - told) ** g) ** (1.0 / g)
    weighted *= np.minimum(1.0, p / SMALLEST_CHANCE)
    return weighted


def sure_tickets(offer: Offer, worth: Real, constants: Constants) -> Amount:
    """Give what an offer's outcomes are worth as a sure thing, in tickets.

    Notes
    -----
    R / ticket of a sure reward; of a draw (sum of w R^alpha)^(1/alpha) / ticket, best outcome
    first, with rank-dependent weights W(this or better) - W(better). The concavity is Tversky &
    Kahneman's (1992) value function with a fitted exponent.
    """
    if offer.chance is None:
        sure: Amount = np.minimum(offer.value / worth, MOST_TICKETS).astype(worth.dtype, copy=False)
        return sure
    alpha = constants.value_exponent
    outcomes, chances = outcomes_of(offer)
    reached = weight(np.minimum(np.cumsum(chances, axis=0), 1.0), constants)
    weights = reached.copy()
    weights[1:] -= reached[:-1]
    valued = (weights * outcomes**alpha).sum(axis=0) ** (1.0 / alpha)
    equal: Amount = np.minimum(valued / worth, MOST_TICKETS).astype(worth.dtype, copy=False)
    return equal


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
    outcomes, chances = outcomes_of(offer)
    mean = (chances * outcomes).sum(axis=0)
    square = (chances * np.square(outcomes)).sum(axis=0)
    sure = np.divide(np.square(mean), square, out=np.ones_like(mean), where=square > 0)
    share: Amount = 4.0 * sure * np.maximum(1.0 - sure, 0.0)
    return share


def strength(believed: BelievedOffer, valuer: Valuer, constants: Constants) -> Amount:
    """Give how strongly an offer pulls for what it is worth: s, a number or shape (rows,)."""
    offer = believed.offer
    pull: Any = goal_gradient(offer, valuer.efficacy, constants)
    pull = pull * patience(offer, valuer, constants)
    if offer.days_left is not None:
        pull = pull * feasible(offer, valuer.pace)
    pull = pull * believed.belief
    if offer.at_once:
        pull = pull * (1.0 + constants.uncertainty * spread(offer))
    if offer.loss:
        pull = pull * valuer.loss_aversion
    felt: Amount = pull
    return felt


def tickets_of(believed: BelievedOffer, valuer: Valuer, constants: Constants) -> Real:
    """Give the sure reward at hand that one offer equals, in tickets: c^(1/alpha), shape (rows,).

    Notes
    -----
    c = s (R / ticket)^alpha, so c^(1/alpha) = s^(1/alpha) R / ticket.
    """
    felt = strength(believed, valuer, constants)
    tickets: Any = sure_tickets(believed.offer, valuer.worth, constants)
    tickets = tickets * _power(felt, 1.0 / constants.value_exponent, valuer.worth.dtype)
    if believed.offer.stands is not None:
        tickets = tickets * believed.offer.stands
    total: Real = tickets.astype(valuer.worth.dtype, copy=False)
    return total


def _as_type(amount: Amount, dtype: Any) -> Amount:  # noqa: ANN401 -- a NumPy type
    """Give an array in the precision of the customers' table; numbers stay as they are."""
    return amount.astype(dtype, copy=False) if isinstance(amount, np.ndarray) else amount


def _power(base: Amount, exponent: float, dtype: Any) -> Amount:  # noqa: ANN401 -- a NumPy type
    """Raise to a power by logarithms, which take a fraction of the time; 0 stays 0."""
    if not isinstance(base, np.ndarray):
        return math.pow(base, exponent)
    with np.errstate(divide="ignore", invalid="ignore"):
        powered: Amount = np.exp(np.log(base.astype(dtype, copy=False)) * dtype.type(exponent))
    return powered


def _everywhere(believed: BelievedOffer, valuer: Valuer, constants: Constants) -> Real:
    if believed.places is None:
        return tickets_of(believed, valuer, constants)
    tickets: Real = np.zeros_like(valuer.worth)
    tickets[believed.places] = tickets_of(believed, valuer.at(believed.places), constants)
    return tickets


def reward_value(offers: Sequence[BelievedOffer], valuer: Valuer, constants: Constants) -> Amount:
    """Value all offers of an act together: V, shape (rows,).

    Notes
    -----
    V = (sum of c^(1/alpha))^alpha with c the pull of each offer: concave on the sum, so that
    splitting a reward into ten of a tenth does not multiply its value.
    """
    if not offers:
        return 0.0
    total: Any = _everywhere(offers[0], valuer, constants)
    for offer in offers[1:]:
        total = total + _everywhere(offer, valuer, constants)
    value: Amount = _power(total, constants.value_exponent, valuer.worth.dtype)
    return value


def promised_value(
    offers: Sequence[Offer], acts_to_come: Real, valuer: Valuer, constants: Constants
) -> Amount:
    """Value all that offers promise over the acts to come: V, shape (rows,).

    Parameters
    ----------
    offers
        As a new member sees them, announced and for all rows.
    acts_to_come
        Acts in the time that a customer looks ahead, in present value, shape (rows,).

    Notes
    -----
    Each act to come brings R / (acts left + 1), and what they bring adds up inside the concave
    function. The gradient and the discounts by what is left are for a single act, and left out. Assumption.
    """
    if not offers:
        return 0.0
    total: Any = 0.0
    for offer in offers:
        steady = replace(
            offer, acts_left=0.0, left_share=0.0, granted_share=0.0, goal=False, days_left=None
        )
        each = tickets_of(BelievedOffer(steady, feasible(offer, valuer.pace)), valuer, constants)
        total = total + each * acts_to_come / (np.asarray(offer.acts_left) + 1.0)
    value: Amount = _power(total, constants.value_exponent, valuer.worth.dtype)
    return value
