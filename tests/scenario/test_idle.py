"""What is said to no effect is told, and nothing else is."""

import pytest
from tests.scenario.texts import CARD

from loyaltysim.scenario import parse_scenario
from loyaltysim.scenario.checks.idle import idle_notes

MESSAGE = "    - message: {name: monthly, every: 30}\n"
ADAPT = """\
  learns:
    mechanics:
      - stamp_card: {stamps: 10, reward: {value: 4.20, cost: 1.40}}
    adapt: {%s}
"""
TWO = "variants: {ten: {}, eight: {stamp_card: {stamps: 8}}}"


def notes(point="", adapt="", more=""):
    text = CARD.replace(MESSAGE, f"    - touchpoint: {{{point}}}\n" if point else MESSAGE)
    if adapt:
        text += ADAPT % adapt
    return idle_notes(parse_scenario(text + more))


@pytest.mark.parametrize(
    ("point", "told"),
    [
        (
            "at: onboarding",
            "touchpoint welcomes nobody, for nobody joins after the first day; add arrivals",
        ),
        (
            "at: act, every: 30",
            "touchpoint is at act, where every does nothing: it is about contact",
        ),
        (
            "at: contact, days_before: 3",
            "touchpoint is at contact, where days_before does nothing: it is about renewal",
        ),
        (
            "at: contact, lasts: 3",
            "touchpoint is at contact, where lasts does nothing: it is about onboarding",
        ),
        (
            "at: contact, factor: time",
            "touchpoint is at contact, where factor does nothing: it is about onboarding",
        ),
    ],
)
def test_a_touchpoint_to_no_effect(point, told):
    assert notes(point) == [f'"ten stamps": {told}']


@pytest.mark.parametrize(
    "more",
    [
        "arrivals: {per_1000: 30 per month}\n",
        "word_of_mouth: {per_1000_acts: 1}\n",
    ],
)
def test_a_welcome_with_newcomers(more):
    assert notes("at: onboarding, lasts: 60, factor: money, eases: 10%", more=more) == []


def test_a_welcome_that_helps_with_what_is_not_hard():
    more = "arrivals: {per_1000: 30 per month}\n"
    assert notes("at: onboarding, eases: 10%", more=more) == [
        '"ten stamps": touchpoint eases nothing, for visit demands no brain_cycles; add demands: {brain_cycles: 0.8} to it'
    ]


def test_a_welcome_of_those_whom_customers_bring():
    refers = "at: onboarding}\n    - referral: {act: refer"
    text = CARD.replace(MESSAGE, f"    - touchpoint: {{{refers}}}\n")
    text = text.replace("  review:", "  refer: {minutes: 5, need: 0.1}\n  review:")
    assert idle_notes(parse_scenario(text)) == []


JOINS = """\
  joins:
    joining: %s
    mechanics:
      - touchpoint: {at: onboarding}
"""


def test_a_welcome_of_customers_who_join_the_scheme():
    assert idle_notes(parse_scenario(CARD + JOINS % "opt_in")) == []


@pytest.mark.parametrize("joining", ["automatic", "{invited: {share: 50%}}"])
def test_a_welcome_of_a_scheme_that_all_are_in_from_the_first_day(joining):
    (told,) = idle_notes(parse_scenario(CARD + JOINS % joining))
    assert told.startswith('"joins": touchpoint welcomes nobody')


WELCOMES = """\
  learns:
    mechanics:
      - touchpoint: {at: onboarding}
      - stamp_card: {stamps: 10, reward: {value: 4.20, cost: 1.40}}
    adapt: {variants: {with: {}, without: {%s}}}
"""


def test_a_welcome_of_those_who_come_by_another_variant():
    assert idle_notes(parse_scenario(CARD + WELCOMES % "touchpoint: off")) == []


def test_a_welcome_that_all_variants_have():
    (told,) = idle_notes(parse_scenario(CARD + WELCOMES % "stamp_card: {stamps: 8}"))
    assert told.startswith('"learns": touchpoint welcomes nobody')


@pytest.mark.parametrize("point", ["at: contact, every: 30", "at: act"])
def test_a_touchpoint_in_its_place(point):
    assert notes(point) == []


@pytest.mark.parametrize(
    ("adapt", "told"),
    [
        (
            f"{TWO}, policy: split, test_days: 400",
            "it first decides on day 406, but only days 0 to 179 are played: nothing is ever chosen",
        ),
        (
            f"{TWO}, every: 180",
            "it first decides on day 180, but only days 0 to 179 are played: nothing is ever chosen",
        ),
        (
            f"{TWO}, washout: 160",
            "it first decides on day 182, but only days 0 to 179 are played: nothing is ever chosen",
        ),
        (
            "variants: {ten: {}}",
            "it has a single variant, so that there is nothing to choose",
        ),
        (
            "variants: {ten: {}, too: {stamp_card: {stamps: 10}}}",
            'its variants "ten" and "too" are the same',
        ),
    ],
)
def test_learning_that_chooses_nothing(adapt, told):
    assert notes(adapt=adapt) == [f'"learns": {told}']


@pytest.mark.parametrize(
    "adapt", [TWO, f"{TWO}, every: 179", f"{TWO}, policy: split", f"{TWO}, washout: 154"]
)
def test_learning_that_chooses(adapt):
    assert notes(adapt=adapt) == []


FIRM = """\
title: Does it do anything?
days: 90
acts:
  visit: {ticket: {mean: 4, cv: 0.4}, margin: 0.65, demands: {money: 1}}
  tell: {minutes: 5, need: 0.1, limit: 1}
  review: {minutes: 5, need: 0.1, demands: {non_routine: 1}}
population:
  guests: {share: 1, need_rate: {per: week, mean: 3, cv: 0.5}}
schemes:
  nothing: []
  scheme: [%s]
"""
POINTS = "points: {per_spend: 1, redeem: {points: 100, value: 5, cost: 5}, %s}"


@pytest.mark.parametrize(
    ("void", "useful", "told"),
    [
        (
            "achievements: {every: 7, tasks: [{}, {act: tell, times: 2}]}",
            "achievements: {every: 7, tasks: [{}, {act: tell}]}",
            "task 2 of achievements takes 2 times tell, of which each customer can do 1 in all",
        ),
        (
            "quest: {steps: [{times: 5}, {act: tell, times: 2}]}",
            "quest: {steps: [{times: 5}, {act: tell}]}",
            "step 2 of quest takes 2 times tell",
        ),
        (
            "sample: {cost: 1}",
            "sample: {cost: 1, act: review}",
            "sample eases nothing, for visit demands no non_routine; add demands: {non_routine: 0.8}",
        ),
        ("mystery: {chance: 0}", "mystery: {chance: 0.1}", "mystery is never found"),
        (
            "restraint: {quiet_days: 7}",
            "{restraint: {quiet_days: 7}}, {message: {every: 30}}",
            "restraint holds nothing back",
        ),
        (
            POINTS % "partners: [{act: tell, per_spend: 1}]",
            POINTS % "partners: [{act: tell, per_act: 1}]",
            "tell earns nothing on points",
        ),
        (
            POINTS % "partners: [{act: visit, per_act: 1}]",
            POINTS % "multiplier: 2",
            "visit earns twice on points",
        ),
        (
            POINTS % "cap: {points: 50}",
            POINTS % "cap: {points: 50, every: 30}",
            "points earns at most 50 points, and the cheapest reward takes 100",
        ),
    ],
)
def test_what_does_nothing_or_earns_twice_is_told(void, useful, told):
    (note,) = idle_notes(parse_scenario(FIRM % void))
    assert note.startswith(f'"scheme": {told}')
    assert idle_notes(parse_scenario(FIRM % useful)) == []
