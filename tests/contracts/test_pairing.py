"""What must not change what: the contracts on which paired comparisons rest."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field
from tests.strategies import mechanics
from tests.worlds import REVIEW, VISIT, fingerprint, make, play, reward, same, world

import loyaltysim.mechanics.registry as registry
from loyaltysim.behaviour.constants import Constants
from loyaltysim.hooks import Offer, StateColumn, Symbol
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.play import play as play_schemes

FEW = settings(max_examples=8)
SCHEME = {
    "card": make("stamp_card", stamps=5, head_start=1, reward=reward(4.2, 1.4), expires_after=40),
    "points": make("points", per_spend=1, redeem={"points": 30, "value": 3, "cost": 2}),
    "lottery": make("lottery", chance=0.1, prize=reward(20, 15)),
    "gift": make("surprise", chance=0.2, gift=reward(4, 1.4)),
    "streak": make("streak", every=7, milestones=[{"at": 3, "reward": reward(5, 2)}]),
    "news": make("message", every=3, sends="spark", outreach=True),
}
"""A little of everything."""
REAL = [
    *("need", "hazard", "worth", "intrinsic", "ln_resource", "gap", "reward_sensitivity"),
    *("loss_aversion", "discount_rate", "novelty_seeking", "attention", "habit_rate", "user_type"),
    *(
        "competitiveness",
        "sociability",
        "praise",
        "habit",
        "crowding",
        "attachment",
        "efficacy",
        "fatigue",
        "woken",
        "sting",
        "friends_lost",
        "vexation",
        "incident_factor",
        "satisfaction",
        "heard",
        "susceptibility",
        "taste",
        "heard",
        "susceptibility",
    ),
]
SCHEMES = {
    "none": {},
    "all": SCHEME,
    "discount": {"discount": make("discount", rate=0.2)},
    "two acts": {**SCHEME, "ask": make("message", act="review", every=4, sends="facilitator")},
}


class Idle(Mechanic):
    """Look at everything and do nothing."""

    theory: ClassVar[str] = "None is needed."

    often: int = Field(default=1, ge=1, description="how often it looks")

    def columns(self):
        return (StateColumn("looks", "looks", "how often it looked"),)

    def open(self, view):
        view.own["looks"][view.here] += self.often
        return super().open(view)

    def messages(self, view):
        view.luck("a whim")
        return ()

    def offers(self, view, act, rows):
        view.usual_spend(act)[rows]
        return super().offers(view, act, rows)


def small(**changes):
    return world(
        **{"size": 150, "days": 45, "dtype": np.float32, "acts": (VISIT, REVIEW), **changes}
    )


def column(played, rows):
    """Give everything that is known of some customers."""
    states = played.model.customers.states
    return {
        "acted": played.acted[:, rows].tobytes(),
        "spend": played.spend[:, rows].tobytes(),
        "present": played.present[:, rows].tobytes(),
        **{
            name: getattr(states, name)[..., rows].tobytes() for name in states.__dataclass_fields__
        },
    }


def test_one_customer_more_leaves_the_others_as_they_were():
    few, more = (play(small(size=size, burn_in=20), SCHEME) for size in (150, 151))
    assert column(few, slice(0, 150)) == column(more, slice(0, 150))


@pytest.mark.parametrize("size", [7, 70, 151, 2001])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nothing_a_customer_starts_with_depends_on_how_many_others_there_are(size, dtype):
    few, more = (play(small(size=n, dtype=dtype), SCHEME, days=0).model for n in (size, size + 9))
    for table in ("traits", "states"):
        one, other = getattr(few.customers, table), getattr(more.customers, table)
        for name in one.__dataclass_fields__:
            assert np.array_equal(getattr(one, name), getattr(other, name)[..., :size]), name
    for one, other in zip(few.instances, more.instances, strict=True):
        assert np.array_equal(one.suits, other.suits[:size]), one.name


def test_one_market_more_leaves_the_others_as_they_were():
    few, more = (play(small(markets=range(m), burn_in=20), SCHEME) for m in (2, 3))
    assert column(few, slice(0, 300)) == column(more, slice(0, 300))
    for name, field in few.model.books.daily.items():
        assert np.array_equal(field, more.model.books.daily[name][:, :2]), name
    assert np.array_equal(few.model.books.why_not, more.model.books.why_not[:2])


def test_a_market_is_the_same_whichever_batch_it_comes_in():
    whole = play_schemes(small(markets=range(4), burn_in=10), SCHEMES)
    late = play_schemes(small(markets=range(2, 4), burn_in=10), SCHEMES)
    for name, record in whole.items():
        for field, values in record.daily.items():
            assert np.array_equal(values[:, 2:], late[name].daily[field]), (name, field)
        for field, values in record.markets.items():
            assert np.array_equal(values[2:], late[name].markets[field]), (name, field)


@given(st.permutations(list(SCHEME)))
@FEW
def test_the_order_of_instances_in_the_file_does_not_matter(order):
    assert same(played(), play(small(), {name: SCHEME[name] for name in order}))


@cache
def played():
    return play(small(), SCHEME)


@pytest.fixture
def own_registry(monkeypatch):
    """Let a test register mechanics that no other test sees."""
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))


@given(st.lists(mechanics, max_size=3), st.sampled_from(["a first", "m1 between", "z last"]))
@FEW
def test_a_mechanic_that_does_nothing_changes_nothing(instances, name):
    scheme = {f"m{number}": one for number, one in enumerate(instances)}
    where = small()
    assert same(play(where, scheme), play(where, {**scheme, name: Idle(often=2)}))


@pytest.mark.usefixtures("own_registry")
def test_a_registered_mechanic_that_does_nothing_changes_nothing():
    registry.mechanic("idle")(Idle)
    where = small()
    assert same(play(where, SCHEME), play(where, {**SCHEME, "it": make("idle")}))


def test_an_offer_that_stands_for_nobody_changes_no_decision():
    class IdleOffer(Mechanic):
        """Offer a fortune to nobody."""

        def offers(self, view, act, rows):
            return (Offer(1e6, stands=np.zeros(rows.size, np.bool_)),)

    where = small(dtype=np.float64)
    for scheme in ({}, {"card": SCHEME["card"]}, SCHEME):
        with_it = play(where, {**scheme, "it": IdleOffer()})
        assert np.array_equal(play(where, scheme).acted, with_it.acted)


def test_a_symbol_that_is_not_urgent_and_no_game_changes_nothing():
    class IdleSymbol(Mechanic):
        """Show something that does not matter."""

        def offers(self, view, act, rows):
            return (Symbol(0.0),)

    where = small()
    assert same(play(where), play(where, {"it": IdleSymbol()}))


def test_playing_a_scheme_leaves_the_world_as_it_was_at_the_launch():
    where = small(burn_in=20)
    before = play(where)
    play(where, SCHEME)
    assert same(before, play(where))


def test_all_schemes_begin_with_the_same_customers():
    where = small(burn_in=20)
    states = [play(where, scheme, days=0).model.customers.states for scheme in SCHEMES.values()]
    for name in states[0].__dataclass_fields__:
        assert len({getattr(state, name).tobytes() for state in states}) == 1


def test_nobody_leaves_and_nothing_is_written_down_before_the_launch():
    where = small(burn_in=60, markets=range(3))
    assert where.customers.states.present.all()
    assert not where.customers.states.acts.any()
    assert play(where, days=0).model.books.daily["acts"].size == 0


@pytest.mark.parametrize("other", [{}, SCHEME], ids=["nothing else", "all"])
def test_a_scheme_that_begins_to_act_on_day_20_is_the_same_until_then(other):
    where = small(days=40)
    message = make("message", every=1, starts=20, sends="spark")
    plain, with_message = play(where, other), play(where, {**other, "late": message})
    assert np.array_equal(plain.acted[:20], with_message.acted[:20])
    assert np.array_equal(plain.present[:20], with_message.present[:20])
    assert not np.array_equal(plain.acted[20:], with_message.acted[20:])


def test_two_instances_of_one_mechanic_have_luck_of_their_own():
    where = small(size=500)
    lottery = make("lottery", chance=0.5, prize=reward(1e-6, 1.0), draw_every=200)
    model = play(where, {"a": lottery, "b": lottery}).model
    a, b = (account.balance for account in model.ledger.accounts.values())
    acts = model.customers.states.acts[0]
    assert not np.array_equal(a, b)
    # a sum of independent halves: twice the variance of one, not four times
    assert np.var(a + b - acts) < 1.5 * (np.var(a - acts / 2) + np.var(b - acts / 2))


def test_the_name_of_an_instance_and_nothing_else_keys_its_luck():
    where = small(size=500, constants=Constants.default().replace(reward_sensitivity=1e-12))
    lottery = make("lottery", chance=0.5, prize=reward(1e-6), draw_every=200)
    alone = play(where, {"b": lottery}).model.ledger.accounts["b"].balance
    together = play(where, {"a": lottery, "b": lottery}).model
    assert np.array_equal(alone, together.ledger.accounts["b"].balance)


def test_schemes_side_by_side_do_what_they_do_alone():
    where = small(burn_in=10)
    together = play_schemes(where, SCHEMES, keep_customers=True, keep_transactions=True)
    for name, scheme in SCHEMES.items():
        alone = play_schemes(where, {name: scheme}, keep_customers=True, keep_transactions=True)
        assert records(together[name]) == records(alone[name]), name


def records(record):
    tables = {"daily": record.daily, "markets": record.markets, "why": record.why_not}
    tables |= {"customers": record.customers, "sales": record.transactions}
    tables |= {"segments": {name: np.array(two) for name, two in record.segments.items()}}
    return {(t, name): table[name].tobytes() for t, table in tables.items() for name in table}


def test_the_same_run_twice_is_the_same_bit_for_bit():
    one, two = (fingerprint(play(small(burn_in=20), SCHEMES["two acts"])) for _ in range(2))
    assert one == two


def test_another_seed_is_another_world():
    one, two = (play(small(seed=seed), SCHEME) for seed in (1, 2))
    assert not np.array_equal(one.acted, two.acted)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_columns_keep_their_precision_whatever_is_played(dtype):
    where = small(dtype=dtype, burn_in=5)
    model = play(where, SCHEMES["two acts"], days=25).model
    assert {
        name: column.dtype
        for table in (model.customers.states, model.customers.traits)
        for name in table.__dataclass_fields__
        if (column := getattr(table, name)).dtype.kind == "f"
    } == dict.fromkeys(REAL, np.dtype(dtype)) | {"ticket": np.dtype(np.float64)}
    for running in model.instances:
        real = running.belief, running.familiar.exposure, running.suits
        assert {column.dtype for column in real} == {np.dtype(dtype)}


def test_single_and_double_precision_differ_in_hardly_any_decision():
    singles, doubles = (play(small(dtype=d, size=2000), SCHEME) for d in (np.float32, np.float64))
    differ = (singles.acted != doubles.acted).sum()
    assert differ <= singles.acted.size * 2e-5
