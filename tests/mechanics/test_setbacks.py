"""How long a setback is felt: until one has met the firm again, however long one keeps away."""

import numpy as np
import pytest
from tests.worlds import make, world

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
