"""Worlds with rivals: with and without schemes, late ones, dearer and cheaper ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.reference.cases import BIRDS_OF_PASSAGE, CASES, PEOPLE, Case
from tests.reference.made_up.schemes import MADE_UP
from tests.reference.schemes import REWARD, TOGETHER, instance
from tests.reference.seasons import season

from loyaltysim.customers.population import Rival
from loyaltysim.simulation.setup import RivalScheme, with_rivals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loyaltysim.simulation.setup import Setup

BAR, CHAIN, KIOSK = Rival(0.7, 1.2), Rival(1.3), Rival(0.8, 0.85, starts=25)
LATE = {"kiosk": KIOSK, "tent": Rival(3.0, starts=0)}
MIXED = {"bar": BAR, "chain": CHAIN, **LATE}
LOUD = RivalScheme({**TOGETHER, "club": MADE_UP["club"]["club"]})
"""A scheme that lets customers feel all that can be felt for a firm."""
COPY = RivalScheme(TOGETHER, after=8)
SEASON = RivalScheme(
    {
        "card": instance("stamp_card", stamps=4, reward=REWARD, **season({"stamps": 6})),
        "cards": instance("stamp_card", stamps=3, reward=REWARD, stops=20),
        "gift": instance("surprise", chance=0.3, gift=REWARD, act="visit"),
    },
    after=5,
)
SCHEMES_OF_ALL = {"bar": SEASON, "chain": LOUD, "kiosk": COPY}


def among(
    setup: Setup, rivals: Mapping[str, Rival], schemes: Mapping[str, RivalScheme] | None = None
) -> Setup:
    """Give a setup rivals, and fewer customers and days, for each rival has memberships, too."""
    acts = with_rivals(setup.acts, rivals)
    return replace(setup, acts=acts, rival_schemes=schemes or {}, market_size=80, days=45)


_SHOP, _ACTS = CASES["shop"].setup, CASES["acts"].setup
RIVALS = {
    "rival": Case(among(_SHOP, {"chain": CHAIN}), PEOPLE),
    "rivals": Case(among(_SHOP, MIXED, SCHEMES_OF_ALL), PEOPLE),
    "rivals of lessons": Case(
        among(_ACTS, {"app": Rival(0.9), "tutor": Rival(0.5, starts=12)}, {"app": LOUD}), PEOPLE
    ),
    "late rivals": Case(among(_SHOP, LATE, {"kiosk": COPY, "tent": LOUD}), PEOPLE),
    "rivals without learning": Case(
        among(replace(_SHOP, learning=False), MIXED, SCHEMES_OF_ALL), PEOPLE
    ),
    "rivals and leavers": Case(
        among(CASES["many leave"].setup, MIXED, SCHEMES_OF_ALL), BIRDS_OF_PASSAGE
    ),
    "rivals and arrivals": Case(
        among(CASES["arrivals"].setup, MIXED, SCHEMES_OF_ALL),
        CASES["arrivals"].population,
    ),
    "rivals and contracts": Case(among(CASES["subscription"].setup, MIXED, SCHEMES_OF_ALL), PEOPLE),
    "rivals of a fitted": Case(
        among(CASES["fitted"].setup, LATE, {"tent": LOUD}), CASES["fitted"].population
    ),
    "rivals of a limited": Case(
        among(CASES["limited"].setup, {"app": Rival(0.9)}, {"app": LOUD}), PEOPLE
    ),
    "rivals in two markets": Case(
        among(CASES["two markets"].setup, MIXED, SCHEMES_OF_ALL), PEOPLE, range(3, 5)
    ),
}
