"""What customers say of the firm: whom it brings or keeps away, that it moves nobody else, and who stays for whom."""

from dataclasses import replace

import numpy as np
import pytest
from tests.reference.made_up.guests import Guests
from tests.worlds import EASY_VISIT, TWO_SEGMENTS, make, play, reward, same, world

from loyaltysim.behaviour.constants import Constants
from loyaltysim.customers.newcomers import NEVER, Newcomers, Talk
from loyaltysim.customers.population import SegmentPopulation, Spread
from loyaltysim.simulation.loyalty_model import LoyaltyModel

UNHAPPY = SegmentPopulation(tuple(replace(s, hazard=Spread(0.02, 1.0)) for s in TWO_SEGMENTS))
HARD = replace(EASY_VISIT, demands=(1.4, 1.4, 0.0, 0.0, 0.0, 0.0))


def small(talk=None, per_day=0.02, each=2, **changes):
    newcomers = Newcomers(per_day, each=each, talk=talk)
    return world(
        **{"size": 300, "days": 60, "acts": (EASY_VISIT,), "newcomers": newcomers, **changes}
    )


def came(played):
    """Tell which rows came: by themselves, and brought."""
    model = played.model
    here = (model.cohort < NEVER).reshape(-1, model.luck.size)
    hosts, size = model.setup.rooms.hosts, model.setup.market_size
    return here[:, size:hosts], here[:, hosts:]


def test_where_nobody_speaks_nothing_changes():
    assert same(play(small()), play(small(Talk(0.0, 2, 0.0))))


def test_nobody_at_the_launch_notices_but_for_the_company_of_those_whom_one_brings():
    alone = Constants.default().replace(friend_hold=0.0)
    silent, loud = (
        play(small(talk, population=UNHAPPY, constants=alone))
        for talk in (None, Talk(0.05, 2, 50.0))
    )
    assert np.array_equal(silent.acted[:, :300], loud.acted[:, :300])
    assert np.array_equal(silent.present[:, :300], loud.present[:, :300])


def test_the_books_say_who_was_brought_and_who_stayed_away():
    played = play(small(Talk(0.05, 2, 50.0), population=UNHAPPY, acts=(HARD,)))
    daily, (free, brought) = played.model.books.daily, came(played)
    assert daily["referred"].sum() == brought.sum() > 0
    assert daily["arrived"].sum() == free.sum() + brought.sum()
    everyone = came(play(small(population=UNHAPPY, acts=(HARD,))))[0]
    assert daily["deterred"].sum() == everyone.sum() - free.sum() > 0


def test_whoever_is_kept_away_never_comes_and_the_others_come_as_before():
    silent = play(small(population=UNHAPPY)).model
    warned = play(small(Talk(0.0, 2, 30.0), population=UNHAPPY)).model
    stayed = warned.cohort != silent.cohort
    assert stayed.any()
    assert (warned.cohort[stayed] == NEVER).all()


def test_nobody_brings_more_than_the_most_even_where_a_scheme_has_places_left():
    played = play(small(Talk(5.0, 1, 0.0), each=3))
    assert played.model.arriving is not None
    assert played.model.arriving.talked.max() == 1


def test_a_scheme_that_pleases_brings_newcomers():
    where = small(Talk(0.01, 2, 1.0), size=1500, dtype=np.float32)
    pleased = {"it": make("surprise", chance=0.5, gift=reward(4, 2))}
    assert came(play(where, pleased))[1].sum() > came(play(where))[1].sum()


def test_a_market_is_the_same_alone_and_in_a_batch():
    talk = Talk(0.05, 2, 50.0)
    both, alone = (
        play(small(talk, population=UNHAPPY, markets=markets))
        for markets in (range(2, 4), range(3, 4))
    )
    for name, field in alone.model.books.daily.items():
        assert np.array_equal(field[:, 0], both.model.books.daily[name][:, 1]), name


def pairs(model):
    """Tell who came today with whom: hosts and newcomers."""
    told = [one.arrivals for one in model.today.brought]
    return [pair for one in told for pair in zip(one.referrers, one.newcomers, strict=True)]


@pytest.mark.parametrize("scheme", [{}, {"g": Guests()}])
def test_who_brought_somebody_and_who_was_brought_hold_each_other_while_both_are_there(scheme):
    """Held without end, nobody leaves in company; everybody else does as ever."""
    held = Constants.default().replace(friend_hold=60.0)
    where = small(Talk(0.05, 2, 0.0), 0.02, 4, population=UNHAPPY, constants=held, markets=range(2))
    model, company, left = LoyaltyModel(where, scheme), [], 0
    for _ in range(60):
        before = model.customers.states.present.copy()
        model.step()
        company += pairs(model)
        here = before.copy()
        here[model.today.came] = True
        tied = {one for pair in company for one in pair if here[list(pair)].all()}
        rows = np.arange(model.customers.n)
        assert model.arriving is not None
        assert set(rows[here & model.arriving.in_company(rows, here)]) == tied
        assert not tied & set(model.today.left.tolist())
        left += model.today.left.size
    assert len(company) > 50
    assert left > 50


def test_who_was_brought_leaves_again_once_alone():
    held = Constants.default().replace(friend_hold=60.0)
    where = small(Talk(0.05, 2, 0.0), population=UNHAPPY, constants=held)
    model = LoyaltyModel(where)
    for _ in range(40):
        model.step()
    hosts, n = where.setup.rooms.hosts, model.customers.n
    guests = np.flatnonzero(model.customers.states.present & (np.arange(n) >= hosts))
    model.customers.states.present[:hosts] = False
    gone = 0
    for _ in range(20):
        model.step()
        gone += np.isin(model.today.left, guests).sum()
    assert guests.size > 20
    assert gone > 0


def test_where_nobody_brings_anybody_company_makes_no_difference():
    lonely, social = (
        play(small(constants=Constants.default().replace(friend_hold=hold))) for hold in (0.0, 5.0)
    )
    assert same(lonely, social)
