"""The equations of Prompt, Decide, Learn and Leave, one customer at a time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import expit

from loyaltysim.customers.columns import FACTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from loyaltysim.behaviour.constants import Constants


@dataclass(frozen=True)
class Offer:
    """A tangible reward in view: outcomes are (chance, value), best first, without nothing."""

    outcomes: tuple[tuple[float, float], ...]
    acts_left: float = 0.0
    waiting: float = 0.0
    share_left: float = 0.0
    given_share: float = 0.0
    goal: bool = False
    at_once: bool = False
    belief: float = 1.0
    loss: bool = False


@dataclass(frozen=True)
class Ability:
    """What stands in the way of an act before habit and help: the gap and its factor."""

    gap: float
    factor: str


def occasion_chance(need: float, habit: float, k: Constants) -> float:
    return -math.expm1(-need * (1.0 + k.habit_cue * habit))


def ability_of(
    demands: Sequence[float],
    ln_resource: Sequence[float],
    k: Constants,
) -> Ability:
    scarcest, factor = -math.inf, ""
    for name, demand, resource in zip(FACTORS, demands, ln_resource, strict=True):
        if demand > 0.0:
            x = math.log(demand) - resource
            if x > scarcest:
                scarcest, factor = x, name
    if not factor:
        return Ability(0.0, "")
    ratio = scarcest / k.gap_softness
    soft = max(ratio, 0.0) + math.log1p(math.exp(-abs(ratio)))
    return Ability(k.gap_softness * soft, factor)


def ln_ability(gap: float, habit: float, facilitator: float, k: Constants) -> float:
    return min(0.0, -gap * (1.0 - k.habit_ease * habit) + facilitator)


def act_chance(motivation: float, ln_a: float, k: Constants) -> float:
    return (1.0 - k.blocked_days) * float(
        expit(k.action_odds + k.action_slope * (math.log(motivation) + ln_a))
    )


def weight_of_chance(p: float, g: float) -> float:
    if p <= 0.0 or p >= 1.0:
        return min(max(p, 0.0), 1.0)
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
    head_start = k.head_start * min(1.0, offer.given_share / 0.2)
    return pull / (1.0 + k.goal_gradient * offer.share_left) + head_start


def discounting(offer: Offer, pace: float, discount_rate: float, k: Constants) -> float:
    days = offer.waiting + offer.acts_left / pace
    return 1.0 / (1.0 + discount_rate * days + k.effort_discount * offer.acts_left)


def reward_value(
    offers: Iterable[Offer],
    ticket: float,
    pace: float,
    efficacy: float,
    discount_rate: float,
    loss_aversion: float,
    k: Constants,
) -> float:
    """V: the offers' value to one customer, concave on their sum."""
    total = 0.0
    for offer in offers:
        s = goal_gradient(offer, efficacy, k) * discounting(offer, pace, discount_rate, k)
        s *= offer.belief * (loss_aversion if offer.loss else 1.0)
        if offer.at_once:
            s *= 1.0 + k.uncertainty * uncertainty(offer.outcomes)
        total += math.pow(s * weighted_value(offer, ticket, k), 1.0 / k.value_exponent)
    return math.pow(total, k.value_exponent)


def worn_novelty(exposure: float, k: Constants) -> float:
    return math.exp(-exposure / k.novelty_days)


def token_novelty(exposure: float, k: Constants) -> float:
    return k.novelty_floor + (1.0 - k.novelty_floor) * worn_novelty(exposure, k)


def intrinsic_factor(crowding: float, interest: float, k: Constants) -> float:
    f = min(1.0, max(-1.0, (interest - k.interest_turn) / (1.0 - k.interest_turn)))
    return 1.0 - k.crowding_out * crowding * f


def habit_at_rest(p: float, k: Constants) -> float:
    if p >= 1.0:
        return 1.0
    return min(1.0, p / (k.habit_decay * (1.0 - p)))


def leaving_factor(satisfaction: float, at_stake: float, k: Constants) -> float:
    base = satisfaction + min(1.0, at_stake)
    return min(k.leaving_most, max(k.leaving_least, math.pow(base, -k.leaving_slope)))
