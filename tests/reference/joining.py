"""Whether somebody who has just acted joins the scheme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.reference import behaviour as be
from tests.reference.ledger import Ledger
from tests.reference.motivation import own_pace, tokens_and_games
from tests.reference.offers import in_time, uncertainty, weighted_value
from tests.reference.today import Today

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Membership


def joins(customer: Customer) -> bool:
    model = customer.model
    worth = _in_a_trial(customer, lambda: _worth_of_all(customer))
    if worth <= 0.0:
        return False
    asked = be.ability_of(model.joining.effort, customer.traits.ln_resource, model.constants)
    return customer.luck("join") < customer.act_chance(worth, -asked.gap)


def _in_a_trial(customer: Customer, ask: Callable[[], float]) -> float:
    """Ask with memberships, books and a day that are thrown away."""
    model, kept = customer.model, (customer.memberships, customer.today, customer.model.ledger)
    customer.memberships = [one.member(one, customer) for one in model.instances]
    for trial, real in zip(customer.memberships, kept[0], strict=False):
        trial.remember(real)
    customer.today, model.ledger = Today.blank(len(model.setup.acts)), Ledger()
    try:
        return ask()
    finally:
        customer.memberships, customer.today, model.ledger = kept


def _worth_of_all(customer: Customer) -> float:
    trial = [m for m in customer.memberships if m.instance.in_force]
    for membership in trial:
        membership.join()
        membership.open()
    return sum(_worth(customer, j, trial) for j in range(len(customer.model.setup.acts)))


def _worth(customer: Customer, j: int, trial: list[Membership]) -> float:
    """What the scheme would be worth in all acts of one kind to come."""
    k, traits = customer.model.constants, customer.traits
    memberships = [m for m in trial if j in m.acts]
    tokens, games = tokens_and_games(customer, j, memberships)
    worth = k.symbolic_pull * tokens + k.play * traits.novelty_seeking * games
    return worth + traits.reward_sensitivity * _promised(customer, j, memberships)


def _promised(customer: Customer, j: int, memberships: list[Membership]) -> float:
    k, traits = customer.model.constants, customer.traits
    coming = 1.0
    if customer.model.setup.acts[j].need > 0.0:
        coming = math.log(2.0) * own_pace(customer, j) / traits.discount_rate
    total = 0.0
    for offer in (offer for m in memberships if m.announced for offer in m.offers(j)):
        s = in_time(offer, own_pace(customer, j)) / (1.0 + traits.discount_rate * offer.waiting)
        s *= traits.loss_aversion if offer.loss else 1.0
        if offer.at_once:
            s *= 1.0 + k.uncertainty * uncertainty(offer.outcomes)
        c = math.pow(s * weighted_value(offer, traits.ticket[j], k), 1.0 / k.value_exponent)
        total += c * coming / (offer.acts_left + 1.0)
    return math.pow(total, k.value_exponent)
