"""What must always hold of goals, whatever customers do; counted from their diaries alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanics.scripted import Script
from tests.strategies import diaries
from tests.worlds import make, reward

from loyaltysim.hooks import MomentKind

FEW = settings(max_examples=30)


def played(mechanic, diary):
    """Play a mechanic through a diary.

    Returns
    -------
    The script, value by customer, days, and how often each customer reached a goal or met a setback.
    """
    script = Script(mechanic, diary.spend.shape[1])
    days = [script.play(diary.day(day)) for day in range(len(diary.spend))]
    value = sum(day.numbers["value"] for day in days)
    return script, value, days


def moments(days, kind, customers):
    count = np.zeros(customers, int)
    for day in days:
        for moment in day.moments:
            if moment.kind is kind:
                count[moment.rows] += 1
    return count


def acts(diary):
    return (diary.spend > 0).sum(axis=0)


@given(diaries, st.integers(1, 8), st.integers(1, 20), st.sampled_from(["none", "on_completion"]))
@FEW
def test_a_challenge_pays_once_for_each_success_and_never_beyond_the_acts(
    diary, target, days, recurrence
):
    rule = make("challenge", acts=target, days=days, recurrence=recurrence, reward=reward(3, 2))
    script, value, seen = played(rule, diary)
    won = script.running.own["won"]
    assert np.array_equal(value, 3.0 * won)
    assert (won * target <= acts(diary)).all()
    assert (won <= (1 if recurrence == "none" else len(diary.spend))).all()
    assert all((day.columns["progress"] < target).all() for day in seen)
    fell_short = moments(seen, MomentKind.SETBACK, won.size)
    assert (fell_short <= 1).all()


@given(diaries, st.integers(1, 8), st.integers(1, 20))
@FEW
def test_a_challenge_in_periods_is_won_in_exactly_the_periods_with_acts_enough(diary, target, days):
    rule = make("challenge", acts=target, days=days, recurrence="on_expiration")
    script, _, _ = played(rule, diary)
    starts = range(0, len(diary.spend), days)
    periods = [(diary.spend[start : start + days] > 0).sum(axis=0) for start in starts]
    assert np.array_equal(script.running.own["won"], sum(count >= target for count in periods))


@given(diaries, st.sets(st.integers(1, 40), min_size=1, max_size=5))
@FEW
def test_badges_are_the_thresholds_that_the_acts_have_reached(diary, at):
    script, value, seen = played(make("badge", at=sorted(at)), diary)
    reached = sum(acts(diary) >= threshold for threshold in at)
    assert np.array_equal(script.running.own["badges"], reached)
    assert np.array_equal(moments(seen, MomentKind.GOAL_REACHED, reached.size), reached)
    assert not value.any()


@given(diaries, st.integers(1, 6), st.integers(1, 7))
@FEW
def test_a_badge_for_a_streak_is_for_the_longest_that_there_was(diary, at, every):
    script, _, _ = played(make("badge", at=[at], counts="streak", every=every), diary)
    starts = range(0, len(diary.spend), every)
    kept = np.array([(diary.spend[start : start + every] > 0).any(axis=0) for start in starts])
    for row in range(kept.shape[1]):
        longest = max(
            len(run) for run in "".join("x" if one else " " for one in kept[:, row]).split(" ")
        )
        assert script.running.own["badges"][row] == (longest >= at)


@given(diaries, st.floats(1, 60), st.floats(1, 3), st.integers(1, 12))
@FEW
def test_levels_follow_experience_and_never_fall(diary, first, growth, most):
    rule = make(
        "levels",
        experience=[{"xp": 10}],
        first=first,
        growth=growth,
        most=most,
        reward=reward(2, 1),
    )
    script, value, seen = played(rule, diary)
    takes = np.cumsum(first * growth ** np.arange(most))
    expected = np.searchsorted(takes, 10.0 * acts(diary) * (1 + 1e-9), side="right")
    assert np.array_equal(script.running.own["reached"], expected)
    assert np.array_equal(value, 2.0 * expected)
    history = np.array([day.columns["reached"] for day in seen])
    assert (np.diff(history, axis=0) >= 0).all()


@given(diaries, st.integers(1, 14), st.data())
@FEW
def test_achievements_pay_each_task_and_set_once_in_a_period(diary, every, data):
    times = data.draw(st.lists(st.integers(1, every), min_size=1, max_size=3))
    tasks = [{"times": count, "reward": reward(1)} for count in times]
    rule = make("achievements", every=every, tasks=tasks, bonus=reward(5))
    script, value, _ = played(rule, diary)
    starts = range(0, len(diary.spend), every)
    periods = [(diary.spend[start : start + every] > 0).sum(axis=0) for start in starts]
    ticks = sum(done >= count for done in periods for count in times)
    sets = sum(done >= max(times) for done in periods)
    assert np.array_equal(script.running.own["sets"], sets)
    assert np.array_equal(value, ticks + 5.0 * sets)


@given(diaries, st.lists(st.integers(1, 9), min_size=1, max_size=4))
@FEW
def test_a_quest_ends_with_the_last_act_of_its_steps_and_not_before(diary, times):
    steps = [{"times": count, "reward": reward(1)} for count in times]
    script, value, seen = played(make("quest", steps=steps, reward=reward(10)), diary)
    passed = sum(acts(diary) >= needed for needed in np.cumsum(times))
    there = acts(diary) >= sum(times)
    assert np.array_equal(script.running.own["trophies"], there)
    assert np.array_equal(value, passed + 10.0 * there)
    for day in seen:
        open_now = sum(day.columns[f"at_{k + 1}"].astype(int) for k in range(len(times)))
        assert (open_now <= 1).all()


@given(diaries, st.integers(1, 30), st.floats(0.01, 1))
@FEW
def test_a_lock_opens_once_and_what_it_takes_off_is_of_later_acts(diary, after, rate):
    script, value, _ = played(make("unlock", after=after, discount=rate), diary)
    earlier = np.cumsum(diary.spend > 0, axis=0) - (diary.spend > 0)
    off = np.where(earlier >= after, diary.spend, 0.0).sum(axis=0) * rate
    assert np.array_equal(script.running.own["open"], acts(diary) >= after)
    assert value == pytest.approx(off)


@given(diaries, st.integers(1, 20))
@FEW
def test_a_comeback_is_rewarded_after_every_absence_that_is_long_enough(diary, missed):
    _, value, _ = played(make("comeback_bonus", missed=missed, reward=reward(1)), diary)
    for row in range(diary.spend.shape[1]):
        days = np.array([-1, *np.flatnonzero(diary.spend[:, row])])
        assert value[row] == (np.diff(days) > missed).sum()


@given(diaries, st.integers(1, 6), st.data())
@FEW
def test_a_repair_neither_shortens_a_streak_nor_adds_to_what_hurts(diary, within, data):
    repair = {"within": within, "acts": data.draw(st.integers(1, within))}
    plain, _, without = played(make("streak"), diary)
    mended, _, seen = played(make("streak", repair=repair), diary)
    for before, after in zip(without, seen, strict=True):
        assert (after.columns["length"] >= before.columns["length"]).all()
        assert (after.columns["lost"] >= 0).all()
    rows = diary.spend.shape[1]
    hurt = moments(seen, MomentKind.SETBACK, rows)
    assert (hurt <= moments(without, MomentKind.SETBACK, rows)).all()
    assert (plain.running.own["length"] <= len(diary.spend)).all()
    assert (mended.running.own["length"] <= acts(diary)).all()


@given(diaries, st.sets(st.sampled_from(["mon", "wed", "sat", "sun"]), min_size=1))
@FEW
def test_free_days_only_lengthen_a_streak(diary, days):
    _, _, without = played(make("streak"), diary)
    _, _, seen = played(make("streak", free_days=sorted(days)), diary)
    for before, after in zip(without, seen, strict=True):
        assert (after.columns["length"] >= before.columns["length"]).all()


@given(diaries, st.integers(1, 30))
@FEW
def test_a_bar_with_a_step_that_nobody_takes_never_fills(diary, days):
    rule = make("progress_bar", steps=["visit", "income"], reward=reward(3), stalls_after=days)
    script = Script(rule, diary.spend.shape[1], acts=("visit", "income"))
    seen = [script.play(diary.day(day)) for day in range(len(diary.spend))]
    assert not any(day.numbers["value"].any() for day in seen)
    assert script.running.own["unfinished"].all()
    vexed = moments(seen, MomentKind.SETBACK, script.n)
    assert (vexed <= (acts(diary) > 0)).all()
