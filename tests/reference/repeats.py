"""Acts that are done again on the same occasion: what is left of the desire, and what customers reckon with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.reference import behaviour as be
from tests.reference.motivation import ability, motivation
from tests.reference.rivals import odds, rivals_of

if TYPE_CHECKING:
    from tests.reference.customer import Customer


@dataclass
class Round:
    """Who did what once, by act."""

    acted: list[bool]
    spend: list[float]


def begin_again(customer: Customer) -> None:
    """Put what was done last aside, and find what can be done again."""
    today = customer.today
    today.rounds.append(Round(today.acted, today.spend))
    acts = customer.model.setup.acts
    today.prompted_again = [
        did and customer.may(j) and customer.model.repetition <= acts[j].most
        for j, did in enumerate(today.acted)
    ]
    today.acted, today.spend = [False] * len(acts), [0.0] * len(acts)


def decide_again(customer: Customer) -> None:
    """Let a customer decide on one act more of each kind that he or she has just done."""
    model, today = customer.model, customer.today
    k = model.constants
    for j, act in enumerate(model.setup.acts):
        if today.prompted_again[j]:
            facilitator = k.facilitator if customer.helped(j, "facilitator") else 0.0
            ln_a = be.ln_ability(ability(customer, j).gap, customer.habit[j], facilitator, k)
            liking = customer.traits.liking[j] if j in rivals_of(model.setup) else 1.0
            o = odds(math.log(motivation(customer, j)), ln_a, liking, k)
            name = model.setup.acts[0].name if j in model.categories[0] else act.name
            today.acted[j] = customer.luck(f"act:{name}") < (1.0 - k.blocked_days) * o / (1.0 + o)


def end_rounds(customer: Customer) -> None:
    """Turn back to the first acts of the day, which say whether there were any."""
    today = customer.today
    today.rounds.append(Round(today.acted, today.spend))
    today.acted, today.spend = today.rounds[0].acted, today.rounds[0].spend
