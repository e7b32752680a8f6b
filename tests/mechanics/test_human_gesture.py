"""What must always hold of human gestures, and what they do in small worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from pydantic import ValidationError
from tests.mechanics.scripted import Script
from tests.mechanics.small import SIZE, acts, attachment, played
from tests.strategies import Diary, diaries, gestures
from tests.worlds import make, play, same, world

if TYPE_CHECKING:
    from loyaltysim.mechanics.mechanic import Mechanic

FEW = settings(max_examples=30)


def given_on(script: Script, diary: Diary):
    """Play a diary, and tell for each day who had a gesture, how late, and what it cost."""
    for day in range(len(diary.spend)):
        script.luck.all[:] = diary.luck[day]
        seen = script.play(diary.day(day))
        moments = [one for one in seen.moments if one.kind == "gesture"]
        rows = np.concatenate([one.rows for one in moments]) if moments else np.empty(0, np.intp)
        late = np.concatenate([one.delay for one in moments]) if moments else np.empty(0)
        yield day, rows, late, seen.numbers["cost"]


@given(gestures, diaries)
@FEW
def test_gestures_keep_their_distance_their_delay_and_their_price(gesture: Mechanic, diary: Diary):
    rules = gesture.model_dump()
    script = Script(gesture, diary.spend.shape[1])
    last = np.full(script.n, -np.inf)
    served = 0
    for day, rows, late, cost in given_on(script, diary):
        assert (day - last[rows] > rules["rest_days"] + late).all()
        assert (late >= rules["delay"]).all()
        assert cost.sum() == pytest.approx(rules["cost"] * rows.size)
        last[rows] = day
        served += rows.size
    if rules["capacity"] is not None:
        assert served <= rules["capacity"] / 1000 * script.n * len(diary.spend) + 1e-6


@pytest.mark.parametrize("rules", [{"personal": 0.0}, {"delay": 89, "personal": 0.0}])
def test_a_scripted_gesture_changes_nothing_but_the_cost(rules):
    """Samek & Longfield (2023): 28% with and without a call."""
    plain = played({})
    called = played({"call": make("human_gesture", chance=1.0, cost=2.0, **rules)})
    assert np.array_equal(plain.acted, called.acted)
    assert np.array_equal(plain.present, called.present)


def test_a_call_that_comes_months_late_is_worth_next_to_nothing():
    soon, late = (
        acts({"call": make("human_gesture", chance=1.0, delay=days, rest_days=30)})
        for days in (0, 80)
    )
    nothing = acts({})
    assert soon - nothing > 10 * abs(late - nothing)


def test_personal_notes_attach_the_more_the_more_personal_they_are():
    felt = [
        attachment({"note": make("human_gesture", chance=0.5, rest_days=20, personal=share)})
        for share in (0.0, 0.3, 0.6, 1.0)
    ]
    assert felt == sorted(felt)
    assert felt[0] == 0.0 < felt[1]


def test_gestures_at_every_act_are_expected_and_lose_their_force():
    """Whoever is thanked each time is, in the end, attached less than who is thanked now and then."""
    where = world(size=SIZE, days=300, dtype=np.float32)

    def attached(**rules):
        model = play(where, {"note": make("human_gesture", chance=1.0, **rules)}).model
        often = model.customers.states.acts[0] > 60
        return float(model.customers.states.attachment[often].mean())

    assert attached(rest_days=0) < 0.5 * attached(rest_days=40)


def test_staff_who_are_few_come_late():
    many, few = (
        played({"call": make("human_gesture", chance=1.0, rest_days=20, capacity=capacity)})
        for capacity in (1000, 2)
    )
    assert few.acts < many.acts
    assert few.model.customers.states.attachment.mean() < (
        0.5 * many.model.customers.states.attachment.mean()
    )


def test_a_gesture_for_nobody_changes_nothing():
    never = {"call": make("human_gesture", occasion={"idle_days": 3000}, chance=1.0)}
    assert same(played({}), played(never))


@pytest.mark.parametrize(
    ("occasion", "told"),
    [({}, "not none"), ({"acts": 2, "idle_days": 3}, "not acts and idle_days")],
)
def test_a_gesture_has_one_occasion(occasion, told):
    with pytest.raises(ValidationError, match=f"give one of acts, idle_days and when, {told}"):
        make("human_gesture", occasion=occasion)
