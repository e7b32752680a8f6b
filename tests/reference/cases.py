"""Worlds in which the two models are compared: small, but with everything in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from loyaltysim.behaviour.user_type_fit import Fit
from loyaltysim.customers.calendar import Calendar, Rhythm
from loyaltysim.customers.network import SmallWorld
from loyaltysim.customers.newcomers import Newcomers, Talk
from loyaltysim.customers.population import (
    ActTraits,
    FittedPopulation,
    Incidents,
    Segment,
    SegmentPopulation,
    Spread,
)
from loyaltysim.simulation.setup import Contract, Setup

if TYPE_CHECKING:
    from loyaltysim.customers.population import Population


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
PRACTICE = _act(
    "practice", 0.5, interest=0.2, helps_firm=0.3, demands=(0.0, 0.0, 1.3, 0.0, 0.9, 0.0)
)
SHOP = _act(
    "shop", 0.2, ticket=Spread(30.0, 0.3), margin=0.5, demands=(0.0, 1.4, 0.0, 0.0, 0.0, 1.2)
)
PROFILE = _act("profile", 0.0, minutes=5.0, demands=(0.9, 0.0, 0.0, 1.1, 0.0, 0.0), limit=3)

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
            susceptibility=(0.5, None, 0.9, None, None, -0.3),
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

INCIDENTS = Incidents(0.25, 0.6)
CLUMSY = SegmentPopulation((replace(PEOPLE.segments[0], incident_factor=1.4), *PEOPLE.segments[1:]))
"""Things go wrong with the acts of some more often."""

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

TASTES = {"streak": Fit((0.0, 0.2, 1.0, 0.3, 1.0, 0.5), game=False)}
"""A streak that the achievers of the table do not care for, and that is no game."""

_ONE_ACT = Setup(acts=(VISIT,), days=60, burn_in=20, market_size=160, persuades=True)
OPEN_ON_SATURDAYS = Calendar(
    date(2026, 12, 3),
    Rhythm((1.0, 1.0, 1.2, 1.0, 1.0, 2.5, 0.0), (*(1.0,) * 10, 0.7, 1.6)),
)
BUSY_MONDAYS = Rhythm((3.0, *(1.0,) * 6), (*(1.0,) * 11, 0.5))
COMING = Newcomers(0.02, BUSY_MONDAYS, 2)
TALK = Talk(0.15, 2, 9.0)
TALKING = replace(COMING, each=3, talk=TALK)
OTHERS = replace(PEOPLE, newcomer_shares=(0.2, 0.3, 0.5))
CASES = {
    "shop": Case(_ONE_ACT, PEOPLE),
    "crowd": Case(replace(_ONE_ACT, market_size=300), PEOPLE),
    "acts": Case(replace(_ONE_ACT, acts=(LESSON, PRACTICE, SHOP, PROFILE)), PEOPLE),
    "calendar": Case(replace(_ONE_ACT, calendar=OPEN_ON_SATURDAYS), PEOPLE),
    "arrivals": Case(
        replace(_ONE_ACT, market_size=100, calendar=OPEN_ON_SATURDAYS, newcomers=COMING),
        OTHERS,
        range(2, 4),
    ),
    "arrivals with contracts": Case(
        replace(_ONE_ACT, contract=Contract(20, 7.5), newcomers=COMING), BIRDS_OF_PASSAGE
    ),
    "arrivals of fitted": Case(
        replace(_ONE_ACT, newcomers=COMING, network=SmallWorld(4, 0.2)), BUYERS
    ),
    "referrals": Case(
        replace(_ONE_ACT, market_size=120, acts=(LESSON, PRACTICE, SHOP), newcomers=COMING),
        OTHERS,
        range(2),
    ),
    "talk": Case(
        replace(_ONE_ACT, market_size=120, newcomers=TALKING),
        BIRDS_OF_PASSAGE,
        range(2),
    ),
    "talk only": Case(replace(_ONE_ACT, newcomers=Newcomers(each=2, talk=TALK)), PEOPLE),
    "guests only": Case(replace(_ONE_ACT, newcomers=Newcomers(each=1)), PEOPLE),
    "limited": Case(
        replace(
            _ONE_ACT, acts=(replace(LESSON, limit=9), PRACTICE, replace(SHOP, limit=1, need=1.0))
        ),
        PEOPLE,
    ),
    "subscription": Case(replace(_ONE_ACT, contract=Contract(20, 7.5, 2.5)), PEOPLE),
    "no learning": Case(replace(_ONE_ACT, learning=False), PEOPLE),
    "many leave": Case(replace(_ONE_ACT, market_size=220), BIRDS_OF_PASSAGE),
    "fitted": Case(replace(_ONE_ACT, market_size=250), BUYERS),
    "other tastes": Case(replace(_ONE_ACT, fits=TASTES), PEOPLE),
    "newcomers": Case(
        replace(_ONE_ACT, market_size=250, burn_in=0), replace(BUYERS, newcomers=True)
    ),
    "quarter": Case(replace(_ONE_ACT, market_size=130, days=100), PEOPLE),
    "two markets": Case(replace(_ONE_ACT, market_size=100), PEOPLE, range(3, 5)),
    "friends": Case(
        replace(_ONE_ACT, market_size=120, network=SmallWorld(4, 0.2)), BIRDS_OF_PASSAGE, range(2)
    ),
    "friends with contracts": Case(
        replace(_ONE_ACT, market_size=250, contract=Contract(10, 7.5), network=SmallWorld(6, 1.0)),
        BIRDS_OF_PASSAGE,
    ),
    "trouble": Case(
        replace(_ONE_ACT, market_size=130, acts=(replace(VISIT, incidents=INCIDENTS),)), CLUMSY
    ),
    "troubled markets": Case(
        replace(
            _ONE_ACT,
            market_size=60,
            acts=(replace(LESSON, incidents=INCIDENTS, most=2, satiation=0.1), PRACTICE),
            newcomers=COMING,
        ),
        replace(CLUMSY, newcomer_shares=(0.2, 0.3, 0.5)),
        range(2),
    ),
    "troubled contracts": Case(
        replace(
            _ONE_ACT,
            market_size=120,
            acts=(replace(VISIT, incidents=Incidents(0.3, 0.8)),),
            contract=Contract(10, 7.5),
            network=SmallWorld(4, 0.2),
        ),
        PEOPLE,
    ),
    "troubled acts": Case(
        replace(
            _ONE_ACT,
            market_size=100,
            acts=(
                replace(LESSON, incidents=INCIDENTS),
                replace(PRACTICE, incidents=Incidents(0.4, 0.2)),
                SHOP,
            ),
        ),
        CLUMSY,
    ),
}
