"""Whether the main act is hard for a share of customers on which schemes can be told apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import Population
    from loyaltysim.simulation.setup import Setup

LEAST, MOST = 0.2, 0.95
EASY = (
    "{act} is hard for {share} of customers, outside {least} to {most}: effects rest on that more than on the schemes; higher "
    "demands, or less ease, may describe it better"
)
HARD = (
    "{act} is hard for {share} of customers, outside {least} to {most}: effects rest on that more than on the schemes; lower "
    "demands, or more ease, may describe it better"
)


def difficulty_note(
    setup: Setup, population: Population, constants: Constants, seed: int
) -> str | None:
    """Warn when the main act is hard for nearly nobody or nearly everybody.

    Ability limits only those of whom an act asks more than their scarcest resource. Where those
    are fewer than a fifth, or nearly all, effects depend on the demands stated more than on the schemes (assumption).
    """
    share = hindered_share(setup, population, constants, seed)
    if LEAST <= share <= MOST:
        return None
    told = EASY if share < LEAST else HARD
    bounds = {"least": f"{LEAST:.0%}", "most": f"{MOST:.0%}"}
    return told.format(act=setup.act_names[0], share=f"{share:.0%}", **bounds)


def hindered_share(
    setup: Setup, population: Population, constants: Constants, seed: int, markets: int = 1
) -> float:
    """Give the share of the customers of the first markets of whom the main act asks more than their means."""
    world = draw_world(setup, population, range(markets), constants, seed)
    exhausted = constants.gap_softness * math.log(2.0)
    return float(np.mean(world.customers.traits.gap[0] > exhausted))
