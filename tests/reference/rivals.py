"""Rivals: what customers feel for each, who serves an occasion, and whom a customer chooses."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loyaltysim.customers.columns import PRINCIPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reference.customer import Customer

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import ActTraits, Rival
    from loyaltysim.simulation.setup import Setup


@dataclass
class Bond:
    """What a customer feels for the firm, or for a rival, and has got of its messages."""

    attachment: float = 0.0
    praise: float = 0.0
    sting: float = 0.0
    fatigue: float = 0.0
    woken: float = 0.0
    opted_in: bool = True
    sent: int = 0
    """Messages that it has sent to the customer."""
    heard_of: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PRINCIPLES, 0.0))
    heard_of_on: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PRINCIPLES, -(10**6)))
    """How often each principle was met in its messages, and when last."""

    @property
    def heard(self) -> list[float]:
        return list(self.heard_of.values())

    @property
    def heard_on(self) -> list[int]:
        return list(self.heard_of_on.values())


def rivals_of(setup: Setup) -> list[int]:
    """List the acts of rivals."""
    return [j for j, act in enumerate(setup.acts) if act.rival]


def category(setup: Setup, j: int) -> list[int]:
    """List the acts that meet the same need as an act."""
    rivals = rivals_of(setup)
    return [0, *rivals] if j == 0 or j in rivals else [j]


def is_open(act: ActTraits, day: int) -> bool:
    return act.rival is None or act.rival.starts is None or day >= act.rival.starts


def taste(rival: Rival, z_rival: float, z_firm: float, k: Constants) -> float:
    """Give the odds of a rival against the firm by taste alone."""
    return rival.appeal * math.exp(k.taste_sd * (z_rival - z_firm))


def price_pull(rival: Rival | None, sensitivity: float, aversion: float, k: Constants) -> float:
    if rival is None or rival.price == 1.0:
        return 0.0
    if rival.price < 1.0:
        return sensitivity * math.pow(1.0 - rival.price, k.value_exponent)
    return -aversion * sensitivity * math.pow(rival.price - 1.0, k.value_exponent)


def odds(ln_motivation: float, ln_ability: float, liking: float, k: Constants) -> float:
    return liking * math.exp(k.action_odds + k.action_slope * (ln_motivation + ln_ability))


def choose(customer: Customer) -> None:
    """Let a customer choose between all who could serve: the firm by one draw, the others by another."""
    model, today = customer.model, customer.today
    k, acts = model.constants, model.categories[0]
    each = {
        j: odds(math.log(today.motivation[j]), today.ln_ability[j], customer.traits.liking[j], k)
        for j in acts
        if today.prompted[j]
    }
    if not each:
        return
    today.rivals_odds = sum(o for j, o in each.items() if j != 0)
    u, free = customer.luck(f"act:{model.setup.acts[0].name}"), 1.0 - k.blocked_days
    firm = each.pop(0, 0.0)
    if u < free * firm / (1.0 + firm + today.rivals_odds):
        today.acted[0] = True
        return
    w, reached = customer.luck(f"rival:{model.setup.acts[0].name}"), 0.0
    for j, o in each.items() if u < free else ():
        reached += o
        if w < reached / (1.0 + today.rivals_odds):
            today.acted[j] = today.elsewhere = True
            return


def shares_at_rest(each: Sequence[float], k: Constants) -> list[float]:
    """Give the chances to choose each, from their odds."""
    return [(1.0 - k.blocked_days) * o / (1.0 + sum(each)) for o in each]
