"""A customer is a view of a row: it reads, and holds nothing."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import GUESTS, make, play, reward, world

from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel


@pytest.fixture(scope="module")
def model():
    scheme = {"card": make("stamp_card", stamps=3, reward=reward(5)), "n": make("message", every=1)}
    return play(world(size=60), scheme, days=12).model


def test_there_is_one_agent_for_everyone_who_is_a_customer():
    crowd = replace(GUESTS, hazard=Spread(0.05, 0.0))
    where = world(size=60, population=SegmentPopulation((crowd,)), newcomers=Newcomers(0.05))
    model, here = LoyaltyModel(where), list[int]()
    for _ in range(20):
        model.step()
        here = np.flatnonzero(model.customers.states.present).tolist()
        assert sorted(agent.row for agent in model.agents) == here
    assert 0 < sum(row < 60 for row in here) < 60 < max(here)


def test_mesas_run_model_ends_at_the_horizon():
    model = LoyaltyModel(world(size=10, days=9))
    model.run_model()
    assert model.day == 8


def test_an_agent_reads_traits_and_states_of_its_row(model):
    states, traits = model.customers.states, model.customers.traits
    for agent in list(model.agents)[::7]:
        assert agent.need == traits.need[agent.row]
        assert agent.habit.tolist() == states.habit[:, agent.row].tolist()
        assert agent.present == bool(states.present[agent.row])


def test_an_agent_sees_a_change_at_once(model):
    agent = next(iter(model.agents))
    model.customers.states.fatigue[agent.row] = 0.125
    assert agent.fatigue == 0.125


def test_motivation_and_ability_are_those_of_today_and_only_for_the_prompted(model):
    today = model.today.acts[0]
    prompted = set(today.rows.tolist())
    assert 0 < len(prompted) < 60
    for agent in model.agents:
        assert agent.trigger is (agent.row in prompted)
        assert (agent.motivation is None) is (agent.row not in prompted)
        if agent.trigger:
            place = today.rows.tolist().index(agent.row)
            assert agent.motivation == pytest.approx(today.motivation[place])
            assert agent.ability == pytest.approx(np.exp(today.ln_ability[place]))
            assert 0 < agent.ability <= 1


def test_an_unknown_name_is_an_error(model):
    agent = next(iter(model.agents))
    for name in ("shoe_size", "n", "copy"):
        with pytest.raises(AttributeError, match=f"a customer has no {name}"):
            getattr(agent, name)
