"""Rivals: what they must leave alone, and that customers are paired whoever else is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.worlds import GUESTS, REVIEW, VISIT, fingerprint, make, play, reward, world

from loyaltysim.customers.population import Rival, SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes
from loyaltysim.simulation.setup import RivalScheme, with_rivals

OWN = (VISIT, REVIEW)
SETTLED: dict[str, Any] = {"size": 300, "days": 60, "burn_in": 30}
BAR, CHAIN, NEVER = Rival(0.7, 0.9), Rival(1.2, 1.1), Rival(0.0)
CARD = {
    "card": make("stamp_card", stamps=5, reward=reward(4.2, 1.4)),
    "gift": make("surprise", chance=0.2, gift=reward(4, 1.4)),
    "news": make("message", every=3, cost=0.1, sends="spark"),
    "streak": make("streak", every=2),
}
FREE = RivalScheme({**CARD, "off": make("discount", rate=0.2)})
PER_ACT = ("habit", "last_act", "acts", "crowding")
"""States of each act, of which the firm's come first."""


def among(rivals, schemes=None, **settings):
    return world(
        acts=with_rivals(OWN, rivals), rival_schemes=schemes or {}, **{**SETTLED, **settings}
    )


def seen(where, scheme=None, days=None):
    """Give all that was observed of the firm, and the states that are of the firm's acts."""
    played = play(where, scheme, days)
    states = played.model.customers.states
    own = {name: getattr(states, name)[: len(OWN)].tobytes() for name in PER_ACT}
    return {**fingerprint(played), **own}


@pytest.mark.parametrize("scheme", [{}, CARD], ids=["none", "card"])
def test_a_rival_without_any_appeal_changes_nothing(scheme):
    plain = seen(world(acts=OWN, **SETTLED), scheme)
    assert seen(among({"bar": NEVER}), scheme) == plain
    assert seen(among({"bar": replace(NEVER, price=0.5)}, {"bar": FREE}), scheme) == plain
    one, both = among({"bar": BAR}), among({"bar": BAR, "chain": NEVER})
    assert seen(both, scheme) == seen(one, scheme) != plain


def test_the_order_in_the_file_does_not_matter():
    rivals, schemes = {"bar": BAR, "chain": CHAIN}, {"bar": FREE, "chain": RivalScheme(CARD)}
    other = among(dict(reversed(rivals.items())), dict(reversed(schemes.items())))
    assert fingerprint(play(other, CARD)) == fingerprint(play(among(rivals, schemes), CARD))


@pytest.mark.parametrize("schemes", [{}, {"late": FREE}], ids=["none", "free"])
def test_a_late_rival_changes_nothing_before_its_day(schemes):
    late = among({"late": replace(CHAIN, starts=25)}, schemes)
    plain = world(acts=OWN, **SETTLED)
    assert seen(late, CARD, days=25) == seen(plain, CARD, days=25)
    assert seen(late, CARD, days=40) != seen(plain, CARD, days=40)


def test_a_copied_scheme_begins_after_its_days():
    rivals = {"bar": BAR, "late": replace(CHAIN, starts=10)}
    copied = {"late": replace(FREE, after=15)}
    assert seen(among(rivals, copied), CARD, days=25) == seen(among(rivals), CARD, days=25)
    assert seen(among(rivals, copied), CARD, days=40) != seen(among(rivals), CARD, days=40)


def test_a_rivals_scheme_costs_the_firm_nothing():
    where = among({"bar": BAR, "chain": CHAIN}, {"bar": FREE, "chain": RivalScheme(CARD)})
    record = play_schemes(where, {"none": {}})["none"]
    for name in ("reward_value", "reward_cost", "message_cost", "sent", "noticed", "opted_out"):
        assert not record.daily[name].any(), name
    for name in ("earned_value", "liability", "forfeited_value"):
        assert not record.markets[name].any(), name
    assert record.markets["acts"] == record.markets["main_acts"] == record.markets["own_acts"]
    assert record.markets["revenue"] == pytest.approx(record.markets["own_spend"])


def test_what_customers_feel_for_a_rival_they_do_not_feel_for_the_firm():
    model = play(among({"bar": BAR}, {"bar": FREE})).model
    firm, rival = (one.bond for one in model.firms)
    assert rival.attachment.any()
    assert rival.sting.any()
    assert rival.fatigue.any()
    assert not any(one.any() for one in (firm.attachment, firm.sting, firm.fatigue))
    assert firm.opted_in.all()


def fixed(scheme):
    """Play a world in which nobody learns or leaves."""
    calm = SegmentPopulation((replace(GUESTS, hazard=Spread(0.0)),))
    where = among({"bar": BAR, "chain": CHAIN}, population=calm, learning=False, burn_in=0)
    model, bought = LoyaltyModel(where, scheme), []
    for _ in range(60):
        model.step()
        acts = np.zeros((len(model.alternatives), model.customers.n), np.bool_)
        for place, number in enumerate(model.alternatives):
            acts[place, model.today.acts[number].actors] = True
        bought.append(acts)
    return np.array(bought)


def test_a_better_offer_wins_customers_of_rivals_and_of_nobody_and_loses_none():
    plain, better = fixed({}), fixed({"off": make("discount", rate=0.2)})
    assert (better[:, 0] >= plain[:, 0]).all()
    assert (better[:, 1:] <= plain[:, 1:]).all()
    assert (better.any(axis=1) >= plain.any(axis=1)).all()
    won = better[:, 0] & ~plain[:, 0]
    assert (won & plain.any(axis=1)).any()
    assert (won & ~plain.any(axis=1)).any()


def test_nobody_buys_of_two_at_one_occasion():
    assert fixed({}).sum(axis=1).max() == 1


def test_rivals_do_not_depend_on_the_batch():
    rivals = {"bar": BAR, "chain": CHAIN}
    pair = play(among(rivals, {"bar": FREE}, size=200, markets=range(2, 4)), CARD)
    alone = play(among(rivals, {"bar": FREE}, size=200, markets=range(3, 4)), CARD)
    assert np.array_equal(pair.acted[:, 200:], alone.acted)


def test_precision_hardly_matters():
    rivals = {"bar": BAR, "chain": CHAIN}
    single, double = (
        play(among(rivals, {"bar": FREE}, dtype=kind), CARD) for kind in (np.float32, np.float64)
    )
    assert single.model.customers.states.habit.dtype == np.float32
    bond = single.model.firms[1].bond
    felt = (bond.attachment, bond.praise, bond.sting, bond.fatigue, bond.woken)
    assert {one.dtype for one in felt} == {np.dtype(np.float32)}
    assert (single.acted != double.acted).mean() < 0.002


def test_brands_are_counted_as_they_were_bought():
    where = among({"bar": BAR, "chain": CHAIN}, size=200, markets=range(2))
    model = LoyaltyModel(where, CARD)
    last: dict[int, int] = {}
    switched = followed = 0
    for _ in range(60):
        model.step()
        for place, number in enumerate(model.alternatives):
            for row in model.today.acts[number].actors.tolist():
                followed += row in last
                switched += last.get(row, place) != place
                last[row] = place
    assert model.brands is not None
    found, sums = model.brands.found(model), model.brands.by_market
    acts = model.customers.states.acts[list(model.alternatives)]
    assert np.array_equal(found["acts"].sum(axis=1), acts.sum(axis=1))
    assert np.array_equal(found["buyers"].sum(axis=1), (acts > 0).sum(axis=1))
    assert (sums["next_acts"].sum(), sums["switched"].sum()) == (followed, switched)
