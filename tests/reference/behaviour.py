"""The equations of Prompt, Decide, Learn and Leave, one customer at a time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import expit, logit, ndtr

from loyaltysim.customers.columns import FACTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits


@dataclass(frozen=True)
class Ability:
    """What stands in the way of an act before habit and help: the gap and its factor."""

    gap: float
    factor: str


def occasion_chance(need: float, habit: float, k: Constants) -> float:
    return -math.expm1(-need * (1.0 + k.habit_cue * habit))


def attention_to(channel: str, attention: float, k: Constants) -> float:
    """Give the chance that a fresh message of a channel is noticed."""
    if channel == "app":
        return attention
    shift = float(logit(getattr(k, f"attention_{channel}")) - logit(k.attention))
    return float(expit(logit(attention) + shift))


def demands_of(act: ActTraits, k: Constants) -> list[float]:
    """Scale what an act demands; with an ease, so far that it hinders nobody of that share."""
    if act.ease is None:
        return [k.demand_scale * demand for demand in act.demands]
    low, high, scale = 1e-9, 1e9, 1.0
    for _ in range(200):
        scale = math.sqrt(low * high)
        unhindered = math.prod(
            float(ndtr(-math.log(scale * demand) / k.resource_sd))
            for demand in act.demands
            if demand
        )
        low, high = (scale, high) if unhindered > act.ease else (low, scale)
    return [k.demand_scale * scale * demand for demand in act.demands]


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


def act_chance(motivation: float, ln_a: float, k: Constants, others: float = 0.0) -> float:
    """Give the chance to act, beside others of whose odds the sum is given."""
    ln_odds = k.action_odds + k.action_slope * (math.log(motivation) + ln_a)
    return (1.0 - k.blocked_days) * float(expit(ln_odds - math.log1p(others)))


def worn_novelty(exposure: float, k: Constants) -> float:
    return math.exp(-exposure / k.novelty_days)


def token_novelty(exposure: float, k: Constants) -> float:
    return k.novelty_floor + (1.0 - k.novelty_floor) * worn_novelty(exposure, k)


def intrinsic_factor(crowding: float, praise: float, interest: float, k: Constants) -> float:
    f = min(1.0, max(-1.0, (interest - k.interest_turn) / (1.0 - k.interest_turn)))
    return 1.0 - k.crowding_out * crowding * f + k.praise_boost * praise


def habit_at_rest(p: float, k: Constants) -> float:
    if p >= 1.0:
        return 1.0
    return min(1.0, p / (k.habit_decay * (1.0 - p)))


def leaving_factor(satisfaction: float, at_stake: float, k: Constants) -> float:
    base = satisfaction + min(1.0, at_stake)
    return min(k.leaving_most, max(k.leaving_least, math.pow(base, -k.leaving_slope)))
