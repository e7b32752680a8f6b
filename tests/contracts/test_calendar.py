"""Needs that differ by weekday and month: who meets occasions when, and that nothing else moves."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from tests.worlds import EASY_VISIT, play, same, world

from loyaltysim.customers.calendar import Calendar, Rhythm
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.steps.prompting import prompt

WEEK = (1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 0.0)
NO_WEEK = (1.0,) * 7


def small(calendar=None, **changes):
    where = world(**{"size": 2000, "days": 56, "learning": False, "acts": (EASY_VISIT,), **changes})
    return replace(where, setup=replace(where.setup, calendar=calendar or Calendar()))


def test_the_date_of_the_launch_alone_changes_nothing():
    assert same(play(small()), play(small(Calendar(date(2027, 12, 24)))))


def test_occasions_follow_the_weekday():
    where = small(Calendar(need=Rhythm(WEEK)))
    need = where.customers.traits.need
    model, met, expected = LoyaltyModel(where), np.zeros(7), np.zeros(7)
    for _ in range(56):
        present = model.customers.states.present.copy()
        model.step()
        weekday = model.day % 7
        rush = WEEK[weekday] * 7 / sum(WEEK)
        met[weekday] += model.books.today("occasions")
        expected[weekday] += -np.expm1(-need[present] * rush).sum()
    assert met[6] == 0
    # five standard deviations of a sum of independent occasions are at most
    assert np.abs(met - expected).max() < 5 * np.sqrt(expected.max())


def test_screens_let_nobody_slip_through():
    """With a screen that is never in the way, exactly the same happens."""
    where = small(Calendar(need=Rhythm((0.1, 1.0, 1.0, 1.0, 1.0, 9.0, 0.0))), learning=True)
    model, open_wide = LoyaltyModel(where), LoyaltyModel(where)
    everybody = SimpleNamespace(
        may_meet_occasion=lambda _: np.arange(model.customers.n),
        may_leave=where.screens.may_leave,
        act_need=where.screens.act_need,
    )
    open_wide.screens = everybody  # type: ignore[assignment]
    for _ in range(21):
        model.step()
        open_wide.step()
        assert np.array_equal(model.today.acts[0].rows, open_wide.today.acts[0].rows)


def test_seasons_go_by_the_date():
    winter = Calendar(date(2027, 11, 27), Rhythm(months=(0.0,) * 11 + (1.0,)))
    met = play(small(winter)).model.books.daily["occasions"][:, 0]
    assert not met[:4].any()
    assert (met[4:35] > 0).all()
    assert not met[35:].any()


def test_the_burn_in_lies_before_the_launch():
    closed = Calendar(date(2027, 3, 1), Rhythm(months=(1.0, 0.0, *(1.0,) * 10)))
    model = LoyaltyModel(small(closed), first_day=-3)
    for _ in range(3):
        model.begin_day()
        prompt(model)
        assert model.today.acts[0].rows.size == 0
    model.begin_day()
    prompt(model)
    assert model.today.acts[0].rows.size > 0


@pytest.mark.parametrize("launch", [date(2027, 3, 1), date(2027, 3, 4)])
def test_mechanics_are_told_the_weekday(launch):
    told = []

    class Listener(Mechanic):
        kind = "listener"

        def close(self, view):
            told.append(view.weekday)
            return super().close(view)

    play(small(Calendar(launch)), {"it": Listener()}, days=9)
    assert told == [(launch.weekday() + day) % 7 for day in range(9)]
