"""What customers say of the firm at the end of a day, and whom it brings or keeps away."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reference.customer import Customer
    from tests.reference.model import ReferenceModel

    from loyaltysim.customers.newcomers import Talk


def speak_well(customer: Customer, talk: Talk) -> bool:
    """Tell whether what a customer says of today's main act brings somebody."""
    k = customer.model.constants
    if not (customer.present and customer.today.acted[0]):
        return False
    if customer.talked >= talk.most or not customer.can_bring():
        return False
    told = math.pow(min(customer.satisfaction, k.talk_most), k.talk_slope)
    return customer.luck("talk") < -math.expm1(-talk.per_act * customer.today.times(0) * told)


def speak(model: ReferenceModel) -> None:
    """Let all who were here today speak."""
    if model.setup.newcomers is None or model.setup.newcomers.talk is None:
        return
    talk = model.setup.newcomers.talk
    for customer in model.here:
        if speak_well(customer, talk):
            customer.talked += 1
            model.bring(None, customer)
        if not customer.present:
            market = model.market_of(customer)
            felt = max(customer.satisfaction, 1.0 / model.constants.talk_most)
            model.warnings[market] += 1.0 / math.pow(felt, model.constants.talk_slope)
    for market in model.warnings:
        model.warnings[market] *= math.exp(-1.0 / model.constants.warning_days)


def stays_away(model: ReferenceModel, row: int) -> bool:
    """Tell whether a newcomer has heard a warning."""
    coming = model.setup.newcomers
    if coming is None or coming.talk is None:
        return False
    heard = model.warnings[model.market_of(model.customers[row])] / model.setup.market_size
    return model.luck_of("deterred", row) >= math.exp(-coming.talk.warns * heard)
