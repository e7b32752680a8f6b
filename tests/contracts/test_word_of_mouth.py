"""What customers say of the firm: whom it brings or keeps away, and that it moves nobody else."""

from dataclasses import replace

import numpy as np
from tests.worlds import EASY_VISIT, TWO_SEGMENTS, make, play, reward, same, world

from loyaltysim.customers.newcomers import NEVER, Newcomers, Talk
from loyaltysim.customers.population import SegmentPopulation, Spread

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


def test_nobody_at_the_launch_notices():
    silent, loud = (
        play(small(population=UNHAPPY)),
        play(small(Talk(0.05, 2, 50.0), population=UNHAPPY)),
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
