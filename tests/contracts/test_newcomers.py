"""Customers who come after the launch: who they are, when they come, and that they move nobody else."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy import stats
from tests.reference.made_up.guests import GUEST, HOST, Guests
from tests.worlds import CALM, EASY_VISIT, TWO_SEGMENTS, make, play, reward, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.calendar import Calendar, Rhythm
from loyaltysim.customers.newcomers import NEVER, Newcomers, expected_by, rooms_of
from loyaltysim.customers.population import SegmentPopulation
from loyaltysim.errors import MechanicError
from loyaltysim.hooks import Answer
from loyaltysim.mechanics.mechanic import Mechanic
from loyaltysim.simulation.loyalty_model import LoyaltyModel
from loyaltysim.simulation.play import play as play_schemes
from loyaltysim.simulation.recording.roster import customer_ids
from loyaltysim.simulation.setup import Contract

SOME = Newcomers(0.01)
GUESTS = Newcomers(0.01, each=2)


def small(newcomers=None, **changes):
    return world(
        **{"size": 300, "days": 50, "acts": (EASY_VISIT,), "newcomers": newcomers, **changes}
    )


def by_market(column, where):
    """Give a column market by market, those at the launch first."""
    return column.reshape(*column.shape[:-1], len(where.luck.markets), where.luck.size)


def at_launch(column, where):
    return by_market(column, where)[..., : where.setup.market_size]


def test_nobody_coming_is_no_difference_at_all():
    assert same(play(small()), play(small(Newcomers())))


@pytest.mark.parametrize("newcomers", [SOME, GUESTS])
@pytest.mark.parametrize("scheme", [{}, {"g": Guests(), "it": make("discount", rate=0.2)}])
def test_those_at_the_launch_do_not_notice(newcomers, scheme):
    """Nothing but the praise for bringing somebody may touch a host."""
    kind = {name: rule for name, rule in scheme.items() if name != "g" or newcomers is SOME}
    alone, joined = small(markets=range(2, 4)), small(newcomers, markets=range(2, 4))
    one, other = play(alone, kind), play(joined, kind)
    for name in ("acted", "spend", "present"):
        mine, theirs = getattr(one, name), getattr(other, name)
        assert np.array_equal(at_launch(mine, alone), at_launch(theirs, joined)), name
    assert np.array_equal(one.model.books.daily["customers"], other.model.books.daily["retained"])
    assert other.model.books.daily["arrived"].sum() > 0


def test_one_more_changes_nobody():
    where = small(SOME)
    free = np.flatnonzero(where.arrives == NEVER)
    more = replace(where, arrives=where.arrives.copy())
    more.arrives[free[0]] = 5
    one, other = play(where), play(more)
    everyone_else = np.arange(where.luck.n) != free[0]
    assert np.array_equal(one.acted[:, everyone_else], other.acted[:, everyone_else])
    assert np.array_equal(one.present[:, everyone_else], other.present[:, everyone_else])
    assert other.present[5:, free[0]].any()


def test_a_market_is_the_same_alone_and_in_a_batch():
    scheme = {"g": Guests()}
    both, one = (small(GUESTS, markets=markets) for markets in (range(2, 4), range(3, 4)))
    together, alone = play(both, scheme), play(one, scheme)
    for name, field in alone.model.books.daily.items():
        assert np.array_equal(field[:, 0], together.model.books.daily[name][:, 1]), name
    assert np.array_equal(alone.acted, by_market(together.acted, both)[:, 1])


def test_a_longer_run_has_the_same_newcomers():
    short, long = small(Newcomers(0.05)), small(Newcomers(0.05), days=200)
    rows = [by_market(where.arrives, where)[0, 300:] for where in (short, long)]
    came = rows[0][rows[0] < 50]
    assert came.size > 100
    assert np.array_equal(came, rows[1][: came.size])
    needs = [by_market(where.customers.traits.need, where)[0, 300:] for where in (short, long)]
    assert np.array_equal(needs[0][: came.size], needs[1][: came.size])


def test_more_of_them_are_the_same_ones_sooner():
    few, many = small(Newcomers(0.01)), small(Newcomers(0.02))
    size = few.luck.size - 300
    early, late = (by_market(where.arrives, where)[0, 300:][:size] for where in (many, few))
    assert (early <= late).all()
    assert (early[late < NEVER] < late[late < NEVER]).any()


@pytest.mark.oracle
@pytest.mark.statistical
def test_they_come_as_a_poisson_process():
    """Daily counts are Poisson in the rate of their day: chi-square and mean; false alarm 1e-4 each."""
    weekly = Newcomers(0.004, Rhythm((3.0, *(1.0,) * 5, 0.0)))
    where = small(weekly, markets=range(60), size=500, days=29)
    arrives = by_market(where.arrives, where)
    counts = np.array([(arrives == day).sum(axis=1) for day in range(1, 29)])
    rates = np.diff(expected_by(weekly, Calendar(), 500, 29))
    assert not counts[rates == 0].any()
    open_days = rates > 0
    counts, rates = counts[open_days], rates[open_days]
    spread = ((counts - rates[:, None]) ** 2 / rates[:, None]).sum()
    assert stats.chi2(counts.size).cdf(spread) == pytest.approx(0.5, abs=0.5 - 1e-4)
    for rate in np.unique(rates.round(9)):
        total = counts[rates.round(9) == rate].sum()
        mean = rate * counts[rates.round(9) == rate].size
        assert 1e-4 < stats.poisson(mean).cdf(total) < 1 - 1e-4
    tail = stats.poisson(rates.max()).sf(counts.max() + 2)
    assert tail < 0.05


def test_seasons_of_arrival_go_by_the_date():
    christmas = Calendar(date(2027, 11, 20))
    december = Newcomers(0.02, Rhythm(months=(*(0.0,) * 11, 1.0)))
    expected = expected_by(december, christmas, 100, 20)
    assert not expected[:11].any()
    assert (np.diff(expected[10:]) > 0).all()


def test_places_are_enough_but_not_many_more():
    rooms = rooms_of(Newcomers(0.005), Calendar(), 2000, 180)
    assert 1800 + 6 * 1800**0.5 < rooms.free < 1800 * 1.3


def test_a_newcomer_begins_without_a_habit_and_is_a_customer_from_that_day():
    where = small(SOME, burn_in=10)
    model, need = LoyaltyModel(where), where.customers.traits.need
    for day in range(20):
        before = model.customers.states.present.copy()
        model.begin_day()
        came = model.today.came
        assert not before[came].any()
        assert model.customers.states.present[came].all()
        assert (model.cohort[came] == day).all()
        assert not model.customers.states.habit[:, came].any()
        away = np.minimum(np.floor(1 / need[came]), 3650)
        assert np.array_equal(model.customers.states.last_act[0][came], day - away)
    assert (model.cohort[where.luck.is_newcomer] > 0).all()
    assert not model.cohort[~where.luck.is_newcomer].any()


def test_newcomers_may_be_of_other_segments():
    people = SegmentPopulation(TWO_SEGMENTS, newcomer_shares=(0.0, 1.0))
    where = small(Newcomers(0.05), population=people)
    segment, new = where.customers.traits.segment, where.luck.is_newcomer
    assert (segment[new] == 1).all()
    assert 0 < segment[~new].mean() < 1


def test_a_newcomers_contract_begins_on_the_day_of_arrival():
    leaving = Constants.default().replace(**CALM)
    where = small(Newcomers(0.05), contract=Contract(10, 5.0), constants=leaving, days=40)
    model = LoyaltyModel(where)
    for day in range(40):
        model.step()
        new = where.luck.is_newcomer[model.today.fees]
        paid = model.cohort[model.today.fees[new]]
        assert ((day - paid) % 10 == 0).all()
        assert np.isin(model.today.came, model.today.fees).all()
        gone = model.today.left[where.luck.is_newcomer[model.today.left]]
        assert ((day - model.cohort[gone]) % 10 == 0).all()


def test_whoever_comes_joins_what_is_in_force_and_after_a_pause_what_rested():
    card = {"stamps": 9, "head_start": 2, "reward": reward(4.2, 1.4)}
    pause = [{"first": 10, "last": 14}]
    where = small(Newcomers(0.05))
    model = LoyaltyModel(
        where, {"now": make("stamp_card", **card), "rest": make("stamp_card", pauses=pause, **card)}
    )
    for day in range(20):
        model.step()
        came = np.flatnonzero((model.cohort > 0) & (model.cohort <= day))
        given = {
            one.name: one.own["given"][came] + one.own["cards"][came] for one in model.instances
        }
        assert (given["now"] > 0).all()
        resting = 10 <= day < 15
        stay = model.customers.states.present[came]
        assert (given["rest"][(~resting & stay) | (model.cohort[came] < 10)] > 0).all()


def test_a_scheme_that_begins_later_takes_in_who_came_before():
    where = small(Newcomers(0.05))
    model = LoyaltyModel(where, {"it": make("streak", freezes=2, starts=12)})
    for _ in range(13):
        model.step()
    joined = model.instances[0].joined
    assert np.array_equal(joined, np.sort(joined))
    assert (model.cohort[joined] > 0).any()


def test_who_brings_one_more_shifts_nobody():
    """One host is told to bring somebody a day earlier than luck would have it."""

    class Told(Guests):
        def on_acts(self, view, acts):
            rows = acts.rows[view.luck("along")[acts.rows] < 0.02]
            extra = (
                acts.rows[(acts.rows == self.extra) & (view.day == 3)]
                if self.extra >= 0
                else rows[:0]
            )
            return Answer(arrivals=np.union1d(rows, extra))

        extra: int = -1

    where = small(Newcomers(0.01, each=2))
    plain = play(where, {"g": Told()})
    host = int(np.flatnonzero(plain.acted[3] & ~plain.acted[:3].any(axis=0))[0])
    more = play(where, {"g": Told(extra=host)})
    hosts = where.setup.rooms.hosts
    others = ~np.isin(np.arange(where.luck.n) % hosts, [host % hosts])
    for name in ("acted", "present", "spend"):
        assert np.array_equal(getattr(plain, name)[:, others], getattr(more, name)[:, others])
    assert more.present[5, host + hosts]
    assert not plain.present[5, host + hosts]


def test_both_are_told_and_nobody_brings_more_than_there_are_places():
    where = small(GUESTS, days=50)
    played = play(where, {"g": Guests()})
    model, hosts = played.model, where.setup.rooms.hosts
    guests = np.flatnonzero((np.arange(where.luck.n) >= hosts) & (model.cohort < NEVER))
    assert guests.size > 50
    assert model.cohort[guests].min() >= 1
    second = guests[guests >= 2 * hosts]
    assert (model.cohort[second] > model.cohort[second - hosts]).all()
    value = model.books.daily["reward_value"].sum()
    assert guests.size * GUEST[0] < value <= guests.size * (HOST[0] + GUEST[0]) + 1e-9
    assert not model.instances[0].view.may_bring[guests].any()


def _promised(model):
    """Count those who were asked along today."""
    return sum(one.arrivals.newcomers.size for one in model.arriving._tomorrow)


def test_guests_come_the_day_after():
    where = small(Newcomers(each=1))
    model = LoyaltyModel(where, {"g": Guests()})
    came, promised = [], [0]
    for _ in range(20):
        model.step()
        came.append(model.today.came.size)
        promised.append(_promised(model))
    assert came == promised[:-1]
    assert sum(came) > 0


def test_a_mechanic_must_say_how_many_it_can_bring():
    class Silent(Guests):
        def brings(self) -> int:
            return 0

    with pytest.raises(MechanicError, match=r"on_acts: brings newcomers without saying how many"):
        play(small(GUESTS), {"g": Silent()})


def test_numbers_of_customers_last():
    one = rooms_of(Newcomers(0.01, each=1), Calendar(), 300, 50)
    other = rooms_of(Newcomers(0.05, each=2), Calendar(), 300, 200)
    ids = [customer_ids(rooms, range(2)).reshape(2, -1) for rooms in (one, other)]
    assert np.unique(ids[1]).size == ids[1].size
    assert np.array_equal(ids[0][:, :300], np.arange(600).reshape(2, 300))
    assert np.isin(ids[0], ids[1]).all()
    assert np.array_equal(
        ids[0][:, one.hosts :] - ids[0][:, : one.hosts], np.full((2, one.hosts), 10**15)
    )


def test_the_table_of_customers_has_everyone_who_came():
    where = small(GUESTS)
    record = play_schemes(
        where, {"it": {"g": Guests()}}, keep_customers=True, keep_transactions=True
    )["it"]
    table, sold = record.customers or {}, record.transactions or {}
    came = record.markets["arrived"].sum()
    assert table["customer_id"].size == 300 + came
    assert (table["cohort"] > 0).sum() == came
    assert not table["launched"][table["cohort"] > 0].any()
    assert np.isin(sold["customer_id"], table["customer_id"]).all()
    first = dict(zip(sold["customer_id"][::-1], sold["day"][::-1], strict=True))
    cohort = dict(zip(table["customer_id"], table["cohort"], strict=True))
    assert all(day >= cohort[who] for who, day in first.items())
    assert record.markets["customers"] == record.daily["customers"][-1]
    assert record.markets["customers"] == 300 + came - record.markets["left"]


def test_a_mechanic_that_ignores_newcomers_needs_nothing():
    class Silent(Mechanic):
        kind = "silent"

    where = small(SOME)
    assert same(play(where), play(where, {"it": Silent()}))


def test_how_many_one_can_bring_is_said_by_the_own_scheme_alone():
    one = {"guests": Guests()}
    most = one["guests"].brings()
    alone, beside = (
        play(small(Newcomers(each=each)), one).model.books.daily["arrived"].sum()
        for each in (most, most + 2)
    )
    assert 0 < alone == beside
