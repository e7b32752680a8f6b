"""What outreach does to those who stay out of habit, and that it does nothing to others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import plausible_constants
from tests.worlds import TWO_SEGMENTS, Play, make, play, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.setup import Contract

DEFAULT = Constants.default()
RESTLESS = SegmentPopulation(
    tuple(replace(one, rate=Spread(0.8, 0.5), hazard=Spread(0.01, 1.0)) for one in TWO_SEGMENTS)
)


def told(*, outreach: bool, every: int = 365, **changes: Any) -> Play:
    """Play customers with habits who get a message."""
    usual: dict[str, Any] = {"size": 600, "days": 90, "burn_in": 60, "population": RESTLESS}
    where = world(**usual | changes)
    return play(where, {"call": make("message", every=every, outreach=outreach)})


def alike(one: Play, other: Play) -> bool:
    """Tell whether the same customers did the same and left on the same days."""
    return np.array_equal(one.acted, other.acted) and np.array_equal(one.present, other.present)


def test_a_message_is_no_outreach_unless_it_is_said_to_be():
    plain = told(outreach=False)
    assert not plain.model.customers.states.woken.any()
    scheme = {"call": make("message", every=365)}
    where = world(size=600, days=90, burn_in=60, population=RESTLESS)
    assert same(plain, play(where, scheme))


@pytest.mark.parametrize(
    "changes",
    [
        {"constants": DEFAULT.replace(habit_hold=0.0)},
        {"learning": False},
    ],
    ids=["habit holds nobody", "no learning"],
)
def test_outreach_is_a_message_like_any_other_where_habit_protects_nobody(changes):
    assert alike(told(outreach=True, **changes), told(outreach=False, **changes))


@pytest.mark.slow
@given(plausible_constants, st.integers(1, 90), st.sampled_from([None, Contract(30, 9.99)]))
@settings(max_examples=15)
def test_nobody_stays_longer_because_of_outreach(constants, every, contract):
    changes = {"size": 150, "constants": constants, "every": every, "contract": contract}
    plain, woken = told(outreach=False, **changes), told(outreach=True, **changes)
    assert not (woken.present & ~plain.present).any()


@pytest.mark.parametrize("contract", [None, Contract(30, 9.99)], ids=["open", "contracts"])
def test_outreach_drives_away_some_who_stayed_out_of_habit(contract):
    """Ascarza, Iyengar & Schleicher (2016)."""
    plain, woken = (
        told(outreach=outreach, contract=contract, size=2000) for outreach in (False, True)
    )
    assert woken.present[-1].sum() < plain.present[-1].sum()


def test_the_longer_the_woken_stay_awake_the_more_leave():
    stay = [
        told(outreach=True, size=2000, constants=DEFAULT.replace(waking_days=days)).present[-1]
        for days in (1.0, 30.0, 1e6)
    ]
    assert [int(one.sum()) for one in stay] == sorted(
        (int(one.sum()) for one in stay), reverse=True
    )
    assert stay[0].sum() > stay[2].sum()


def test_who_noticed_is_woken_and_falls_back_day_by_day():
    played = told(outreach=True, days=31)
    woken = np.unique(played.model.customers.states.woken)
    assert woken == pytest.approx([0.0, np.exp(-30 / DEFAULT.waking_days)])


def test_what_outreach_does_is_put_down_to_messages():
    """Fatigue drives nobody away here."""
    constants = DEFAULT.replace(annoyance=0.0)
    plain, woken = (
        told(outreach=outreach, constants=constants).model.books.daily for outreach in (False, True)
    )
    assert plain["left_messages"].sum() == 0
    assert woken["left_messages"].sum() > 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_screen_of_departures_misses_none_of_the_woken(dtype, monkeypatch):
    """With all screens wide open the same customers leave."""
    plain = told(outreach=True, every=1, dtype=dtype)
    monkeypatch.setattr(
        "loyaltysim.simulation.screens.most_hazard", lambda hazard, *_, **__: np.ones_like(hazard)
    )
    assert same(plain, told(outreach=True, every=1, dtype=dtype))
