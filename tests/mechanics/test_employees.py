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

from loyaltysim.simulation.measuring import measures_of

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
    hard, none = (0.0, 0.0, 0.0, 1.5, 0.0, 0.0), (0.0, 0.0, 0.0, 50.0, 0.0, 0.0)
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
