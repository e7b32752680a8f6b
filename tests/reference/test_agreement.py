"""The product in float64 and the reference agree draw for draw."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from tests.reference.cases import CASES
from tests.reference.chances import CHANCES, CHANCES_OF_ACTS
from tests.reference.every import SCHEMES
from tests.reference.made_up.schemes import CLUBS, MADE_UP
from tests.reference.money_schemes import MONEY, MONEY_OF_ACTS
from tests.reference.paid_in_points import PAID_IN_POINTS
from tests.reference.play import launch, play_product, play_reference
from tests.reference.points_schemes import COALITIONS, POINTS
from tests.reference.revisions import REVISIONS
from tests.reference.schemes import ALONE, SEVERAL_ACTS, TOGETHER
from tests.reference.seasons import CALENDAR, CUT, SEASONS
from tests.reference.status import STATUS, STATUS_OF_ACTS
from tests.reference.trace import first_difference
from tests.reference.world_changes import changed

from loyaltysim.behaviour.constants import Constants
from loyaltysim.simulation.loyalty_model import LoyaltyModel

pytestmark = pytest.mark.slow

CONSTANTS = Constants.default()


@cache
def world_of(name: str):
    return launch(CASES[name], CONSTANTS)


def assert_agree(name: str, scheme) -> None:
    product = play_product(world_of(name), scheme)
    assert sum(len(day.acts) for day in product.days) > 500
    assert first_difference(product, play_reference(CASES[name], scheme, CONSTANTS)) == ""


@pytest.mark.parametrize("scheme", [*ALONE, *SEASONS, *REVISIONS, *CHANCES, *STATUS])
def test_a_mechanic_alone(scheme):
    assert_agree("shop", SCHEMES[scheme])


@pytest.mark.parametrize(
    "scheme", ["points of two months", "points rolling", "season of old points"]
)
def test_points_of_several_months(scheme):
    assert_agree("quarter", SCHEMES[scheme])


@pytest.mark.parametrize(
    "case",
    [
        "shop",
        "subscription",
        "no learning",
        "many leave",
        "two markets",
        "fitted",
        "newcomers",
        "calendar",
        "other tastes",
    ],
)
def test_mechanics_together(case):
    assert_agree(case, TOGETHER)


@pytest.mark.parametrize(
    "case", ["arrivals", "arrivals with contracts", "arrivals of fitted", "guests only"]
)
@pytest.mark.parametrize("scheme", ["none", "together", "guests", "guests at times"])
def test_newcomers(case, scheme):
    assert_agree(case, SCHEMES[scheme])


@pytest.mark.parametrize("case", ["talk", "talk only"])
@pytest.mark.parametrize("scheme", ["none", "together", "guests"])
def test_word_of_mouth(case, scheme):
    assert_agree(case, SCHEMES[scheme])


@pytest.mark.parametrize("case", ["friends", "friends with contracts"])
@pytest.mark.parametrize("scheme", [{}, TOGETHER], ids=["none", "together"])
def test_friends_follow_one_another(case, scheme):
    assert_agree(case, scheme)


@pytest.mark.parametrize(
    "case", ["many leave", "subscription", "two markets", "arrivals", "friends"]
)
def test_outreach(case):
    assert_agree(case, ALONE["advice"])


@pytest.mark.parametrize("scheme", MONEY)
def test_money(scheme):
    assert_agree("shop", MONEY[scheme])
    assert_agree("quarter", MONEY[scheme])


def test_money_of_several_acts():
    assert_agree("acts", MONEY_OF_ACTS)


@pytest.mark.parametrize("scheme", POINTS)
def test_points_with_all_they_can_do(scheme):
    assert_agree("shop", POINTS[scheme])
    assert_agree("two markets", POINTS[scheme])


@pytest.mark.parametrize("scheme", COALITIONS)
def test_coalitions(scheme):
    assert_agree("acts", COALITIONS[scheme])


@pytest.mark.parametrize("case", ["shop", "many leave", "quarter"])
@pytest.mark.parametrize("scheme", PAID_IN_POINTS)
def test_rewards_paid_in_points(case, scheme):
    assert_agree(case, PAID_IN_POINTS[scheme])


@pytest.mark.parametrize(
    "case", ["many leave", "two markets", "subscription", "newcomers", "arrivals"]
)
def test_games_of_chance(case):
    assert_agree(case, CHANCES["games of chance"])


@pytest.mark.parametrize("case", ["many leave", "two markets", "quarter", "arrivals"])
@pytest.mark.parametrize("scheme", ["tiers", "tiers rolling", "tiers with mail", "tiers of points"])
def test_status(case, scheme):
    assert_agree(case, STATUS[scheme])


@pytest.mark.parametrize("case", ["shop", "many leave", "quarter"])
def test_seasons_together(case):
    assert_agree(case, CALENDAR)


@pytest.mark.parametrize(
    "scheme",
    [{}, SEVERAL_ACTS, CHANCES_OF_ACTS, STATUS_OF_ACTS],
    ids=["none", "several", "chances", "status"],
)
def test_several_acts(scheme):
    assert_agree("acts", scheme)


@pytest.mark.parametrize("scheme", ["none", "together", "club with a purse", "club of two acts"])
def test_acts_that_can_be_done_only_so_often(scheme):
    assert_agree("limited", SCHEMES[scheme])


def test_a_price_that_falls_when_some_have_bought_already():
    world, regret = world_of("limited"), 0.0
    model = LoyaltyModel(world, CUT)
    for _ in range(50):
        model.step()
        regret = max(regret, float(model.customers.states.sting.max()))
    assert regret > 0.25
    assert_agree("limited", CUT)


@pytest.mark.parametrize("scheme", MADE_UP)
def test_what_no_built_in_mechanic_says(scheme):
    assert_agree("shop", MADE_UP[scheme])
    assert_agree("two markets", MADE_UP[scheme])


def test_what_no_built_in_mechanic_says_of_several_acts():
    assert_agree("acts", CLUBS)


@pytest.mark.parametrize("case", ["shop", "subscription", "acts"])
def test_a_year(case):
    base = CASES[case]
    setup = replace(base.setup, days=365, burn_in=90, market_size=25)
    long = replace(base, setup=setup, markets=range(2), seed=5)
    scheme = CLUBS if case == "acts" else {**CALENDAR, **TOGETHER}
    product = play_product(launch(long, CONSTANTS), scheme)
    assert first_difference(product, play_reference(long, scheme, CONSTANTS)) == ""


@pytest.mark.parametrize("scheme", ["none", "club"])
def test_acts_that_are_so_easy(scheme):
    easy = changed(CASES["shop"], "setup.acts.0.ease", 0.3)
    harder = CONSTANTS.replace(demand_scale=1.2)
    product = play_product(launch(easy, harder), SCHEMES[scheme])
    assert first_difference(product, play_reference(easy, SCHEMES[scheme], harder)) == ""
