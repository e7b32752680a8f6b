"""What a gift does depends on what it is worth, and a frequent gift is no surprise."""

import pytest
from tests.worlds import make, reward, world

from loyaltysim.simulation.loyalty_model import LoyaltyModel

DAYS = 120


def lift(chance, value):
    """Give the rise of acts by a surprise, as a share."""
    shared = world(size=4000, days=DAYS, burn_in=30)
    plain = LoyaltyModel(shared)
    gifts = LoyaltyModel(
        shared, {"gift": make("surprise", chance=chance, gift=reward(value, value))}
    )
    for _ in range(DAYS):
        plain.step()
        gifts.step()
    return gifts.customers.states.acts.sum() / plain.customers.states.acts.sum() - 1.0


@pytest.fixture(scope="module")
def lifts():
    return {
        (chance, value): lift(chance, value)
        for chance, value in ((0.05, 0.01), (1.0, 0.01), (0.05, 0.2), (0.05, 2.5), (1.0, 4.2))
    }


def test_a_gift_of_a_cent_does_next_to_nothing(lifts):
    assert lifts[0.05, 0.01] < 0.01
    assert lifts[1.0, 0.01] < 0.02


def test_a_larger_gift_does_more(lifts):
    assert lifts[0.05, 0.01] < lifts[0.05, 0.2] < lifts[0.05, 2.5]


def test_a_cent_every_time_is_worth_less_than_the_whole_act_for_free(lifts):
    assert lifts[1.0, 0.01] < 0.2 * lifts[1.0, 4.2]


def test_a_rare_gift_stays_within_what_was_measured(lifts):
    # a gift of a fifth of the wage raised work by a quarter for three hours (Kube et al. 2012)
    assert 0.0 < lifts[0.05, 2.5] < 0.15
