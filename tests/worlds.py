"""Small worlds for tests, in numbers and without a scenario file, and what was played in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import ActTraits, Segment, SegmentPopulation, Spread
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.setup import Contract, RivalScheme, Setup
from loyaltysim.simulation.world import World, draw_world

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from loyaltysim.customers.network import SmallWorld
    from loyaltysim.customers.newcomers import Newcomers
    from loyaltysim.customers.population import Population
    from loyaltysim.mechanics.mechanic import Mechanic

VISIT = ActTraits(
    name="visit",
    ticket=Spread(4.2, 0.4),
    minutes=0.0,
    basket_cv=0.0,
    margin=0.65,
    interest=0.4,
    need=1.0,
    demands=(1.3, 1.6, 0.0, 0.0, 0.0, 0.0),
)
"""A visit to a coffee bar."""
EASY_VISIT = replace(VISIT, demands=(0.0,) * 6)
REVIEW = replace(VISIT, name="review", ticket=None, minutes=5.0, need=0.0)
"""A second act, which nothing but a message asks for."""
USER_TYPES = (0.25, 0.15, 0.25, 0.18, 0.13, 0.04)
GUESTS = Segment(
    name="guests",
    share=1.0,
    rate=Spread(0.3, 0.8),
    rate_is_acts=False,
    hazard=Spread(0.5 / 365, 1.2),
    ticket_factor=1.0,
    reward_sensitivity=1.0,
    user_types=USER_TYPES,
)
TWO_SEGMENTS = (
    replace(GUESTS, name="commuters", share=0.4, rate=Spread(0.57, 0.5)),
    replace(GUESTS, name="occasional", share=0.6, rate=Spread(0.12, 1.0)),
)
CALM = {"intrinsic_sd": 0.0}
"""Constants that leave all customers with the same desire."""


def world(
    *,
    size: int = 200,
    markets: range = range(1),
    days: int = 60,
    burn_in: int = 0,
    learning: bool = True,
    acts: tuple[ActTraits, ...] = (VISIT,),
    population: Population | None = None,
    constants: Constants | None = None,
    contract: Contract | None = None,
    network: SmallWorld | None = None,
    newcomers: Newcomers | None = None,
    rival_schemes: Mapping[str, RivalScheme] | None = None,
    seed: int = 1,
    dtype: type = np.float64,
    persuades: bool = True,
) -> World:
    """Draw a world as it is at the launch."""
    setup = Setup(
        acts=acts,
        days=days,
        burn_in=burn_in,
        market_size=size,
        learning=learning,
        contract=contract,
        network=network,
        newcomers=newcomers,
        rival_schemes=rival_schemes or {},
        persuades=persuades,
    )
    drawn = draw_world(
        setup,
        population or SegmentPopulation(TWO_SEGMENTS),
        markets,
        constants or Constants.default(),
        seed,
        dtype,
    )
    return launch_world(drawn) if burn_in else drawn


def make(kind: str, **parameters: Any) -> Mechanic:
    """Make a mechanic by its name."""
    return get_mechanic(kind)(**parameters)


def reward(value: float, cost: float = 0.0) -> dict[str, float]:
    return {"value": value, "cost": cost}


@dataclass
class Play:
    """What happened under one scheme. Histories have shape (days, n)."""

    model: LoyaltyModel
    acted: NDArray[np.bool_]
    spend: NDArray[np.float64]
    present: NDArray[np.bool_]

    @property
    def acts(self) -> int:
        return int(self.acted.sum())

    @property
    def retained(self) -> float:
        return float(self.model.retained.mean())


def play(
    where: World, scheme: Mapping[str, Mechanic] | None = None, days: int | None = None
) -> Play:
    """Play a scheme from the launch on, and keep who did what on which day."""
    model = LoyaltyModel(where, scheme)
    days = where.setup.days if days is None else days
    acted = np.zeros((days, model.customers.n), np.bool_)
    spend = np.zeros((days, model.customers.n))
    present = np.zeros((days, model.customers.n), np.bool_)
    for day in range(days):
        model.step()
        today = model.today.acts[0]
        acted[day, today.actors] = True
        spend[day, today.actors] = today.spend
        present[day] = model.customers.states.present
    return Play(model, acted, spend, present)


def same(one: Play, other: Play) -> bool:
    """Tell whether two plays are the same, bit for bit."""
    return fingerprint(one) == fingerprint(other)


def fingerprint(played: Play) -> dict[str, bytes]:
    """Give the bytes of everything that was observed and of every state."""
    states = played.model.customers.states
    return {
        "acted": played.acted.tobytes(),
        "spend": played.spend.tobytes(),
        "present": played.present.tobytes(),
        "why_not": played.model.books.why_not.tobytes(),
        **{f"daily {name}": field.tobytes() for name, field in played.model.books.daily.items()},
        **{name: getattr(states, name).tobytes() for name in states.__dataclass_fields__},
    }
