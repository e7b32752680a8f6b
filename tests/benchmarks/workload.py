"""The work that is measured: a coffee bar's guests under schemes with four mechanics, or with none; schemes that learn, and service."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from tests import worlds

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.playing.markets import BATCH_CUSTOMERS, LARGEST
from loyaltysim.mechanics.adaptation import Adaptation, Policy
from loyaltysim.scenario.load import load_scenario
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.run import instances_of, population_of, setup_of
from loyaltysim.simulation.world import draw_world

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic
    from loyaltysim.simulation.world import World

    Scheme = dict[str, Mechanic]

CUSTOMERS = BATCH_CUSTOMERS
DAYS = 180
MARKET_SIZE = 2_000
LARGE = int(LARGEST * BATCH_CUSTOMERS) // MARKET_SIZE * MARKET_SIZE
"""Customers in a batch of a large population."""
BURN_IN = 60


@cache
def launch(customers: int = CUSTOMERS) -> World:
    """Draw a world in the model's own precision, as it is at the launch."""
    size = min(customers, MARKET_SIZE)
    return worlds.world(
        size=size,
        markets=range(customers // size),
        days=DAYS,
        burn_in=BURN_IN,
        dtype=np.float32,
    )


def four_mechanics(stamps: int) -> Scheme:
    """Make a scheme in which every mechanic has something to say."""
    return {
        "card": worlds.make("stamp_card", stamps=stamps, reward=worlds.reward(4.2, 1.4)),
        "lottery": worlds.make("lottery", chance=0.02, prize=worlds.reward(5.0, 5.0)),
        "mail": worlds.make("message", every=7, sends="spark"),
        "points": worlds.make(
            "points", per_spend=1.0, redeem={"points": 100, "value": 5.0, "cost": 5.0}
        ),
    }


def ten_mechanics(stamps: int) -> Scheme:
    """Make a scheme of ten kinds from every family, each with something to say on every day."""
    levels = [
        {"name": "silver", "at": 15, "perk": worlds.reward(0.2, 0.1)},
        {"name": "gold", "at": 40, "perk": worlds.reward(0.4, 0.2)},
    ]
    return {
        **four_mechanics(stamps),
        "badge": worlds.make("badge", at=[5, 10, 25, 50, 100]),
        "board": worlds.make("leaderboard", size=30),
        "cash": worlds.make("cash_back", rate=0.02),
        "challenge": worlds.make(
            "challenge",
            acts=10,
            days=30,
            recurrence="on_expiration",
            reward=worlds.reward(4.2, 1.4),
        ),
        "streak": worlds.make(
            "streak",
            every=7,
            acts=2,
            freezes=1,
            milestones=[{"at": 4, "reward": worlds.reward(4.2, 1.4)}],
        ),
        "tiers": worlds.make("tiers", window=90, levels=levels),
    }


def reminders(persuasion: str) -> Scheme:
    """Make a scheme with a message a day, beside a card and a streak."""
    ten = ten_mechanics(10)
    mail = worlds.make("message", every=1, persuasion=persuasion)
    return {"card": ten["card"], "mail": mail, "streak": ten["streak"]}


def learning(policy: Policy | None) -> list[LoyaltyModel]:
    """Give three schemes with a card each, of which they learn whether it should ask for fewer stamps, or not."""
    cards = {
        name: {"card": worlds.make("stamp_card", stamps=stamps, reward=worlds.reward(4.2, 1.4))}
        for name, stamps in (("ten", 10), ("eight", 8))
    }
    plan = None if policy is None else Adaptation(cards, every=14, policy=policy)
    return [LoyaltyModel(launch(), cards["ten"], adaptation=plan) for _ in range(3)]


@cache
def _orders() -> tuple[World, tuple[Scheme, ...]]:
    """Draw the customers of `service_desk` as they are at the launch, with the schemes that serve them."""
    scenario = load_scenario("service_desk")
    markets = range(CUSTOMERS // scenario.market_size)
    people, constants = population_of(scenario, None), Constants.default()
    world = draw_world(setup_of(scenario), people, markets, constants, seed=1)
    return launch_world(world), tuple(instances_of(scenario, name) for name in scenario.schemes)


def serving(*, served: bool) -> list[LoyaltyModel]:
    """Give all schemes of `service_desk`, or as many in which nobody helps whatever goes wrong."""
    world, schemes = _orders()
    return [LoyaltyModel(world, scheme if served else {}) for scheme in schemes]


FOUR = tuple(four_mechanics(stamps) for stamps in (8, 10, 12))
"""Three schemes, to be played in lockstep on shared luck."""
TEN = tuple(ten_mechanics(stamps) for stamps in (8, 10, 12))
NONE: tuple[Scheme, ...] = ({}, {}, {})
