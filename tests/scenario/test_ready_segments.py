"""Ready-made segments: whole, sourced, and overridden key by key."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.scenario import dump_scenario, parse_scenario
from loyaltysim.scenario.blocks.ready_segments import ready_segments
from loyaltysim.scenario.blocks.segments import Segments

START, END = CARD.index("population:"), CARD.index("schemes:")
TYPES = {"philanthropists", "socialisers", "free_spirits", "achievers", "players", "disruptors"}


def people(text):
    population = parse_scenario(f"{CARD[:START]}population: {text}\n{CARD[END:]}").population
    assert isinstance(population, Segments)
    return population.specs


@pytest.mark.parametrize("name", ready_segments())
def test_each_is_whole_and_says_where_it_comes_from(name):
    ready = ready_segments()[name]
    assert people(f"{{use: {name}}}")[name].share == 1
    assert all((ready.what, ready.source, ready.assumption))
    assert not ready.source.startswith("as ")


def test_kinds_of_people_are_there():
    assert {"light_buyers", "heavy_buyers", "millennials", "employees", *TYPES} <= set(
        ready_segments()
    )


def test_in_each_user_type_that_type_prevails():
    for name in TYPES:
        mixed = people(f"{{use: {name}}}")[name].user_types
        assert getattr(mixed, name.removesuffix("s")) == 0.6


def test_generations_are_marked_as_assumption():
    assert "every number" in ready_segments()["millennials"].assumption


def test_the_heaviest_fifth_buy_six_tenths():
    mix = people("{use: {light_buyers: 50%, medium_buyers: 30%, heavy_buyers: 20%}}")
    bought = {name: spec.share * spec.act_rate.mean for name, spec in mix.items()}
    assert sum(bought.values()) == pytest.approx(1.0)
    assert bought["heavy_buyers"] == pytest.approx(0.6)


def test_own_keys_go_first():
    found = people("{all: {use: heavy_buyers, share: 100%, act_rate: 5 per week}}")["all"]
    assert found.act_rate.per == "week"
    found = people("{all: {use: call_centre_agents, share: 1, act_rate: 3 per week}}")["all"]
    assert found.need_rate is None
    assert found.attrition.mean == ready_segments()["call_centre_agents"].keys["attrition"]["mean"]


def test_ready_and_own_segments_stand_side_by_side():
    found = people("{use: {players: 40%}, others: {share: 60%, act_rate: 1 per week}}")
    assert list(found) == ["players", "others"]


def test_what_was_played_is_written_out_in_full():
    text = f"{CARD[:START]}population: {{called: guest, use: players}}\n{CARD[END:]}"
    scenario = parse_scenario(text)
    told = dump_scenario(scenario)
    assert "called: guest" in told
    assert "player: 0.6" in told
    assert parse_scenario(told) == scenario
