"""Playing fitted customers without a scheme, to see how often they act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.population import FittedPopulation
    from loyaltysim.simulation.setup import Setup

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

        `plain` is the Pareto/NBD a day at a time, without habits and with an act that asks nothing.
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
            Whether to leave out habits and what the act demands, which leaves the Pareto/NBD.

        Returns
        -------
        Acts, shape (n,).
        """
        longest, act = int(days.max()), self.setup.acts[0]
        setup = replace(
            self.setup,
            acts=(replace(act, demands=(0.0,) * len(act.demands)) if plain else act,),
            days=longest,
            burn_in=0,
            market_size=MARKET_SIZE,
            learning=not plain,
        )
        markets = range(-(-days.size // MARKET_SIZE))
        model = LoyaltyModel(draw_world(setup, population, markets, self.constants, SEED))
        counts = np.zeros(days.size)
        for day in range(1, longest + 1):
            model.step()
            due = np.flatnonzero(days == day)
            counts[due] = model.customers.states.acts[0, due]
        return counts
