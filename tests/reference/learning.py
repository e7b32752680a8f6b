"""What a day leaves behind in a customer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.reference.motivation import rested

if TYPE_CHECKING:
    from tests.reference.customer import Customer

    from loyaltysim.behaviour.constants import Constants


def learn(customer: Customer, k: Constants) -> None:
    for j in range(len(customer.habit)):
        _habit(customer, j, k)
        _crowding(customer, j, k)
    _praise(customer, k)
    _attachment(customer, k)
    for _ in range(customer.today.goals):
        customer.efficacy += k.efficacy_gain * (1.0 - customer.efficacy)
    customer.sting *= math.exp(-1.0 / k.sting_days)
    for size in customer.today.setbacks:
        customer.sting = min(1.0, customer.sting + size)
    _memberships(customer, k)
    _messages(customer, k)
    if customer.today.occasion[0]:
        felt = customer.today.motivation[0] / customer.traits.intrinsic
        customer.satisfaction += k.satisfaction_rate * (felt - customer.satisfaction)


def _habit(customer: Customer, j: int, k: Constants) -> None:
    a, h = customer.traits.habit_rate, customer.habit[j]
    if customer.today.acted[j]:
        customer.habit[j] = h + a * (1.0 - h)
    else:
        customer.habit[j] = h - a * k.habit_decay * h * (1.0 - h)


def _crowding(customer: Customer, j: int, k: Constants) -> None:
    untouched = 1.0
    for name, value in customer.today.brought[j].items():
        membership = customer.membership(name)
        expected = 1.0 if membership.announced else membership.belief
        untouched *= 1.0 - min(1.0, value / customer.traits.ticket[j]) * expected
    x, e = customer.crowding[j], 1.0 - untouched
    customer.crowding[j] = x * (1.0 - 1.0 / k.crowding_days) + k.crowding_growth * (1.0 - x) * e


def _praise(customer: Customer, k: Constants) -> None:
    customer.praise *= 1.0 - 1.0 / k.crowding_days
    for size in customer.today.praises:
        customer.praise += k.crowding_growth * (1.0 - customer.praise) * size


def _attachment(customer: Customer, k: Constants) -> None:
    customer.attachment *= 1.0 - 1.0 / k.attachment_days
    for membership, in_kind, value in customer.today.gifts:
        quality = 1.0 if in_kind else k.cash_quality
        share = value / (0.2 * customer.traits.ticket[membership.act])
        felt = min(1.0, math.pow(share, k.value_exponent))
        _move(customer, k.attachment_gain * quality * felt * (1.0 - membership.belief))
    for membership, quality, late in customer.today.gestures:
        left = quality * math.exp(-late / k.gesture_days)
        _move(customer, k.attachment_gain * left * (1.0 - membership.belief))


def _move(customer: Customer, gain: float) -> None:
    customer.attachment = max(customer.attachment, gain)


def _memberships(customer: Customer, k: Constants) -> None:
    today = customer.today
    for m in customer.active:
        got = float(m.name in today.got)
        if not m.announced and (got or any(today.acted[j] for j in m.acts)):
            m.belief += -math.expm1(-1.0 / k.belief_acts) * (got - m.belief)
        if m.name in today.shown:
            m.exposure = rested(customer, m) + 1.0
            m.seen = customer.model.day


def _messages(customer: Customer, k: Constants) -> None:
    customer.fatigue *= 1.0 - k.fatigue_recovery
    today = customer.today
    in_vain = [message for message in today.noticed if not today.acted[message.act]]
    for _ in in_vain:
        customer.fatigue += k.fatigue_growth * (1.0 - customer.fatigue)
    if in_vain and customer.luck("opt_out") < k.opt_out * customer.fatigue:
        customer.opted_in = False
        today.opted_out = True
