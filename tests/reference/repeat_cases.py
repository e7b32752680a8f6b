"""Worlds in which acts can be done several times on one occasion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.reference.cases import CASES, Case
from tests.reference.rival_cases import CHAIN, LATE, LOUD, among

if TYPE_CHECKING:
    from loyaltysim.simulation.setup import Setup


def several(setup: Setup, *most: int, satiation: float = 0.12) -> Setup:
    """Let acts, in their order, be done so often on one occasion."""
    acts = [
        replace(act, most=times, satiation=satiation * (1.0 + place / 2.0))
        for place, (act, times) in enumerate(zip(setup.acts, most, strict=False))
    ]
    return replace(setup, acts=(*acts, *setup.acts[len(acts) :]))


def _case(name: str, *most: int, size: int | None = None, satiation: float = 0.12) -> Case:
    case = CASES[name]
    setup = several(case.setup, *most, satiation=satiation)
    return replace(case, setup=replace(setup, market_size=size or setup.market_size))


REPEATS = {
    "rounds": _case("shop", 4, size=130),
    "endless rounds": _case("shop", 12, size=120, satiation=0.0),
    "rounds of acts": _case("acts", 3, 2, 1, 2, size=130),
    "rounds of a side act": _case("acts", 1, 3, size=110),
    "rounds of a limited": _case("limited", 4, 2, size=130),
    "rounds of friends": _case("friends", 3, size=90),
    "rounds and leavers": _case("many leave", 3, size=170),
    "rounds and talk": _case("talk", 3, size=90),
    "rounds of referrals": _case("referrals", 2, 3, 2, size=80),
    "rounds without learning": _case("no learning", 3, size=150),
    "rounds in two markets": _case("two markets", 3, size=100),
    "rounds among rivals": Case(
        among(several(CASES["shop"].setup, 3), {"chain": CHAIN, **LATE}, {"chain": LOUD}),
        CASES["shop"].population,
    ),
}
