"""What is written out reads back as the same scenario."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenario.texts import CARD

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import (
    bundled_names,
    bundled_path,
    dump_scenario,
    load_scenario,
    parse_scenario,
)
from loyaltysim.scenario.build import build_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.load import load_played


@pytest.mark.parametrize("name", ["coffee_bar", "language_app", "lottery_or_discount", "web_shop"])
def test_bundled_scenarios(name):
    assert name in bundled_names()
    scenario = load_scenario(name)
    text = dump_scenario(scenario)
    again = parse_scenario(text, bundled_path(name).parent)
    assert again == scenario
    assert dump_scenario(again) == text


def test_the_dump_says_every_default():
    data = plain(parse_scenario(CARD))
    assert data["customers"] == 60_000
    assert data["compare"]["baseline"] == "no card"
    assert data["relationship"] == "open"
    assert data["population"]["commuters"]["attrition"] == {"per": "year", "mean": 0.5, "cv": 1.2}
    assert data["schemes"]["no card"] == []
    messages = [item["message"] for item in data["schemes"]["ten stamps"] if "message" in item]
    assert [(message["name"], message["every"]) for message in messages] == [
        ("come back", 7),
        ("monthly", 30),
    ]


@given(st.floats(1e-12, 0.2), st.floats(0.0, 0.2))
@settings(max_examples=30, deadline=None)
def test_differences_are_written_in_points_and_read_back_exactly(precision, matters):
    scenario = parse_scenario(f"{CARD}precision: 1pp\n")
    compare = scenario.compare.model_copy(update={"matters": matters})
    made = scenario.model_copy(update={"precision": precision, "compare": compare})
    text = dump_scenario(made)
    assert len(re.findall(r"\dpp\n", text)) == 2
    assert parse_scenario(text) == made


def test_differences_of_profit_are_written_as_money():
    text = CARD + "compare: {metric: profit, matters: 0.05}\nprecision: 0.2\n"
    scenario = parse_scenario(text)
    assert not re.search(r"\dpp\n", dump_scenario(scenario))
    assert parse_scenario(dump_scenario(scenario)) == scenario


def test_scenarios_of_finished_work_that_wrote_shares_are_still_read(tmp_path):
    path = tmp_path / "scenario.yaml"
    scenario = parse_scenario(f"{CARD}precision: 3pp\nname: scenario\n")
    written = dump_scenario(scenario)
    path.write_text(written.replace("precision: 3pp", "precision: 0.03").replace("0.5pp", "0.005"))
    assert load_played(path) == scenario
    with pytest.raises(ScenarioError, match=r"must have a unit, but is 0\.03"):
        load_scenario(path)


def test_optional_groups_and_unions_come_back():
    text = CARD.replace(
        "    - message: {name: monthly, every: 30}",
        "    - points: {per_spend: 1, expiry: {policy: activity, days: 90},"
        " redeem: {points: 5, value: 1, cost: 1}}\n"
        "    - streak: {milestones: [{at: 3, reward: {value: 1, cost: 1}}]}\n"
        "    - message: {name: m, target: {when: {instance: streak, is: at_risk}}}",
    )
    scenario = parse_scenario(text + "relationship: {subscription: {period: 1 month, fee: 3}}\n")
    assert parse_scenario(dump_scenario(scenario)) == scenario


names = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=":") | st.just(" "),
    min_size=1,
    max_size=20,
).filter(lambda name: name == name.strip() and name != "fit")
texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=200)
shares = st.floats(0.001, 0.999)


@settings(max_examples=50)
@given(title=texts, act=names, segment=names, scheme=names, mean=st.floats(1e-6, 1e9), share=shares)
def test_whatever_is_named_and_numbered(title, act, segment, scheme, mean, share):
    scenario = parse_scenario(CARD)
    visit = scenario.acts["visit"].model_dump(mode="json", exclude_none=True)
    people = plain(scenario)["population"]["commuters"]
    data = {
        **plain(scenario),
        "title": title,
        "acts": {act: {**visit, "ticket": {"mean": mean}, "margin": share}},
        "population": {segment: {**people, "share": 1.0, "reward_sensitivity": mean % 100}},
        "schemes": {scheme: [{"discount": {"name": act, "rate": share, "act": act}}]},
        "compare": {"baseline": scheme},
    }
    made, faults = build_scenario(data)
    assert made is not None
    assert not faults
    assert parse_scenario(dump_scenario(made)) == made
