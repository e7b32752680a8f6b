"""The same customers with other luck: what a scheme does to each one, whatever happens besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.randomness import OtherLuck
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import SchemeRecord, launch_world
from loyaltysim.simulation.run import instances_of, joining_of, population_of, setup_of
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.schema import Scenario

NO_TIER = -1
"""Level of customers where no mechanic has levels that are held."""


def relive_batch(  # noqa: PLR0913 -- as `run_batch`, in whose place it stands
    scenario: Scenario,
    population: Population | None,
    markets: range,
    *,
    schemes: Sequence[str] | None = None,
    constants: Constants,
    seed: int,
    keep_customers: bool = False,
    keep_transactions: bool = False,
) -> dict[str, SchemeRecord]:
    """Play the customers of market 0 with the luck of several markets.

    Returns
    -------
    For every scheme a record with nothing but a row per customer and luck, market by market.
    """
    del keep_customers, keep_transactions
    people = population_of(scenario, population)
    world = launch_world(
        draw_world(setup_of(scenario), people, markets, constants, seed, kind=OtherLuck)
    )
    chosen = [name for name in scenario.schemes if schemes is None or name in schemes]
    models = {
        name: LoyaltyModel(world, instances_of(scenario, name), joining=joining_of(scenario, name))
        for name in chosen
    }
    for _ in range(scenario.days):
        for model in models.values():
            model.step()
    return {name: _record(model) for name, model in models.items()}


def _record(model: LoyaltyModel) -> SchemeRecord:
    return SchemeRecord(daily={}, markets={}, why_not={}, segments={}, customers=_outcomes(model))


def _outcomes(model: LoyaltyModel) -> dict[str, NDArray[Any]]:
    """Give how those of the launch stand at the horizon, shape (markets x launch customers,)."""
    states, traits = model.customers.states, model.customers.traits
    launch, markets = model.setup.market_size, len(model.luck.markets)
    columns = {
        "stayed": states.present,
        "acts": states.acts[0],
        "tier": tiers_held(model),
        "segment": traits.segment,
        "user_type": traits.user_type.argmax(axis=0).astype(np.int8),
    }
    return {
        name: values.reshape(markets, -1)[:, :launch].reshape(-1)
        for name, values in columns.items()
    }


def tiers_held(model: LoyaltyModel) -> NDArray[np.int8]:
    """Give the highest level that each customer holds in any tier programme of the firm, 0 for none, shape (n,)."""
    held = np.full(model.customers.n, NO_TIER, np.int8)
    for running in model.instances:
        if "tier" in running.own and not running.firm.rival:
            held = np.maximum(held, running.own["tier"].astype(np.int8))
    return held
