"""Play the markets of a scenario: the unit of work of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.calendar import Calendar
from loyaltysim.customers.joining import AUTOMATIC
from loyaltysim.errors import Problem, ScenarioError, closest
from loyaltysim.scenario.load import load_scenario
from loyaltysim.scenario.schema import Scenario, Subscription
from loyaltysim.simulation.play import SchemeRecord, launch_world, play
from loyaltysim.simulation.setup import Contract, RivalScheme, Setup, with_rivals
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from loyaltysim.customers.joining import Joining
    from loyaltysim.customers.population import Population
    from loyaltysim.mechanics.adaptation import Adaptation
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.world import World

__all__ = ["SchemeRecord", "run_batch", "setup_of"]


def setup_of(scenario: Scenario) -> Setup:
    """Take from a scenario what a run needs."""
    relationship = scenario.relationship
    contract = None
    if isinstance(relationship, Subscription):
        contract = Contract(relationship.period_days, relationship.fee, relationship.cost)
    return Setup(
        acts=with_rivals(
            scenario.act_traits(), {name: spec.rival() for name, spec in scenario.rivals.items()}
        ),
        days=scenario.days,
        burn_in=scenario.burn_in,
        market_size=scenario.market_size,
        learning=scenario.learning,
        contract=contract,
        active_days=scenario.compare.active_days,
        calendar=scenario.calendar.calendar() if scenario.calendar else Calendar(),
        network=scenario.network.small_world() if scenario.network else None,
        fits=scenario.fits(),
        newcomers=scenario.newcomers(),
        rival_schemes=_rival_schemes(scenario),
        persuades=scenario.persuades(),
    )


def _rival_schemes(scenario: Scenario) -> dict[str, RivalScheme]:
    return {
        name: RivalScheme({one.name: one.mechanic for one in found.instances}, found.after)
        for name, found in ((name, rival.scheme) for name, rival in scenario.rivals.items())
        if found.instances
    }


def instances_of(scenario: Scenario, scheme: str | None) -> dict[str, Mechanic]:
    """Give the instances of one of a scenario's schemes by name; none for the empty scheme.

    Raises
    ------
    ScenarioError
        When there is no such scheme.
    """
    if scheme is None:
        return {}
    if scheme not in scenario.schemes:
        near = closest(scheme, scenario.schemes)
        hint = f"did you mean {near}?" if near else f"it has {', '.join(scenario.schemes)}"
        raise ScenarioError(Problem(f"{scenario.name} has no scheme {scheme!r}", hint))
    return {one.name: one.mechanic for one in scenario.schemes[scheme].instances}


def joining_of(scenario: Scenario, scheme: str | None) -> Joining:
    """Tell how customers become members of one of a scenario's schemes."""
    return AUTOMATIC if scheme is None else scenario.schemes[scheme].joining.numbers()


def adaptation_of(scenario: Scenario, scheme: str | None) -> Adaptation | None:
    """Tell what may vary in one of a scenario's schemes; None where nothing may."""
    return None if scheme is None else scenario.schemes[scheme].adaptation()


def launch_of(
    scenario: Scenario | str | Path,
    scheme: str | None,
    markets: range,
    seed: int | None = None,
    population: Population | None = None,
) -> tuple[World, dict[str, Mechanic], Joining, Adaptation | None]:
    """Give a scenario's world at the launch, one of its schemes, how customers join it, and what may vary in it.

    Raises
    ------
    ScenarioError
        When the scenario cannot be read or has no such scheme, before anything is played.
    """
    read = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    instances = instances_of(read, scheme)
    world = draw_world(
        setup_of(read),
        population_of(read, population),
        markets,
        Constants.default(),
        read.seed if seed is None else seed,
    )
    ways = joining_of(read, scheme), adaptation_of(read, scheme)
    return launch_world(world), instances, *ways


def population_of(scenario: Scenario, fitted: Population | None) -> Population:
    """Give the fitted population, or the segments that the scenario describes.

    Raises
    ------
    ScenarioError
        When the scenario's customers have to be fitted and were not.
    """
    people = fitted or scenario.segment_population()
    if people is None:
        hint = "pass population=loyaltysim.calibration.prepare_population(scenario)"
        raise ScenarioError(Problem(f"the customers of {scenario.name} are to be fitted", hint))
    return people


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
    people = population_of(scenario, population)
    world = draw_world(setup_of(scenario), people, markets, constants, seed, dtype)
    chosen = {
        name: instances_of(scenario, name)
        for name in scenario.schemes
        if schemes is None or name in schemes
    }
    return play(
        launch_world(world),
        chosen,
        joining={name: joining_of(scenario, name) for name in chosen},
        adaptations={
            name: plan
            for name, plan in ((name, adaptation_of(scenario, name)) for name in chosen)
            if plan is not None
        },
        keep_customers=keep_customers,
        keep_transactions=keep_transactions,
    )
