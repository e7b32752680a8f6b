"""What must always hold of samples, and what they do in small worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.mechanics.scripted import Script
from tests.strategies import diaries, samples
from tests.worlds import EASY_VISIT, make, play, world

from loyaltysim.customers.population import Rival
from loyaltysim.mechanics.money.sample import NEVER
from loyaltysim.simulation.setup import with_rivals

FEW = settings(max_examples=30)
STRANGE = replace(EASY_VISIT, demands=(0.0, 0.0, 0.0, 0.0, 0.0, 2.5))
"""An act that breaks with routine."""
DAYS = 120


def played(scheme, act=STRANGE):
    return play(world(size=800, acts=(act,), days=DAYS, dtype=np.float32), scheme)


def sample(**changes):
    return make("sample", **{"share": 0.5, "eases": 0.8, "cost": 0.25, **changes})


@given(samples, diaries)
@FEW
def test_samples_cost_what_they_cost_and_nobody_has_more_than_one_a_day(mechanic, diary):
    days, customers = diary.spend.shape
    script = Script(mechanic, customers)
    had = np.full(customers, NEVER)
    for day in range(days):
        script.luck.all[:] = diary.luck[day]
        seen = script.play(diary.day(day))
        got = seen.columns["got"]
        new = got == day
        on_its_day = day == mechanic.first or (
            mechanic.every is not None
            and day > mechanic.first
            and (day - mechanic.first) % mechanic.every == 0
        )
        assert np.array_equal(new, on_its_day & (script.luck.all < mechanic.share))
        assert seen.numbers["cost"] == pytest.approx(mechanic.cost * new)
        assert np.array_equal(got[~new], had[~new])
        had = got.copy()


@given(samples, diaries)
@FEW
def test_what_a_sample_teaches_never_makes_the_act_harder_and_never_all_too_easy(mechanic, diary):
    days, customers = diary.spend.shape
    script = Script(mechanic, customers)
    for day in range(days):
        script.luck.all[:] = diary.luck[day]
        for demand in script.play(diary.day(day)).demands["visit"]:
            assert np.all(demand.ln_change <= 0)
            assert np.all(demand.ln_change >= np.log1p(-mechanic.eases) - 1e-9)


def test_a_sample_that_eases_nothing_changes_nothing_but_cost():
    plain, given_away = played({}), played({"it": sample(eases=0.0)})
    other = given_away.model.books.daily
    moved = {
        field
        for field, amounts in plain.model.books.daily.items()
        if amounts.tobytes() != other[field].tobytes()
    }
    assert moved == {"reward_cost"}
    assert other["reward_cost"].sum() > 0
    assert np.array_equal(plain.acted, given_away.acted)


def test_a_sample_of_what_is_routine_moves_nobody():
    ordinary = replace(STRANGE, demands=(1.5, 0.0, 0.0, 0.0, 0.0, 0.0))
    one, other = (played(scheme, ordinary) for scheme in ({}, {"it": sample()}))
    assert np.array_equal(one.acted, other.acted)


def test_samples_win_acts_and_the_easier_they_make_it_the_more():
    plain = played({}).acts
    more = [played({"it": sample(eases=eases)}).acts - plain for eases in (0.2, 0.95)]
    assert 0 < more[0] < more[1]


def test_among_rivals_who_never_bought_knows_what_a_sample_taught_and_buyers_know_already():
    acts = with_rivals((STRANGE,), {"bar": Rival(1.0)})
    there = play(world(size=300, acts=acts, days=1, burn_in=40), {"it": sample(share=1.0)})
    own = there.model.instances[0].own
    last = there.model.customers.states.last_act[0]
    bought, never = (last >= -40) & (last < 0), last < -40
    assert bought.any()
    assert never.any()
    assert np.all(own["knows"][never] == 1.0)
    assert np.all(own["knows"][bought] < 1.0)


def test_the_longer_a_sample_is_remembered_the_more_acts_it_wins_of_those_who_do_not_know():
    there = world(size=800, acts=with_rivals((STRANGE,), {"bar": Rival(3.0)}), days=60)
    acts = [play(there, {"it": sample(share=1.0, forgotten_after=days)}).acts for days in (3, 3650)]
    assert acts[0] < acts[1]


def test_only_those_who_had_one_act_more_on_the_day():
    there, plain = played({"it": sample(first=60)}), played({})
    got = there.model.instances[0].own["got"] >= 0
    more = there.acted[60].astype(int) - plain.acted[60]
    assert np.array_equal(there.acted[:60], plain.acted[:60])
    assert more[got].sum() > 0
    assert not more[~got].any()
