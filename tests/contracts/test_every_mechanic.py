"""What must hold for every mechanic that comes with the package, alone and beside any other."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from tests.mechanics.examples import acts_of, example, scheme_of
from tests.worlds import play, same, world

from loyaltysim.mechanics.registry import BUILT_IN
from loyaltysim.simulation.loyalty_model import LoyaltyModel

DAYS = 35
NEIGHBOURS = (1, pytest.param(5, marks=pytest.mark.slow))


@cache
def with_acts(acts):
    return world(size=150, days=DAYS, acts=acts, dtype=np.float32)


def small(kinds):
    return with_acts(acts_of(kinds))


@cache
def without_any(acts):
    return play(with_acts(acts))


def without(kind):
    """Play what a kind cannot do without, alone."""
    company = {name: one for name, one in scheme_of([kind]).items() if name != kind}
    return play(small([kind]), company) if company else without_any(acts_of([kind]))


@pytest.mark.parametrize("kind", BUILT_IN)
def test_a_mechanic_that_has_not_started_changes_nothing(kind):
    scheme = scheme_of([kind])
    later = scheme | {kind: scheme[kind].model_copy(update={"starts": DAYS})}
    assert same(without(kind), play(small([kind]), later))


@pytest.mark.parametrize("kind", BUILT_IN)
def test_a_mechanic_for_nobody_changes_nothing(kind):
    nobody = LoyaltyModel(small([kind]), scheme_of([kind]))
    for running in nobody.instances:
        if running.name == kind:
            running.members = np.zeros(nobody.customers.n, np.bool_)
    for _ in range(DAYS):
        nobody.step()
    for field, amounts in without(kind).model.books.daily.items():
        assert amounts.tobytes() == nobody.books.daily[field].tobytes(), field


@pytest.mark.parametrize("kind", BUILT_IN)
def test_two_instances_have_luck_columns_and_accounts_of_their_own(kind):
    mechanic = example(kind).mechanic
    model = LoyaltyModel(small([kind]), {**scheme_of([kind]), "a": mechanic, "b": mechanic})
    drawn: set[str] = set()
    model.luck.events = _listening(model.luck.events, drawn)  # type: ignore[method-assign]
    for _ in range(DAYS):
        model.step()
    own = {d.split(":")[1:3][0]: d for d in drawn if d.startswith(("instance:", "notice:"))}
    assert ("a" in own) == ("b" in own)
    a, b = (next(one for one in model.instances if one.name == name) for name in "ab")
    for name in a.own:
        assert a.own[name] is not b.own[name]
    assert ("a" in model.ledger.accounts) == ("b" in model.ledger.accounts)


def _listening(events, drawn):
    def listen(decision):
        drawn.add(decision)
        return events(decision)

    return listen


@pytest.mark.parametrize("kind", BUILT_IN)
@pytest.mark.parametrize("step", NEIGHBOURS)
def test_any_two_mechanics_live_together_in_any_order(kind, step):
    other = BUILT_IN[(BUILT_IN.index(kind) + step) % len(BUILT_IN)]
    where, scheme = small([kind, other]), scheme_of([kind, other])
    assert same(play(where, scheme), play(where, dict(reversed(scheme.items()))))


def test_all_mechanics_live_together_in_any_order():
    where, scheme = small(BUILT_IN), scheme_of(BUILT_IN)
    one, other = play(where, scheme), play(where, dict(reversed(scheme.items())))
    assert same(one, other)
    assert one.acts > 0
    assert not same(one, play(where))
