"""Play the arms of a study with the same people and the same luck."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from loyaltysim.calibration.prepare import prepare_fit
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.run import adaptation_of, instances_of, joining_of, setup_of
from loyaltysim.simulation.world import draw_world
from loyaltysim.studies.trace import follow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.studies.study import Study
    from loyaltysim.studies.trace import Trace


def play_arms(
    study: Study,
    arms: Sequence[str],
    behaviour: tuple[Constants, int],
    followed: Sequence[str],
    days: int | None = None,
) -> dict[str, Trace]:
    """Play some arms and follow their people.

    Parameters
    ----------
    arms
        Names of schemes.
    behaviour
        How people behave, and the seed of their luck.
    followed
        What is followed (see `Trace`).
    days
        How many days are played; all of the study if left out.
    """
    scenario, (constants, seed) = study.scenario, behaviour
    markets = math.ceil(study.design.people / scenario.market_size)
    world = draw_world(
        setup_of(scenario), _people(study, constants), range(markets), constants, seed
    )
    if study.design.new:
        world.customers.states.habit[:] = 0.0
    launched = launch_world(world)
    models = {
        arm: LoyaltyModel(
            launched,
            instances_of(scenario, arm),
            joining=joining_of(scenario, arm),
            adaptation=adaptation_of(scenario, arm),
        )
        for arm in arms
    }
    return follow(models, followed, days or scenario.days)


def _people(study: Study, constants: Constants) -> Population:
    """Give the people of a study; of a record, who is new begins with the first purchase."""
    described = study.scenario.segment_population()
    if described is not None:
        return described
    return replace(prepare_fit(study.scenario, constants).population, newcomers=study.design.new)
