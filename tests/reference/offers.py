"""What a scheme shows a customer before an act, and how much a tangible reward in view pulls."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits

LEAST_CHANCE = 1e-4
"""Below it decision weights fall in proportion to the chance."""


@dataclass(slots=True)
class Offer:
    """A tangible reward in view: outcomes are (chance, value), best first, without nothing."""

    outcomes: tuple[tuple[float, float], ...]
    acts_left: float = 0.0
    waiting: float = 0.0
    share_left: float = 0.0
    given_share: float = 0.0
    days_left: float | None = None
    goal: bool = False
    cycle: float | None = None
    """Acts from one such reward to the next; None for goals that come once, and for what is due in full."""
    lapses: bool = False
    at_once: bool = False
    belief: float = 1.0
    loss: bool = False


@dataclass(slots=True)
class Token:
    """A symbolic reward in view; `pace` is what it takes, in acts per day, `share` the own part in it.

    A mere game does not last: it is nothing to be or to keep.
    """

    urgency: float
    loss: bool = False
    pace: float = 0.0
    share: float = 1.0
    lasts: bool = True
    counts: float = math.inf
    """Acts of one occasion that count for the pace, at most."""
    acts_left: float = 0.0
    share_left: float = 0.0


@dataclass(frozen=True)
class Occasion:
    """The acts of one occasion: which one is decided on, how many there can be, and usually are."""

    number: int = 1
    most: int = 1
    usual: float = 1.0
    after: float = 0.0
    """Acts to be expected after the one that is decided on."""


def occasion_of(act: ActTraits, number: int, k: Constants) -> Occasion:
    """Reckon how often somebody with M = A = 1 does an act on an occasion."""

    def goes_on_after(done: int) -> float:
        expected, chance = 0.0, 1.0
        for j in range(done + 1, act.most + 1):
            desire = max((1.0 - act.satiation) ** (j - 1), k.motivation_floor)
            z = k.action_odds + k.action_slope * math.log(desire)
            chance *= (1.0 - k.blocked_days) / (1.0 + math.exp(-z))
            expected += chance
        return expected

    return Occasion(number, act.most, 1.0 + goes_on_after(1), goes_on_after(number))


def weight_of_chance(p: float, g: float) -> float:
    if p < LEAST_CHANCE:
        return weight_of_chance(LEAST_CHANCE, g) * max(p, 0.0) / LEAST_CHANCE
    if p >= 1.0:
        return 1.0
    rises, falls = math.pow(p, g), math.pow(1.0 - p, g)
    return rises / math.pow(rises + falls, 1.0 / g)


def uncertainty(outcomes: tuple[tuple[float, float], ...]) -> float:
    mean = sum(chance * value for chance, value in outcomes)
    m = mean**2 / sum(chance * value**2 for chance, value in outcomes)
    return 4.0 * m * (1.0 - m)


def weighted_value(offer: Offer, ticket: float, k: Constants) -> float:
    total, better, w_better = 0.0, 0.0, 0.0
    for chance, value in offer.outcomes:
        better += chance
        w = weight_of_chance(better, k.probability_weighting)
        total += (w - w_better) * math.pow(value / ticket, k.value_exponent)
        w_better = w
    return total


def goal_gradient(offer: Offer, efficacy: float, k: Constants) -> float:
    pull = 1.0 + (k.efficacy_pull * efficacy if offer.goal else 0.0)
    return pull / (1.0 + k.goal_gradient * offer.share_left)


def begun(offer: Offer, k: Constants) -> float:
    """B: what a head start adds, whatever the reward."""
    return k.head_start * min(1.0, offer.given_share / 0.2)


def discounting(offer: Offer, pace: float, discount_rate: float, k: Constants) -> float:
    days = offer.waiting + offer.acts_left / pace
    return 1.0 / (1.0 + discount_rate * days + k.effort_discount * offer.acts_left)


def due(offer: Offer, pace: float, discount_rate: float, occasion: Occasion, k: Constants) -> float:
    """I: the share of a goal's pull that is due to the act, and does not come anyway."""
    if offer.lapses or not (offer.goal or offer.cycle):
        return 1.0
    kept = 1.0 / (1.0 + discount_rate / pace)
    delayed = (1.0 - kept) / (1.0 - math.pow(kept, offer.cycle or math.inf))
    if offer.days_left is not None:
        coming = occasion.after + min(occasion.usual, pace) * (offer.days_left - 1.0)
        critical = min(1.0, (offer.acts_left + 1.0) / max(coming, 1.0))
        delayed += (1.0 - delayed) * critical
    return k.windfall + (1.0 - k.windfall) * delayed


def in_time(offer: Offer, pace: float, occasion: Occasion) -> float:
    """Z: whether the acts that are left can be done by the deadline, at the customer's pace."""
    if offer.days_left is None or offer.acts_left <= 0.0:
        return 1.0
    days = offer.days_left - 1.0
    if offer.acts_left > occasion.most * offer.days_left - occasion.number:
        return 0.0
    coming = occasion.after + min(occasion.usual, pace) * days
    return min(1.0, coming / offer.acts_left)


def reward_value(
    offers: Iterable[tuple[Offer, float]],
    ticket: float,
    pace: float,
    efficacy: float,
    discount_rate: float,
    loss_aversion: float,
    occasion: Occasion,
    k: Constants,
) -> float:
    """V: the value to one customer of offers, each as far as it is believed in; concave on their sum."""
    total = 0.0
    for offer, belief in offers:
        s = goal_gradient(offer, efficacy, k) * due(offer, pace, discount_rate, occasion, k)
        s = (s + begun(offer, k)) * discounting(offer, pace, discount_rate, k)
        s *= in_time(offer, pace, occasion) * belief * (loss_aversion if offer.loss else 1.0)
        if offer.at_once:
            s *= 1.0 + k.uncertainty * uncertainty(offer.outcomes)
        total += math.pow(s * weighted_value(offer, ticket, k), 1.0 / k.value_exponent)
    return math.pow(total, k.value_exponent)


def weakened(token: Token, pace: float, discount_rate: float, k: Constants) -> float:
    """What is left of the pull of a symbolic reward by how far it is."""
    each = discount_rate / pace + k.effort_discount
    near = 1.0 / (1.0 + k.goal_gradient * token.share_left)
    return near / (1.0 + each * token.acts_left)


def keepable(token: Token, pace: float, usual: float) -> float:
    """Z: how far the customer's pace suffices for the symbolic reward, and how much is one's own doing."""
    pace *= min(1.0, token.counts / usual)
    return token.share * (min(1.0, pace / token.pace) if token.pace > 0.0 else 1.0)
