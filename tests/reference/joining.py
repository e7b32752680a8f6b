"""Whether somebody who has just acted joins the scheme."""

from __future__ import annotations

import math
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.reference import behaviour as be
from tests.reference.ledger import Ledger
from tests.reference.motivation import occasion, own_pace, tokens_and_games, tokens_of
from tests.reference.offers import in_time, uncertainty, weighted_value
from tests.reference.today import Today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Membership
    from tests.reference.model import ReferenceModel


def joins(customer: Customer) -> bool:
    model = customer.model
    if not any(instance.in_force for instance in model.instances):
        return False
    with _if_all_had_joined(model):
        worth = sum(_worth(customer, j) for j in range(model.setup.own))
    if worth <= 0.0:
        return False
    asked = be.ability_of(model.joining.effort, customer.traits.ln_resource, model.constants)
    return customer.luck("join") < customer.act_chance(worth, -asked.gap)


@dataclass
class Trial:
    """What stands in the place of memberships, boards and books while all are new members."""

    memberships: dict[Customer, list[Membership]]
    boards: list[tuple[dict[Any, Any], dict[Any, Any]]]
    today: Today
    ledger: Ledger


@contextmanager
def _if_all_had_joined(model: ReferenceModel) -> Iterator[None]:
    """Let all be members who joined today: found once a day, and of no consequence."""
    kept = [(c.memberships, c.member, c.today) for c in model.here]
    boards, ledger = [(one, one.board, one.noted) for one in model.instances], model.ledger
    first = model.trial is None
    trial = model.trial = model.trial or _new_members(model)
    try:
        _put_on(model, trial)
        for customer in model.here if first else ():
            customer.enter()
        yield
    finally:
        for customer, own in zip(model.here, kept, strict=True):
            customer.memberships, customer.member, customer.today = own
        for instance, board, noted in boards:
            instance.board, instance.noted = board, noted
        model.ledger = ledger


def _new_members(model: ReferenceModel) -> Trial:
    return Trial(
        {customer: _as_new(customer) for customer in model.here},
        [(deepcopy(one.board), {}) for one in model.instances],
        Today.blank(len(model.setup.acts)),
        Ledger(),
    )


def _as_new(customer: Customer) -> list[Membership]:
    new = [one.member(one, customer) for one in customer.model.instances]
    for membership, real in zip(new, customer.memberships, strict=False):
        membership.remember(real)
    return new


def _put_on(model: ReferenceModel, trial: Trial) -> None:
    model.ledger = trial.ledger
    for customer in model.here:
        customer.memberships, customer.member = trial.memberships[customer], True
        customer.today = trial.today
    for instance, (board, noted) in zip(model.instances, trial.boards, strict=True):
        instance.board, instance.noted = board, noted


def _worth(customer: Customer, j: int) -> float:
    """What the scheme would be worth in all acts of one kind to come."""
    k, traits = customer.model.constants, customer.traits
    memberships = customer.of_act(j)
    tokens, games = tokens_and_games(customer, j, tokens_of(memberships, j))
    worth = k.symbolic_pull * tokens + k.play * traits.novelty_seeking * games
    return worth + traits.reward_sensitivity * _promised(customer, j, memberships)


def _promised(customer: Customer, j: int, memberships: list[Membership]) -> float:
    k, traits = customer.model.constants, customer.traits
    coming = 1.0
    if customer.model.setup.acts[j].need > 0.0:
        coming = math.log(2.0) * own_pace(customer, j) / traits.discount_rate
    total = 0.0
    for offer in (offer for m in memberships if m.announced for offer in m.offers(j)):
        s = in_time(offer, own_pace(customer, j), occasion(customer, j))
        s /= 1.0 + traits.discount_rate * offer.waiting
        s *= traits.loss_aversion if offer.loss else 1.0
        if offer.at_once:
            s *= 1.0 + k.uncertainty * uncertainty(offer.outcomes)
        c = math.pow(s * weighted_value(offer, traits.ticket[j], k), 1.0 / k.value_exponent)
        total += c * coming / (offer.acts_left + 1.0)
    return math.pow(total, k.value_exponent)
