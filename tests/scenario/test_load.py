"""What a right file becomes."""

import pickle

import pytest
from tests.scenario.texts import CARD, card

from loyaltysim.customers.population import Segment, Spread
from loyaltysim.errors import ScenarioError
from loyaltysim.mechanics.goals.stamp_card import StampCard
from loyaltysim.scenario import bundled_names, bundled_path, load_scenario, parse_scenario
from loyaltysim.scenario.schema import Open, Subscription


@pytest.fixture
def scenario():
    return parse_scenario(CARD)


def segments_of(scenario):
    population = scenario.segment_population()
    assert population is not None
    return population.segments


def test_defaults(scenario):
    assert scenario.customers == 60_000
    assert scenario.market_size == 2000
    assert scenario.burn_in == 60
    assert scenario.seed == 1
    assert scenario.currency == "EUR"
    assert scenario.learning is True
    assert scenario.relationship == Open()
    assert scenario.compare.model_dump() == {
        "also": (),
        "baseline": "no card",
        "metric": "retention",
        "matters": 0.005,
        "active_days": 30,
    }


def test_without_an_empty_scheme_the_first_is_the_baseline():
    text = CARD.replace("  no card: []", "  other:\n    - discount: {rate: 5%}")
    assert parse_scenario(text).compare.baseline == "ten stamps"


def test_an_empty_value_is_an_empty_scheme():
    assert (
        parse_scenario(CARD.replace("no card: []", "no card:")).schemes["no card"].instances == ()
    )


def test_one_scheme_is_enough_to_run():
    assert list(parse_scenario(CARD.replace("  no card: []\n", "")).schemes) == ["ten stamps"]


def test_instances_are_sorted_by_name_and_schemes_stay_in_order(scenario):
    assert list(scenario.schemes) == ["ten stamps", "no card"]
    names = [instance.name for instance in scenario.schemes["ten stamps"].instances]
    assert names == ["come back", "monthly", "stamp_card"]
    card = scenario.schemes["ten stamps"].instances[2].mechanic
    assert isinstance(card, StampCard)
    assert (card.stamps, card.reward.model_dump()["cost"]) == (10, 1.4)


def test_units_are_read_in_mechanics_and_the_groups_inside_them(scenario):
    come_back = scenario.schemes["ten stamps"].instances[0].mechanic
    assert come_back.target.idle_days == 21


def test_acts_in_numbers(scenario):
    visit, review = scenario.act_traits()
    assert scenario.main_act == "visit"
    assert visit.ticket == Spread(4.2, 0.4)
    assert (visit.margin, visit.minutes, visit.need) == (0.65, 0.0, 1.0)
    assert visit.demands == (1.3, 1.6, 0.0, 0.0, 0.0, 0.0)
    assert (review.ticket, review.margin, review.minutes, review.need) == (None, 0.0, 5.0, 0.1)


def test_an_act_beside_the_main_one_needs_nothing_by_itself():
    text = CARD.replace(", need: 0.1", "")
    assert [act.need for act in parse_scenario(text).act_traits()] == [1.0, 0.0]


def test_a_ticket_may_be_a_number():
    text = CARD.replace("ticket: {mean: 4.20, cv: 0.4}", "ticket: 1_000.5")
    assert parse_scenario(text).act_traits()[0].ticket == Spread(1000.5, 0.0)


def test_a_single_segment_is_the_whole_population():
    segments = CARD[CARD.index("  commuters") : CARD.index("schemes:")]
    text = CARD.replace(segments, "  everyone: {need_rate: {per: week, mean: 1, cv: 1}}\n")
    assert [segment.share for segment in segments_of(parse_scenario(text))] == [1.0]


def test_segments_in_numbers_per_day(scenario):
    commuters, occasional = segments_of(scenario)
    assert commuters == Segment(
        name="commuters",
        share=0.35,
        rate=Spread(4 / 7, 0.5),
        rate_is_acts=False,
        hazard=Spread(0.5 / 365.25, 1.2),
        ticket_factor=1.0,
        reward_sensitivity=1.0,
        user_types=(0.25, 0.15, 0.25, 0.18, 0.13, 0.04),
    )
    assert occasional.rate_is_acts
    assert occasional.rate.mean * 365.25 / 12 == pytest.approx(3.5)


def test_a_rate_may_be_a_text():
    text = CARD.replace("{per: week, mean: 4.0, cv: 0.5}", "4 per week")
    assert segments_of(parse_scenario(text))[0].rate == Spread(4 / 7, 0.0)


def test_nobody_has_to_leave():
    text = CARD.replace("{share: 35%,", "{share: 35%, attrition: 0 per year,")
    assert segments_of(parse_scenario(text))[0].hazard == Spread(0.0, 0.0)


@pytest.mark.parametrize(("word", "value"), [("on", True), ("off", False), ("false", False)])
def test_learning_is_a_switch(word, value):
    assert parse_scenario(card(days=f"days: 3\nlearning: {word}")).learning is value


def test_durations_and_percentages_in_a_file():
    extra = "days: 26 weeks\nburn_in: 1 month\nprecision: 0.2pp"
    scenario = parse_scenario(card(days=extra))
    assert (scenario.days, scenario.burn_in, scenario.precision) == (182, 30, 0.002)


def test_subscriptions():
    text = card(days="days: 3\nrelationship: {subscription: {period: 30 days, fee: 9.99}}")
    relationship = parse_scenario(text).relationship
    assert isinstance(relationship, Subscription)
    assert (relationship.period_days, relationship.fee) == (30, 9.99)


def test_profit_counts_in_money():
    text = CARD + "compare: {metric: profit, matters: 0.5}\nprecision: 30\n"
    scenario = parse_scenario(text)
    assert (scenario.compare.matters, scenario.precision) == (0.5, 30)


def test_the_name_is_the_files_unless_it_is_given(tmp_path):
    path = tmp_path / "my card (1).yaml"
    path.write_text(CARD)
    assert load_scenario(path).name == "my_card_1_"
    path.write_text(CARD + "name: other\n")
    assert load_scenario(str(path)).name == "other"


def test_a_scenario_cannot_be_changed_and_can_be_sent_to_other_processes(scenario):
    with pytest.raises(ValueError, match="frozen"):
        scenario.days = 3
    assert pickle.loads(pickle.dumps(scenario)) == scenario  # noqa: S301 -- our own bytes


def test_every_bundled_scenario_is_right():
    assert {"coffee_bar", "web_shop"} <= set(bundled_names())
    for name in bundled_names():
        scenario = load_scenario(name)
        assert scenario.name == name
        assert scenario.question
        assert scenario.sources
        assert len(scenario.schemes) > 1


def test_a_file_of_a_bundled_name_goes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coffee_bar").mkdir()
    assert load_scenario("coffee_bar").title == load_scenario(bundled_path("coffee_bar")).title
    (tmp_path / "coffee_bar").rmdir()
    (tmp_path / "coffee_bar").write_text(CARD.replace("Does", "Did"))
    assert load_scenario("coffee_bar").title.startswith("Did")


def test_an_unknown_bare_name_suggests_one():
    with pytest.raises(
        ScenarioError, match=r"^no scenario is named cofee_bar; did you mean coffee_bar\?$"
    ):
        load_scenario("cofee_bar")
    with pytest.raises(ScenarioError, match="`loyaltysim scenarios` lists the bundled ones"):
        bundled_path("zzzzzz")


def test_the_wheel_goes_before_the_checkout(tmp_path, monkeypatch):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").write_text(CARD)
    monkeypatch.setattr("loyaltysim.scenario.bundled.files", lambda package: tmp_path)
    assert bundled_names() == ("mine",)
    assert load_scenario("mine").name == "mine"
