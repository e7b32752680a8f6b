"""Brands by selection alone: multinomial shares, and double jeopardy as panels of buyers show it.

Nobody learns or leaves, and no act is hard, so that only need, tastes and luck are at work.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.statistical.checks import counts_agree
from tests.worlds import CALM, EASY_VISIT, GUESTS, make, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.behaviour.rivals import price_pull
from loyaltysim.customers.population import Rival, SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.setup import with_rivals

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = [pytest.mark.statistical]
ALIKE = Constants.default().replace(
    **CALM, taste_sd=0.0, reward_sensitivity_sd=0.0, loss_aversion_sd=0.0
)


def bought(rivals: Mapping[str, Rival], constants: Constants, scheme=None, need=0.3, days=200):
    """Give everybody's acts with the firm and with each rival, shape (brands, n)."""
    people = replace(GUESTS, rate=Spread(need, 0.8), hazard=Spread(0.0))
    where = world(
        size=2000,
        days=days,
        learning=False,
        acts=with_rivals((EASY_VISIT,), rivals),
        population=SegmentPopulation((people,)),
        constants=constants,
    )
    model = LoyaltyModel(where, scheme)
    for _ in range(days):
        model.step()
    return model.customers.states.acts


def shares(appeals, pulls, constants=ALIKE):
    """Give P_k = (1 - eps) o_k / (1 + sum of o), with o_k = a_k exp(podd) M_k^n."""
    odds = np.array(appeals) * np.exp(constants.action_odds)
    odds = odds * (1.0 + np.array(pulls)) ** constants.action_slope
    chances: np.ndarray = (1.0 - constants.blocked_days) * odds / (1.0 + odds.sum())
    return chances


def assert_shares(acts, expected):
    """Compare counts of purchases with multinomial shares, and see that slightly other ones are refused."""
    counts = acts.sum(axis=1)
    assert counts_agree(counts, expected)
    assert not counts_agree(counts, expected * np.linspace(1.0, 1.15, expected.size))


@pytest.mark.oracle
def test_people_of_one_taste_buy_by_multinomial_shares():
    rivals = {"a": Rival(0.5), "b": Rival(2.0), "c": Rival(0.1)}
    assert_shares(bought(rivals, ALIKE), shares([1.0, 0.5, 2.0, 0.1], [0.0] * 4))


@pytest.mark.oracle
def test_prices_move_shares_as_the_equation_says():
    rivals = {"cheap": Rival(1.0, 0.8), "dear": Rival(1.0, 1.1)}
    one = np.ones(1)
    pulls = [
        float(
            price_pull(p, ALIKE.reward_sensitivity * one, ALIKE.loss_aversion * one, ALIKE).item()
        )
        for p in (1.0, 0.8, 1.1)
    ]
    assert pulls[2] < 0.0 < pulls[1]
    assert_shares(bought(rivals, ALIKE), shares([1.0] * 3, pulls))


@pytest.mark.oracle
def test_a_discount_of_the_firm_is_worth_what_a_rivals_lower_price_is():
    """A standing discount of a rival and its lower price pull alike."""
    acts = bought({"cheap": Rival(1.0, 0.8)}, ALIKE, {"off": make("discount", rate=0.2)})
    assert_shares(acts, np.array([0.5, 0.5]))


@pytest.mark.oracle
def test_all_purchases_are_those_of_one_brand_of_the_sum_of_appeals():
    """The category does not depend on how it is cut, but for its sum."""
    many = bought({"a": Rival(0.5), "b": Rival(1.5)}, ALIKE).sum()
    one = bought({"all": Rival(2.0)}, ALIKE).sum()
    assert abs(many - one) < 4.0 * np.sqrt(many + one)


def test_small_brands_have_fewer_buyers_who_buy_them_less_often():
    """Double jeopardy (Ehrenberg, Goodhardt & Barwise 1990), by selection alone."""
    rivals = {"large": Rival(0.6), "middle": Rival(0.3), "small": Rival(0.12), "tiny": Rival(0.05)}
    acts = bought(rivals, Constants.default(), need=0.05)
    buyers = (acts > 0).sum(axis=1)
    frequency = acts.sum(axis=1) / buyers
    assert (np.diff(buyers) < 0).all()
    assert (np.diff(frequency) < 0).all()


def test_penetration_differs_more_than_frequency():
    """w (1 - b) is nearly the same for all brands (Ehrenberg, Goodhardt & Barwise 1990)."""
    rivals = {"large": Rival(0.6), "middle": Rival(0.3), "small": Rival(0.12), "tiny": Rival(0.05)}
    acts = bought(rivals, Constants.default(), need=0.05)
    penetration = (acts > 0).mean(axis=1)
    frequency = acts.sum(axis=1) / (acts > 0).sum(axis=1)
    assert penetration[0] / penetration[-1] > frequency[0] / frequency[-1] > 2.0
    steady = frequency * (1.0 - penetration)
    assert steady.max() / steady.min() < 1.5


def test_tastes_keep_customers_with_their_brand():
    def repeats(taste_sd):
        acts = bought({"a": Rival(1.0)}, ALIKE.replace(taste_sd=taste_sd))
        share = acts[0] / np.maximum(acts.sum(axis=0), 1)
        return share[acts.sum(axis=0) > 10].std()

    assert repeats(1.5) > 2.0 * repeats(0.0)
