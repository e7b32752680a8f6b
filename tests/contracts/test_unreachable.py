"""A reward that nobody can reach keeps nobody: a dominated scheme is not preferred."""

import pytest
from tests.worlds import make, reward, world

from loyaltysim.simulation.loyalty_model import LoyaltyModel

DAYS = 180


def kept(scheme):
    model = LoyaltyModel(world(size=2000, markets=range(10), days=DAYS, burn_in=30), scheme)
    for _ in range(DAYS):
        model.step()
    return model.retained.mean()


@pytest.mark.slow
def test_what_cannot_be_reached_holds_next_to_nobody():
    plain = kept({})
    card = kept({"card": make("stamp_card", stamps=10, reward=reward(4.2, 1.4))}) - plain
    for far in (
        make("stamp_card", stamps=1000, reward=reward(420, 140)),
        make("points", per_spend=1, redeem={"points": 1e6, "value": 1e5, "cost": 1e5}),
        make("points", per_spend=1, pending_days=365, redeem={"points": 10, "value": 1, "cost": 1}),
    ):
        assert kept({"far": far}) - plain < 0.5 * card
