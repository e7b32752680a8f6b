"""What tangible offers are worth to a customer at the moment of deciding."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from loyaltysim.behaviour.chances import certain_equivalent, spread
from loyaltysim.behaviour.distance import as_type, by_acts, by_share, gap, impatience
from loyaltysim.behaviour.repetition import ONCE, Repetition
from loyaltysim.hooks import Offer
from loyaltysim.hooks.arrays import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.table import Real
    from loyaltysim.hooks import Amount

FULL_HEAD_START = 0.2
MOST_TICKETS = 1e30
"""More than any reward is worth; keeps sums of fortunes finite in single precision."""


class Valuers(Protocol):
    """The prompted customers who look at offers; arrays of shape (rows,)."""

    @property
    def worth(self) -> Real:
        """Currency that is the yardstick of rewards for the act."""

    @property
    def pace(self) -> Real:
        """Own acts per day, as far as need goes."""

    @property
    def discount_rate(self) -> Real:
        """kd: discount of delayed rewards."""

    @property
    def loss_aversion(self) -> Real:
        """Lambda: weight of losses against gains."""

    @property
    def efficacy(self) -> Real:
        """E: belief in reaching goals."""

    @property
    def repetition(self) -> Repetition:
        """Where all of them stand on their occasion."""


@dataclass(frozen=True, slots=True)
class Valuer:
    """Valuers whose columns are at hand."""

    worth: Real
    pace: Real
    discount_rate: Real
    loss_aversion: Real
    efficacy: Real
    repetition: Repetition = ONCE
    """Where all of them stand on their occasion."""


@dataclass(frozen=True, slots=True)
class BelievedOffer:
    """An offer with what customers believe of it; arrays have the shape of those it is for."""

    offer: Offer
    belief: Amount
    places: NDArray[np.intp] | None = None
    """For whom it is, by place among the prompted; None for all."""


class _Look:
    """Customers who look at offers, with what they bring to each of them alike, found once."""

    def __init__(self, valuer: Valuers, constants: Constants) -> None:
        self.valuer, self.constants = valuer, constants
        self.dtype = valuer.worth.dtype
        self._some: tuple[NDArray[np.intp], _Look] | None = None

    def at(self, places: NDArray[np.intp]) -> _Look:
        """Give some of them by their places; those of one scheme are the same for all its offers."""
        if self._some is None or self._some[0] is not places:
            columns = [item.name for item in fields(Valuer) if item.name != "repetition"]
            some = {name: getattr(self.valuer, name)[places] for name in columns}
            valuer = Valuer(**some, repetition=self.valuer.repetition)
            self._some = places, _Look(valuer, self.constants)
        return self._some[1]

    @cached_property
    def confidence(self) -> Real:
        """What trust in oneself adds to goals of several acts: 1 + gE E."""
        confidence: Real = self.valuer.efficacy * self.constants.efficacy_pull
        confidence += 1.0
        return confidence

    @cached_property
    def impatience(self) -> Real:
        """What an act that is left takes from a reward: kd / own pace + ke."""
        return impatience(self.gap, self.constants)

    @cached_property
    def gap(self) -> Real:
        """What the wait for one act at the own pace takes from a reward: g = kd / own pace."""
        return gap(self.valuer.discount_rate, self.valuer.pace)

    @cached_property
    def ln_gap(self) -> Real:
        """What divides a reward by that wait, in logarithms: ln(1 + g)."""
        return np.log1p(self.gap)

    @cached_property
    def sooner(self) -> Real:
        """The share of a single reward that is lost by that wait: g / (1 + g)."""
        return self.gap / (self.gap + 1.0)

    @cached_property
    def daily(self) -> Real:
        """Own acts per day, at most those of one occasion."""
        return np.minimum(self.valuer.pace, self.valuer.repetition.usual)


def goal_gradient(offer: Offer, look: _Look) -> Amount:
    """Give the pull of a reward by how far it is: G.

    Notes
    -----
    (1 + gE E) / (1 + gG q); see `by_share`.
    """
    pull: Any = look.confidence if offer.goal else 1.0
    if not is_number(offer.left_share, 0):
        pull = pull / by_share(offer.left_share, look.constants, look.dtype)
    gradient: Amount = pull
    return gradient


def begun(offer: Offer, look: _Look) -> Amount:
    """Give what a head start adds to that pull: B.

    Notes
    -----
    kh min(1, given / (0.2 total)). It is added, or it would do nothing on an empty card. A task that is
    already begun is to be finished, whatever its reward (Nunes & Dreze 2006), so that it pulls also where
    the reward comes anyway (assumption).
    """
    given = as_type(offer.granted_share, look.dtype) * (1.0 / FULL_HEAD_START)
    return look.constants.head_start * np.minimum(1.0, given)


def discount(offer: Offer, look: _Look) -> Amount:
    """Give what the days and acts that a reward still takes divide its pull by: 1 / D.

    Notes
    -----
    1 + kd days + ke acts left, days = acts left / own pace + waiting days; see `by_acts`.
    """
    divisor: Any = 1.0
    if not is_number(offer.acts_left, 0):
        divisor = by_acts(offer.acts_left, look.impatience)
    if offer.waiting_days:
        divisor = divisor + look.valuer.discount_rate * offer.waiting_days
    total: Amount = divisor
    return total


def comes_anyway(offer: Offer) -> bool:
    """Tell whether some who leave out an act get the reward all the same, only later."""
    return offer.lapses is not True and (offer.goal or offer.cycle is not None)


def due(offer: Offer, look: _Look, expected: Real | None) -> Real:
    """Give the share of the pull of what comes anyway that is due to the act: I.

    Parameters
    ----------
    expected
        What is `coming`, shape (rows,).

    Notes
    -----
    I = wf + (1 - wf) (L + (1 - L) K). Who keeps to the own pace gets the reward anyway, and an act that
    is left out only delays this reward and all that follow it, one each N acts, by one gap: L =
    (1 - d) / (1 - d^N), d = 1 / (1 + kd / own pace), their share that is lost by it (exact for a
    discount that is the same every day). I = 1 where the way so far is lost without the act. K = min(1, (acts left + 1) / acts to be expected by the
    deadline) is how far the goal would not be reached without the act; 0 without a deadline. Assumption.
    """
    windfall = look.constants.windfall
    share: Real = look.sooner
    if offer.cycle is not None:
        share = share / -np.expm1(look.ln_gap * -as_type(offer.cycle, look.dtype))
    if expected is not None:
        needed = np.asarray(offer.acts_left, look.dtype) + 1.0
        share = share + (1.0 - share) * np.minimum(1.0, needed / np.maximum(expected, 1.0))
    part = windfall + (1.0 - windfall) * share
    if offer.lapses is not False:
        np.copyto(part, 1.0, where=offer.lapses)
    return part


def coming(offer: Offer, look: _Look) -> Real | None:
    """Give the acts to be expected after this one until the deadline; None without one.

    Notes
    -----
    F + min(E, pace) (days left - 1): today (F), and in the days after.
    """
    if offer.days_left is None:
        return None
    expected: Real = look.daily * (np.asarray(offer.days_left, look.dtype) - 1.0)
    if look.valuer.repetition.most > 1:
        expected += look.valuer.repetition.further
    return expected


def feasible(offer: Offer, look: _Look, expected: Real | None) -> Amount:
    """Give how far a deadline leaves time for the acts that are still needed: Z.

    Parameters
    ----------
    expected
        What is `coming`, shape (rows,).

    Notes
    -----
    min(1, (F + min(E, pace) (days left - 1)) / acts left): what the acts to be expected after this one,
    today (F) and in the days after, are of those needed; 0 when even the most that can be done on each
    day are not enough. Of acts of which one goes on a day, F = 0 and E = 1. Assumption.
    """
    if expected is None:
        return 1.0
    left = np.asarray(offer.acts_left, look.dtype)
    most, number = look.valuer.repetition.most, look.valuer.repetition.number
    room = most * np.asarray(offer.days_left, look.dtype) - number
    share = expected / np.maximum(left, 1.0)
    np.minimum(share, 1.0, out=share)
    share *= left <= room
    np.copyto(share, 1.0, where=left <= 0)
    chance: Amount = share
    return chance


def sure_tickets(offer: Offer, look: _Look) -> Real:
    """Give what an offer is worth as a sure thing, in tickets: R / ticket, at most 1e30."""
    sure = as_type(certain_equivalent(offer, look.constants), look.dtype)
    tickets: Real = sure / look.valuer.worth
    return np.minimum(tickets, MOST_TICKETS, out=tickets)


def strength(believed: BelievedOffer, look: _Look) -> Amount:
    """Give how strongly an offer pulls for what it is worth: s, a number or shape (rows,)."""
    offer, expected = believed.offer, coming(believed.offer, look)
    pull: Any = goal_gradient(offer, look)
    if comes_anyway(offer):
        pull = pull * due(offer, look, expected)
    if not is_number(offer.granted_share, 0):
        pull = pull + begun(offer, look)
    pull = pull / discount(offer, look)
    if expected is not None:
        pull = pull * feasible(offer, look, expected)
    if not is_number(believed.belief, 1):
        pull = pull * believed.belief
    if offer.at_once:
        pull = pull * (1.0 + look.constants.uncertainty * spread(offer))
    if offer.loss:
        pull = pull * look.valuer.loss_aversion
    felt: Amount = pull
    return felt


def tickets_of(believed: BelievedOffer, look: _Look) -> Real:
    """Give the sure reward at hand that one offer equals, in tickets: c^(1/alpha), shape (rows,).

    Notes
    -----
    c = s (R / ticket)^alpha, so c^(1/alpha) = s^(1/alpha) R / ticket.
    """
    tickets = sure_tickets(believed.offer, look)
    felt = strength(believed, look)
    tickets *= _power(felt, 1.0 / look.constants.value_exponent, look.dtype)
    if believed.offer.stands is not None:
        tickets *= believed.offer.stands
    return tickets


def _power(base: Amount, exponent: float, dtype: Any) -> Amount:  # noqa: ANN401 -- a NumPy type
    """Raise to a power by logarithms, which take a fraction of the time; 0 stays 0."""
    if not isinstance(base, np.ndarray):
        return math.pow(base, exponent)
    with np.errstate(divide="ignore", invalid="ignore"):
        powered: Real = np.log(base.astype(dtype, copy=False))
        powered *= dtype.type(exponent)
        np.exp(powered, out=powered)
    return powered


def reward_value(offers: Sequence[BelievedOffer], valuer: Valuers, constants: Constants) -> Amount:
    """Value all offers of an act together: V, shape (rows,).

    Notes
    -----
    V = (sum of c^(1/alpha))^alpha with c the pull of each offer: concave on the sum, so that
    splitting a reward into ten of a tenth does not multiply its value.
    """
    if not offers:
        return 0.0
    look = _Look(valuer, constants)
    total: Real = np.zeros_like(valuer.worth)
    for one in offers:
        if one.places is None:
            total += tickets_of(one, look)
        else:
            total[one.places] += tickets_of(one, look.at(one.places))
    return _power(total, constants.value_exponent, look.dtype)


def promised_value(
    offers: Sequence[BelievedOffer], acts_to_come: Real, valuer: Valuers, constants: Constants
) -> Amount:
    """Value all that offers promise over the acts to come: V, shape (rows,).

    Parameters
    ----------
    offers
        As a new member sees them, announced.
    acts_to_come
        Acts in the time that a customer looks ahead, in present value, shape (rows,).

    Notes
    -----
    Each act to come brings R / (acts left + 1), and what they bring adds up inside the concave
    function. What is due, the gradient and the discounts are for a single act, and left out. Assumption.
    """
    if not offers:
        return 0.0
    look = _Look(valuer, constants)
    total: Any = 0.0
    for one in offers:
        offer, some = one.offer, look if one.places is None else look.at(one.places)
        reward = Offer(
            offer.value,
            offer.chance,
            offer.stands,
            waiting_days=offer.waiting_days,
            loss=offer.loss,
            at_once=offer.at_once,
        )
        possible = feasible(offer, some, coming(offer, some))
        each = tickets_of(BelievedOffer(reward, possible), some)
        acts = acts_to_come if one.places is None else acts_to_come[one.places]
        brings = each * acts / (np.asarray(offer.acts_left) + 1.0)
        total = total + (brings if one.places is None else _spread(brings, one.places, look))
    value: Amount = _power(total, constants.value_exponent, look.dtype)
    return value


def _spread(amount: Amount, places: NDArray[np.intp], look: _Look) -> Real:
    """Put what is for some at their places among all, 0 for the others."""
    spread = np.zeros_like(look.valuer.worth)
    spread[places] = amount
    return spread
