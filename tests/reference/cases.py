"""Worlds and schemes on which the two models are compared: small, but with everything in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.customers.population import (
    ActTraits,
    FittedPopulation,
    Segment,
    SegmentPopulation,
    Spread,
)
from loyaltysim.mechanics.registry import get_mechanic
from loyaltysim.simulation.setup import Contract, Setup

if TYPE_CHECKING:
    from loyaltysim.customers.population import Population
    from loyaltysim.mechanics.mechanic import Mechanic

    Scheme = dict[str, Mechanic]

REWARD = {"value": 9.0, "cost": 4.0}


@dataclass(frozen=True)
class Case:
    """A world to play: `markets` of `setup.market_size` customers each."""

    setup: Setup
    population: Population
    markets: range = field(default_factory=lambda: range(1))
    seed: int = 11


def _act(name: str, need: float, **changes: Any) -> ActTraits:
    plain = ActTraits(
        name=name,
        ticket=None,
        minutes=8.0,
        basket_cv=0.0,
        margin=0.0,
        interest=0.5,
        need=need,
        demands=(0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    )
    return replace(plain, **changes)


VISIT = _act(
    "visit",
    1.0,
    ticket=Spread(12.0, 0.5),
    basket_cv=0.4,
    margin=0.4,
    interest=0.7,
    demands=(1.3, 1.5, 0.0, 0.0, 0.0, 0.9),
)
LESSON = _act("lesson", 1.0, minutes=15.0, interest=0.6, demands=(1.4, 0.0, 0.0, 1.2, 0.0, 0.0))
PRACTICE = _act("practice", 0.5, interest=0.2, demands=(0.0, 0.0, 1.3, 0.0, 0.9, 0.0))
SHOP = _act(
    "shop", 0.2, ticket=Spread(30.0, 0.3), margin=0.5, demands=(0.0, 1.4, 0.0, 0.0, 0.0, 0.0)
)
PROFILE = _act("profile", 0.0, minutes=5.0, demands=(0.9, 0.0, 0.0, 1.1, 0.0, 0.0))

PEOPLE = SegmentPopulation(
    (
        Segment(
            name="regulars",
            share=0.55,
            rate=Spread(0.5, 0.6),
            rate_is_acts=False,
            hazard=Spread(0.006, 1.0),
            ticket_factor=1.2,
            reward_sensitivity=1.5,
            user_types=(0.25, 0.15, 0.25, 0.18, 0.13, 0.04),
        ),
        Segment(
            name="others",
            share=0.3,
            rate=Spread(0.2, 0.8),
            rate_is_acts=True,
            hazard=Spread(0.01, 0.0),
            ticket_factor=0.8,
            reward_sensitivity=0.9,
            user_types=(0.1, 0.2, 0.2, 0.4, 0.1, 0.0),
        ),
        Segment(
            name="rare",
            share=0.15,
            rate=Spread(0.04, 1.2),
            rate_is_acts=False,
            hazard=Spread(0.004, 1.5),
            ticket_factor=2.0,
            reward_sensitivity=0.6,
            user_types=(0.3, 0.1, 0.1, 0.1, 0.3, 0.1),
        ),
    )
)

BIRDS_OF_PASSAGE = SegmentPopulation(
    tuple(replace(segment, hazard=Spread(0.05, 1.0)) for segment in PEOPLE.segments)
)

BUYERS = FittedPopulation(
    r=0.9,
    alpha=12.0,
    s=0.6,
    beta=80.0,
    x=np.array([0.0, 1.0, 3.0, 12.0, 25.0, 60.0]),
    t_x=np.array([0.0, 20.0, 100.0, 170.0, 185.0, 50.0]),
    T=np.array([150.0, 180.0, 160.0, 175.0, 190.0, 200.0]),
    mean_spend=np.array([20.0, 0.0, 35.0, 12.0, 9.0, 14.0]),
    kappa=0.9,
)

_ONE_ACT = Setup(acts=(VISIT,), days=60, burn_in=20, market_size=300)
CASES = {
    "shop": Case(_ONE_ACT, PEOPLE),
    "acts": Case(replace(_ONE_ACT, acts=(LESSON, PRACTICE, SHOP, PROFILE)), PEOPLE),
    "subscription": Case(replace(_ONE_ACT, contract=Contract(20, 7.5)), PEOPLE),
    "no learning": Case(replace(_ONE_ACT, learning=False), PEOPLE),
    "many leave": Case(replace(_ONE_ACT, market_size=500), BIRDS_OF_PASSAGE),
    "fitted": Case(_ONE_ACT, BUYERS),
    "newcomers": Case(replace(_ONE_ACT, burn_in=0), replace(BUYERS, newcomers=True)),
    "quarter": Case(replace(_ONE_ACT, market_size=200, days=100), PEOPLE),
    "two markets": Case(replace(_ONE_ACT, market_size=150), PEOPLE, range(3, 5)),
}


def schemes() -> dict[str, Scheme]:
    """Give every scheme by its name."""
    return {**ALONE, "together": TOGETHER, "several acts": SEVERAL_ACTS}


def instance(kind: str, **parameters: Any) -> Mechanic:
    """Make an instance of a mechanic as a scenario file would."""
    return get_mechanic(kind).model_validate(parameters)


ALONE: dict[str, Scheme] = {
    "none": {},
    "card": {"card": instance("stamp_card", stamps=8, reward=REWARD)},
    "card given": {"card": instance("stamp_card", stamps=10, head_start=2, reward=REWARD)},
    "card always given": {
        "card": instance(
            "stamp_card",
            stamps=5,
            head_start=2,
            head_start_on="every",
            reward=REWARD,
            expires_after=15,
        )
    },
    "card expires": {
        "card": instance("stamp_card", stamps=6, head_start=1, reward=REWARD, expires_after=12)
    },
    "cards given": {
        "card": instance(
            "stamp_card",
            stamps=7,
            head_start=2,
            head_start_on="every",
            reward=REWARD,
            expires_after=15,
        )
    },
    "card once": {
        "card": instance("stamp_card", stamps=4, reward=REWARD, repeat=False, expires_after=20)
    },
    "points": {
        "points": instance(
            "points", per_spend=1.0, per_act=2, redeem={"points": 60, "value": 8.0, "cost": 5.0}
        )
    },
    "points rolling": {
        "points": instance(
            "points",
            per_spend=1.0,
            min_spend=9.0,
            pending_days=4,
            expiry={"policy": "rolling", "days": 7},
            redeem={"points": 90, "value": 12.0, "cost": 8.0},
        )
    },
    "points of two months": {
        "points": instance(
            "points",
            per_act=7,
            expiry={"policy": "rolling", "days": 12},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
        )
    },
    "points activity": {
        "points": instance(
            "points",
            per_act=10,
            pending_days=2,
            expiry={"policy": "activity", "days": 9},
            redeem={"points": 50, "value": 10.0, "cost": 8.0},
        )
    },
    "points many": {
        "points": instance("points", per_act=5, redeem={"points": 2, "value": 0.6, "cost": 0.4})
    },
    "discount": {"discount": instance("discount", rate=0.15)},
    "discount from": {"discount": instance("discount", rate=0.2, min_spend=11.0)},
    "streak": {"streak": instance("streak", every=7, acts=2, freezes=1)},
    "streak daily": {
        "streak": instance(
            "streak",
            milestones=[
                {"at": 2, "reward": {"value": 3.0, "cost": 1.0}},
                {"at": 5, "reward": {"value": 6.0, "cost": 2.0}},
            ],
        )
    },
    "streak weekly": {
        "streak": instance(
            "streak",
            every=5,
            acts=2,
            milestones=[
                {"at": 1, "reward": {"value": 2.0, "cost": 1.0}},
                {"at": 3, "reward": {"value": 8.0, "cost": 2.0}},
            ],
        )
    },
    "lottery": {"lottery": instance("lottery", chance=0.08, prize=REWARD)},
    "lottery later": {"lottery": instance("lottery", chance=0.1, prize=REWARD, draw_every=7)},
    "surprise": {"surprise": instance("surprise", chance=0.3, gift=REWARD)},
    "surprise cash": {"surprise": instance("surprise", chance=0.3, gift=REWARD, gift_kind="cash")},
    "sparks": {"mail": instance("message", sends="spark", every=1, cost=0.01)},
    "facilitators": {
        "mail": instance(
            "message", sends="facilitator", every=2, first_day=3, target={"idle_days": 3}, cap=6
        )
    },
    "signals": {"mail": instance("message", every=3, cost=0.02)},
}

TOGETHER: Scheme = {
    "card": instance("stamp_card", stamps=9, head_start=2, reward=REWARD, expires_after=25),
    "points": instance(
        "points", per_spend=1.3, redeem={"points": 100, "value": 8.0, "cost": 5.0}, pending_days=3
    ),
    "lucky": instance("lottery", chance=0.05, prize=REWARD),
    "gift": instance("surprise", chance=0.15, gift=REWARD),
    "cheaper": instance("discount", rate=0.05),
    "streak": instance("streak", every=3, acts=1, freezes=1),
    "daily": instance("streak", milestones=[{"at": 3, "reward": {"value": 4.0, "cost": 2.0}}]),
    "warning": instance(
        "message", sends="spark", every=1, target={"when": {"instance": "streak", "is": "at_risk"}}
    ),
    "reminder": instance("message", every=4, target={"idle_days": 5}, cap=5, cost=0.05),
    "help": instance("message", sends="facilitator", every=5, first_day=2),
}

SEVERAL_ACTS: Scheme = {
    "streak": instance("streak", every=1, freezes=2),
    "practice streak": instance("streak", act="practice", every=7, acts=2),
    "gems": instance(
        "points", act="practice", per_act=10, redeem={"points": 40, "value": 2.0, "cost": 1.0}
    ),
    "off": instance("discount", act="shop", rate=0.2),
    "back": instance(
        "points",
        act="shop",
        per_spend=1.0,
        redeem={"points": 50, "value": 5.0, "cost": 3.0},
        expiry={"policy": "activity", "days": 12},
    ),
    "card": instance("stamp_card", act="profile", stamps=3, reward={"value": 4.0, "cost": 1.0}),
    "welcome": instance("surprise", act="profile", chance=0.5, gift={"value": 1.0, "cost": 0.5}),
    "ticket": instance("lottery", act="shop", chance=0.1, prize=REWARD, draw_every=5),
    "nudge": instance("message", act="profile", sends="spark", every=6),
    "call": instance("message", act="practice", sends="facilitator", every=2),
    "reminder": instance(
        "message", every=1, target={"when": {"instance": "streak", "is": "at_risk"}}, cap=9
    ),
}
