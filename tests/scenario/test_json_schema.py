"""Editors accept what the reader accepts, and mark what it refuses."""

import json

import pytest
from ruamel.yaml import YAML
from tests.scenario.json_schema_checker import fits
from tests.scenario.test_errors import FOLDER
from tests.scenario.texts import CARD

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.scenario import bundled_names, bundled_path, parse_scenario
from loyaltysim.scenario.dump import plain
from loyaltysim.scenario.json_schema import scenario_schema

SCHEMA = scenario_schema()


def read(text):
    return YAML(typ="safe", pure=True).load(text)


def test_it_is_json():
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_every_reference_leads_somewhere():
    used = {part.split('"')[0] for part in json.dumps(SCHEMA).split('"#/$defs/')[1:]}
    assert used <= set(SCHEMA["$defs"])


@pytest.mark.parametrize("name", ["coffee_bar", "language_app", "lottery_or_discount", "web_shop"])
def test_bundled_scenarios_fit(name):
    assert name in bundled_names()
    assert fits(read(bundled_path(name).read_text("utf-8")), SCHEMA)


def test_all_ways_of_writing_fit():
    extra = (
        "learning: off\ncustomers: 100_000\nburn_in: 1 month\nprecision: 0.2pp\n"
        "relationship: {subscription: {period: 30 days, fee: 9.99}}\n"
    )
    text = CARD.replace("{mean: 4.20, cv: 0.4}", "1_000").replace(
        "{per: week, mean: 4.0, cv: 0.5}", "4 per week"
    )
    parse_scenario(text + extra)
    assert fits(read(text + extra), SCHEMA)


def test_what_is_dumped_fits():
    assert fits(plain(parse_scenario(CARD)), SCHEMA)


def test_an_extending_scenario_fits():
    assert fits({"extends": "coffee_bar", "changes": {"days": 3}}, SCHEMA)


def test_every_mechanic_is_known():
    items = SCHEMA["properties"]["schemes"]["additionalProperties"]["anyOf"][0]["items"]["anyOf"]
    kinds = {kind for item in items for kind in item["properties"]}
    assert set(BUILT_IN) <= kinds
    for item in items:
        (parameters,) = item["properties"].values()
        assert "name" in parameters["properties"]


@pytest.mark.parametrize(
    "name",
    [
        "acts_none",
        "bool_for_number",
        "customers_none",
        "customers_ten_billion",
        "date_for_number",
        "days_negative",
        "demand_unknown",
        "fit_columns",
        "list_for_group",
        "mechanic_enum",
        "mechanic_parameter",
        "mechanic_unknown",
        "mechanics_in_one_item",
        "metric",
        "missing_in_group",
        "not_a_number",
        "not_a_switch",
        "percent_for_money",
        "population_text",
        "rate_text",
        "relationship",
        "scheme_text",
        "share_too_large",
        "subscription",
        "text_for_list",
        "ticket_negative",
        "unknown_key",
    ],
)
def test_mistakes_are_marked(name):
    data = read((FOLDER / f"{name}.yaml").read_text("utf-8"))
    assert not fits(data, SCHEMA)
