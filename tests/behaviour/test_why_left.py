"""Why customers left: what is named as the cause would have kept them, and nothing else would."""

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import world

from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.recording.why_left import CAUSES


def relieved(model, where, **states):
    """Play the same day again with states that do not press."""
    again = LoyaltyModel(replace(where, customers=model.customers), first_day=model.day + 1)
    for name, change in states.items():
        column = getattr(again.customers.states, name)
        column[:] = change(column)
    return again


RELIEF = {
    "motivation": {"satisfaction": lambda column: np.maximum(column, 1)},
    "messages": {"fatigue": lambda _: 0, "woken": lambda _: 0},
    "friends": {"friends_lost": lambda _: 0},
    "service": {"vexation": lambda _: 0},
}


@pytest.fixture(scope="module")
def days():
    """Play days on which customers are discontent, tired, woken and bereft by turns."""
    where = world(size=2000)
    where.customers.traits.hazard[:] = 0.02
    model = LoyaltyModel(where)
    states, n = model.customers.states, model.customers.n
    states.satisfaction[:] = np.linspace(0.1, 1.5, n)
    states.fatigue[:] = np.tile([0.0, 0.5, 1.0], n)[:n]
    states.habit[:] = np.tile([0.0, 1.0, 0.6, 0.3], n)[:n]
    states.woken[:] = np.tile([0.0, 0.0, 1.0, 0.4, 0.8], n)[:n]
    states.friends_lost[:] = np.tile([0.0, 2.0, 0.0, 0.0, 1.0], n)[:n]
    states.vexation[:] = np.tile([0.0, 0.0, 0.0, 0.0, 0.0, 0.9, 0.0, 0.6, 0.0, 0.0, 0.0], n)[:n]
    model.mourns = model.tires = model.wakes = model.vexes = True
    found = []
    for _ in range(30):
        others = {}
        for name, states_of in {
            **RELIEF,
            "all": {k: v for r in RELIEF.values() for k, v in r.items()},
        }.items():
            again = relieved(model, where, **states_of)
            again.mourns = model.mourns
            others[name] = again
        model.step()
        for again in others.values():
            again.step()
        found.append(
            (
                model,
                dict(zip(model.today.left, model.today.causes, strict=True)),
                {name: set(again.today.left) for name, again in others.items()},
            )
        )
    return found


def test_each_cause_occurs(days):
    seen = {CAUSES[code] for _, causes, _ in days for code in causes.values()}
    assert seen == set(CAUSES)


def test_what_is_named_alone_would_have_kept_the_customer(days):
    for _, causes, left in days:
        for row, code in causes.items():
            keeps = [name for name in RELIEF if row not in left[name]]
            if CAUSES[code] in RELIEF:
                assert keeps == [CAUSES[code]]
            elif CAUSES[code] == "own":
                assert row in left["all"]
            else:
                assert len(keeps) != 1
                assert row not in left["all"]


def test_causes_are_counted_in_the_books(days):
    model = days[-1][0]
    daily = model.books.daily
    named = sum(daily[f"left_{cause}"].sum() for cause in CAUSES[1:])
    own = sum(code == 0 for _, causes, _ in days for code in causes.values())
    assert named + own == daily["left"].sum()
