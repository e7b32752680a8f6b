"""How long a setback is felt: until one has met the firm again, however long one keeps away; and who regrets a price."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import EASY_VISIT, make, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.simulation.loyalty_model import LoyaltyModel

FADED = np.exp(-1.0 / Constants.default().sting_days)


@pytest.fixture
def model():
    """Give a model on the day after half of the customers met a setback."""
    running = LoyaltyModel(world(), {"card": make("badge", at=[50])})
    running.stings = True
    running.customers.states.sting[::2] = 0.5
    return running


def test_a_setback_fades_for_those_who_meet_the_firm_alone(model):
    before = model.customers.states.sting.copy()
    model.step()
    met = np.zeros(model.customers.n, bool)
    met[model.today.acts[0].rows] = True
    assert met[::2].any()
    assert not met[::2].all()
    expected = np.where(met, before * FADED, before)
    assert model.customers.states.sting == pytest.approx(expected)


ITEM = replace(EASY_VISIT, name="item", limit=1)
STARTS, DEEPER = 20, 30
CUT = {
    "sale": make(
        "discount",
        act="item",
        rate=0.3,
        starts=STARTS,
        changes=[{"day": DEEPER, "to": {"rate": 0.5}}],
    )
}


def regrets(model):
    """Play a day and give what each customer regrets that day, beyond what was left of it."""
    before = model.customers.states.sting.copy()
    model.step()
    prompted = np.zeros(model.customers.n, bool)
    for act in model.today.acts:
        prompted[act.rows] = True
    left = np.where(prompted, before * FADED, before)
    return model.customers.states.sting - left


def test_who_bought_all_there_is_regrets_a_cut_by_what_was_overpaid_and_each_cut_once():
    model = LoyaltyModel(world(acts=(EASY_VISIT, ITEM)), CUT)
    states = model.customers.states
    felt = {}
    for day in range(DEEPER + 5):
        bought = (states.acts[1] > 0) & states.present
        felt[day] = regrets(model), bought
    full, paid = felt[STARTS][1], felt[DEEPER][1]
    assert 0 < full.sum() < paid.sum()
    assert felt[STARTS][0] == pytest.approx(np.where(full, 0.3, 0.0))
    assert felt[DEEPER][0] == pytest.approx(np.where(paid, 0.2, 0.0))
    others = [hurt for day, (hurt, _) in felt.items() if day not in (STARTS, DEEPER)]
    assert np.allclose(others, 0.0)


def test_nobody_regrets_a_cut_of_what_can_still_be_bought_or_costs_too_little():
    cheap = {"sale": make("discount", act="item", rate=0.3, min_spend=1e6, starts=STARTS)}
    for acts, scheme in (
        ((EASY_VISIT, replace(ITEM, limit=None)), CUT),
        ((EASY_VISIT, ITEM), cheap),
    ):
        model = LoyaltyModel(world(acts=acts), scheme)
        for _ in range(DEEPER + 1):
            model.step()
        assert model.customers.states.acts[1].any()
        assert not model.customers.states.sting.any()
        assert not model.stings


def test_who_spent_too_little_for_a_discount_regrets_nothing_as_no_price_fell():
    varied = replace(ITEM, basket_cv=0.5)
    always = {"sale": make("discount", act="item", rate=0.3, min_spend=4.2)}
    model = LoyaltyModel(world(acts=(EASY_VISIT, varied)), always)
    for _ in range(DEEPER):
        model.step()
    assert model.customers.states.acts[1].any()
    assert not model.customers.states.sting.any()
