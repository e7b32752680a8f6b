"""Play the markets of a scenario: the unit of work of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.scenario.schema import Subscription
from loyaltysim.simulation.play import SchemeRecord, launch_world, play
from loyaltysim.simulation.setup import Contract, Setup
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario.schema import Scenario

__all__ = ["SchemeRecord", "run_batch", "setup_of"]


def setup_of(scenario: Scenario) -> Setup:
    """Take from a scenario what a run needs."""
    relationship = scenario.relationship
    contract = None
    if isinstance(relationship, Subscription):
        contract = Contract(relationship.period_days, relationship.fee)
    return Setup(
        acts=scenario.act_traits(),
        days=scenario.days,
        burn_in=scenario.burn_in,
        market_size=scenario.market_size,
        learning=scenario.learning,
        contract=contract,
        active_days=scenario.compare.active_days,
    )


def run_batch(  # noqa: PLR0913 -- each says something else about the work
    scenario: Scenario,
    population: Population | None,
    markets: range,
    *,
    schemes: Sequence[str] | None = None,
    constants: Constants,
    seed: int,
    dtype: type = np.float32,
    keep_customers: bool = False,
    keep_transactions: bool = False,
) -> dict[str, SchemeRecord]:
    """Play consecutive markets of a scenario under some or all of its schemes.

    Parameters
    ----------
    population
        The fitted population, or None for the segments that the scenario describes.
    schemes
        Names of schemes; all when left out.
    """
    people = population or scenario.segment_population()
    if people is None:
        msg = "the customers of this scenario have to be fitted first"
        raise ValueError(msg)
    world = draw_world(setup_of(scenario), people, markets, constants, seed, dtype)
    chosen = {
        name: {one.name: one.mechanic for one in scheme.instances}
        for name, scheme in scenario.schemes.items()
        if schemes is None or name in schemes
    }
    return play(
        launch_world(world),
        chosen,
        keep_customers=keep_customers,
        keep_transactions=keep_transactions,
    )
