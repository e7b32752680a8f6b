"""Looking at single customers changes nothing, and other luck leaves customers who they are."""

from collections import Counter

import numpy as np
import pytest

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.columns import PRINCIPLES
from loyaltysim.randomness import Luck, OtherLuck
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import launch_world
from loyaltysim.simulation.recording.diary import WatchedModel
from loyaltysim.simulation.recording.why_not import CLASSES
from loyaltysim.simulation.reliving import relive_batch
from loyaltysim.simulation.run import (
    adaptation_of,
    instances_of,
    population_of,
    run_batch,
    setup_of,
)
from loyaltysim.simulation.world import draw_world

SCENARIO = """
title: Which card?
days: 40
burn_in: 10
market_size: 120
acts: {visit: {ticket: {mean: 4.20, cv: 0.4}, margin: 0.65, demands: {money: 1.4}}}
population:
  guests: {share: 1, need_rate: {per: week, mean: 4.0, cv: 0.5}, attrition: {per: year, mean: 3, cv: 1}}
network: {degree: 4, rewiring: 10%}
schemes:
  nothing: []
  everything:
    - stamp_card: {stamps: 4, reward: {value: 4.20, cost: 1.40}}
    - message: {every: 5, sends: signal, cost: 0.01}
    - tiers: {levels: [{name: gold, at: 5}]}
"""


@pytest.fixture(scope="module")
def scenario():
    return parse_scenario(SCENARIO)


@pytest.fixture(scope="module")
def world(scenario):
    people = population_of(scenario, None)
    return launch_world(draw_world(setup_of(scenario), people, range(1), Constants.default(), 1))


def test_other_luck_draws_the_same_customers_and_other_events():
    plain, other = (kind(3, range(4), 50) for kind in (Luck, OtherLuck))
    traits = other.traits("need").reshape(4, 50)
    assert (traits == traits[0]).all()
    assert np.array_equal(traits[0], plain.traits("need")[:50])
    for luck in (plain, other):
        luck.begin_day(2)
    assert np.array_equal(plain.events("leave"), other.events("leave"))


def relive(scenario, markets):
    found = relive_batch(scenario, None, markets, constants=Constants.default(), seed=1)
    return {name: record.customers or {} for name, record in found.items()}


def test_the_first_life_is_that_of_the_comparison(scenario):
    """Market by market the same luck: so the first market of both is the same, bit for bit."""
    lives = relive(scenario, range(3))
    played = run_batch(
        scenario, None, range(1), keep_customers=True, constants=Constants.default(), seed=1
    )
    for name in scenario.schemes:
        one, first = lives[name], played[name].customers or {}
        assert len(one["stayed"]) == 3 * 120
        assert np.array_equal(one["stayed"][:120], first["retained"])
        assert np.array_equal(one["acts"][:120], first["acts"])
    assert (lives["nothing"]["tier"] == -1).all()
    assert set(lives["everything"]["tier"]) == {0, 1}


def test_lives_do_not_depend_on_how_they_are_batched(scenario):
    whole = relive(scenario, range(4))["everything"]
    parts = [relive(scenario, part)["everything"] for part in (range(1), range(1, 4))]
    for name, values in whole.items():
        assert np.array_equal(values, np.concatenate([part[name] for part in parts]))


def played(world, scenario, kind):
    model = kind(world, instances_of(scenario, "everything"))
    if kind is WatchedModel:
        model.watch(range(120), 100, (range(7), range(30, 40)))
    for _ in range(scenario.days):
        model.step()
    return model


@pytest.fixture(scope="module")
def watched(world, scenario):
    return played(world, scenario, WatchedModel)


def test_who_looks_changes_nothing(world, scenario, watched):
    plain = played(world, scenario, LoyaltyModel)
    for name, values in plain.books.daily.items():
        assert np.array_equal(values, watched.books.daily[name]), name


def test_the_diary_of_everybody_adds_up_to_the_books(watched):
    daily, told = watched.books.daily, Counter(event.what for event in watched.events)
    assert told["act"] == daily["acts"].sum()
    assert told["act"] + told["not"] == daily["prompted"].sum()
    assert told["left"] == daily["left"].sum() > 0
    assert told["message"] == daily["noticed"].sum()
    assert told["message"] + told["unseen"] == daily["sent"].sum()
    spent = sum(event.amount for event in watched.events if event.what == "act")
    assert spent == pytest.approx(daily["revenue"].sum())
    worth = sum(event.amount for event in watched.events if event.what in {"redeem", "grant"})
    assert worth == pytest.approx(daily["reward_value"].sum())
    assert worth > 0
    missing = Counter(event.which for event in watched.events if event.what == "not")
    named = dict(zip(CLASSES, watched.books.why_not.sum(axis=0), strict=True))
    assert all(count == named[name] for name, count in missing.items())


SERVICE = SCENARIO.replace("margin: 0.65,", "margin: 0.65, incidents: {per_1000: 300},").replace(
    "    - tiers",
    """    - adviser: {capacity: 40, resolves: 0.6, cost: 6}
    - touchpoint: {at: contact, by: human, every: 8, cost: 1}
    - message: {name: put, every: 7, persuasion: random}
    - tiers""",
)
LEARNS = SCENARIO.replace(
    "network:",
    """compare: {baseline: nothing}
network:""",
).replace(
    "  everything:\n",
    """  everything:
    adapt: {variants: {plain: {}, short: {stamp_card: {stamps: 3}}}, every: 5}
    mechanics:
""",
)


def diary(text):
    """Watch everybody under the scheme of a scenario, as stories do."""
    scenario = parse_scenario(text)
    people = population_of(scenario, None)
    drawn = draw_world(setup_of(scenario), people, range(1), Constants.default(), 1)
    plan = adaptation_of(scenario, "everything")
    model = WatchedModel(launch_world(drawn), instances_of(scenario, "everything"), adaptation=plan)
    model.watch(range(120), 100, (range(7),))
    for _ in range(scenario.days):
        model.step()
    return model


def test_the_diary_tells_trouble_talks_and_principles():
    model = diary(SERVICE)
    told, sums = Counter(event.what for event in model.events), model.journey.found
    assert told["solved"] == sums["problem/human/solved"].sum() > 0
    assert told["solved"] + told["in vain"] == sums["problem/human/meetings"].sum()
    assert told["met"] == sums["contact/human/meetings"].sum() > 0
    assert told["wrong"] > 0
    put = [event for event in model.events if event.what in {"moved", "repelled"}]
    assert {event.which for event in put} == {name.replace("_", " ") for name in PRINCIPLES}
    assert all((event.amount < 0) == (event.what == "repelled") for event in put)
    heard = sum(event.which == "put" for event in model.events if event.what == "message")
    assert len(put) == heard > 0


def test_purchases_at_rivals_are_no_acts_of_the_firm():
    model = diary(SCENARIO + "rivals: {chain: {appeal: 2, price: 0.9}}\n")
    daily, told = model.books.daily, Counter(event.what for event in model.events)
    assert told["act"] == daily["acts"].sum() > 0
    rival = [event for event in model.events if event.what == "rival"]
    elsewhere = [event for event in model.events if event.which == "elsewhere"]
    assert {event.which for event in rival} == {"chain"}
    assert {(e.row, e.day) for e in rival} == {(e.row, e.day) for e in elsewhere}
    assert all(event.amount > 0 for event in rival)


def test_the_diary_tells_money_from_other_units():
    cash = "    - cash_back: {rate: 5%, pays_every: 10}\n    - tiers"
    voucher = "    - voucher: {amount: 1.5, cost: 1.5, expires_after: 9}\n    - tiers"
    model = diary(SCENARIO.replace("    - tiers", cash).replace("    - tiers", voucher))
    booked = {(event.what, event.which) for event in model.events}
    assert {("earn money", "voucher"), ("lose money", "voucher")} <= booked
    assert {("earn money", "cash_back"), ("earn", "stamp_card")} <= booked
    assert not {("earn", "voucher"), ("earn money", "stamp_card")} & booked


def test_the_diary_tells_who_has_which_variant():
    model = diary(LEARNS)
    variants = [event for event in model.events if event.what == "variant"]
    assert {event.which for event in variants} == {"plain", "short"}
    assert {event.row for event in variants if event.day == 0} == set(range(120))
    last = {event.row: event.which for event in variants}
    names = model.adapting.plan.names
    assert all(last[row] == names[model.adapting.variant[row]] for row in range(120))


def test_the_plane_holds_the_prompts_of_its_weeks(watched):
    for week, spots in zip((range(7), range(30, 40)), watched.plane, strict=True):
        events = [e for e in watched.events if e.day in week and e.row < 100]
        assert spots.acts.sum() == sum(e.what == "act" for e in events)
        assert spots.prompts.sum() == sum(e.what in {"act", "not"} for e in events)
    assert (watched.plane[0].ln_ability[watched.plane[0].prompts > 0] <= 0).all()
