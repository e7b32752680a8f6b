"""Growth states and cohorts, counted again from the transactions by their definitions."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.reference.made_up.guests import Guests
from tests.worlds import EASY_VISIT, REVIEW, TWO_SEGMENTS, make, reward, world

from loyaltysim.customers.newcomers import Newcomers
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.play import play
from loyaltysim.simulation.recording.activity import period_days
from loyaltysim.simulation.recording.growth import FIELDS
from loyaltysim.simulation.recording.roster import customer_ids

PAST = 30
PEOPLE = SegmentPopulation(
    tuple(
        replace(one, rate=Spread(one.rate.mean / 2, 1.0), hazard=Spread(0.01, 1.0))
        for one in TWO_SEGMENTS
    )
)
WORLDS: dict[str, dict[str, Any]] = {
    "no newcomers": {"days": 60},
    "newcomers": {"days": 100, "newcomers": Newcomers(0.02)},
    "newcomers with guests": {"days": 60, "newcomers": Newcomers(0.01, each=2)},
    "no burn-in": {"days": 50, "burn_in": 0},
    "months": {"days": 200, "newcomers": Newcomers(0.005)},
}
SCHEME = {"g": Guests(), "card": make("stamp_card", stamps=5, reward=reward(4.2))}


LONG = {"months", "newcomers"}
"""Worlds that take longer; newcomers are in the one with guests, too."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.slow] * (name in LONG)) for name in WORLDS],
)
def recorded(request):
    usual: dict[str, Any] = {
        "size": 120,
        "markets": range(3, 5),
        "burn_in": 40,
        "acts": (EASY_VISIT, replace(REVIEW, need=0.4)),
        "population": PEOPLE,
    }
    where = world(**{**usual, **WORLDS[request.param]})
    return where, play(where, {"it": SCHEME}, keep_customers=True, keep_transactions=True)["it"]


@pytest.fixture(scope="module")
def active(recorded):
    """Tell who was active when: one row a customer, one column a day, from 30 days before the launch on."""
    where, record = recorded
    sold = pd.DataFrame(record.transactions)[["customer_id", "day"]]
    ids = customer_ids(where.setup.rooms, where.luck.markets)
    last = np.minimum(where.customers.states.last_act.max(axis=0), -1)
    last[last < -where.setup.burn_in] = -PAST  # nobody saw these acts
    before = pd.DataFrame({"customer_id": ids, "day": np.clip(last, -PAST, -1)})
    known = before[where.customers.states.present]
    days = pd.concat([sold, known]).drop_duplicates().assign(times=1)
    table = days.pivot_table(index="customer_id", columns="day", values="times", aggfunc="sum")
    return table.reindex(columns=range(-PAST, where.setup.days)) > 0


def state_of(active: np.ndarray, day: int) -> np.ndarray:
    """Give each customer's state on a day by its definition."""
    place = PAST + day
    today = active[:, place]
    week = active[:, place - 6 : place].any(axis=1)
    month = active[:, place - 29 : place - 6].any(axis=1)
    ever = active[:, :place].any(axis=1)
    state = np.full(today.shape, "nobody", dtype=object)
    state[ever] = "dormant"
    state[month] = "at_risk_month"
    state[week] = "at_risk_week"
    state[today] = "new"
    state[today & ever] = "resurrected"
    state[today & month] = "reactivated"
    state[today & week] = "current"
    return state


def market_of(where, ids):
    known = customer_ids(where.setup.rooms, where.luck.markets)
    order = dict(zip(known.tolist(), where.customers.market.tolist(), strict=True))
    return np.array([order[who] for who in ids])


def test_states_are_those_of_the_transactions(recorded, active):
    where, record = recorded
    market, active = market_of(where, active.index), active.to_numpy()
    yesterday = None
    names = [name for name in FIELDS if name != "minutes"]
    for day in range(where.setup.days):
        state = state_of(active, day)
        counted = {name: state == name for name in names}
        if yesterday is not None:
            today = active[:, PAST + day]
            counted |= {f"{name}_again": today & (yesterday == name) for name in names[:4]}
        for name in names if day else names[:7]:
            expected = np.bincount(market[counted[name]], minlength=2)
            assert record.activity[name][day].tolist() == expected.tolist(), (name, day)
        yesterday = state


def test_every_act_has_its_minutes(recorded):
    where, record = recorded
    sold = pd.DataFrame(record.transactions)
    assert record.activity["minutes"].sum() == pytest.approx(
        sum(where.setup.acts[act].minutes for act in sold["act"])
    )


def test_cohorts_are_those_of_the_transactions(recorded):
    where, record = recorded
    table, length = (
        pd.DataFrame(record.customers).set_index("customer_id"),
        period_days(where.setup.days),
    )
    sold = pd.DataFrame(record.transactions).drop_duplicates(["customer_id", "day"])
    sold["cohort"] = table["cohort"].reindex(sold["customer_id"]).to_numpy()
    sold["period"] = (sold["day"] - sold["cohort"]) // length
    group = (1 + table["cohort"] // length).where(table["cohort"] > 0, 0)
    sold["group"] = group.reindex(sold["customer_id"]).to_numpy()
    sizes = record.cohorts["size"].sum(axis=1)
    assert sizes.sum() == len(table)
    last = sold.groupby("customer_id")["period"].max()
    for number, size in enumerate(sizes):
        assert size == (group == number).sum()
        mine = sold[sold["group"] == number]
        classic = mine.groupby("period")["customer_id"].nunique()
        ends = last[group.reindex(last.index) == number]
        for period in range(record.cohorts["active"].shape[1]):
            active = record.cohorts["active"][number, period].sum()
            assert active == classic.get(period, 0)
            assert record.cohorts["after"][number, period].sum() == (ends >= period).sum()


def test_periods_are_weeks_up_to_half_a_year():
    assert [period_days(days) for days in (1, 182, 183)] == [7, 7, 30]
