"""What all schemes of some markets share: the customers at the launch, and their luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.draw import draw_customers
from loyaltysim.customers.network import draw_network
from loyaltysim.randomness import Luck

if TYPE_CHECKING:
    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.network import Network
    from loyaltysim.customers.population import Population
    from loyaltysim.customers.table import Customers
    from loyaltysim.simulation.setup import Setup

LONGEST_ABSENCE = 3650


@dataclass(slots=True)
class World:
    """The customers of consecutive markets before any scheme, and all that does not depend on one.

    `customers` are as they were on the first day of the burn-in; after it, as at the launch.
    """

    setup: Setup
    constants: Constants
    luck: Luck
    customers: Customers
    dtype: type
    network: Network | None = None


def draw_world(
    setup: Setup,
    population: Population,
    markets: range,
    constants: Constants,
    seed: int,
    dtype: type = np.float32,
) -> World:
    """Draw the customers of consecutive markets, as they are before the burn-in."""
    luck = Luck(seed, markets, setup.market_size)
    customers = draw_customers(
        population,
        setup.acts,
        luck,
        constants,
        learning=setup.learning,
        period_days=setup.period_days,
        dtype=dtype,
    )
    need = customers.traits.need.astype(np.float64)
    with np.errstate(divide="ignore"):
        away = np.minimum(1.0 / need, LONGEST_ABSENCE).astype(np.int32)
    customers.states.last_act[:] = -setup.burn_in - away
    network = draw_network(setup.network, luck) if setup.network else None
    return World(setup, constants, luck, customers, dtype, network)
