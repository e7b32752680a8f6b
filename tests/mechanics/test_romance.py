"""What must always hold of pop-ups, friction, mysteries and character, and what they do in small worlds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.mechanics.small import DAYS, SIZE, acts, attachment, by_day, played
from tests.strategies import diaries
from tests.worlds import make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.network import SmallWorld

FEW = settings(max_examples=30)


def test_a_pop_up_peaks_after_anticipation_and_leaves_a_dip():
    plain, event = (
        by_day(scheme, seed=4)
        for scheme in ({}, {"event": make("pop_up", first=30, lasts=5, announced=10, missed=1.0)})
    )
    more = event - plain
    before, during, after = more[20:30].mean(), more[30:35].mean(), more[35:40].mean()
    assert np.array_equal(plain[:20], event[:20])
    assert during > before > 0 > after


def test_who_misses_nothing_has_no_dip():
    missed, not_missed = (
        by_day({"event": make("pop_up", first=30, lasts=5, missed=share)}) for share in (1.0, 0.0)
    )
    assert np.array_equal(missed[:35], not_missed[:35])
    assert missed[35:40].sum() < not_missed[35:40].sum()


@pytest.mark.parametrize("lasts", [1, 7, 200])
def test_what_is_always_there_does_nothing(lasts):
    always = played({"event": make("pop_up", first=0, lasts=lasts, every=lasts, missed=1.0)})
    assert np.array_equal(played({}).acted, always.acted)


def test_the_rarer_an_event_is_the_more_a_day_of_it_moves():
    plain = by_day({})

    def on_days_of_it(every):
        event = make("pop_up", first=20, lasts=5, every=every, announced=0, missed=0.0)
        return (by_day({"event": event}) - plain)[20:25].sum()

    moved = [on_days_of_it(every) for every in (5, 7, 20, None)]
    assert moved == sorted(moved)
    assert moved[0] == 0 < moved[-1]


@given(st.integers(0, 40), st.integers(1, 10), st.integers(0, 20), st.integers(0, 12))
@FEW
def test_an_event_is_on_for_its_days_and_announced_before(first, lasts, more, announced):
    every = lasts + more if more else None
    script = Script(make("pop_up", first=first, lasts=lasts, every=every, announced=announced), 1)
    seen = [script.play({}).columns for _ in range(80)]
    on = np.array([bool(one["on"][0]) for one in seen])
    starts = range(first, 200, every) if every else [first]
    days = np.arange(80)
    expected = np.any([(days >= start) & (days < start + lasts) for start in starts], axis=0)
    told = np.any([(days < start) & (days >= start - announced) for start in starts], axis=0)
    assert np.array_equal(on, expected)
    assert np.array_equal([bool(one["soon"][0]) for one in seen], told & ~expected)


def test_no_effort_changes_nothing():
    nothing = {"ritual": make("friction", effort=0.0, chooses=1.0)}
    assert np.array_equal(played({}).acted, played(nothing).acted)


def test_a_ritual_is_worth_most_at_an_effort_between_too_little_and_too_much():
    """Norton, Mochon & Ariely (2012): only what is finished is valued more."""
    felt = [
        attachment({"ritual": make("friction", effort=effort, chooses=1.0)})
        for effort in (0.0, 0.2, 1.0, 8.0)
    ]
    assert felt[0] == 0.0
    assert felt[0] < felt[1] < felt[2] > felt[3]


def test_forced_effort_is_worse_than_the_same_by_choice():
    chosen, forced = (
        acts({"it": make("friction", effort=0.8, chooses=1.0, chosen=chosen)})
        for chosen in (True, False)
    )
    assert forced < chosen
    assert forced < acts({})


def test_too_much_effort_stops_the_act():
    assert acts({"it": make("friction", effort=10.0, chooses=1.0)}) < 0.5 * acts({})


def test_a_secret_that_is_found_at_once_is_worth_less_than_one_that_lasts():
    """Curiosity ends with the secret."""
    lasting, soon = (acts({"it": make("mystery", chance=chance)}) for chance in (0.02, 1.0))
    assert lasting > soon > acts({})


def test_a_secret_that_nobody_can_find_is_forgotten():
    """Those who come often look in vain soonest; the world has many of them."""
    where = world(size=SIZE, days=240, dtype=np.float32)
    plain, secret = (play(where, one) for one in ({}, {"it": make("mystery", chance=0.0)}))
    often = plain.acted.sum(axis=0) > 50
    more = (secret.acted.astype(float) - plain.acted)[:, often].sum(axis=1)
    assert more[:20].sum() > 5 * max(more[-60:-40].sum(), 0.0)


def test_friends_who_tell_end_curiosity():
    where = world(size=SIZE, days=DAYS, dtype=np.float32, network=SmallWorld(6, 0.1))
    kept, told = (
        play(where, {"it": make("mystery", chance=0.02, tells=tells)}) for tells in (0.0, 1.0)
    )
    hidden = [one.model.instances[0].own["hidden"].mean() for one in (kept, told)]
    assert hidden[1] < 0.3 * hidden[0]
    assert told.acts < kept.acts


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), diaries)
@FEW
def test_everybody_gets_what_is_hidden_once(chance, tells, diary):
    people = diary.spend.shape[1]
    friends = [(one, one + 1) for one in range(people - 1)]
    mystery = make("mystery", chance=chance, tells=tells, reward=reward(4.0, 1.0))
    script = Script(mystery, people, friends=friends)
    paid = np.zeros(people)
    for day in range(len(diary.spend)):
        script.luck.all[:] = diary.luck[day]
        seen = script.play(diary.day(day))
        paid += seen.numbers["value"]
        assert np.array_equal(paid > 0, seen.columns["found"])
        assert np.array_equal(
            seen.columns["hidden"], ~(seen.columns["told"] | seen.columns["found"])
        )
    assert set(paid.tolist()) <= {0.0, 4.0}


def test_a_uniform_firm_has_no_character():
    bland = played({"it": make("character", automated=1.0)})
    assert np.array_equal(played({}).acted, bland.acted)
    assert np.array_equal(played({}).present, bland.present)


def test_the_more_is_automated_the_less_customers_are_attached():
    felt = [
        attachment({"it": make("character", speaks_to=0.6, puts_off=0.0, automated=share)})
        for share in (0.0, 0.4, 0.8, 1.0)
    ]
    assert felt == sorted(felt, reverse=True)
    assert felt[0] > felt[-1] == 0.0


def test_character_wins_some_and_loses_others():
    """Mukherjee & Althuizen (2020): whom it speaks to and whom it puts off go different ways."""
    plain = played({}).acted.sum(axis=0)
    stands = make("character", speaks_to=0.5, puts_off=0.4, strength=1.0)
    there = played({"it": stands})
    fits = there.model.instances[0].own["fits"]
    more = there.acted.sum(axis=0) - plain
    assert more[fits > 0].mean() > 0 > more[fits < 0].mean()


def test_character_that_puts_off_more_than_it_speaks_to_harms():
    divisive = make("character", speaks_to=0.1, puts_off=0.6, strength=1.0)
    assert acts({"it": divisive}) < acts({})


def test_character_fits_philanthropists():
    where = world(size=2000, days=DAYS, dtype=np.float32, constants=Constants.default())
    stands = make("character", speaks_to=1.0, puts_off=0.0, strength=1.0, acts=3)
    pull = play(where, {"it": stands}).model.instances[0].suits
    giving = where.customers.traits.user_type[0]
    assert np.corrcoef(giving, pull)[0, 1] > 0.5
