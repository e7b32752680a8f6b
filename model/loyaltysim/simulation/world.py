"""What all schemes of some markets share: the customers at the launch, and their luck."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from loyaltysim.behaviour.demands import with_demands
from loyaltysim.behaviour.draw import draw_customers
from loyaltysim.behaviour.persuasion import known_of
from loyaltysim.customers.network import draw_network
from loyaltysim.customers.newcomers import arrival_days
from loyaltysim.randomness import Luck
from loyaltysim.simulation.arriving import absence
from loyaltysim.simulation.eases import Eases
from loyaltysim.simulation.likings import Likings
from loyaltysim.simulation.screens import Screens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from loyaltysim.behaviour.constants import Constants
    from loyaltysim.customers.network import Network
    from loyaltysim.customers.population import Population
    from loyaltysim.customers.table import Customers
    from loyaltysim.hooks import Susceptible
    from loyaltysim.simulation.setup import Setup


@dataclass(slots=True)
class World:
    """The customers of consecutive markets before any scheme, and all that does not depend on one.

    `customers` are as they were on the first day of the burn-in; after it, as at the launch. `arrives`
    is the day on which each row becomes a customer, shape (n,), where there are newcomers. `susceptible` is what
    firms may know of the population's susceptibility to persuasion.
    """

    setup: Setup
    constants: Constants
    luck: Luck
    customers: Customers
    dtype: type
    susceptible: Susceptible
    network: Network | None = None
    arrives: NDArray[np.int32] | None = None
    screens: Screens = field(init=False)
    """Who may be touched by the day's luck, found once for all schemes."""
    likings: Likings = field(init=False)
    """What suits whom, found once for all schemes."""
    eases: Eases = field(init=False)
    """How easy service is for whom, found once for all schemes."""

    def __post_init__(self) -> None:
        self.likings = Likings(self.customers.traits.user_type)
        self.eases = Eases(self.customers.traits.ln_resource, self.constants)
        self.screens = Screens(
            self.setup,
            self.constants,
            self.luck,
            self.customers.traits,
            contagious=self.network is not None,
        )


def draw_world(  # noqa: PLR0913 -- each says something else about the world
    setup: Setup,
    population: Population,
    markets: range,
    constants: Constants,
    seed: int,
    dtype: type = np.float32,
    *,
    kind: type[Luck] = Luck,
) -> World:
    """Draw the customers of consecutive markets, as they are before the burn-in.

    Parameters
    ----------
    kind
        Whose luck it is: by default that of customers who differ from market to market.
    """
    setup = replace(setup, acts=with_demands(setup.acts, constants))
    rooms = setup.rooms
    luck = kind(seed, markets, setup.market_size, rooms.blocks)
    customers = draw_customers(
        population,
        setup.acts,
        luck,
        constants,
        learning=setup.learning,
        period_days=setup.period_days,
        persuades=setup.persuades,
        dtype=dtype,
    )
    customers.states.last_act[:] = -setup.burn_in - absence(customers.traits.need)
    # friendships are those of the launch: newcomers know at most who brought them
    network = draw_network(setup.network, luck, setup.market_size) if setup.network else None
    arrives = None
    if setup.newcomers is not None:
        arrives = arrival_days(setup.newcomers, setup.calendar, rooms, luck, setup.days)
    susceptible = known_of(population, constants)
    return World(setup, constants, luck, customers, dtype, susceptible, network, arrives)
