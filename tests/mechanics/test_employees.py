"""What must always hold of what employees get, and what it does in small worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.strategies import Diary, diaries
from tests.worlds import EASY_VISIT, REVIEW, make, play, reward, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.mechanics.giving import pick, top_tenth
from loyaltysim.randomness import uniform_draws
from loyaltysim.simulation.recording.measuring import measures_of

SIZE = 600
TASK = replace(REVIEW, name="task", need=0.5, interest=0.1)


def places(per_hundred, **rules):
    return make("unpopular_tasks", **{"places": per_hundred, "reward": reward(3.0, 2.0), **rules})


@given(st.integers(1, 7), st.floats(0.5, 120.0), st.floats(0.0, 1.0), diaries)
@settings(max_examples=30)
def test_a_task_is_never_over_served_and_every_place_is_paid_once(
    every, per_hundred, rises, diary: Diary
):
    customers = diary.spend.shape[1]
    script = Script(places(per_hundred, every=every, rises=rises, most=3.0), customers)
    room, taken = 0.0, 0
    for day in range(len(diary.spend)):
        if day % every == 0:
            room, taken = np.ceil(per_hundred * customers / 100.0 - 1e-9), 0
        script.luck.all = diary.luck[day].astype(np.float32)
        came = diary.day(day)
        seen = script.play(came)
        done = len(came) - seen.turned_away.size
        assert done == min(len(came), room - taken)
        taken += done
        assert seen.columns["left"].tolist() == [room - taken]
        assert (seen.numbers["value"] > 0).sum() == done
        assert seen.numbers["value"].max() <= 9.0 + 1e-9
        assert set(seen.turned_away.tolist()) <= set(came)


def working(demands=TASK.demands):
    """Give a world with a day's work and an unpopular task."""
    acts = (EASY_VISIT, replace(TASK, demands=demands))
    return world(size=SIZE, days=84, dtype=np.float32, acts=acts)


def tasks(scheme, **changes):
    """Count how often the task was done."""
    return int(play(working(**changes), scheme).model.customers.states.acts[1].sum())


def test_a_reward_helps_only_those_who_have_the_time_and_the_skill():
    scheme = {"it": places(10_000, act="task")}
    hard, none = (0.0, 0.0, 0.0, 1.5, 0.0, 0.0), (0.0, 0.0, 0.0, 500.0, 0.0, 0.0)
    gains = [tasks(scheme, demands=d) - tasks({}, demands=d) for d in (hard, none)]
    assert gains[0] > 0
    assert gains[1] == pytest.approx(0.0, abs=3)


def test_more_places_are_more_tasks_until_nobody_else_comes():
    done = [tasks({"it": places(n, act="task")}) for n in (0.5, 2, 8, 200, 10_000)]
    assert done == sorted(done)
    assert done[0] < done[1] < done[2]
    assert done[-1] == done[-2]


def test_to_be_turned_away_does_no_harm():
    """Nobody is hurt, and nobody leaves for it."""
    plain = play(working(), {})
    turned = play(working(), {"it": places(0.001, act="task")})
    assert turned.model.customers.states.sting.max() == 0.0
    assert turned.retained >= plain.retained - 0.005
    ((whole, refused),) = (
        pair for key, pair in measures_of(turned.model).items() if key == "it/turned_away"
    )
    assert refused.sum() > 0.5 * whole.sum()


def thanks(**rules):
    return make("recognition_points", **{"award": reward(1.0, 1.0), **rules})


@given(
    st.integers(1, 5),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(2, 5),
    st.integers(0, 1000),
)
@settings(max_examples=30)
def test_budgets_are_never_exceeded_and_nobody_thanks_those_who_did_nothing(
    every, awards, managers, team, seed
):
    awards, managers = min(awards, every), min(managers, every)
    if not awards + managers:
        awards = 1
    script = Script(
        thanks(awards=awards, manager_awards=managers, every=every, use=1, team=team), 9
    )
    paid = 0.0
    for day in range(30):
        for decision in ("give", "whom", "manager", "manager_whom"):
            luck = uniform_draws(seed, f"{decision} {day}", 9)
            script.luck.by_decision[decision] = luck.astype(np.float32)
        did = np.flatnonzero(uniform_draws(seed, f"did {day}", 9) < 0.5).tolist()
        seen = script.play(dict.fromkeys(did, 1.0))
        got = np.flatnonzero(seen.numbers["value"])
        assert set(got.tolist()) <= set(did)
        assert seen.columns["left"].min() >= 0
        assert seen.columns["manager_left"].min() >= 0
        paid += seen.numbers["value"].sum()
        assert paid == seen.columns["given"].sum() == seen.columns["received"].sum()
        periods = day // every + 1
        most = periods * (awards * 9 + managers * len(set(seen.columns["team"].tolist())))
        assert paid <= seen.columns["budget"].sum() == most


@given(st.lists(st.integers(-1, 2), min_size=1, max_size=12), st.integers(0, 10**6))
def test_who_gives_picks_one_of_the_own_group_and_never_himself_or_herself(groups, seed):
    group = np.array(groups, np.int32)
    everyone = np.arange(group.size)
    among = np.flatnonzero(uniform_draws(seed, "among", group.size) < 0.6)
    luck = uniform_draws(seed, "luck", group.size).astype(np.float32)
    for others in (True, False):
        givers, chosen = pick(everyone, luck, among, group, others=others)
        found = dict(zip(givers.tolist(), chosen.tolist(), strict=True))
        for one in everyone.tolist():
            mates = [
                m for m in among.tolist() if group[m] == group[one] and (m != one or not others)
            ]
            wanted = mates[int(float(luck[one]) * len(mates))] if mates else None
            assert found.get(one) == wanted


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60), st.integers(1, 3))
def test_the_top_tenth_is_what_sorting_each_market_gives(amounts, markets):
    amount = np.array(amounts)
    market = np.sort(np.arange(amount.size) % markets)
    found = top_tenth(np.arange(amount.size), amount, market, markets)
    for number in range(markets):
        own = sorted(amount[market == number].tolist(), reverse=True)
        assert found[number] == sum(own[: -(-len(own) // 10)])


def work(scheme, **changes):
    return play(world(size=SIZE, days=84, dtype=np.float32, acts=(EASY_VISIT,), **changes), scheme)


def test_more_is_given_from_larger_budgets_and_fewer_are_left_out():
    never = []
    for awards in (1, 5, 15):
        model = work({"it": thanks(awards=awards, every=30)}).model
        whole, part = measures_of(model)["it/never_recognised"]
        never.append(part.sum() / whole.sum())
    assert never == sorted(never, reverse=True)
    assert never[-1] < never[0]


def test_recognition_helps_a_little_and_being_passed_over_hurts():
    """With nobody sensitive to setbacks recognition is worth more."""
    plain = work({}).acts
    given = work({"it": thanks(awards=4, every=28)}).acts
    assert plain < given < 1.15 * plain
    hurt = Constants.default().replace(sting=0.3)
    unhurt = Constants.default().replace(sting=0.05)
    few = {"it": thanks(awards=1, every=7, use=0.3)}
    assert work(few, constants=hurt).acts < work(few, constants=unhurt).acts


def test_an_award_that_is_expected_crowds_out_an_interesting_act():
    """What comes with nearly every act is no surprise any more."""
    loved = (replace(EASY_VISIT, interest=1.0),)
    model = work_of(loved, {"it": thanks(awards=28, every=28, use=1, award=reward(4.0))})
    assert model.customers.states.crowding.max() > 0.1
    dull = work_of(loved, {"it": thanks(awards=1, every=28, use=0.1, award=reward(4.0))})
    assert dull.customers.states.crowding.max() < 0.05


def work_of(acts, scheme):
    return play(world(size=SIZE, days=84, dtype=np.float32, acts=acts), scheme).model


LONG = replace(
    REVIEW, name="long_call", need=0.6, interest=0.6, demands=(1.2, 0.0, 0.0, 0.0, 0.0, 0.0)
)
SERVE = replace(EASY_VISIT, name="serve_call", demands=(1.2, 0.0, 0.0, 0.0, 0.0, 0.0))


def service(**rules):
    """Count calls served and long calls under a bonus."""
    where = world(size=SIZE, days=84, dtype=np.float32, acts=(SERVE, LONG))
    plain = {"acts": 3, "every": 14, "reward": reward(3.0)}
    scheme = {"it": make("service_bonus", **plain | rules)} if rules else {}
    return play(where, scheme).model.customers.states.acts.sum(axis=1).tolist()


def test_what_a_bonus_pays_for_is_done_more_and_the_other_less():
    """Holmstrom & Milgrom (1991)."""
    calls, long_calls = service()
    quality = service(act="long_call", instead_of="serve_call", takes=1.0)
    speed = service(act="serve_call", instead_of="long_call", takes=1.0)
    assert quality[1] > long_calls
    assert quality[0] < calls
    assert speed[0] > calls
    assert speed[1] < long_calls


def test_the_more_it_takes_the_less_is_left_for_the_other():
    others = [service(act="long_call", instead_of="serve_call", takes=t)[0] for t in (0, 0.5, 2.0)]
    assert others == sorted(others, reverse=True)
    assert others[0] > others[-1]


def test_nobody_works_for_a_bonus_that_cannot_be_earned():
    assert service(acts=100, every=7, reward=reward(50.0)) == service()


@given(st.integers(1, 9), st.integers(1, 4), diaries)
@settings(max_examples=30)
def test_a_bonus_is_paid_once_for_each_period_in_which_the_acts_suffice(every, acts, diary: Diary):
    customers = diary.spend.shape[1]
    script = Script(make("service_bonus", acts=acts, every=every, reward=reward(2.0)), customers)
    paid, done = np.zeros(customers), np.zeros(customers)
    for day in range(len(diary.spend)):
        if day % every == 0:
            paid[:], done[:] = 0.0, 0.0
        seen = script.play(diary.day(day))
        done += diary.spend[day] > 0
        paid += seen.numbers["value"]
        assert paid == pytest.approx(2.0 * (done >= acts))
