"""Instances that customers have met alike are kept as one, and nobody can tell."""

import numpy as np
from tests.worlds import make, reward, world

from loyaltysim.simulation.loyalty_model import LoyaltyModel

SCHEME = {
    "badge": make("badge", at=[5, 10, 25]),
    "board": make("leaderboard", size=30),
    "late": make("streak", every=2, starts=20),
    "once": make("stamp_card", stamps=4, reward=reward(4.2, 1.4), repeat=False),
    "streak": make("streak", every=7),
}
WHERE = world(days=40)


def played(model, days=40):
    for _ in range(days):
        model.step()
    return model


def of(model):
    return {running.name: running.familiar for running in model.instances}


def test_those_met_alike_are_one_until_they_part():
    model = LoyaltyModel(WHERE, SCHEME)
    assert len(set(map(id, of(model).values()))) == 1
    found = of(played(model))
    assert found["badge"] is found["board"] is found["streak"]
    assert found["late"] is not found["badge"]
    assert found["once"] is not found["badge"]
    assert not np.array_equal(found["late"].exposure, found["badge"].exposure)
    assert not np.array_equal(found["once"].exposure, found["badge"].exposure)


def test_each_on_its_own_is_as_familiar():
    alone = LoyaltyModel(WHERE, SCHEME)
    for running in alone.instances:
        running.familiar = running.familiar.copy()
    together = LoyaltyModel(WHERE, SCHEME)
    one, other = of(played(alone)), of(played(together))
    for name in SCHEME:
        assert one[name].exposure.tobytes() == other[name].exposure.tobytes()
        assert one[name].seen.tobytes() == other[name].seen.tobytes()
    states = alone.customers.states, together.customers.states
    assert states[0].last_act.tobytes() == states[1].last_act.tobytes()
