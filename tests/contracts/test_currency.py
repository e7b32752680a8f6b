"""Money has no size of its own: in another currency everybody decides the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import mechanics
from tests.worlds import REVIEW, VISIT, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import Rival, Spread
from loyaltysim.simulation.setup import Contract, RivalScheme, with_rivals

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic

MONEY = {"value", "cost", "amount", "min_spend", "for_spend"}
MOST_IS_MONEY = {"cash_back"}
"""Kinds whose `most` is an amount; with others it counts."""
MONEY_FIELDS = {"revenue", "margin", "reward_value", "reward_cost", "message_cost"}


def converted(parameters: Any, rate: float, key: str = "") -> Any:
    """Convert every parameter that is an amount of currency, or points per unit of it."""
    if isinstance(parameters, dict):
        return {name: converted(inner, rate, name) for name, inner in parameters.items()}
    if isinstance(parameters, list | tuple):
        return [converted(inner, rate, key) for inner in parameters]
    if parameters is None:
        return None
    if key in MONEY:
        return parameters * rate
    return parameters / rate if key == "per_spend" else parameters


def in_currency(mechanic: Mechanic, rate: float) -> Mechanic:
    told = mechanic.model_dump(by_alias=True)
    if mechanic.kind in MOST_IS_MONEY and told["most"] is not None:
        told["most"] *= rate
    return type(mechanic).model_validate(converted(told, rate))


RIVALS_CARD = make("stamp_card", stamps=4, reward=reward(4.2, 1.4))


def bar(rate: float, basket_cv: float):
    """Give a world with a contract and a rival in a currency of which `rate` are one euro."""
    usual = Spread(4.2 * rate, 0.4)
    constants = Constants.default()
    return world(
        size=80,
        days=40,
        acts=with_rivals(
            (replace(VISIT, ticket=usual, basket_cv=basket_cv), REVIEW), {"chain": Rival(0.8, 0.9)}
        ),
        rival_schemes={"chain": RivalScheme({"card": in_currency(RIVALS_CARD, rate)})},
        constants=constants.replace(hour_value=constants.hour_value * rate),
        contract=Contract(30, 9.99 * rate),
    )


@pytest.mark.slow
@given(
    st.lists(mechanics, min_size=1, max_size=3),
    st.sampled_from([0.0078125, 0.9, 7.45, 100.0, 130000.0]),
    st.sampled_from([0.0, 0.5]),
)
@settings(max_examples=8)
def test_another_currency_changes_money_and_no_decision(instances, rate, basket_cv):
    scheme = {f"m{number}": one for number, one in enumerate(instances)}
    euros = play(bar(1.0, basket_cv), scheme)
    other = play(
        bar(rate, basket_cv), {name: in_currency(one, rate) for name, one in scheme.items()}
    )
    assert np.array_equal(euros.acted, other.acted)
    assert np.array_equal(euros.present, other.present)
    for name, field in euros.model.books.daily.items():
        scale = rate if name in MONEY_FIELDS else 1.0
        assert other.model.books.daily[name] == pytest.approx(field * scale, rel=1e-9), name
    here = euros.model.customers.states.present
    sums, converted_sums = (one.model.ledger.totals(here) for one in (euros, other))
    for name, amount in sums.items():
        assert converted_sums[name] == pytest.approx(amount * rate, rel=1e-6), name


def test_the_price_that_the_firm_pays_for_a_reward_moves_no_customer():
    where = bar(1.0, 0.5)
    cheap, dear = (
        play(where, {"card": make("stamp_card", stamps=4, reward=reward(4.2, cost))})
        for cost in (0.0, 400.0)
    )
    assert np.array_equal(cheap.acted, dear.acted)
    assert np.array_equal(cheap.present, dear.present)
    assert cheap.model.books.daily["reward_cost"].sum() == 0
    assert dear.model.books.daily["reward_cost"].sum() > 0
