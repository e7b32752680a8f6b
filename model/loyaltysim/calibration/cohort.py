"""Playing fitted customers without a scheme, to see how often they act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from loyaltysim.behaviour.basics import basics_of
from loyaltysim.behaviour.rest import chance_at_rest
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import FittedPopulation
    from loyaltysim.simulation.setup import Setup
    from loyaltysim.simulation.world import World

    Float64 = NDArray[np.float64]

MARKET_SIZE = 2000
# The seed of all calibration: results must not depend on the seed of the comparison.
SEED = 1997


class Simulator(Protocol):
    """Whatever can play customers and count their acts."""

    def __call__(
        self, population: FittedPopulation, days: NDArray[np.int64], *, plain: bool
    ) -> Float64:
        """Count the acts of customer i in the first days[i] days, shape (n,).

        `plain` is the Pareto/NBD a day at a time.
        """


@dataclass(frozen=True)
class Cohort:
    """The whole model with the empty scheme, on luck that is always the same.

    Parameters
    ----------
    setup
        Of the scenario; only its main act is played.
    constants
        Of behaviour.
    """

    setup: Setup
    constants: Constants

    def __call__(
        self, population: FittedPopulation, days: NDArray[np.int64], *, plain: bool
    ) -> Float64:
        """Play as many customers as `days` has, rounded up to whole markets.

        Parameters
        ----------
        population
            Whom to play.
        days
            Days for which to count each customer's acts, shape (n,).
        plain
            Whether to leave out habits, which leaves the Pareto/NBD.

        Returns
        -------
        Acts, shape (n,).
        """
        longest = int(days.max())
        world = self.world(population, days.size, longest, plain=plain)
        model = LoyaltyModel(world)
        counts = np.zeros(days.size)
        for day in range(1, longest + 1):
            model.step()
            due = np.flatnonzero(days == day)
            counts[due] = model.customers.states.acts[0, due]
        return counts * unhindered(world, population)[: days.size] if plain else counts

    def world(
        self, population: FittedPopulation, customers: int, days: int, *, plain: bool
    ) -> World:
        """Draw the customers who are played, and their luck, rounded up to whole markets."""
        setup = replace(
            self.setup,
            acts=self.setup.acts[:1],
            days=days,
            burn_in=0,
            market_size=MARKET_SIZE,
            learning=not plain,
            newcomers=None,
            network=None,
        )
        markets = range(-(-customers // MARKET_SIZE))
        return draw_world(setup, population, markets, self.constants, SEED)


def unhindered(world: World, population: FittedPopulation) -> Float64:
    """Give how much more often customers would act if an occasion could always come often enough.

    Occasions come at most once a day. To those who find the act hard they may not come often enough
    for the rate that was drawn, which the plain Pareto/NBD does not know.

    Returns
    -------
    Ratio, 1 for most, shape (n,).
    """
    traits = world.customers.traits
    habit = np.zeros_like(traits.need)
    chance = chance_at_rest(traits.intrinsic, traits.gap[0], habit, world.constants)
    acts = -np.expm1(-traits.need.astype(np.float64)) * chance
    wanted = -np.expm1(-basics_of(population, world.luck).rate)
    return np.divide(wanted, acts, out=np.ones(acts.size), where=acts > 0)
