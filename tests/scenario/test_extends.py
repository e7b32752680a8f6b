"""Scenarios that extend others."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.customers.population import Spread
from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import dump_scenario, load_scenario, parse_scenario
from loyaltysim.scenario.blocks.fit import FitSpec


@pytest.fixture
def extend(tmp_path):
    (tmp_path / "base.yaml").write_text(CARD)

    def load(text):
        (tmp_path / "mine.yaml").write_text(f"extends: base.yaml\n{text}")
        return load_scenario(tmp_path / "mine.yaml")

    return load


def mechanic(scenario, scheme, name):
    instances = {
        instance.name: instance.mechanic for instance in scenario.schemes[scheme].instances
    }
    return instances[name]


def test_no_changes_is_the_base_under_another_name(extend):
    base = parse_scenario(CARD)
    assert extend("") == base.model_copy(update={"name": "mine"})
    assert extend("changes: {}\n") == extend("")


def test_keys_at_the_top_replace_those_of_the_base(extend):
    scenario = extend("title: Mine\nacts:\n  visit: {minutes: 3}\n")
    assert scenario.title == "Mine"
    assert list(scenario.acts) == ["visit"]
    assert scenario.days == 180


def test_changes_reach_single_values(extend):
    scenario = extend(
        "changes:\n"
        "  days: 90\n"
        "  acts.visit.ticket.mean: 3.80\n"
        "  acts.visit.interest: 0.7\n"
        "  compare.matters: 1pp\n"
        "  population.commuters.attrition: 1 per year\n"
        "  schemes.ten stamps.stamp_card.reward.cost: 2\n"
        "  schemes.ten stamps.stamp_card.expires_after: 1 year\n"
        "  schemes.ten stamps.come back.target.idle_days: 10\n"
        "  schemes.ten stamps.1.every: 15\n"
    )
    assert scenario.days == 90
    assert scenario.acts["visit"].ticket.mean == 3.8
    assert scenario.acts["visit"].ticket.cv == 0.4
    assert scenario.acts["visit"].interest == 0.7
    assert scenario.compare.matters == 0.01
    assert scenario.compare.baseline == "no card"
    assert scenario.population.specs["commuters"].attrition.mean == 1
    card = mechanic(scenario, "ten stamps", "stamp_card")
    assert (card.reward.cost, card.reward.value, card.expires_after) == (2, 4.2, 365)
    assert mechanic(scenario, "ten stamps", "come back").target.idle_days == 10
    assert mechanic(scenario, "ten stamps", "monthly").every == 15


def test_changes_may_add_whole_entries(extend):
    scenario = extend(
        "changes:\n"
        "  schemes.six stamps:\n"
        "    - stamp_card: {stamps: 6, reward: {value: 4.20, cost: 1.40}}\n"
        "  acts.order: {ticket: 9, margin: 0.5}\n"
    )
    assert list(scenario.schemes) == ["ten stamps", "no card", "six stamps"]
    assert list(scenario.acts) == ["visit", "review", "order"]


def test_changes_may_replace_whole_groups(extend):
    scenario = extend(
        "changes:\n  schemes.ten stamps.stamp_card: {stamps: 3, reward: {value: 1, cost: 1}}\n"
    )
    assert mechanic(scenario, "ten stamps", "stamp_card").stamps == 3


def test_names_may_hold_dots(tmp_path):
    (tmp_path / "base.yaml").write_text(CARD.replace("ten stamps", "v1.5 of ten"))
    (tmp_path / "mine.yaml").write_text(
        "extends: base.yaml\nchanges: {schemes.v1.5 of ten.stamp_card.stamps: 3}\n"
    )
    scenario = load_scenario(tmp_path / "mine.yaml")
    assert mechanic(scenario, "v1.5 of ten", "stamp_card").stamps == 3


def test_a_chain_is_applied_from_its_base_on(extend, tmp_path):
    extend("changes: {days: 90, acts.visit.ticket.mean: 3}\n")
    (tmp_path / "third.yaml").write_text("extends: mine.yaml\nchanges: {days: 30}\n")
    scenario = load_scenario(tmp_path / "third.yaml")
    assert (scenario.days, scenario.act_traits()[0].ticket, scenario.name) == (
        30,
        Spread(3.0, 0.4),
        "third",
    )


def test_a_bundled_scenario_can_be_extended_from_anywhere(tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: web_shop\ndays: 30\n")
    scenario = load_scenario(tmp_path / "mine.yaml")
    assert scenario.days == 30
    assert isinstance(scenario.population, FitSpec)
    assert scenario.population.file.is_file()


def test_nothing_is_changed_when_one_change_is_wrong(extend):
    with pytest.raises(ScenarioError) as caught:
        extend("changes:\n  days: 100_000\n  nowhere.at.all: 1\n")
    (problem,) = caught.value.problems  # the number of days was not looked at
    assert problem.where == "changes.nowhere.at.all"


def test_a_change_with_a_wrong_value_is_told_where_it_was_written(extend, tmp_path):
    with pytest.raises(ScenarioError) as caught:
        extend(
            "changes:\n  schemes.ten stamps.stamp_card.stamps: 0\n  acts.visit.demands.time: -1\n"
        )
    first, second = (str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems)
    assert first.startswith(
        "mine.yaml:3:41: schemes.ten stamps.stamp_card.stamps: must be at least 1, but is 0"
    )
    assert second.startswith("mine.yaml:4:28: acts.visit.demands.time: must be greater than 0")


def test_mistakes_of_both_files_are_told_at_their_places(tmp_path):
    (tmp_path / "base.yaml").write_text(
        CARD.replace("days: 180", "days: 0").replace("money: 1.6", "mony: 1.6")
    )
    (tmp_path / "mine.yaml").write_text("extends: base.yaml\ncustomers: 0\n")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "mine.yaml")
    places = [(p.file.rpartition("/")[2], p.line) for p in caught.value.problems]
    assert places == [("mine.yaml", 2), ("base.yaml", 2), ("base.yaml", 4)]


def test_parameters_of_an_unknown_mechanic_cannot_be_added(extend, tmp_path):
    (tmp_path / "base.yaml").write_text(CARD.replace("stamp_card:", "stampcard:"))
    with pytest.raises(ScenarioError) as caught:
        extend("changes: {schemes.ten stamps.stampcard.repeat: off}\n")
    told = [problem.message for problem in caught.value.problems]
    assert told == [
        "there is no repeat in schemes.ten stamps.stampcard",
        "no mechanic is named stampcard",
    ]


def test_circles_are_told(tmp_path):
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"extends: {other}.yaml\n")
    with pytest.raises(
        ScenarioError, match=r"a.yaml extends itself, by way of others; break the circle"
    ):
        load_scenario(tmp_path / "a.yaml")


def test_a_circle_by_a_link_is_told(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    with pytest.raises(ScenarioError, match="extends itself"):
        load_scenario(tmp_path / "a.yaml")


def test_long_chains_are_refused(tmp_path):
    (tmp_path / "s0.yaml").write_text(CARD)
    for number in range(1, 12):
        (tmp_path / f"s{number}.yaml").write_text(f"extends: s{number - 1}.yaml\n")
    assert load_scenario(tmp_path / "s10.yaml").days == 180
    with pytest.raises(ScenarioError, match="more than 10 scenarios extend one another"):
        load_scenario(tmp_path / "s11.yaml")


def test_a_bare_name_that_is_a_file_beside_is_suggested(extend, tmp_path):
    (tmp_path / "mine.yaml").write_text("extends: base\n")
    with pytest.raises(ScenarioError, match=r"did you mean base.yaml\?"):
        load_scenario(tmp_path / "mine.yaml")


def test_an_empty_base_is_told(extend, tmp_path):
    (tmp_path / "base.yaml").write_text("")
    with pytest.raises(ScenarioError, match=r"base.yaml:1:1: the file is empty"):
        extend("")


def test_a_path_with_too_many_parts_is_refused(extend):
    with pytest.raises(ScenarioError, match="the path is too long"):
        extend(f"changes: {{'{'a.' * 60}': 1}}\n")


def test_what_was_extended_is_dumped_in_full(extend, tmp_path):
    scenario = extend("changes: {days: 90}\n")
    text = dump_scenario(scenario)
    assert "extends" not in text
    assert parse_scenario(text, tmp_path) == scenario
