"""Goals among customers who decide: nothing where nothing should be, and harm where it should."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import EASY_VISIT, REVIEW, make, play, reward, same, world

from loyaltysim.hooks import MomentKind

DAYS = 90


def small(**changes):
    return world(**{"size": 600, "days": DAYS, **changes})


def lift(where, scheme, days=slice(None)):
    """Give the acts of some days against those without a scheme."""
    return play(where, scheme).acted[days].sum() / play(where).acted[days].sum()


def test_a_goal_that_nobody_can_reach_in_time_does_nothing():
    where = small(learning=False)
    out_of_reach = make("challenge", acts=31, days=30, reward=reward(50))
    assert same(play(where), play(where, {"x": out_of_reach}))


def test_to_fall_short_again_and_again_discourages():
    where = small(acts=(EASY_VISIT,))
    model = play(
        where, {"x": make("challenge", acts=31, days=30, recurrence="on_expiration")}
    ).model
    assert model.customers.states.sting.max() > 0
    assert lift(where, {"x": make("challenge", acts=31, days=30, recurrence="on_expiration")}) < 1


def test_after_a_success_acts_fall_back():
    where = small()
    once = {"x": make("challenge", acts=6, days=30, reward=reward(8, 4))}
    assert lift(where, once, slice(0, 30)) > 1.1
    assert lift(where, once, slice(31, DAYS)) < 1.05


def test_a_larger_reward_moves_more():
    where = small()
    lifts = [
        lift(where, {"x": make("challenge", acts=4, days=30, reward=reward(value))})
        for value in (1, 8, 40)
    ]
    assert lifts == sorted(set(lifts))


@pytest.mark.parametrize("kind", ["badge", "levels"])
def test_marks_without_a_reward_move_little(kind):
    rule = make("badge", at=[5, 10, 25, 50]) if kind == "badge" else make("levels")
    assert 0.99 < lift(small(), {"x": rule}) < 1.05


def test_a_distant_mark_moves_less_than_a_near_one():
    where = small()
    near, far = (lift(where, {"x": make("badge", at=at)}) for at in (range(1, 60), [2000]))
    assert near > far >= 0.99


def test_a_game_of_tasks_wears_off_for_those_who_meet_it_daily():
    where = small(acts=(EASY_VISIT,))
    daily = {"x": make("achievements", tasks=[{}])}
    assert lift(where, daily, slice(0, 10)) > lift(where, daily, slice(60, DAYS)) > 0.97


def test_the_more_a_step_demands_to_be_told_the_fewer_bars_are_full():
    full = []
    for demand in (0.2, 1.0, 3.0, 9.0):
        ask = replace(REVIEW, name="income", demands=(0.0, 0.0, 0.0, 0.0, demand, 0.0))
        where = small(acts=(EASY_VISIT, ask))
        scheme = {
            "bar": make("progress_bar", steps=["income"], reward=reward(2)),
            "ask": make("message", act="income", every=10),
        }
        model = play(where, scheme).model
        bar = next(one for one in model.instances if one.name == "bar")
        full.append(bar.own["done_1"].mean())
    assert full == sorted(full, reverse=True)
    assert full[0] > 0.9 > 0.5 > full[-1]


def test_an_unfinished_bar_vexes_and_a_mild_one_does_not():
    where = small(acts=(EASY_VISIT, replace(REVIEW, name="income")))
    vexing = make("progress_bar", steps=["visit", "income"], stalls_after=10)
    mild = make("progress_bar", steps=["visit", "income"], stalls_after=None)
    acts = [play(where, {"x": rule}).acts for rule in (vexing, mild)]
    assert acts[0] < acts[1]


def test_what_is_unlocked_stays_and_is_used():
    where = small()
    played = play(where, {"x": make("unlock", after=5, discount=0.3)})
    opened = next(iter(played.model.instances)).own["open"]
    without = play(where).acted
    late = slice(60, DAYS)
    assert 0.1 < opened.mean() < 0.9
    assert played.acted[late][:, opened].sum() > 1.05 * without[late][:, opened].sum()
    assert np.array_equal(opened, played.acted.sum(axis=0) >= 5)


def test_ease_that_is_unlocked_raises_acts():
    where = small()
    hard = lift(where, {"x": make("unlock", after=3, eases="money", demand_left=0.95)})
    easy = lift(where, {"x": make("unlock", after=3, eases="money", demand_left=0.3)})
    assert easy > hard > 0.99


def test_a_sign_after_a_slip_brings_people_back_at_little_cost():
    where = small()
    bonus = {"x": make("comeback_bonus", reward=reward(0.09, 0.09))}
    played = play(where, bonus)
    assert 1.02 < lift(where, bonus) < 1.3
    cost = played.model.books.daily["reward_cost"].sum()
    assert 0 < cost <= 0.09 * played.acts


def test_a_streak_that_can_be_repaired_hurts_fewer():
    where = small(acts=(EASY_VISIT,))
    setbacks = []
    for rule in (make("streak"), make("streak", repair={"within": 3, "acts": 1})):
        model = play(where, {"x": rule}, days=0).model
        count = 0
        for _ in range(DAYS):
            model.step()
            told = [m for _, m in model.today.moments if m.kind is MomentKind.SETBACK]
            count += sum(moment.rows.size for moment in told)
        setbacks.append(count)
    assert 0 < setbacks[1] < setbacks[0]
