"""When a mechanic is in force: its start, its end, its pauses, its changes, and for whom."""

import numpy as np
import pytest
from pydantic import ValidationError
from tests.worlds import EASY_VISIT, make, play, reward, same, world

from loyaltysim.hooks import Flow
from loyaltysim.simulation.loyalty_model import LoyaltyModel

CARD = {"stamps": 5, "reward": reward(4.2, 1.4)}
POINTS = {"per_act": 10, "redeem": {"points": 60, "value": 4.0, "cost": 1.0}}


def small(**changes):
    return world(**{"size": 300, "days": 50, "acts": (EASY_VISIT,), **changes})


def days_of_change(one, other):
    """Give the days on which two plays differ."""
    return np.flatnonzero((one.acted != other.acted).any(axis=1))


@pytest.mark.parametrize("kind", ["stamp_card", "points"])
def test_a_mechanic_does_nothing_before_it_starts(kind):
    where, params = small(), CARD if kind == "stamp_card" else POINTS
    none, late = play(where), play(where, {"it": make(kind, starts=20, **params)})
    assert days_of_change(none, late).min() >= 20
    earned = late.model.ledger.totals(late.model.customers.states.present)["earned_value"]
    acts = late.acted[20:].sum()
    worth = 4.2 / 5 if kind == "stamp_card" else 4.0 / 6
    assert earned.sum() == pytest.approx(acts * worth)


def test_a_start_after_the_horizon_is_no_scheme_at_all():
    where = small()
    assert same(play(where), play(where, {"it": make("stamp_card", starts=50, **CARD)}))


def test_what_is_unredeemed_is_lost_on_the_day_it_stops():
    where = small()
    model = play(where, {"it": make("points", stops=30, **POINTS)}).model
    present = model.customers.states.present
    account = model.ledger.accounts["it"]
    assert not account.outstanding()[present].any()
    lasting = play(where, {"it": make("points", **POINTS)}, days=30).model.ledger.accounts["it"]
    assert account.totals[Flow.EARN].sum() == lasting.totals[Flow.EARN].sum()
    assert account.totals[Flow.EXPIRE].sum() > 0


def test_nothing_happens_in_a_pause_and_nothing_is_lost_by_it():
    where = small()
    paused = make("points", pauses=[{"first": 10, "last": 19}, {"first": 30, "last": 30}], **POINTS)
    model = LoyaltyModel(where, {"it": paused})
    earned = []
    for _ in range(50):
        model.step()
        earned.append(model.ledger.accounts["it"].totals[Flow.EARN].sum())
    quiet = np.flatnonzero(np.diff(earned) == 0) + 1
    assert set(range(10, 20)) | {30} <= set(quiet.tolist())
    assert not model.ledger.accounts["it"].totals[Flow.EXPIRE].any()


def test_the_clock_of_a_card_stands_still_in_a_pause():
    where = small()
    card = {**CARD, "expires_after": 12}
    through = play(where, {"it": make("stamp_card", pauses=[{"first": 5, "last": 44}], **card)})
    account = through.model.ledger.accounts["it"]
    assert not account.totals[Flow.EXPIRE].any()


def test_a_streak_is_not_broken_by_a_pause():
    where = small()
    streak = make("streak", every=1, pauses=[{"first": 10, "last": 39}])
    model = LoyaltyModel(where, {"it": streak})
    lengths = []
    for _ in range(45):
        model.step()
        lengths.append(model.instances[0].own["length"].copy())
    assert lengths[9].any()
    for day in range(10, 40):
        assert np.array_equal(lengths[day], lengths[9])
    assert not np.array_equal(lengths[40], lengths[9])


def test_parameters_change_on_their_day_and_stamps_stay():
    where = small()
    changing = make("stamp_card", changes=[{"day": 20, "to": {"stamps": 3}}], **CARD)
    model = LoyaltyModel(where, {"it": changing})
    for _ in range(20):
        model.step()
    before = model.instances[0].own["stamps"].copy()
    model.step()
    acted = model.today.acts[0].actors
    now = model.instances[0].own["stamps"]
    assert np.array_equal(np.delete(now, acted), np.delete(before, acted))
    assert not (now[acted] > 2).any()
    plain = play(where, {"it": make("stamp_card", **CARD)}, days=20)
    assert np.array_equal(plain.acted.sum(axis=0), model.customers.states.acts[0] - _last(model))


def _last(model):
    today = np.zeros(model.customers.n, np.int64)
    today[model.today.acts[0].actors] = 1
    return today


def test_a_change_to_what_holds_already_changes_nothing():
    where = small()
    changing = make("stamp_card", changes=[{"day": 20, "to": {"stamps": 5}}], **CARD)
    assert same(play(where, {"it": changing}), play(where, {"it": make("stamp_card", **CARD)}))


WRONG = [
    ({"stops": 5, "starts": 5}, "stops: must be above 5"),
    ({"pauses": [{"first": 9, "last": 3}]}, "last: must be at least 9"),
    ({"changes": [{"day": 9, "to": {"stamps": 0}}]}, "changes: on day 9: stamps: .*greater"),
    ({"changes": [{"day": 9, "to": {"stamp": 8}}]}, "changes: on day 9: stamp: "),
    ({"changes": [{"day": 9, "to": {"act": "buy"}}]}, "act cannot change during the term"),
    ({"changes": [{"day": 9, "to": {"starts": 2}}]}, "starts cannot change during the term"),
    (
        {"stops": 9, "changes": [{"day": 9, "to": {"stamps": 4}}]},
        "after the day it starts and before",
    ),
    ({"changes": [{"day": 0, "to": {"stamps": 4}}]}, "after the day it starts and before"),
    (
        {"changes": [{"day": 9, "to": {"stamps": 4}}, {"day": 3, "to": {"stamps": 2}}]},
        "in the order of days",
    ),
]


@pytest.mark.parametrize(("term", "words"), WRONG, ids=range(len(WRONG)))
def test_an_impossible_term_is_refused(term, words):
    with pytest.raises(ValidationError, match=words):
        make("stamp_card", **CARD, **term)


def test_a_change_that_needs_another_account_is_refused():
    expiry = {"policy": "rolling", "days": 60}
    with pytest.raises(ValidationError, match="expiry cannot change during the term"):
        make("points", changes=[{"day": 9, "to": {"expiry": expiry}}], **POINTS)


SCHEMES = {
    "card": make("stamp_card", head_start=1, **CARD),
    "streak": make("streak", every=2, freezes=1),
    "points": make("points", pending_days=2, **POINTS),
    "lottery": make("lottery", chance=0.2, prize=reward(9.0, 4.0)),
    "gift": make("surprise", chance=0.3, gift=reward(2.0, 1.0)),
    "news": make("message", every=2, sends="spark"),
    "off": make("discount", rate=0.1),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_mechanic_for_all_members_is_one_for_all_and_for_none_is_none(name):
    where = small()
    all_in, nobody = (LoyaltyModel(where, {"it": SCHEMES[name]}) for _ in range(2))
    all_in.instances[0].members = np.ones(all_in.customers.n, np.bool_)
    nobody.instances[0].members = np.zeros(nobody.customers.n, np.bool_)
    plain, none = LoyaltyModel(where, {"it": SCHEMES[name]}), LoyaltyModel(where)
    for _ in range(30):
        for model in (all_in, nobody, plain, none):
            model.step()
    assert all_in.books.daily["acts"].tobytes() == plain.books.daily["acts"].tobytes()
    for field in nobody.books.daily:
        assert nobody.books.daily[field].tobytes() == none.books.daily[field].tobytes()


@pytest.mark.parametrize("name", SCHEMES)
def test_members_live_as_if_all_were_members_and_others_as_if_none_were(name):
    where = small(learning=False)
    mixed, plain, none = (
        LoyaltyModel(where, {"it": SCHEMES[name]}),
        LoyaltyModel(where, {"it": SCHEMES[name]}),
        LoyaltyModel(where),
    )
    members = np.arange(mixed.customers.n) % 3 == 0
    mixed.instances[0].members = members
    for _ in range(30):
        for model in (mixed, plain, none):
            model.step()
        for other, who in ((plain, members), (none, ~members)):
            acts = (model.customers.states.last_act[0][who] for model in (mixed, other))
            assert np.array_equal(*acts)
