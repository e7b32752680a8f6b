"""How often an act is done on one occasion, as scenarios say it."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.comparison.playing.identity import content_key
from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.run import setup_of

VISIT = "demands: {money: 1.6, time: 1.3}}"
THREE_A_DAY = """\
  three a day:
    - streak: {acts: 3}
    - achievements: {tasks: [{times: 3}]}
    - regret_lottery: {acts: 3, every: 1, chance: 10%, prize: {value: 1, cost: 1}}
    - framed_payment: {amount: 1, acts: 3}
    - team_goal: {every: 1, size: 2, goal: 6, reward: {value: 1, cost: 1}}
"""


def visited(written: str) -> str:
    return CARD.replace(VISIT, f"{VISIT[:-1]}, per_occasion: {written}}}")


def main_act(text: str):
    return setup_of(parse_scenario(text)).acts[0]


def test_an_act_says_how_often_and_how_fast_one_has_enough():
    act = main_act(visited("{most: 3, satiation: 25%}"))
    assert (act.most, act.satiation) == (3, 0.25)
    assert main_act(visited("{most: 3}")).satiation == 0.2


@pytest.mark.parametrize("written", ["{most: 1}", "{}", "{satiation: 90%}"])
def test_once_is_what_an_act_is_that_says_nothing(written):
    said, unsaid = (setup_of(parse_scenario(text)) for text in (visited(written), CARD))
    assert content_key(said) == content_key(unsaid)


def test_a_rival_is_visited_as_often():
    text = visited("{most: 3, satiation: 25%}") + "rivals: {chain: {appeal: 1}}\n"
    rival = setup_of(parse_scenario(text)).acts[-1]
    assert (rival.name, rival.most, rival.satiation) == ("chain", 3, 0.25)


def test_three_acts_a_day_can_be_asked_for_where_a_day_has_room_for_them():
    asked = parse_scenario(visited("{most: 3}") + THREE_A_DAY).schemes["three a day"]
    assert len(asked.instances) == 5
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(visited("{most: 2}") + THREE_A_DAY)
    told = [problem.message for problem in caught.value.problems]
    assert len(told) == 5
    assert all("2 acts for each day" in message for message in told)
