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
    name = setup.act_names[0]
    towards = "higher demands, or less ease," if share < LEAST else "lower demands, or more ease,"
    return (
        f"{name} is hard for {share:.0%} of customers, outside {LEAST:.0%} to {MOST:.0%}: effects rest "
        f"on that more than on the schemes; {towards} may describe it better"
    )


def hindered_share(setup: Setup, population: Population, constants: Constants, seed: int) -> float:
    """Give the share of a market's customers of whom the main act asks more than their means."""
    world = draw_world(setup, population, range(1), constants, seed)
    exhausted = constants.gap_softness * math.log(2.0)
    return float(np.mean(world.customers.traits.gap[0] > exhausted))
