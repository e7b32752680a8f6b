"""Every declared trait and state does something: permuted among customers, it changes what happens.

Most columns must change who acts. Three say where a customer is counted, and are held to that.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.worlds import REVIEW, TWO_SEGMENTS, VISIT, make, play, reward, world

from loyaltysim.customers.network import SmallWorld
from loyaltysim.customers.population import Incidents, Rival, SegmentPopulation, Spread
from loyaltysim.customers.table import Customers, States, Traits
from loyaltysim.hooks import Answer, Demand, Moment, MomentKind, Reference, ReferenceKind
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.randomness import uniform_draws
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes
from loyaltysim.simulation.setup import Contract, with_rivals

SIZE = 1500
ELSEWHERE = {
    "segment": "segments",
    "scarcest": "why_not",
    "acts": "markets",
}
"""Columns that say where a customer is counted, and the table in which that shows."""


class Queue(Mechanic):
    """Make everybody wait."""

    def demands(self, view, act, rows):
        return (Demand(0, 0.3),)


class Table(Mechanic):
    """Tell everybody of a rival and of the others, and praise those who act."""

    def references(self, view, act, rows):
        rival = Reference(ReferenceKind.RIVAL, 1.2, own=1.0)
        return (rival, Reference(ReferenceKind.NORM, 0.2, own=0.5))

    def on_acts(self, view, acts):
        return Answer((), (Moment(MomentKind.PRAISE, acts.rows, 0.5),))


GOES_WRONG = replace(VISIT, interest=0.8, incidents=Incidents(0.1, 0.5))
REWARDS = {
    "call": make("message", every=365, starts=45, outreach=True),
    "card": make("stamp_card", stamps=5, reward=reward(4.2, 1.4)),
    "discount": make("discount", rate=0.1, min_spend=4.0),
    "gift": make("surprise", chance=0.2, gift=reward(4, 1.4)),
    "news": make("message", every=3, principle="scarcity"),
    "review": make("message", act="review", every=5),
    "streak": make("streak", every=2),
    "table": Table(),
    "win back": make("message", every=2, target={"idle_days": 6}),
}


def lived_in(contract, rivals=None):
    """Give a world in which everything has happened to customers already."""
    where = world(
        size=SIZE,
        days=40,
        acts=with_rivals((GOES_WRONG, REVIEW), rivals or {}),
        population=SegmentPopulation(
            tuple(
                replace(one, hazard=Spread(0.01, 1.0), incident_factor=factor)
                for one, factor in zip(TWO_SEGMENTS, (0.5, 2.0), strict=True)
            )
        ),
        contract=contract,
        network=SmallWorld(6, 0.1),
    )
    model = LoyaltyModel(where, REWARDS, first_day=0)
    for _ in range(50):
        model.step()
    return replace(where, customers=model.customers)


def with_permuted(where, name):
    """Give the same world with one column permuted among the customers."""
    order = np.argsort(uniform_draws(5, "order", SIZE))
    traits, states = where.customers.traits, where.customers.states
    if name in Traits.__dataclass_fields__:
        traits = replace(traits, **{name: getattr(traits, name)[..., order].copy()})
    else:
        states = replace(states, **{name: getattr(states, name)[..., order].copy()})
    old = where.customers
    customers = Customers(traits, states, old.markets, old.size, old.segments, old.market)
    return replace(where, customers=customers)


@pytest.fixture(scope="module")
def open_world():
    return lived_in(None)


@pytest.fixture(scope="module")
def subscribers():
    return lived_in(Contract(30, 9.99))


@pytest.fixture(scope="module")
def with_a_rival():
    return lived_in(None, {"chain": Rival(0.8)})


@pytest.fixture(scope="module")
def as_it_was(open_world):
    """Play the world on as it is, once."""
    return play(open_world, REWARDS).acted


COLUMNS = [*Traits.__dataclass_fields__, *States.__dataclass_fields__]


SPECIAL = {"contract_phase", "ln_resource", "taste"}
"""Columns that matter in a world of their own, or with a mechanic of their own."""


@pytest.mark.parametrize("name", [n for n in COLUMNS if n not in {*ELSEWHERE, *SPECIAL}])
def test_a_permuted_column_changes_who_acts(name, open_world, as_it_was):
    assert not np.array_equal(as_it_was, play(with_permuted(open_world, name), REWARDS).acted)


@pytest.mark.parametrize("name", sorted(SPECIAL))
def test_so_does_one_that_matters_to_some_only(name, open_world, subscribers, with_a_rival):
    where = {"contract_phase": subscribers, "taste": with_a_rival}.get(name, open_world)
    # resources act through the gap, unless a mechanic changes what an act demands
    scheme = {**REWARDS, "queue": Queue()} if name == "ln_resource" else REWARDS
    plain, permuted = play(where, scheme), play(with_permuted(where, name), scheme)
    assert not np.array_equal(plain.acted, permuted.acted)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_permuted_label_changes_no_act_but_where_customers_are_counted(name, open_world):
    before, after = (
        play_schemes(where, {"all": REWARDS}, keep_transactions=True)["all"]
        for where in (open_world, with_permuted(open_world, name))
    )
    table = ELSEWHERE[name]
    one, other = getattr(before, table), getattr(after, table)
    if table == "markets":
        one, other = {"active": one["active"]}, {"active": other["active"]}
    assert any(not np.array_equal(one[key], other[key]) for key in one)
    assert before.transactions is not None
    assert after.transactions is not None
    for field, sold in before.transactions.items():
        assert np.array_equal(sold, after.transactions[field])


@pytest.mark.parametrize(
    ("name", "instance"), [("belief", "gift"), ("exposure", "streak"), ("seen", "streak")]
)
def test_what_customers_make_of_an_instance_changes_who_acts(name, instance, open_world):
    def acts(*, permuted):
        model = LoyaltyModel(open_world, REWARDS)
        for _ in range(30):
            model.step()
        if permuted:
            running = next(one for one in model.instances if one.name == instance)
            column = running.belief if name == "belief" else getattr(running.familiar, name)
            column[:] = column[np.argsort(uniform_draws(5, "order", SIZE))]
        for _ in range(10):
            model.step()
        return model.customers.states.last_act[0]

    assert not np.array_equal(acts(permuted=False), acts(permuted=True))
