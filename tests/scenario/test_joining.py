"""Schemes that say how customers join them."""

import pytest
from tests.scenario.json_schema_checker import fits
from tests.scenario.texts import CARD

from loyaltysim.customers.joining import AUTOMATIC, Joining
from loyaltysim.scenario import dump_scenario, load_scenario, parse_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.json_schema import scenario_schema

CLUB = f"""\
{CARD[: CARD.index("schemes:")]}schemes:
  no card: []
  club:
    joining: WAY
    mechanics:
      - stamp_card: {{stamps: 10, reward: {{value: 4.20, cost: 1.40}}}}
      - message: {{name: monthly, every: 30}}
"""
WAYS = {
    "automatic": AUTOMATIC,
    "opt_in": Joining("opt_in"),
    "{opt_in: {effort: {time: 0.8, brain_cycles: 1}}}": Joining(
        "opt_in", effort=(0.8, 0.0, 0.0, 1.0, 0.0, 0.0)
    ),
    "invited": Joining("invited", share=0.5),
    "{invited: {share: 30%}}": Joining("invited", share=0.3),
}


def club(way):
    return parse_scenario(CLUB.replace("WAY", way))


@pytest.mark.parametrize("way", WAYS)
def test_ways_of_joining(way):
    scheme = club(way).schemes["club"]
    assert scheme.joining.numbers() == WAYS[way]
    assert [one.name for one in scheme.instances] == ["monthly", "stamp_card"]


@pytest.mark.parametrize("way", WAYS)
def test_what_was_played_is_written_out(way):
    scenario = club(way)
    assert parse_scenario(dump_scenario(scenario)) == scenario
    assert fits(plain(scenario), scenario_schema())


def test_a_plain_list_is_automatic():
    assert parse_scenario(CARD).schemes["ten stamps"].joining.numbers() == AUTOMATIC


def test_an_empty_club_can_be_the_baseline():
    text = CLUB.replace("no card: []", "no card: {joining: {invited: {share: 50%}}, mechanics: []}")
    assert parse_scenario(text.replace("WAY", "opt_in")).compare.baseline == "no card"


def test_changes_reach_into_a_club(tmp_path):
    (tmp_path / "club.yaml").write_text(CLUB.replace("WAY", "opt_in"))
    (tmp_path / "other.yaml").write_text(
        "extends: club.yaml\n"
        "changes:\n"
        "  schemes.club.joining: {invited: {share: 20%}}\n"
        "  schemes.club.mechanics.stamp_card.stamps: 8\n"
        "  schemes.club.mechanics.0.head_start: 2\n"
    )
    scheme = load_scenario(tmp_path / "other.yaml").schemes["club"]
    assert scheme.joining.numbers().share == 0.2
    card = scheme.instances[1].mechanic.model_dump()
    assert (card["stamps"], card["head_start"]) == (8, 2)
