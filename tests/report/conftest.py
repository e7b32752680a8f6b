"""A comparison made of records whose numbers are chosen, so that every figure of a report is known."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loyaltysim.comparison import Comparison
from loyaltysim.comparison.lives import Lives
from loyaltysim.comparison.measures.collect import SchemeSums
from loyaltysim.comparison.measures.gathered import Gathered
from loyaltysim.comparison.stories import EVENTS, PEOPLE, PLANE
from loyaltysim.comparison.verdict.assumptions import Assumptions, share_of
from loyaltysim.comparison.verdict.flips import Flip
from loyaltysim.comparison.winners import COLUMNS
from loyaltysim.scenario import parse_scenario
from loyaltysim.simulation.run import SchemeRecord

MARKETS, SIZE = 30, 2000
HEAD_START_FLIPS = (
    "flips when pull added by a head start of a fifth or more (head_start) is below about 0.6"
)
CARDS = {
    # scheme: retention, programme cost per launch customer
    "no card": (0.700, 0.0),
    "ten stamps": (0.712, 3.10),
    "twelve, two given": (0.715, 3.05),
}
WHY_NOT = {
    "acted": 0.12,
    "no_prompt": 0.8,
    "not_noticed": 0.0,
    "motivation": 0.02,
    "ability_time": 0.005,
    "ability_money": 0.03,
    "ability_physical_effort": 0.0,
    "ability_brain_cycles": 0.0001,
    "ability_social_deviance": 0.0,
    "ability_non_routine": 0.0,
    "either": 0.0049,
    "both": 0.01,
    "chance": 0.01,
}
SCENARIO = """
title: {title}
days: {days}
acts:
  visit: {{ticket: {{mean: 4.20, cv: 0.4}}, margin: 0.65}}
population:
  commuters: {{share: 0.35, need_rate: {{per: week, mean: 4.0, cv: 0.5}}}}
  occasional: {{share: 0.65, need_rate: {{per: week, mean: 0.8, cv: 1.0}}}}
schemes:
{schemes}
compare: {{matters: 0.5pp}}
"""
CARD = "\n    - stamp_card: {stamps: 10, reward: {value: 4.2, cost: 1.4}}"


def make_scenario(names, days, title):
    lines = [f'  "{name}":{CARD if number else " []"}' for number, name in enumerate(names)]
    return parse_scenario(SCENARIO.format(title=title, days=days, schemes="\n".join(lines)))


def make_record(retention, cost, days, noise):
    launched = np.full(MARKETS, float(SIZE))
    left = np.linspace(0, 1, days)[:, None] * (1 - retention)
    present = launched * (1 - left) + np.linspace(0, 1, days)[:, None] * noise
    zeros = np.zeros(MARKETS)
    acts = launched * (20 + 30 * retention)
    markets = {
        "launched": launched,
        "retained": present[-1],
        "active": 0.9 * present[-1],
        "customers": present[-1],
        "acts": acts,
        "revenue": 4.2 * acts,
        "margin": 2.73 * acts,
        "reward_value": zeros,
        "reward_cost": cost * launched,
        "message_cost": zeros,
        "liability": (0.2 if cost else 0.0) * launched,
        "earned_value": 8 * cost * launched,
        "redeemed_value": 5 * cost * launched,
        "expired_value": cost * launched,
        "left": 0.3 * launched,
        "left_motivation": 0.06 * launched,
        "left_messages": zeros,
        "left_friends": 0.03 * launched,
        "left_service": zeros,
        "left_several": 0.015 * launched,
        "forfeited_value": 0.5 * cost * launched,
        "earned_q1": 2.0 * cost * launched,
        "redeemed_q1": 1.4 * cost * launched,
        "half_redeemed": 0.8 * cost * launched,
        "half_lost": 0.2 * cost * launched,
    }
    per_day = {"acts": acts, "margin": markets["margin"], "reward_cost": markets["reward_cost"]}
    per_day |= {"message_cost": zeros, "left": markets["left"]}
    halves = {name: (share * launched, share * present[-1]) for name, share in SEGMENTS.items()}
    return SchemeRecord(
        daily={
            "customers": present,
            "retained": present,
            **{name: np.tile(values / days, (days, 1)) for name, values in per_day.items()},
        },
        markets=markets,
        why_not={name: share * days * launched for name, share in WHY_NOT.items()},
        segments=halves,
        customers=None,
        transactions=None,
    )


SEGMENTS = {"commuters": 0.35, "occasional": 0.65}


def make_comparison(
    cards=CARDS, *, days=180, title="Does a head start keep more guests?", spread=8.0
):
    scenario = make_scenario(cards, days, title)
    shared = np.linspace(-40, 40, MARKETS)
    sums = {}
    for number, (name, (retention, cost)) in enumerate(cards.items()):
        own = spread * np.sin(np.arange(MARKETS) * (number + 1))
        sums[name] = SchemeSums()
        sums[name].add(make_record(retention, cost, days, shared + own - own.mean()))
    return Comparison(
        scenario=scenario,
        gathered=Gathered(sums, next(iter(cards))),
        markets_played=MARKETS,
        notes=("1,000 customers became 60,000.",),
        folder=Path("results/coffee_bar/0123456789"),
    )


def make_assumptions(schemes, draws=20):
    values = np.tile(np.linspace(0.70, 0.72, len(schemes)), (draws, 1))
    values[:3, 0] = 0.8
    table = pd.DataFrame(
        {
            "draw": np.repeat(np.arange(draws), len(schemes)),
            "scheme": list(schemes) * draws,
            "retention": values.ravel(),
            "difference": (values - values[:, :1]).ravel(),
            "profit": 10 * (values - values[:, :1]).ravel(),
        }
    )
    return Assumptions(
        draws=table,
        constants=pd.DataFrame({"head_start": np.linspace(0.4, 2, draws)}),
        schemes=tuple(schemes),
        values=values,
        markets=6,
        leader=schemes[-1],
        ahead=share_of(np.arange(draws) >= 3),
        holds=share_of(np.arange(draws) >= 4),
        flips=(Flip("head_start", HEAD_START_FLIPS, 0.8),),
    )


def make_lives(base, card):
    rng = np.arange(40)
    plane = [
        (scheme, *week, who, 2, int(who % 3 > 0), 0.1 * (who % 5) + lift, -0.5 + who / 90)
        for week in (("first", 0, 7), ("last", 20, 27))
        for scheme, lift in ((base, -0.2), (card, 0.3))
        for who in rng
    ]
    events = [
        (0, base, 2, "not", "ability_money", 0.0),
        (0, base, 4, "left", "own", 0.0),
        (0, card, 2, "earn", "stamp_card", 1.0),
        (0, card, 2, "act", "visit", 4.2),
        (0, card, 9, "redeem", "stamp_card", 4.2),
        (0, card, 9, "message", "reminder", 0.0),
    ]
    winners = [
        (card, "all", "all", 2000, 0.7, 0.015, 0.01, 0.02, 0.25, 0.05, 1.5),
        (card, "tier", "gold", 40, 0.9, -0.01, -0.02, 0.0, 0.0, 0.1, -0.25),
    ]
    people = [(0, "kept", 17, "commuters", "free spirit", 0.5, 0.021)]
    return Lives(
        winners=pd.DataFrame(winners, columns=COLUMNS),
        people=pd.DataFrame(people, columns=PEOPLE),
        events=pd.DataFrame(events, columns=EVENTS),
        plane=pd.DataFrame(plane, columns=PLANE),
    )


@pytest.fixture
def comparison():
    """Three stamp cards, the third of which is best."""
    return make_comparison()


@pytest.fixture
def many_schemes():
    """Many schemes with long names and results close to one another."""
    rows = {
        "no reminders": (0.40, 0.0),
        "streak": (0.42, 0.2),
        "streak with two freezes a month": (0.421, 0.2),
        "reminder every day": (0.38, 1.2),
        "reminder every third day": (0.41, 0.5),
        "reminder every seventh day, only when the streak is at risk": (0.41, 0.3),
        "a": (0.412, 0.4),
        "b": (0.413, 0.1),
    }
    title = (
        "Do streaks with freezes or reminders keep more learners of a language app than nothing?"
    )
    return make_comparison(rows, days=365, title=title)
