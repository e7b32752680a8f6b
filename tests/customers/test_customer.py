"""A customer is a view of a row: it reads, and holds nothing."""

import numpy as np
import pytest
from tests.worlds import make, play, reward, world


@pytest.fixture(scope="module")
def model():
    scheme = {"card": make("stamp_card", stamps=3, reward=reward(5)), "n": make("message", every=1)}
    return play(world(size=60), scheme, days=12).model


def test_there_is_one_agent_for_every_row(model):
    agents = list(model.agents)
    assert [agent.row for agent in agents] == list(range(60))


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
    with pytest.raises(AttributeError, match="a customer has no shoe_size"):
        _ = agent.shoe_size
