"""What a day leaves behind in a customer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.customer import Customer

    from loyaltysim.behaviour.constants import Constants


def learn(customer: Customer, k: Constants) -> None:
    for j in range(len(customer.habit)):
        _habit(customer, j, k)
        _crowding(customer, j, k)
    _attachment(customer, k)
    for _ in range(customer.today.goals):
        customer.efficacy += k.efficacy_gain * (1.0 - customer.efficacy)
    customer.sting *= math.exp(-1.0 / k.sting_days)
    for length in customer.today.broken:
        customer.sting = min(1.0, customer.sting - math.expm1(-length / 7.0))
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
    e = 1.0 - untouched
    if e > 0.0:
        customer.crowding[j] += k.crowding_growth * (1.0 - customer.crowding[j]) * e
    else:
        customer.crowding[j] *= 1.0 - 1.0 / k.crowding_days


def _attachment(customer: Customer, k: Constants) -> None:
    customer.attachment *= 1.0 - 1.0 / k.attachment_days
    for membership, in_kind, value in customer.today.gifts:
        quality = 1.0 if in_kind else k.cash_quality
        share = value / (0.2 * customer.traits.ticket[membership.act])
        felt = min(1.0, math.pow(share, k.value_exponent))
        gain = k.attachment_gain * quality * felt * (1.0 - membership.belief)
        customer.attachment = max(customer.attachment, gain)


def _memberships(customer: Customer, k: Constants) -> None:
    day, got = customer.model.day, {m.name for m, _, _ in customer.today.gifts}
    for m in customer.memberships:
        if not m.announced and customer.today.acted[m.act]:
            m.belief += -math.expm1(-1.0 / k.belief_acts) * (float(m.name in got) - m.belief)
        if m.fit is not None and customer.prompted(m.act):
            m.exposure = customer.rested(m) + 1.0
            m.seen = day


def _messages(customer: Customer, k: Constants) -> None:
    customer.fatigue *= 1.0 - k.fatigue_recovery
    in_vain = [m for m in customer.today.noticed if not customer.today.acted[m.act]]
    for _ in in_vain:
        customer.fatigue += k.fatigue_growth * (1.0 - customer.fatigue)
    if in_vain and customer.luck("opt_out") < k.opt_out * customer.fatigue:
        customer.opted_in = False
        customer.today.opted_out = True
