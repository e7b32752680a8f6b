"""A quick trial of a scenario's schemes, to see what they give before anybody waits for a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.scenario import Scenario
    from loyaltysim.simulation.play import SchemeRecord

LARGEST = {"market_size": 2000, "days": 365, "burn_in": 60}
"""Of one market at most so many customers are played, for so many days, so that it takes a moment."""


def try_schemes(
    scenario: Scenario, population: Population, constants: Constants
) -> dict[str, SchemeRecord]:
    """Play one small market under every scheme."""
    from loyaltysim.simulation.run import run_batch

    sizes = {name: min(most, getattr(scenario, name)) for name, most in LARGEST.items()}
    small = scenario.model_copy(update=sizes)
    return run_batch(small, population, range(1), constants=constants, seed=scenario.seed)
