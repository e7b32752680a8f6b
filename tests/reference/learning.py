"""What a day leaves behind in a customer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.reference.motivation import rested
from tests.reference.persuading import hear
from tests.reference.serving import vexation

if TYPE_CHECKING:
    from tests.reference.customer import Customer
    from tests.reference.mechanics.membership import Membership
    from tests.reference.rivals import Bond
    from tests.reference.today import Felt

    from loyaltysim.behaviour.constants import Constants


def learn(customer: Customer, k: Constants) -> None:
    for j in range(len(customer.habit)):
        _habit(customer, j, k)
        _crowding(customer, j, k)
    for rival, bond in customer.bonds.items():
        if customer.met(rival):
            bond.sting *= math.exp(-1.0 / k.sting_days)
        _bond(
            bond, customer.today.felt[rival], customer, k, customer.today.wrong if not rival else []
        )
    vexation(customer, k)
    for _ in range(customer.today.goals):
        customer.efficacy += k.efficacy_gain * (1.0 - customer.efficacy)
    _memberships(customer, k)
    hear(customer)
    for rival in customer.bonds:
        _messages(customer, rival, k)
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
        usual = customer.today.times(j) * customer.traits.ticket[j]
        untouched *= 1.0 - min(1.0, value / usual) * expected
    x, e = customer.crowding[j], 1.0 - untouched
    customer.crowding[j] = x * (1.0 - 1.0 / k.crowding_days) + k.crowding_growth * (1.0 - x) * e


def _bond(bond: Bond, felt: Felt, customer: Customer, k: Constants, wrong: list[float]) -> None:
    bond.praise *= 1.0 - 1.0 / k.crowding_days
    for size in felt.praises:
        bond.praise += k.crowding_growth * (1.0 - bond.praise) * size
    if wrong:
        bond.sting = min(1.0, bond.sting + max(wrong))
    for size in felt.setbacks:
        bond.sting = min(1.0, bond.sting + size)
    bond.attachment *= 1.0 - 1.0 / k.attachment_days
    for membership, in_kind, value in felt.gifts:
        quality = 1.0 if in_kind else k.cash_quality
        share = value / (0.2 * customer.traits.ticket[membership.act])
        noted = min(1.0, math.pow(share, k.value_exponent))
        _move(bond, k.attachment_gain * quality * noted * (1.0 - membership.belief))
    for membership, quality, late in felt.gestures:
        left = quality * math.exp(-late / k.gesture_days)
        _move(bond, k.attachment_gain * left * (1.0 - membership.belief))


def _move(bond: Bond, gain: float) -> None:
    bond.attachment = max(bond.attachment, gain)


def _memberships(customer: Customer, k: Constants) -> None:
    today = customer.today
    for m in customer.active:
        if not m.announced:
            _belief(m, k)
        if m.name in today.shown:
            m.exposure = rested(customer, m) + 1.0
            m.seen = customer.model.day


def _belief(m: Membership, k: Constants) -> None:
    got = float(m.name in m.today.got)
    if got or any(m.today.acted[j] for j in m.acts):
        m.belief += -math.expm1(-1.0 / k.belief_acts) * (got - m.belief)


def _messages(customer: Customer, rival: str, k: Constants) -> None:
    bond, today = customer.bonds[rival], customer.today
    bond.fatigue *= 1.0 - k.fatigue_recovery
    noticed = [message for message in today.noticed if message.sender.instance.rival == rival]
    bond.woken *= math.exp(-1.0 / k.waking_days)
    met = [one for one in today.meetings if one.sender.instance.rival == rival]
    if any(message.outreach for message in noticed) or any(one.outreach for one in met):
        bond.woken = 1.0
    in_vain = [message for message in noticed if not today.acted[message.act]]
    for _ in in_vain:
        bond.fatigue += k.fatigue_growth * (1.0 - bond.fatigue)
    decision = f"{rival}: opt_out" if rival else "opt_out"
    if in_vain and customer.luck(decision) < k.opt_out * bond.fatigue:
        bond.opted_in = False
        today.opted_out = today.opted_out or not rival
